"""Numbers are within all bounds that are declared, or the error says which of them contradict each other."""

import decimal
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import CannotBuild
from tests.builders.values.drawing import drawn

EXAMPLES = settings(max_examples=10, deadline=None, database=None)
NUMBERS: dict[type, st.SearchStrategy[Any]] = {
    int: st.integers(-(10**12), 10**12),
    float: st.floats(-1e9, 1e9),
    Decimal: st.decimals(-(10**9), 10**9, allow_nan=False, places=3),
    Fraction: st.fractions(-1000, 1000, max_denominator=1000),
}


@pytest.mark.parametrize("type_", NUMBERS)
@pytest.mark.parametrize("name", ["number", "age", "price", "id"])
@given(data=st.data())
@EXAMPLES
def test_whatever_the_bounds_the_number_is_within_them_or_there_is_none(
    type_: type, name: str, data: st.DataObject
) -> None:
    bound = st.none() | NUMBERS[type_]
    ge, gt, le, lt = (data.draw(bound, label=label) for label in ("ge", "gt", "le", "lt"))
    try:
        values = drawn(type_, name, times=5, ge=ge, gt=gt, le=le, lt=lt)
    except CannotBuild:
        lows, highs = [x for x in (ge, gt) if x is not None], [x for x in (le, lt) if x is not None]
        assert lows
        assert highs
        room = min(highs) - max(lows)
        assert room <= 0 or (type_ is int and room <= 1) or (type_ is float and room <= math.ulp(max(highs)) * 2)
        return
    for value in values:
        assert type(value) is type_
        assert ge is None or value >= ge
        assert gt is None or value > gt
        assert le is None or value <= le
        assert lt is None or value < lt


@given(step=st.integers(1, 1000), low=st.integers(-5000, 5000), room=st.integers(0, 5000))
@EXAMPLES
def test_multiples_are_multiples(step: int, low: int, room: int) -> None:
    try:
        values = drawn(int, "n", multiple_of=step, ge=low, le=low + room)
    except CannotBuild:
        assert low // step == (low + room) // step
        assert low % step != 0
        return
    assert all(value % step == 0 and low <= value <= low + room for value in values)


@pytest.mark.parametrize("step", [0.1, 0.25, 0.01, 0.5, 3.0, 1.5])
def test_float_multiples_are_what_the_step_says_in_decimals(step: float) -> None:
    for value in drawn(float, "n", multiple_of=step, ge=0, le=50, times=30):
        assert Fraction(str(value)) % Fraction(str(step)) == 0


@given(digits=st.integers(1, 12), places=st.integers(0, 6), least=st.none() | st.integers(0, 5))
@EXAMPLES
def test_decimals_have_no_more_digits_than_allowed(digits: int, places: int, least: int | None) -> None:
    try:
        values = drawn(Decimal, "n", max_digits=digits, decimal_places=places, ge=least)
    except CannotBuild:
        assert least is not None
        assert least >= 10 ** max(digits - places, 0)
        return
    for value in values:
        _, all_digits, exponent = value.as_tuple()
        assert isinstance(exponent, int)
        assert -exponent <= places
        # As pydantic counts: zeros after the point count, the one before it does not.
        assert max(len(all_digits), -exponent) <= digits
        assert least is None or value >= least


def test_a_decimal_multiple_keeps_the_places_of_its_step() -> None:
    values = drawn(Decimal, "n", multiple_of=Decimal("0.05"), ge=1, le=3, times=30)
    assert all(value % Decimal("0.05") == 0 and 1 <= value <= 3 for value in values)


def test_the_users_decimal_context_does_not_round_what_is_drawn() -> None:
    least, most = Decimal("1234567.01"), Decimal("1234567.99")
    with decimal.localcontext(prec=3):
        assert all(least <= value <= most for value in drawn(Decimal, "n", ge=least, le=most))


@pytest.mark.parametrize(
    ("type_", "said", "words"),
    [
        (int, {"ge": 5, "le": 4}, "Thing.number: no number is at least 5, at most 4"),
        (int, {"gt": 3, "lt": 4}, "greater than 3, less than 4"),
        (int, {"ge": 1, "le": 5, "multiple_of": 7}, "a multiple of 7"),
        (float, {"gt": 1.0, "lt": 1.0}, "greater than 1.0, less than 1.0"),
        (Decimal, {"ge": 1000, "max_digits": 3, "decimal_places": 2}, "of at most 3 digits, of at most 2"),
        (Decimal, {"multiple_of": Decimal("0.001"), "decimal_places": 2}, "a multiple of Decimal('0.001')"),
        (Fraction, {"gt": Fraction(1, 2), "lt": Fraction(1, 2)}, "greater than Fraction(1, 2)"),
    ],
)
def test_bounds_that_contradict_each_other_are_named(type_: type, said: dict[str, Any], words: str) -> None:
    with pytest.raises(CannotBuild) as refused:
        drawn(type_, "number", **said)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("type_", "said", "least", "most"),
    [
        (int, {}, 0, 9999),
        (int, {"ge": -(2**31), "le": 2**31 - 1}, 0, 9999),
        (int, {"ge": 100_000}, 100_000, 110_000),
        (int, {"lt": -5}, -11_000, -6),
        (float, {}, 0, 1000),
        (float, {"ge": 0, "le": 1}, 0, 1),
        (Decimal, {}, 0, 1000),
    ],
)
def test_what_is_left_open_is_of_a_usual_size(type_: type, said: dict[str, Any], least: int, most: int) -> None:
    assert all(least <= value <= most for value in drawn(type_, "number", **said, times=50))


def test_floats_and_decimals_have_two_places() -> None:
    assert all(round(value, 2) == value for value in drawn(float, "number"))
    assert all(value.as_tuple().exponent == -2 for value in drawn(Decimal, "number"))


def test_infinite_bounds_bind_nothing() -> None:
    assert all(0 <= value <= 1000 for value in drawn(float, "number", ge=-math.inf, le=math.inf))


def test_the_whole_declared_range_is_drawn_from() -> None:
    assert set(drawn(int, "number", ge=1, le=6, times=200)) == set(range(1, 7))
