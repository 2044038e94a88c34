"""Many values in one: lists and other collections, mappings, tuples of a fixed length."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from builders.draws.draw import DEEPEST, Draw
from builders.draws.writer import Writer
from builders.seed.mixing import LANE_BITS

LENGTH = "~length"
ITEM = "item"


@dataclass(frozen=True, slots=True, eq=False)
class Many(Draw):
    """From `least` to `most` items, each of its own state, gathered by `gather` (`None` leaves them in a list).

    Deep inside a recursive type there are as few as may be.

    Attributes:
        longest: how many are allowed; `None` where nobody said.
    """

    item: Draw
    least: int
    most: int
    gather: Callable[[list[object]], object] | None = None
    longest: int | None = None

    def parts(self) -> Iterable[Draw]:
        return (self.item,)

    def height(self) -> float:
        return self.item.height() if self.least else 0

    def index_of(self, index: int, position: int) -> int:
        """The index of an item of the object with the index `index`."""
        return index * self._block + position

    @property
    def _block(self) -> int:
        return max(self.most, 1)

    def write(self, writer: Writer, state: str, address: str) -> str:
        result = writer.assigned("[]")
        span = self.most - self.least + 1
        length = (
            f"{self.least} + ({writer.lane(state, address + LENGTH)} * {span} >> {LANE_BITS})"
            if span > 1
            else str(self.least)
        )
        if self.leads_back():
            length = f"{self.least} if depth >= {DEEPEST} else {length}"
        own = writer.inner(state, address)
        position = writer.variable()
        with writer.block(f"for {position} in range({length}):"):
            item = writer.item(own, position)
            with writer.indexed(f"({writer.index} * {self._block} + {position})"):
                writer.line(f"{result}.append({self.item.write(writer, item, ITEM)})")
        return result if self.gather is None else f"{writer.constant(self.gather)}({result})"


@dataclass(frozen=True, slots=True, eq=False)
class Together(Draw):
    """One value of each draw, in a tuple that `gather` takes."""

    draws: tuple[Draw, ...]
    gather: Callable[..., object] | None = None

    def parts(self) -> Iterable[Draw]:
        return self.draws

    def write(self, writer: Writer, state: str, address: str) -> str:
        # Each in a variable: what one draw writes must come before the expression of the next is used.
        values = [writer.assigned(draw.write(writer, state, f"{address}.{n}")) for n, draw in enumerate(self.draws)]
        if self.gather is None:
            return f"({''.join(value + ', ' for value in values)})"
        return f"{writer.constant(self.gather)}({', '.join(values)})"
