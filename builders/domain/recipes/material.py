"""What the fields of one object are drawn from, and how a field of a builder asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from builders.declaring.declaration import Declaration, Place
from builders.declaring.parts import refuse_parts
from builders.plan.deferred import Deferred
from builders.seed.mixing import LANE_BITS, key_of, lane

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)

REFERENCE: Final = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
"""The instant that all times lie before: "now", in test data."""
LATEST: Final = REFERENCE - dt.timedelta(days=1)
"""What takes some time begins before this, and so has ended before `REFERENCE`."""
_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""The digits of Crockford's base 32: none looks like another."""


@dataclass(frozen=True, slots=True)
class Material:
    """The bits of one object, asked for by name: the same name gives the same bits, whatever else was asked for.

    Attributes:
        state: 64 bits.
        index: the number of the object in its test, from 0.
    """

    state: int
    index: int = 0

    @classmethod
    def of(cls, text: str) -> Material:
        """What belongs to a text: to the id of an object, in rules that see only its fields."""
        return cls(key_of(0, "builders.domain", text))

    def number(self, name: str, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included; they lie less than 2**30 apart."""
        return low + (lane(self.state, name) * (high - low + 1) >> LANE_BITS)

    def share(self, name: str) -> float:
        """A float from 0 to less than 1."""
        return lane(self.state, name) / (1 << LANE_BITS)

    def pick(self, name: str, items: Sequence[V]) -> V:
        """One of `items`, each as likely."""
        return items[self.number(name, 0, len(items) - 1)]

    def letters(self, name: str, count: int) -> str:
        """Letters and digits, 30 bits for each six."""
        bits = [lane(self.state, f"{name}~{number}") for number in range(-(-count // 6))]
        return "".join(_LETTERS[bits[place // 6] >> 5 * (place % 6) & 31] for place in range(count))

    def moment(self, name: str, start: dt.datetime, end: dt.datetime) -> dt.datetime:
        """A whole second after `start` and not after `end`; where there is none, the one after `start`."""
        seconds = int((end - start).total_seconds())
        return start.replace(microsecond=0) + dt.timedelta(seconds=1 + int(self.share(name) * max(seconds, 1)))

    def id(self, prefix: str) -> str:
        """An id: no two objects of a test share it, and by all odds no two of a run.

        Example:
            >>> Material(7, index=2).id("user")
            'user_..._3'
        """
        return f"{prefix}_{self.letters('id', 8)}_{self.index + 1}"


def number_in(id_: str) -> str:
    """The number at the end of an id that was drawn; "" of any other.

    Example:
        >>> number_in("user_2f09ab7k_3"), number_in("user_ada")
        ('3', '')
    """
    head, _, number = id_.rpartition("_")
    drawn = head.rpartition("_")[2]
    return number if number.isdecimal() and len(drawn) == 8 and set(drawn) <= set(_LETTERS) else ""


def drawn_by(function: Callable[[Material], V]) -> Declaration[V]:
    """Declare a field that a function draws.

    Example:
        >>> from builders import Builder
        >>> from dataclasses import dataclass
        >>> @dataclass
        ... class Die:
        ...     face: int
        >>> 1 <= Builder(Die, face=drawn_by(lambda material: material.number("face", 1, 6))).build().face <= 6
        True
    """
    return _DrawnBy(function)


@dataclass(frozen=True, slots=True, eq=False)
class _DrawnBy(Declaration[V_co], Generic[V_co]):
    function: Callable[[Material], V_co]

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        refuse_parts(place, parts, "drawn_by(...)")
        return _Value(self.function)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Value(Deferred):
    function: Callable[[Material], object]

    def __repr__(self) -> str:
        return "drawn_by(...)"

    def at(self, state: int, index: int, depth: int) -> object:
        return self.function(Material(state, index))
