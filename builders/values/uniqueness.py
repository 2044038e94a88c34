"""Draws that never give the same value to two indices."""

from __future__ import annotations

import functools
import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from builders.draws.choices import Maybe, Pick
from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.draws.gathering import Together
from builders.draws.limited import Limited
from builders.draws.numbers import Integer, Quotient, Real, Scaled, Steps
from builders.draws.positions import Distinct
from builders.draws.texts import Padded, Text
from builders.draws.times import Day, Moment, Span, TimeOfDay
from builders.draws.uuids import Uuid
from builders.draws.words import At
from builders.draws.writer import Writer
from builders.errors import CannotBuild
from builders.seed.mixing import LANE_BITS, constants
from builders.values.extents import lengths
from builders.values.places import place_of
from builders.values.short_texts import SHORT, ShortTexts, short_texts

_FEW: Final = 10_000
_MILLION: Final = 1_000_000
"""Microseconds in a second: times that must differ are drawn to the microsecond."""


class UniqueDraw(Draw):
    """A draw of another value for each index."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class UniqueInteger(UniqueDraw):
    """An integer from `low` to `high`: a permutation of them all, read from the index on."""

    low: int
    high: int
    path: str

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self._value)}({state}, {writer.index}, {constants(address)[0]})"

    def _value(self, state: int, index: int, key: int) -> int:
        return self.low + place_of(state, index, self.high - self.low + 1, key, self.path)


@dataclass(frozen=True, slots=True, eq=False)
class UniquePick(UniqueDraw):
    """One of `items`, none of them twice."""

    items: tuple[object, ...]
    path: str

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self._value)}({state}, {writer.index}, {constants(address)[0]})"

    def _value(self, state: int, index: int, key: int) -> object:
        return self.items[place_of(state, index, len(self.items), key, self.path)]


@dataclass(frozen=True, slots=True, eq=False)
class UniqueUuid(UniqueDraw):
    """A UUID: no two states share one anyway."""

    draw: Uuid

    def write(self, writer: Writer, state: str, address: str) -> str:
        return self.draw.write(writer, state, address)


@dataclass(frozen=True, slots=True, eq=False)
class UniqueText(UniqueDraw):
    """Text of a pattern: a permutation of all the texts that its letters and digits can make."""

    pieces: tuple[str | Draw, ...]
    path: str

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self._value)}({state}, {writer.index}, {constants(address)[0]})"

    def _value(self, state: int, index: int, key: int) -> str:
        ranges = ranges_of(self.pieces) or []
        place = place_of(state, index, math.prod(map(len, ranges)), key, self.path)
        digits: list[object] = []
        for values in reversed(ranges):
            place, digit = divmod(place, len(values))
            digits.append(values[digit])
        return "".join(map(str, reversed(digits)))


@functools.lru_cache(maxsize=256)
def ranges_of(pieces: tuple[str | Draw, ...]) -> list[Sequence[object]] | None:
    """What stands at each place of a text; `None` when some place is no choice among a few."""
    ranges: list[Sequence[object]] = []
    for piece in pieces:
        match piece:
            case str():
                ranges.append((piece,))
            case Pick(items=items):
                ranges.append(items)
            case Padded(number=Integer(low=low, high=high), width=width) if high - low < _FEW:
                ranges.append([f"{number:0{width}d}" for number in range(low, high + 1)])
            case _:
                return None
    return ranges


@dataclass(frozen=True, slots=True, eq=False)
class Numbered(UniqueDraw):
    """Text with the object's number in it: before the "@" of an address, else at the end.

    Attributes:
        draw: the text.
        path: where it stands, for errors.
        longest: how long the text may become; `None` when nobody knows.
    """

    draw: Draw
    path: str
    longest: int | None

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self.numbered)}({self.draw.write(writer, state, address)}, {writer.index})"

    def numbered(self, text: str, index: int) -> str:
        """The text with the number of the object at `index`."""
        head, at, tail = text.rpartition("@")
        number = f".{index + 1}@{tail}" if at else f"-{index + 1}"
        head = head if at else text
        if self.longest is not None and len(head) + len(number) > self.longest:
            head = head[: max(self.longest - len(number), 0)]
            if len(number) + bool(at) > self.longest:
                raise CannotBuild(
                    f"{self.path} holds {self.longest} character{'s' * (self.longest != 1)}, "
                    f"too few for the number of object {index + 1}.\n"
                    f"  write:  {self.path.rpartition('.')[2]}=sequence(lambda number: ...)"
                )
        return head + number


def distinct(draw: Draw, path: str, *, text: bool) -> Draw | None:
    """A draw of the same kind of values that never gives one twice; `None` when there is no such way.

    Args:
        draw: how the values are drawn.
        path: where, for errors.
        text: the values are any text, so a number may be put into them.
    """
    match draw:
        case UniqueDraw() | ShortTexts():
            return draw
        case Maybe(draw=inner) | At(draw=inner) | Limited(draw=inner):
            return distinct(inner, path, text=text)
        case Uuid():
            return UniqueUuid(draw)
        case Integer(low=low, high=high, unique=wider):
            return UniqueInteger(*(wider or (low, high)), path)
        case Distinct(low=low, high=high):
            return UniqueInteger(low, high, path)
        case Real(low=low, high=high):
            return _unique_real(draw, path)
        case (
            Moment(count=Integer(low=low, high=high))
            | Span(count=Integer(low=low, high=high))
            | TimeOfDay(count=Integer(low=low, high=high))
        ) if not draw.microseconds:
            return replace(draw, count=UniqueInteger(low * _MILLION, high * _MILLION, path), microseconds=True)
        case Steps() | Scaled() | Quotient() | Moment() | Span() | TimeOfDay():
            count = distinct(draw.count, path, text=False)
            return None if count is None else replace(draw, count=count)
        case Day():
            ordinal = distinct(draw.ordinal, path, text=False)
            return None if ordinal is None else replace(draw, ordinal=ordinal)
        case Together(draws=draws, gather=gather) if gather in (None, tuple):
            return _one_distinct(draw, draws, path)
        case Text(pieces=pieces) if text and ranges_of(pieces) is not None:
            return UniqueText(pieces, path)
        case _ if text:
            known = lengths(draw)
            if known is not None and 0 < known[1] <= SHORT:
                return short_texts(draw, known[1], path)
            return Numbered(draw, path, None if known is None else known[1])
        case Pick(items=items):
            return UniquePick(items, path)
        case _:
            return None


def _unique_real(draw: Real, path: str) -> Draw:
    """Floats in as many steps as a `Real` has; where two steps could be the same float, all floats one by one."""
    _, step, times = draw.steps()
    if step >= 4 * math.ulp(max(abs(draw.low), abs(draw.high)) / times):
        return Of(functools.partial(_real, draw), UniqueInteger(0, (1 << LANE_BITS) - 1, path))
    return Of(_float_at, UniqueInteger(_place_of_float(draw.low), _place_of_float(draw.high), path))


def _real(draw: Real, number: int) -> float:
    start, step, times = draw.steps()
    return min((start + number * step) * times, draw.high)


def _place_of_float(number: float) -> int:
    """Where a float stands among all of them in order; 0.0 stands at 0. IEEE 754 orders them by their bits."""
    bits: int = struct.unpack("<q", struct.pack("<d", abs(number)))[0]
    return -bits if number < 0 else bits


def _float_at(place: int) -> float:
    number: float = struct.unpack("<d", struct.pack("<q", abs(place)))[0]
    return -number if place < 0 else number


def _one_distinct(draw: Together, draws: Sequence[Draw], path: str) -> Draw | None:
    """A tuple that never comes twice, because one thing in it does not: of several ranges the widest."""
    found = {place: one for place, each in enumerate(draws) if (one := distinct(each, path, text=False)) is not None}
    if not found:
        return None
    widest = max(found, key=lambda place: _size(found[place]))
    return replace(draw, draws=tuple(found[widest] if place == widest else each for place, each in enumerate(draws)))


def _size(draw: Draw) -> float:
    match draw:
        case UniqueInteger(low=low, high=high):
            return high - low + 1
        case UniquePick(items=items):
            return len(items)
        case _:
            return math.inf
