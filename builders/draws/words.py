"""One of many words, some of them likelier than others."""

from __future__ import annotations

import functools
import itertools
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from builders.draws.compiling import when_needed
from builders.draws.draw import Draw
from builders.draws.writer import DrawFunction, Writer
from builders.seed.mixing import LANE_BITS


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Words(Draw):
    """One of `items`, each as likely as its part of the lane is wide.

    Attributes:
        items: what is drawn.
        thresholds: the lane from which on the next item is drawn, one fewer than there are items, never falling. So
            item `i` stands for the lanes from `thresholds[i - 1]` up to, not including, `thresholds[i]`.
    """

    items: tuple[object, ...]
    thresholds: tuple[int, ...]

    def weights(self) -> list[int]:
        """How many of the 2**30 lanes each item has."""
        return [end - start for start, end in itertools.pairwise((0, *self.thresholds, 1 << LANE_BITS))]

    def write(self, writer: Writer, state: str, address: str) -> str:
        cells = self.cells()
        if cells is not None:
            return f"{writer.constant(cells.items)}[{writer.lane(state, address, cells.bits)}]"
        return self.found(writer, writer.lane(state, address))

    def found(self, writer: Writer, bits: str) -> str:
        """An expression for the item that stands for the bits of a lane."""
        items = writer.constant(self.items)
        if len(self.items) == 1:
            return f"{items}[0]"
        way = self._way()
        if way.even:
            return f"{items}[{bits} * {len(self.items)} >> {LANE_BITS}]"
        if way.cells is not None:
            return f"{writer.constant(way.cells.items)}[{bits} >> {LANE_BITS - way.cells.bits}]"
        return f"{items}[{writer.constant(bisect)}({writer.constant(self.thresholds)}, {bits})]"

    def cells(self) -> Cells | None:
        """The table in which an item is found by the upper bits of a lane; `None` where there is none."""
        return self._way().cells

    def _way(self) -> _Way:
        way = _ways.get(self)
        if way is None:
            way = _ways[self] = _way(self)
        return way


@dataclass(frozen=True, slots=True)
class Cells:
    """An item for each value of the upper `bits` bits of a lane."""

    items: tuple[object, ...]
    bits: int


@dataclass(frozen=True, slots=True)
class _Way:
    """How the item of a lane is found. All three ways find the same.

    Attributes:
        even: by multiplication, as all items are equally likely.
        cells: in a table; `None`: by a search.
    """

    even: bool
    cells: Cells | None = None


_CELL_BITS: Final = 15
_ways: Final[WeakKeyDictionary[Words, _Way]] = WeakKeyDictionary()


def _way(words: Words) -> _Way:
    if words.thresholds == even_thresholds(len(words.items)):
        return _Way(even=True)
    all_bits = 1 << LANE_BITS
    for threshold in words.thresholds:
        all_bits |= threshold
    shift = (all_bits & -all_bits).bit_length() - 1
    if LANE_BITS - shift > _CELL_BITS:
        return _Way(even=False)
    runs = (itertools.repeat(item, weight >> shift) for item, weight in zip(words.items, words.weights(), strict=True))
    return _Way(even=False, cells=Cells(tuple(itertools.chain.from_iterable(runs)), LANE_BITS - shift))


@dataclass(frozen=True, slots=True, eq=False)
class Either(Draw):
    """One of several draws, each as likely as its part of the lane is wide (see `Words`): the forms of a street's name.

    What is common to two forms draws alike in both.

    Attributes:
        draws: the forms.
        thresholds: as those of `Words`.
        choice: the address of the lane that chooses; "" for `address~form`.
    """

    draws: tuple[Draw, ...]
    thresholds: tuple[int, ...]
    choice: str = ""

    def parts(self) -> Iterable[Draw]:
        return self.draws

    def height(self) -> float:
        return min(draw.height() for draw in self.draws)

    def write(self, writer: Writer, state: str, address: str) -> str:
        if len(self.draws) == 1:
            return self.draws[0].write(writer, state, address)
        for common in common_to(self.draws):
            common.write(writer, state, address)
        result = writer.variable()
        form = writer.shared(writer.lane(state, self.choice or f"{address}~form"))
        limits = (0, *self.thresholds, 1 << LANE_BITS)
        likely = [end - start >= _LIKELY for start, end in itertools.pairwise(limits)]
        leaves = _Leaves(self.draws, likely if len(self.draws) > _FEW else [True] * len(self.draws), address)
        if any(likely) or len(self.draws) <= _FEW:
            self._write_some(0, len(self.draws), form, result, leaves, writer, state)
        else:
            number = f"{writer.constant(bisect)}({writer.constant(self.thresholds)}, {form})"
            writer.line(f"{result} = {leaves.call(number, writer, state)}")
        return result

    def _write_some(
        self, first: int, end: int, form: str, result: str, leaves: _Leaves, writer: Writer, state: str
    ) -> None:
        """Write the choice among the draws from `first` to `end` (not included), halving it at each step."""
        if end - first == 1:
            writer.line(f"{result} = {leaves.write(first, writer, state)}")
            return
        middle = (first + end) // 2
        with writer.block(f"if {form} < {self.thresholds[middle - 1]}:"):
            self._write_some(first, middle, form, result, leaves, writer, state)
        with writer.block("else:"):
            self._write_some(middle, end, form, result, leaves, writer, state)


