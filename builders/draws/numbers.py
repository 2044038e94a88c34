"""Numbers, each of a range, and what is reckoned from them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from typing import Final

from builders.draws.draw import Draw
from builders.draws.writer import Writer
from builders.seed.mixing import LANE_BITS

_EVEN: Final = 15
"""So many bits there are at least beyond those that a span needs: no value is favoured by more than one in 2**15."""


@dataclass(frozen=True, slots=True, eq=False)
class Integer(Draw):
    """An integer from `low` to `high`, both included, each as likely.

    Attributes:
        low, high: both included.
        rough: one lane has to do, for up to 2**30 numbers, though some are drawn more often than others then: for
            seconds, of which nobody counts each.
        unique: the range of those that must differ, where the usual one holds too few.
    """

    low: int
    high: int
    rough: bool = False
    unique: tuple[int, int] | None = None

    def write(self, writer: Writer, state: str, address: str) -> str:
        if self.low == self.high:
            return writer.constant(self.low)
        span = self.high - self.low + 1
        lanes = self.lanes()
        bits = writer.lane(state, address)
        for number in range(1, lanes):
            bits = f"({bits} << {LANE_BITS} | {writer.lane(state, f'{address}~{number}')})"
        above = f"({bits} * {span} >> {LANE_BITS * lanes})"
        return f"({self.low} + {above})" if self.low else above

    def lanes(self) -> int:
        """How many lanes it takes: the one at the address, then `~1`, `~2` and so on for the lower bits."""
        if self.rough:
            return 1
        return max(1, -(-((self.high - self.low + 1).bit_length() + _EVEN) // LANE_BITS))


@dataclass(frozen=True, slots=True, eq=False)
class Real(Draw):
    """A float from `low` to `high`, both included, in 2**30 steps."""

    low: float
    high: float

    def write(self, writer: Writer, state: str, address: str) -> str:
        if self.low == self.high:
            return writer.constant(self.low)
        start, step, times = self.steps()
        above = f"{writer.constant(start)} + {writer.lane(state, address)} * {writer.constant(step)}"
        return f"min({above if times == 1 else f'({above}) * {times}'}, {writer.constant(self.high)})"

    def steps(self) -> tuple[float, float, int]:
        """Where it starts, how wide a step is, and by how much the sum of both is multiplied.

        Where the distance from `low` to `high` is more than a float holds, all is reckoned in halves.
        """
        half = (self.high / 2 - self.low / 2) / ((1 << LANE_BITS) - 1)
        if math.isinf(self.high - self.low):
            return self.low / 2, half, 2
        return self.low, half * 2, 1


@dataclass(frozen=True, slots=True, eq=False)
class Total(Draw):
    """The sum of what two draws draw; the first at the address, the second at `address~more`."""

    first: Draw
    second: Draw

    def parts(self) -> Iterable[Draw]:
        return (self.first, self.second)

    def write(self, writer: Writer, state: str, address: str) -> str:
        first = writer.assigned(self.first.write(writer, state, address))
        return f"({first} + {self.second.write(writer, state, f'{address}~more')})"


@dataclass(frozen=True, slots=True, eq=False)
class Steps(Draw):
    """So many times `step`, an integer or a float."""

    count: Draw
    step: float

    def parts(self) -> Iterable[Draw]:
        return (self.count,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"({self.count.write(writer, state, address)} * {writer.constant(self.step)})"


@dataclass(frozen=True, slots=True, eq=False)
class Quotient(Draw):
    """A float: an integer divided by another. 1999 by 100 is 19.99, exactly as Python writes it."""

    count: Draw
    divisor: int

    def parts(self) -> Iterable[Draw]:
        return (self.count,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"({self.count.write(writer, state, address)} / {self.divisor})"


@dataclass(frozen=True, slots=True, eq=False)
class Whole(Draw):
    """How many times an integer holds `divisor`: the days in a number of seconds, for instance."""

    count: Draw
    divisor: int

    def parts(self) -> Iterable[Draw]:
        return (self.count,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"({self.count.write(writer, state, address)} // {self.divisor})"


@dataclass(frozen=True, slots=True, eq=False)
class Scaled(Draw):
    """A `Decimal` with `places` decimal places: 1999 with two places is 19.99."""

    count: Draw
    places: int

    def parts(self) -> Iterable[Draw]:
        return (self.count,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        number = f"{writer.constant(Decimal)}({self.count.write(writer, state, address)})"
        return number if self.places == 0 else f"{number}.scaleb({-self.places}, {writer.constant(_EXACT)})"


_EXACT: Final = Context(prec=1000, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""A context of our own: the current one is the user's, and may round."""
