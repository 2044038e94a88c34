"""Each kind of draw, as a column: the same values as one by one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builders.bulk.evaluating  # noqa: F401
from builders.bulk.column import Column, Place, column_of
from builders.bulk.plain import plain
from builders.bulk.states import rows_of
from builders.draws.choices import Constant, Made, Maybe, OneOf, Pick
from builders.draws.compiling import compiled
from builders.draws.computed import Computed
from builders.draws.draw import Draw
from builders.draws.gathering import Many, Together
from builders.draws.numbers import Distinct, Integer, Of, Ordinal, Quotient, Real, Scaled, Steps, Total, Uuid, Whole
from builders.draws.texts import Cut, Padded, Text
from builders.draws.times import Day, Moment, Span, TimeOfDay
from builders.draws.words import At, Either, Words, even_thresholds, weighted_thresholds

COUNT = 300
KEY = 0x1234_5678_9ABC_DEF0


class Role(Enum):
    ADMIN = "admin"
    VIEWER = "viewer"


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


WORDS = tuple(f"word{n}" for n in range(700))
START = dt.datetime(2020, 2, 29, 12, 30, tzinfo=dt.UTC)

COMPUTED = {
    "constant": Constant("x"),
    "nothing": Constant(None),
    "an enum's member": Constant(Role.ADMIN),
    "a new list": Made(list),
    "booleans": Pick((False, True)),
    "texts": Pick(("a", "b", "c")),
    "one text": Pick(("a",)),
    "numbers": Pick((3, 1, 2)),
    "texts and nothing": Pick(("a", None)),
    "members": Pick(tuple(Role)),
    "many texts": Pick(WORDS),
    "a union": OneOf((("int", Integer(0, 9)), ("none", Constant(None)), ("more", Integer(100, 200)))),
    "a union of texts": OneOf((("a", Pick(("a", "b"))), ("b", Text(("c", Integer(0, 9)))))),
    "nothing at times": Maybe(Uuid()),
    "a list, or nothing": Maybe(Many(Pick(("a", "b")), 0, 3)),
    "one lane": Integer(-5, 40),
    "two lanes": Integer(-(10**6), 10**6),
    "wide two lanes": Integer(0, 1 << 40),
    "three lanes": Integer(-(1 << 62), 1 << 62),
    "all of 64 bits": Integer(-(1 << 63), (1 << 63) - 1),
    "an only integer": Integer(7, 7),
    "floats": Real(-1.5, 2.25),
    "all floats": Real(-1.7e308, 1.7e308),
    "a sum": Total(Integer(0, 10**9), Integer(0, 86_400)),
    "a sum of floats": Total(Integer(0, 10**9), Real(0.0, 1.0)),
    "steps": Steps(Integer(-10, 10), 25),
    "steps of a float": Steps(Integer(-10, 10), 0.1),
    "a quotient": Quotient(Integer(0, 100_000), 100),
    "a decimal": Scaled(Integer(-99_999, 99_999), 2),
    "a whole decimal": Scaled(Integer(0, 99), 0),
    "a small decimal": Scaled(Integer(0, 9), 6),
    "ordinals": Ordinal(20),
    "distinct numbers": Distinct(1, 1000),
    "distinct among many": Distinct(1, (1 << 63) - 1),
    "distinct among few": Distinct(-3, 300),
    "uuids": Uuid(),
    "a list": Many(Pick(("a", "b")), 0, 3),
    "a list of a fixed length": Many(Uuid(), 2, 2),
    "an empty list": Many(Uuid(), 0, 0),
    "lists in a list": Many(Many(Integer(0, 9), 0, 2), 1, 3, list),
    "a list of nothing at times": Many(Maybe(Integer(0, 9)), 0, 3),
    "a tuple": Together((Integer(0, 9), Pick(("a", "b")))),
    "weighted words": Words(WORDS, weighted_thresholds([n % 7 + 0.5 for n in range(700)])),
    "a very likely word": Words(("a", "b", "c"), weighted_thresholds([0, 10_000, 1])),
    "even words": Words(WORDS, even_thresholds(700)),
    "one word": Words(("a",), ()),
    "two forms": Either((Words(("a", "b"), even_thresholds(2)), Text(("c", Integer(0, 9)))), (1 << 29,)),
    "elsewhere": At("~person.first", Pick(WORDS)),
    "text": Text((Pick(("a", "b")), "'{}\n", Integer(0, 9), " ", Text(("x", Pick(WORDS))))),
    "only text": Text(("a", "b")),
    "no text": Text(()),
    "text with nothing in it at times": Text(("a", Maybe(Pick(("b", "c"))), "d")),
    "padded": Padded(Integer(0, 9999), 4),
    "padded below zero": Padded(Integer(-99, 99), 4),
    "many padded": Padded(Integer(0, 10**9), 6),
    "a whole part": Whole(Integer(-100, 100), 7),
    "text with a large number": Text(("a", Integer(0, 10**9), "b")),
    "nested text": Text((Text((Pick(("a", "b")), "-", Integer(0, 9))), Text((":",)), Pick(("c", "d")))),
    "forms of text": Either(
        (Text((Pick(("a", "b")), "-", Integer(0, 9))), Pick(("c", "d")), Text(())), (1 << 28, 1 << 29)
    ),
    "cut": Cut(Text((Pick(("ä b", "ö")), " ", Integer(0, 9999))), 4),
    "cut words": Cut(Pick(("amber tree", "b")), 6),
    "joined": Of("-".join, Many(Words(WORDS, even_thresholds(700)), 1, 4)),
    "characters": Of("".join, Many(Pick(("a", "b", "é")), 0, 9)),
    "a moment": Moment(START, Integer(-(10**9), 10**9)),
    "a moment without zone": Moment(dt.datetime(2020, 1, 1), Integer(0, 10**12), microseconds=True),
    "a later moment": Moment(START, Total(Integer(0, 10**9), Integer(1, 3600))),
    "a span": Span(Integer(-5000, 5000)),
    "a short span": Span(Integer(0, 5000), microseconds=True),
    "a day": Day(Integer(1, 3_652_059)),
    "a time of day": TimeOfDay(Integer(0, 86_399_999_999), microseconds=True),
}


@pytest.mark.parametrize("draw", COMPUTED.values(), ids=COMPUTED.keys())
def test_a_column_holds_what_is_drawn_one_by_one(draw: Draw) -> None:
    column, values = by_column(draw)
    assert column.slow == ()
    expected = one_by_one(draw)
    assert values == expected
    # Not only equal: 1 is no True, and 1.0 no 1.
    assert all(
        type(value) is type(other) or isinstance(value, dict) for value, other in zip(values, expected, strict=True)
    )


SLOW = {
    "more than 64 bits": Integer(0, 1 << 70),
    "a function": Of(lambda number: f"#{number}", Integer(0, 9)),
    "a function of a state": Computed(lambda state: state % 1000),
    "what a function makes": Made(lambda: "made"),
    "a set": Many(Integer(0, 3), 0, 3, lambda items: sorted(set(items), key=str)),
    "a moment in a zone": Moment(START.astimezone(dt.timezone(dt.timedelta(hours=2))), Integer(0, 10**9)),
    "a time of day with a zone": TimeOfDay(Integer(0, 86_399), dt.UTC),
    "text with a float": Text(("a", Real(0.0, 1.0))),
    "a negative number, padded": Padded(Integer(-(10**6), 99), 4),
    "a very long decimal": Scaled(Integer(0, 1 << 60), 20),
    "a sum beyond 64 bits": Total(Integer(0, 1 << 62), Integer(0, 1 << 62)),
}


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
