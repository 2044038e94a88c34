"""Several choices from one multiplication: sixty bits at an address, of which each draw takes some.

`lane` takes the upper thirty bits of a product and leaves the rest. What always comes together, as a given name and a
family name do, needs one product and not two: the multiplication is most of what a draw costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from builders.draws.compiling import when_needed
from builders.draws.draw import Draw
from builders.draws.words import Words
from builders.draws.writer import DrawFunction, Writer
from builders.seed.mixing import LANE_BITS, LANE_SHIFT

WIDE_BITS: Final = 2 * LANE_BITS
WIDE_SHIFT: Final = LANE_SHIFT - LANE_BITS
CHOICE_BITS: Final = 16
"""The lowest bits of the sixty, which choose among forms."""


def written_wide(writer: Writer, state: str, address: str) -> str:
    """A variable for the sixty bits at `address`; the upper thirty are `lane(state, address)`."""
    offset, factor = writer.read(state, address)
    return writer.shared(f"({state} ^ {offset}) * {factor} >> {WIDE_SHIFT} & {(1 << WIDE_BITS) - 1}")


@dataclass(frozen=True, slots=True, eq=False)
class Slice(Draw):
    """One of some words, by some of the sixty bits at an address of its own.

    Attributes:
        words: as many of them stand for an item as there are lanes that begin with these bits.
        address: where the bits are.
        shift: how many bits lie below.
        bits: how many there are, at most thirty.
    """

    words: Words
    address: str
    shift: int = 0
    bits: int = LANE_BITS

    def parts(self) -> Iterable[Draw]:
        return (self.words,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        wide = written_wide(writer, state, self.address)
        cells = self.words.cells()
        if cells is not None and cells.bits <= self.bits:
            return f"{writer.constant(cells.items)}[{self._upper(wide, cells.bits)}]"
        missing = LANE_BITS - self.bits
        return self.words.found(writer, f"({self._upper(wide, self.bits)}{f' << {missing}' if missing else ''})")

    def _upper(self, wide: str, bits: int) -> str:
        """An expression for the upper so many of the bits."""
        below = self.shift + self.bits - bits
        taken = f"{wide} >> {below}" if below else wide
        return taken if below + bits == WIDE_BITS else f"{taken} & {(1 << bits) - 1}"


@dataclass(frozen=True, slots=True, eq=False)
class Serial(Draw):
    """A number that no two of the first 2**20 objects have in common: the object's own, and ten bits behind it.

    The ten bits are for objects of the same number in two tests, whose data may meet in one database.

    Attributes:
        address: where the bits are: ten of the sixty.
    """

    address: str

    def write(self, writer: Writer, state: str, address: str) -> str:
        wide = written_wide(writer, state, self.address)
        own = f"{wide} >> {SERIAL_SHIFT} & {(1 << SERIAL_BITS) - 1}"
        return f"(({writer.index} & {(1 << SERIAL_NUMBERS) - 1}) << {SERIAL_BITS} | {own})"


SERIAL_SHIFT: Final = 6
SERIAL_BITS: Final = 10
SERIAL_NUMBERS: Final = 20


@dataclass(frozen=True, slots=True, eq=False)
class Mostly(Draw):
    """What `likely` draws, and sometimes what `rest` draws.

    Attributes:
        likely, rest: the draws.
        share: how many of 2**16 lowest values of the bits at `choice` stand for `likely`.
        choice: the address of the bits.
    """

    likely: Draw
    rest: Draw
    share: int
    choice: str

    def parts(self) -> Iterable[Draw]:
        return (self.likely, self.rest)

    def height(self) -> float:
        return min(self.likely.height(), self.rest.height())

    def write(self, writer: Writer, state: str, address: str) -> str:
        wide, result = written_wide(writer, state, self.choice), writer.variable()
        with writer.block(f"if {wide} & {(1 << CHOICE_BITS) - 1} < {self.share}:"):
            writer.line(f"{result} = {self.likely.write(writer, state, address)}")
        with writer.block("else:"):
            # Compiled when it is first called: it is long, and seldom drawn.
            functions: list[DrawFunction] = []
            functions.append(when_needed(functions, 0, self.rest, address, f"the rest of {address}"))
            writer.line(f"{result} = {writer.constant(functions)}[0]({state}, {writer.index}, depth)")
        return result
