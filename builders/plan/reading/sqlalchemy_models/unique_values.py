"""Values of columns that are unique: another one for each object, without remembering.

As with `unique()`, a value is a permutation of the object's number, and there are no more objects than values. But the
number is not enough here: the buyer and the seller of an order are two customers, and both have the order's number. So
the permutation is another one for each row of objects that are counted together (see `origin_of`). Objects that stand
in others are each a row of their own, and two may have the same value, as seldom as in any hash of that size.
"""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.draws.positions import origin_of
from builders.draws.writer import Writer
from builders.seed.mixing import constants
from builders.seed.permutation import permuted
from builders.values.places import among

_DIGITS: Final = string.digits + string.ascii_lowercase
_TAG: Final = 8
"""36**8 tags: a thousand nested objects have the same one twice once in five million runs."""
_NUMBERS: Final = re.compile(r"(?:[^\w\s]|[ x])*(?:\d(?:[^\w\s]|[ x])*){8,}", re.ASCII)
"""Text that is made of digits: a telephone number, for instance."""
_LAST: Final = dt.datetime(2024, 12, 31, tzinfo=dt.UTC)
_YEARS: Final = 20 * 365


@dataclass(frozen=True, slots=True)
class Column:
    """The column that values are for.

    Attributes:
        path: "User.email", for errors.
        alone: whether its values alone must differ; else they only have to together with those of other columns.
    """

    path: str
    alone: bool


@dataclass(frozen=True, slots=True, eq=False)
class Spread(Draw):
    """An integer from `low` to `high`, another one for each object."""

    low: int
    high: int
    column: Column

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self.value)}({state}, {writer.index}, {constants(address)[0]})"

    def value(self, state: int, index: int, key: int) -> int:
        size = self.high - self.low + 1
        number = among(index, size, self.column.path, "give it a value") if self.column.alone else index % size
        return self.low + permuted(number, size, key ^ origin_of(state, index))


@dataclass(frozen=True, slots=True, eq=False)
class Tagged(Draw):
    """Text with a tag in it that is another one for each object: before the "@" of an address, else at the end.

    Attributes:
        draw: draws the text.
        longest: how long the whole may be; `None` for any length.
        column: that it is for.
    """

    draw: Draw
    longest: int | None
    column: Column

    def parts(self) -> Iterable[Draw]:
        return (self.draw,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        text = self.draw.write(writer, state, address)
        return f"{writer.constant(self._value)}({text}, {state}, {writer.index}, {constants(address)[0]})"

    def _value(self, text: str, state: int, index: int, key: int) -> str:
        if self.longest is not None and self.longest < _TAG + 4:
            return self._tag(min(self.longest, _TAG), state, index, key)
        if _NUMBERS.fullmatch(text):
            return self._renumbered(text, state, index, key)
        tag = self._tag(_TAG, state, index, key)
        head, at, tail = text.rpartition("@")
        if not at:
            head, tail = text, ""
        separator = "." if at else " " if " " in head else "" if head.endswith("/") else "-"
        if self.longest is not None:
            room = self.longest - len(separator) - len(tag) - len(at) - len(tail)
            if room < 1:
                return self._value("", state, index, key)[: self.longest]
            head = head[:room].rstrip(" .-")
        return f"{head}{separator}{tag}{at}{tail}" if head else tag

    def _tag(self, length: int, state: int, index: int, key: int) -> str:
        return _in_digits(Spread(0, 36**length - 1, self.column).value(state, index, key), length)

    def _renumbered(self, text: str, state: int, index: int, key: int) -> str:
        """The text with other digits, twelve of them at most, counted from the right."""
        places = [position for position, character in enumerate(text) if character.isdigit()][-12:]
        number = Spread(0, 10 ** len(places) - 1, self.column).value(state, index, key)
        characters = list(text)
        for position, digit in zip(places, str(number).zfill(len(places)), strict=True):
            characters[position] = digit
        return "".join(characters)


def unique_item(items: Sequence[object], column: Column) -> Draw:
    """One of several values."""
    return Of(tuple(items).__getitem__, Spread(0, len(items) - 1, column))


def unique_moments(column: Column, *, aware: bool) -> Draw:
    """Points in time within twenty years, to the microsecond."""
    last = _LAST if aware else _LAST.replace(tzinfo=None)

    def moment(number: int) -> dt.datetime:
        return last - dt.timedelta(microseconds=number)

    return Of(moment, Spread(0, _YEARS * 86_400_000_000, column))


def unique_days(column: Column) -> Draw:
    """Days within a hundred years."""

    def day(number: int) -> dt.date:
        return _LAST.date() - dt.timedelta(days=number)

    return Of(day, Spread(0, 36_500, column))


def unique_decimals(digits: int, places: int, column: Column) -> Draw:
    def scaled(number: int) -> Decimal:
        return Decimal(number).scaleb(-places)

    return Of(scaled, Spread(0, 10 ** min(digits, 18) - 1, column))


def unique_bytes(longest: int | None, column: Column) -> Draw:
    size = min(longest or 16, 8)

    def in_bytes(number: int) -> bytes:
        return number.to_bytes(size, "big")

    return Of(in_bytes, Spread(0, (1 << 8 * size) - 1, column))


def _in_digits(number: int, length: int) -> str:
    digits: list[str] = []
    for _ in range(length):
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
