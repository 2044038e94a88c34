"""What functions make: of a state, or of what another draw draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
