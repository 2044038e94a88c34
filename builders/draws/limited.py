"""Text and bytes whose lengths were limited by somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from builders.draws.draw import Draw
from builders.draws.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class Limited(Draw):
    """What `draw` draws; and how the shortest and the longest values are drawn that were allowed.

    Attributes:
        draw: draws a value of a usual length.
        ends: for each length that was named as a limit, a draw of values that are exactly so long.
    """

    draw: Draw
    ends: Callable[[], tuple[Draw, ...]]

    def parts(self) -> Iterable[Draw]:
        return (self.draw,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        return self.draw.write(writer, state, address)
