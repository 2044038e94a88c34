"""Items of which none equals another: those of sets, and the keys of mappings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Never

from builders.draws.choices import Constant, Maybe, OneOf, Pick
from builders.draws.computed import Of
from builders.draws.draw import DEEPEST, Draw
from builders.draws.gathering import ITEM, LENGTH, Together
from builders.draws.numbers import Integer
from builders.draws.supplied import Supplied
from builders.draws.writer import Writer
from builders.errors import CannotBuild
from builders.seed.mixing import LANE_BITS

KEY = "key"


@dataclass(frozen=True, slots=True, eq=False)
class DistinctItems(Draw):
    """From `least` to `most` items that differ, gathered by `gather` from a dictionary whose keys they are.

    What equals an earlier item is drawn again, from the next position. Deep inside a recursive type there are as few
    items as may be.

    Attributes:
        item: draws an item, or a key.
        value: draws what stands under a key; `None` where there are keys alone.
        least, most: how many.
        gather: makes the collection of the dictionary; `None` leaves it.
        path: where it stands, for the error.
        longest: how many are allowed; `None` where nobody said.
    """

    item: Draw
    value: Draw | None
    least: int
    most: int
    gather: Callable[[dict[object, object]], object] | None
    path: str
    longest: int | None = None

    def parts(self) -> Iterable[Draw]:
        return (self.item,) if self.value is None else (self.item, self.value)

    def height(self) -> float:
        return max(part.height() for part in self.parts()) if self.least else 0

    def may_fail(self) -> bool:
        return True

    def index_of(self, index: int, position: int) -> int:
        """The index of the item at a position, in the object with the index `index`."""
        return index * tries(self.most) + position

    def write(self, writer: Writer, state: str, address: str) -> str:
        result = writer.assigned("{}")
        span = self.most - self.least + 1
        number = f"{self.least} + ({writer.lane(state, address + LENGTH)} * {span} >> {LANE_BITS})"
        if self.leads_back():
            number = f"{self.least} if depth >= {DEEPEST} else {number}"
        length = writer.assigned(number)
        own = writer.inner(state, address)
        position = writer.variable()
        with writer.block(f"for {position} in range({tries(self.most)}):"):
            with writer.block(f"if len({result}) == {length}:"):
                writer.line("break")
            item = writer.item(own, position)
            with writer.indexed(f"({writer.index} * {tries(self.most)} + {position})"):
                if self.value is None:
                    writer.line(f"{result}[{self.item.write(writer, item, ITEM)}] = None")
                else:
                    key = writer.assigned(self.item.write(writer, item, KEY))
                    with writer.block(f"if {key} not in {result}:"):
                        writer.line(f"{result}[{key}] = {self.value.write(writer, item, ITEM)}")
        if self.least:
            with writer.block(f"if len({result}) < {self.least}:"):
                writer.line(f"{writer.constant(self._too_few)}({result})")
        return result if self.gather is None else f"{writer.constant(self.gather)}({result})"

    def _too_few(self, found: dict[object, object]) -> Never:
        raise CannotBuild(
            f"{self.path}: {self.least} different items are asked for, and {tries(self.most)} drawn items had only "
            f"{len(found)} different values"
        )


def tries(most: int) -> int:
    """Enough to see each of `most` equally likely values, but for once in thousands of times: most * (ln most + 10)."""
    return most * (most.bit_length() + 10)


def values_of(draw: Draw) -> int | None:
    """How many different values a draw has at most; `None` where nobody counted.

    Items that are equal, as 1 and True are, count once where they stand side by side.
    """
    match draw:
        case Constant() | Supplied(same=True):
            return 1
        case Pick(items=items):
            return _different(items)
        case Integer(low=low, high=high):
            return high - low + 1
        case Maybe(draw=inner):
            return _sum([values_of(inner), 1])
        case OneOf(arms=arms):
            return _sum([values_of(arm) for _, arm in arms])
        case Of(draw=inner):
            return values_of(inner)
        case Together(draws=draws):
            product = 1
            for part in draws:
                count = values_of(part)
                if count is None:
                    return None
                product *= count
            return product
        case _:
            return None


def _different(items: tuple[object, ...]) -> int | None:
    try:
        return len(set(items))
    except TypeError:
        return None


def _sum(counts: Iterable[int | None]) -> int | None:
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total
