"""Numbers, and what is made of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from typing import Final
from uuid import UUID, SafeUUID

from builders.draws.draw import Draw
from builders.draws.writer import Writer
from builders.seed.mixing import GOLDEN, LANE_BITS, MASK, STIR, constants
from builders.seed.permutation import permuted

_EVEN: Final = 15
"""So many bits there are at least beyond those that a span needs: no value is favoured by more than one in 2**15."""


@dataclass(frozen=True, slots=True, eq=False)
class Integer(Draw):
    """An integer from `low` to `high`, both included, each as likely.

    Attributes:
        low, high: both included.
        rough: one lane has to do, for up to 2**30 numbers, though some are drawn more often than others then: for
            seconds, of which nobody counts each.
    """

    low: int
    high: int
    rough: bool = False

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
        low, high = writer.constant(self.low), writer.constant(self.high)
        if self.low == self.high:
            return low
        # Half the distance twice: the whole may be more than a float holds.
        step = writer.constant((self.high / 2 - self.low / 2) / ((1 << LANE_BITS) - 1) * 2)
        return f"min({low} + {writer.lane(state, address)} * {step}, {high})"


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


@dataclass(frozen=True, slots=True, eq=False)
class Of(Draw):
    """What `function` makes of what `draw` draws: a date of a number of days, for instance.

    Attributes:
        lengths: of the shortest and the longest text that it gives; `None` when that is not known, or it gives no text.
    """

    function: Callable[..., object]
    draw: Draw
    lengths: tuple[int, int] | None = None

    def parts(self) -> Iterable[Draw]:
        return (self.draw,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self.function)}({self.draw.write(writer, state, address)})"


_UNSTIR: Final = pow(STIR, -1, 1 << 64)
_UNSTEP: Final = pow(GOLDEN, -1, 1 << 64)


@dataclass(frozen=True, slots=True, eq=False)
class Ordinal(Draw):
    """An integer below 2**bits, another one for each of 2**bits objects that are built one after another.

    Going back from the state to where it stands in its sequence gives the index plus a number that is the same for all
    objects of a key; the lowest bits of that, times an odd number, are a permutation.

    Attributes:
        bits: at most 32.
    """

    bits: int

    def write(self, writer: Writer, state: str, address: str) -> str:
        modulus = 1 << self.bits
        unstirred = writer.assigned(f"({state} ^ {state} >> 32) * {_UNSTIR} & {MASK}")
        factor = _UNSTEP * constants(address)[1] % modulus
        return f"(({unstirred} ^ {unstirred} >> 32) * {factor} & {modulus - 1})"


@dataclass(frozen=True, slots=True, eq=False)
class Distinct(Draw):
    """An integer from `low` to `high`, another one for each of as many objects that are built one after another.

    As `Ordinal`, for any range, and well mixed: neighbours look unrelated.

    Attributes:
        low, high: both included; at most 2**63 numbers.
    """

    low: int
    high: int

    def write(self, writer: Writer, state: str, address: str) -> str:
        size = self.high - self.low + 1
        if size.bit_count() == 1 and size.bit_length() % 2 and 1 < size <= 1 << 32:
            return f"({self.low} + {_permuted_in_place(writer, state, size, constants(address)[0])})"
        permute = writer.constant(permuted)
        position = f"{writer.constant(position_of)}({state}) % {size}"
        return f"({self.low} + {permute}({position}, {size}, {constants(address)[0]}))"


def _permuted_in_place(writer: Writer, state: str, size: int, key: int) -> str:
    """The four rounds of `permuted`, written out: for a power of four, which takes them once."""
    half = (size.bit_length() - 1) // 2
    mask = (1 << half) - 1
    unstirred = writer.assigned(f"({state} ^ {state} >> 32) * {_UNSTIR} & {MASK}")
    position = writer.assigned(f"({unstirred} ^ {unstirred} >> 32) * {_UNSTEP % size} & {size - 1}")
    left, right = writer.assigned(f"{position} >> {half}"), writer.assigned(f"{position} & {mask}")
    for turn in range(4):
        mixed = writer.assigned(f"({right} + {key + turn * STIR & MASK} & {MASK}) * {STIR} & {MASK}")
        mixed = writer.assigned(f"({mixed} ^ {mixed} >> 32) * {STIR} >> 32 & {mask}")
        left, right = right, writer.assigned(f"{left} ^ {mixed}")
    return f"({left} << {half} | {right})"


def position_of(state: int) -> int:
    """Where a state stands in its sequence: one more for the next object, modulo 2**64."""
    bits = (state ^ state >> 32) * _UNSTIR & MASK
    return (bits ^ bits >> 32) * _UNSTEP & MASK


@dataclass(frozen=True, slots=True, eq=False)
class Uuid(Draw):
    """A version 4 UUID (RFC 9562), another one for each state: no two objects of a type ever share one.

    The lower 62 bits of the second product are a permutation of the lower 62 bits of the state, and the two bits that
    are missing move the upper bits of the first.
    """

    def write(self, writer: Writer, state: str, address: str) -> str:
        first_offset, first_factor = constants(address)
        second_offset, second_factor = constants(f"{address}~1")
        first = writer.assigned(f"({state} ^ {first_offset}) * {first_factor} & {MASK}")
        second = f"({state} ^ {second_offset}) * {second_factor} & {(1 << 62) - 1}"
        fixed = 4 << 76 | 2 << 62
        return f"{writer.constant(uuid_of)}({first} >> 16 << 80 | ({first} & 4095) << 64 | {fixed} | {second})"


_new: Final = object.__new__
_set_int: Final = UUID.__dict__["int"].__set__
_set_safe: Final = UUID.__dict__["is_safe"].__set__


def uuid_of(number: int) -> UUID:
    """The UUID of 128 bits that are known to be good: `UUID(int=number)` without its checks, in half the time."""
    uuid = _new(UUID)
    _set_int(uuid, number)
    _set_safe(uuid, SafeUUID.unknown)
    return uuid
