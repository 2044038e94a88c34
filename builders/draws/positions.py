"""Numbers that differ for each of the objects that are built one after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from builders.draws.draw import Draw
from builders.draws.writer import Writer
from builders.seed.mixing import GOLDEN, MASK, STIR, constants, inner
from builders.seed.permutation import permuted

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


def origin_of(state: int, index: int) -> int:
    """What the states of a row of objects have in common: where the state number 0 stands in its sequence.

    It is the same for all objects of a type in a namespace, and as good as random for one that was drawn into another.
    """
    return position_of(state) - index & MASK


def row_beside(state: int, index: int, address: str) -> int:
    """The key of the row of objects that stand at `address`, one in each object of a row.

    With `state_of`, it gives them states of a sequence of their own, so that they have an origin in common too.
    """
    return inner(origin_of(state, index), address)
