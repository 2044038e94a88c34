"""The arithmetic of addresses (`builders.seed.mixing`) for whole columns: the same numbers, as arrays of 64 bits.

Unsigned integers of NumPy wrap around, which is the mask of the Python code.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from builders.seed.mixing import GOLDEN, LANE_SHIFT, MASK, STIR, constants

States: TypeAlias = NDArray[np.uint64]
"""One state for each row, or for each item of a list column."""

Chosen: TypeAlias = NDArray[np.int32] | NDArray[np.int64]
"""Which of several, for each row."""

_HALF = np.uint64(32)
_STIR = np.uint64(STIR)
_GOLDEN = np.uint64(GOLDEN)
_UNSTIR = np.uint64(pow(STIR, -1, 1 << 64))
_UNSTEP = np.uint64(pow(GOLDEN, -1, 1 << 64))
_LANE_SHIFT = np.uint64(LANE_SHIFT)


def stirred(bits: States) -> States:
    """`stir` of each. The array is used up: it may be the one that comes back."""
    bits ^= bits >> _HALF
    bits *= _STIR
    bits ^= bits >> _HALF
    return bits


def states_of(key: int, start: int, count: int) -> States:
    """The states of the objects number `start` to `start + count - 1`."""
    numbers = np.arange(count, dtype=np.uint64)
    numbers *= _GOLDEN
    numbers += np.uint64((key + (start + 1) * GOLDEN) & MASK)
    return stirred(numbers)


def inners(states: States, address: str) -> States:
    """`inner` of each: the states of what stands at `address`."""
    return stirred(states ^ np.uint64(constants(address)[0]))


def items(states: States, positions: NDArray[np.uint64]) -> States:
    """`item` of each, at its position."""
    return stirred(states + (positions + np.uint64(1)) * _GOLDEN)


def positions(states: States) -> States:
    """`builders.draws.positions.position_of` of each: where it stands in its sequence, modulo 2**64."""
    bits = states ^ states >> _HALF
    bits *= _UNSTIR
    bits ^= bits >> _HALF
    bits *= _UNSTEP
    return bits


def products(states: States, address: str) -> States:
    """All 64 bits of which `lane` takes the upper 30."""
    offset, factor = constants(address)
    bits = states ^ np.uint64(offset)
    bits *= np.uint64(factor)
    return bits


def lanes(states: States, address: str) -> States:
    """`lane` of each: thirty bits."""
    bits = products(states, address)
    bits >>= _LANE_SHIFT
    return bits


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Objects, or parts of objects: what a draw's function takes for one, for many.

    Attributes:
        states: one for each.
        numbers: of the object that each belongs to, from 0.
    """

    states: States
    numbers: NDArray[np.uint64]
    _whole: tuple[Rows, NDArray[np.intp]] | None = None
    _found: dict[Hashable, NDArray[np.int32]] = field(default_factory=dict[Hashable, NDArray[np.int32]])

    def __len__(self) -> int:
        return len(self.states)

    def inner(self, address: str) -> Rows:
        """What stands at `address` in each."""
        return Rows(inners(self.states, address), self.numbers)

    def beside(self, address: str) -> Rows:
        """What stands at `address` in each, as a row of its own: `builders.draws.positions.row_beside`."""
        rows = inners(self.origins(), address)
        return Rows(stirred(rows + (self.numbers + np.uint64(1)) * _GOLDEN), self.numbers)

    def origins(self) -> States:
        """`builders.draws.positions.origin_of` of each."""
        return positions(self.states) - self.numbers

    def some(self, which: NDArray[np.intp]) -> Rows:
        """The rows at these positions."""
        return Rows(self.states[which], self.numbers[which], (self, which))

    def shared(self, key: Hashable, find: Callable[[Rows], NDArray[np.int32]]) -> NDArray[np.int32]:
        """What several columns look up alike: found once, and known from then on for parts of these rows too.

        Args:
            key: what is looked up.
            find: finds it for each row.
        """
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._of_whole(key, find)
        return found

    def _of_whole(self, key: Hashable, find: Callable[[Rows], NDArray[np.int32]]) -> NDArray[np.int32]:
        if self._whole is None:
            return find(self)
        rows, which = self._whole
        return rows._found[key][which] if key in rows._found else find(self)

    def items(self, lengths: NDArray[np.int64], most: int) -> Rows:
        """`lengths` items of each, one after the other; `most` is how many there may be."""
        ends = np.cumsum(lengths)
        positions = np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.uint64)
        positions -= np.repeat((ends - lengths).astype(np.uint64), lengths)
        numbers = np.repeat(self.numbers, lengths)
        numbers *= np.uint64(max(most, 1))
        numbers += positions
        return Rows(items(np.repeat(self.states, lengths), positions), numbers)


def rows_of(key: int, start: int, count: int) -> Rows:
    """The objects number `start` to `start + count - 1`."""
    return Rows(states_of(key, start, count), np.arange(start, start + count, dtype=np.uint64))


def choices(states: States, address: str, count: int) -> NDArray[np.int64]:
    """Which of `count` (less than 2**33) the lane at `address` chooses, for each."""
    bits = lanes(states, address)
    bits *= np.uint64(count)
    bits >>= np.uint64(30)
    return bits.view(np.int64)
