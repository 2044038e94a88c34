"""What others give for a type, wherever it stands in what is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from builders.draws.draw import Draw
from builders.draws.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class Supplied(Draw):
    """What a function gives that belongs to somebody else.

    Attributes:
        make: gives it.
        same: whether it is the same object each time.
    """

    make: Callable[[], object]
    same: bool

    def may_fail(self) -> bool:
        return True

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self.make)}()"


def how_many(item: Draw, least: int, most: int, longest: int | None) -> tuple[int, int]:
    """How many items there are, at least and at most. Of one and the same object there is one, where that is allowed.

    Args:
        item: how one is drawn.
        least, most: how many there would be of others.
        longest: how many are allowed; `None` where nobody said.
    """
    if not isinstance(item, Supplied) or not item.same:
        return least, most
    number = max(least, 1) if longest is None else max(least, min(1, longest))
    return number, number
