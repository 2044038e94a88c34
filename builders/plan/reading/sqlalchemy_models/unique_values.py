"""Values of columns that are unique: another one for each object, without remembering.

The number of an object is not enough here: the buyer and the seller of an order are two customers, and both have the
number of the order. So these draws go by the state. The states of the objects 0, 1, 2, ... of a type are, before they
are stirred, a Weyl sequence: multiples of the golden ratio, which lie as far apart as can be (the three-distance
theorem: V. T. Sós, 1958). Scaled down to a range of `n` numbers, more than n/3 of them in a row are all different. The
states of nested objects are as good as random: two may give the same number, as seldom as in any hash of that size.
"""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from builders.draws.draw import Draw
from builders.draws.numbers import Of
from builders.draws.writer import Writer
from builders.seed.mixing import MASK, STIR, constants
from builders.seed.permutation import permuted

_STIR_BACK: Final = pow(STIR, -1, 1 << 64)
_DIGITS: Final = string.digits + string.ascii_lowercase
_TAG: Final = 8
"""36**8 tags: a thousand nested objects have the same one twice once in five million runs."""
_NUMBERS: Final = re.compile(r"(?:[^\w\s]|[ x])*(?:\d(?:[^\w\s]|[ x])*){8,}", re.ASCII)
"""Text that is made of digits: a telephone number, for instance."""
_LAST: Final = dt.datetime(2024, 12, 31, tzinfo=dt.UTC)
_YEARS: Final = 20 * 365


@dataclass(frozen=True, slots=True, eq=False)
class Spread(Draw):
    """An integer from `low` to `high`, another one for each state."""

    low: int
    high: int

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self.value)}({state}, {constants(address)[0]})"

    def value(self, state: int, key: int) -> int:
        size = self.high - self.low + 1
        return self.low + permuted(_unstirred(state) * size >> 64, size, key)


@dataclass(frozen=True, slots=True, eq=False)
class Tagged(Draw):
    """Text with a tag in it that is another one for each state: before the "@" of an address, else at the end.

    Attributes:
        draw: draws the text.
        longest: how long the whole may be; `None` for any length.
    """

    draw: Draw
    longest: int | None

    def parts(self) -> Iterable[Draw]:
        return (self.draw,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        text = self.draw.write(writer, state, address)
        return f"{writer.constant(self._value)}({text}, {state}, {constants(address)[0]})"

    def _value(self, text: str, state: int, key: int) -> str:
        if self.longest is not None and self.longest < _TAG + 4:
            length = min(self.longest, _TAG)
            return _in_digits(Spread(0, 36**length - 1).value(state, key), length)
        if _NUMBERS.fullmatch(text):
            return _renumbered(text, state, key)
        tag = _in_digits(Spread(0, 36**_TAG - 1).value(state, key), _TAG)
        head, at, tail = text.rpartition("@")
        if not at:
            head, tail = text, ""
        separator = "." if at else " " if " " in head else "" if head.endswith("/") else "-"
        if self.longest is not None:
            room = self.longest - len(separator) - len(tag) - len(at) - len(tail)
            if room < 1:
                return self._value("", state, key)[: self.longest]
            head = head[:room].rstrip(" .-")
        return f"{head}{separator}{tag}{at}{tail}" if head else tag


def _renumbered(text: str, state: int, key: int) -> str:
    """The text with other digits, twelve of them at most, counted from the right."""
    places = [position for position, character in enumerate(text) if character.isdigit()][-12:]
    digits = str(Spread(0, 10 ** len(places) - 1).value(state, key)).zfill(len(places))
    characters = list(text)
    for position, digit in zip(places, digits, strict=True):
        characters[position] = digit
    return "".join(characters)


def unique_numbers(low: int, high: int) -> Draw:
    return Spread(low, high)


def unique_text(draw: Draw, longest: int | None) -> Draw:
    return Tagged(draw, longest)


def unique_moments(aware: bool) -> Draw:
    """Points in time within twenty years, to the microsecond."""
    last = _LAST if aware else _LAST.replace(tzinfo=None)

    def moment(number: int) -> dt.datetime:
        return last - dt.timedelta(microseconds=number)

    return Of(moment, Spread(0, _YEARS * 86_400_000_000))


def unique_days() -> Draw:
    """Days within a hundred years."""

    def day(number: int) -> dt.date:
        return _LAST.date() - dt.timedelta(days=number)

    return Of(day, Spread(0, 36_500))


def unique_decimals(digits: int, places: int) -> Draw:
    def scaled(number: int) -> Decimal:
        return Decimal(number).scaleb(-places)

    return Of(scaled, Spread(0, 10 ** min(digits, 18) - 1))


def unique_bytes(longest: int | None) -> Draw:
    size = min(longest or 16, 8)

    def in_bytes(number: int) -> bytes:
        return number.to_bytes(size, "big")

    return Of(in_bytes, Spread(0, (1 << 8 * size) - 1))


def _unstirred(state: int) -> int:
    """The bits that `builders.seed.mixing.stir` made a state of."""
    state ^= state >> 32
    state = state * _STIR_BACK & MASK
    return state ^ state >> 32


def _in_digits(number: int, length: int) -> str:
    digits: list[str] = []
    for _ in range(length):
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