_FEW: Final = 4
_LIKELY: Final = 1 << LANE_BITS >> 2


class _Leaves:
    """The forms of an `Either`: those that are likely are written in place, the others are functions of their own.

    Such a function is compiled when it is first called: long code for what is seldom drawn would make each plan slow to
    compile.
    """

    def __init__(self, draws: tuple[Draw, ...], in_place: list[bool], address: str) -> None:
        self._draws = draws
        self._in_place = in_place
        self._address = address
        self._functions: list[DrawFunction] = []
        self._functions.extend(
            when_needed(self._functions, n, draw, address, f"form {n} of {address}") for n, draw in enumerate(draws)
        )

    def write(self, number: int, writer: Writer, state: str) -> str:
        if self._in_place[number]:
            return self._draws[number].write(writer, state, self._address)
        return self.call(str(number), writer, state)

    def call(self, number: str, writer: Writer, state: str) -> str:
        return f"{writer.constant(self._functions)}[{number}]({state}, {writer.index}, depth)"


def common_to(draws: Iterable[Draw]) -> list[At]:
    """What all of them draw at the same addresses: it is written once, before the choice among them."""
    first, *others = ([*_fixed_parts(draw)] for draw in draws)
    return [part for part in first if all(any(part.same_as(one) for one in other) for other in others)]


def _fixed_parts(draw: Draw) -> Iterable[At]:
    if isinstance(draw, At):
        return [draw]
    if isinstance(draw, Either):
        return common_to(draw.draws)
    return [part for part in draw.parts() if isinstance(part, At)]


@dataclass(frozen=True, slots=True, eq=False)
class At(Draw):
    """What `draw` draws at an address of its own, whatever the field is called.

    Two fields that draw at the same address draw the same: that is how an email fits the name beside it.
    """

    address: str
    draw: Draw

    def parts(self) -> Iterable[Draw]:
        return (self.draw,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        if isinstance(self.draw, Words):
            return writer.shared(self.draw.found(writer, writer.shared(writer.lane(state, self.address))))
        return writer.shared(self.draw.write(writer, state, self.address))

    def same_as(self, other: At) -> bool:
        """Whether the other one draws the same, always."""
        return self.address == other.address and self.draw is other.draw


@functools.cache
def even_thresholds(count: int) -> tuple[int, ...]:
    """The thresholds of `count` items that are equally likely: those of `lane * count >> 30`."""
    return tuple(-(-(number << LANE_BITS) // count) for number in range(1, count))


def weighted_thresholds(weights: Sequence[float]) -> tuple[int, ...]:
    """The thresholds of items of these weights; even ones, exactly, where all are the same.

    Args:
        weights: none negative, not all zero.
    """
    if len(set(weights)) == 1:
        return even_thresholds(len(weights))
    sums = list(itertools.accumulate(weights))
    shares = [part / sums[-1] for part in sums[:-1]]
    # A multiple of 2**16 where that leaves no word out: then a table can stand for the search.
    coarse = [round(share * (1 << _COARSE_BITS)) for share in shares]
    if all(start < end for start, end in itertools.pairwise((0, *coarse, 1 << _COARSE_BITS))):
        return tuple(part << LANE_BITS - _COARSE_BITS for part in coarse)
    return tuple(round(share * (1 << LANE_BITS)) for share in shares)


_COARSE_BITS: Final = 14
