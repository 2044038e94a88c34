"""What a function draws: the way out for values that no formula gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from builders.draws.draw import Draw
from builders.draws.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class Computed(Draw):
    """What `function` makes of a state of its own (64 bits): a string that fits a regular expression, for instance.

    Attributes:
        function: gives the same value for the same state, always and everywhere.
        lengths: of the shortest and the longest text that it gives; `None` when that is not known, or it gives no text.
    """

    function: Callable[[int], object]
    lengths: tuple[int, int] | None = None

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self.function)}({writer.inner(state, address)})"
