"""Each kind of draw, as a column: the same values as one by one."""

from __future__ import annotations

from decimal import Decimal
from ipaddress import IPv4Address
from pathlib import PurePosixPath
from uuid import UUID

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builders.bulk.evaluating  # noqa: F401
from builders import CannotBuild
from builders.bulk.column import Column, Place, column_of
from builders.bulk.plain import plain
from builders.bulk.states import rows_of
from builders.draws.choices import Maybe, OneOf, Pick
from builders.draws.compiling import compiled
from builders.draws.distinct import DistinctItems
from builders.draws.draw import Draw
from builders.draws.gathering import Many, Together
from builders.draws.numbers import Integer, Real
from builders.draws.uuids import Uuid
from builders.draws.words import Words, even_thresholds, weighted_thresholds
from tests.builders.bulk.draws import COMPUTED, SLOW, Login, Number, Role, set_of

COUNT = 300
KEY = 0x1234_5678_9ABC_DEF0


def by_column(draw: Draw, start: int = 0) -> tuple[Column, list[object]]:
    column = column_of(draw, Place("field", 0, "T.field"))
    array = column.make(rows_of(KEY, start, COUNT))
    assert array.type == column.type
    return column, array.to_pylist()


def one_by_one(draw: Draw, start: int = 0) -> list[object]:
    function = compiled(draw, "field", "T.field")
    rows = rows_of(KEY, start, COUNT)
    return [
        plain(function(state, index, 0))
        for state, index in zip(rows.states.tolist(), rows.numbers.tolist(), strict=True)
    ]


def in_a_table(value: object) -> object:
    """What a table holds for objects of a class that is none of Arrow's."""
    if isinstance(value, Login | IPv4Address | PurePosixPath):
        return str(value)
    return int(value) if isinstance(value, Number) else value


@pytest.mark.parametrize("draw", COMPUTED.values(), ids=COMPUTED.keys())
def test_a_column_holds_what_is_drawn_one_by_one(draw: Draw) -> None:
    column, values = by_column(draw)
    assert column.slow == ()
    expected = list(map(in_a_table, one_by_one(draw)))
    if pa.types.is_map(column.type):
        values = [dict(value) for value in values]  # type: ignore[call-overload]  # pairs
    assert values == expected
    # Not only equal: 1 is no True, and 1.0 no 1.
    assert all(
        type(value) is type(other) or isinstance(value, dict) for value, other in zip(values, expected, strict=True)
    )


@pytest.mark.parametrize("draw", SLOW.values(), ids=SLOW.keys())
def test_what_no_column_is_known_for_is_drawn_one_by_one_and_says_so(draw: Draw) -> None:
    column, values = by_column(draw)
    [slow] = column.slow
    assert slow.path == "T.field"
    assert slow.why
    expected = one_by_one(draw)
    assert [str(value) for value in values] == [str(value) for value in expected]


def test_a_union_of_kinds_is_a_column_of_text() -> None:
    draw = OneOf((("int", Integer(0, 9)), ("str", Pick(("a", "b")))))
    _, values = by_column(draw)
    assert values == [str(value) for value in one_by_one(draw)]


numbers = st.builds(
    lambda low, more: Integer(low, low + more), st.integers(-(1 << 61), 1 << 61), st.integers(0, 1 << 61)
)
leaves: st.SearchStrategy[Draw] = st.one_of(
    numbers,
    st.just(Uuid()),
    st.lists(st.text(max_size=3), min_size=1, max_size=5, unique=True).map(lambda words: Pick(tuple(words))),
    st.lists(st.integers(0, 50), min_size=1, max_size=40)
    .filter(any)
    .map(lambda weights: Words(tuple(range(len(weights))), weighted_thresholds(weights))),
)
draws = st.recursive(
    leaves,
    lambda part: st.one_of(
        part.map(Maybe),
        st.builds(
            lambda item, least, more: Many(item, least, least + more), part, st.integers(0, 2), st.integers(0, 2)
        ),
        st.lists(part, min_size=1, max_size=3).map(lambda parts: Together(tuple(parts))),
        st.builds(lambda least, more: set_of(Integer(0, 9), least, least + more), st.integers(0, 3), st.integers(0, 3)),
    ),
    max_leaves=4,
)


@given(draws, st.integers(0, 1 << 40))
@settings(max_examples=30, deadline=None)
def test_any_draw_at_any_row(draw: Draw, start: int) -> None:
    column, values = by_column(draw, start)
    assert column.slow == ()
    assert values == one_by_one(draw, start)


def test_a_union_of_integers_and_floats_is_a_column_of_floats() -> None:
    draw = OneOf((("int", Integer(0, 9)), ("float", Real(0.0, 1.0))))
    _, values = by_column(draw)
    assert values == one_by_one(draw)
    assert {type(value) for value in values} == {float}


def test_plain_values() -> None:
    assert plain(Role.VIEWER) == "viewer"
    assert plain((1, Role.ADMIN)) == {"0": 1, "1": "admin"}
    assert plain({"a": UUID(int=1)}) == {"a": UUID(int=1)}
    assert plain(Decimal("1.5")) == Decimal("1.5")


def test_a_set_that_has_too_few_says_so_as_an_object_does() -> None:
    draw = DistinctItems(Words(("a", "b"), even_thresholds(2)), None, 3, 3, set, "T.field")
    with pytest.raises(CannotBuild, match="T.field: 3 different items are asked for") as by_column:
        by_column_of = column_of(draw, Place("field", 0, "T.field"))
        by_column_of.make(rows_of(KEY, 0, COUNT))
    with pytest.raises(CannotBuild) as one:
        one_by_one(draw)
    assert str(by_column.value) == str(one.value)
