"""Draws of each kind, with and without a column of their own."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from enum import Enum
from ipaddress import IPv4Address
from pathlib import PurePosixPath

import builders.bulk.evaluating  # noqa: F401
from builders.draws.choices import Constant, Made, Maybe, OneOf, Pick
from builders.draws.computed import Computed, Of
from builders.draws.distinct import DistinctItems
from builders.draws.draw import Draw
from builders.draws.gathering import Many, Together
from builders.draws.numbers import Integer, Quotient, Real, Scaled, Steps, Total, Whole
from builders.draws.positions import Distinct, Ordinal
from builders.draws.texts import Cut, Padded, Text
from builders.draws.times import Day, Moment, Span, TimeOfDay
from builders.draws.uuids import Uuid
from builders.draws.words import At, Either, Words, even_thresholds, weighted_thresholds


class Role(Enum):
    ADMIN = "admin"
    VIEWER = "viewer"


class Login(str):
    __slots__ = ()


class Number(int):
    pass


def sorted_by_text(items: Iterable[object]) -> list[object]:
    return sorted(items, key=str)


def set_of(item: Draw, least: int, most: int, gather: Callable[..., object] = set) -> Draw:
    return DistinctItems(item, None, least, most, gather, "T.field")


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
    "a set": set_of(Integer(0, 9), 0, 4),
    "a set of nearly all there are": set_of(Integer(1, 5), 5, 5),
    "a set of texts": set_of(Pick(("a", "b", "é", "Z")), 1, 3),
    "a set of members": set_of(Pick(tuple(Role)), 0, 2, frozenset),
    "a set of uuids": set_of(Uuid(), 2, 3),
    "a set of days": set_of(Day(Integer(1, 9)), 1, 4),
    "a set of moments": set_of(Moment(START, Integer(0, 9)), 1, 4),
    "a set of decimals": set_of(Scaled(Integer(-9, 9), 1), 1, 4),
    "a set of bytes": set_of(Pick((b"a", b"b")), 1, 2),
    "a set of booleans": set_of(Pick((False, True)), 0, 2),
    "a set of nothing": set_of(Integer(1, 5), 0, 0),
    "a mapping": DistinctItems(Pick(("a", "b", "c")), Integer(0, 99), 0, 3, None, "T.field"),
    "a mapping of lists": DistinctItems(Integer(0, 9), Many(Uuid(), 0, 2), 1, 3, OrderedDict, "T.field"),
    "sets in a list": Many(set_of(Integer(0, 9), 0, 3), 0, 3),
    "a queue": Many(Integer(0, 9), 0, 3, deque),
    "an address": Of(IPv4Address, Integer(0, (1 << 32) - 1)),
    "a path": Of(PurePosixPath, Text((Pick(("a", "b")), "/", Pick(("c", "d"))))),
    "a uuid as text": Of(str, Uuid()),
    "a name for text": Of(Login, Text((Pick(("a", "b")), Integer(0, 9)))),
    "a name for numbers": Of(Number, Integer(0, 9)),
    "a day": Day(Integer(1, 3_652_059)),
    "a time of day": TimeOfDay(Integer(0, 86_399_999_999), microseconds=True),
}


SLOW = {
    "more than 64 bits": Integer(0, 1 << 70),
    "a function": Of(lambda number: f"#{number}", Integer(0, 9)),
    "a function of a state": Computed(lambda state: state % 1000),
    "what a function makes": Made(lambda: "made"),
    "a set": Many(Integer(0, 3), 0, 3, lambda items: sorted(set(items), key=str)),
    "a moment in a zone": Moment(START.astimezone(dt.timezone(dt.timedelta(hours=2))), Integer(0, 10**9)),
    "a time of day with a zone": TimeOfDay(Integer(0, 86_399), dt.UTC),
    "a set of spans": set_of(Span(Integer(0, 5)), 1, 3),
    "a set of what may be nothing": set_of(Maybe(Integer(0, 5)), 1, 3, sorted_by_text),
    "keys without values": DistinctItems(Integer(0, 9), None, 1, 3, list, "T.field"),
    "text with a float": Text(("a", Real(0.0, 1.0))),
    "a negative number, padded": Padded(Integer(-(10**6), 99), 4),
    "a very long decimal": Scaled(Integer(0, 1 << 60), 20),
    "a sum beyond 64 bits": Total(Integer(0, 1 << 62), Integer(0, 1 << 62)),
}
