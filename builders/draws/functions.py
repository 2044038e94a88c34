"""Functions that answer what is drawn when they are called."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from builders.draws.compiling import compiled
from builders.draws.draw import Draw
from builders.draws.writer import DrawFunction, Writer

Answer = Callable[[], object]


@dataclass(frozen=True, eq=False)
class Answering(Draw):
    """A function that answers what `result` draws: a new object on each call, equal to the one before.

    It draws nothing until it is called, so it may answer an object of the type that it is a part of.

    Attributes:
        result: draws the answer.
        wrap: makes the function, of one without parameters that draws the answer.
        path: where it stands, for tracebacks.
    """

    result: Draw
    wrap: Callable[[Answer], object]
    path: str

    def parts(self) -> Iterable[Draw]:
        return (self.result,)

    def height(self) -> float:
        return 0

    def write(self, writer: Writer, state: str, address: str) -> str:
        own = writer.inner(state, address)
        return f"{writer.constant(self._made)}({own}, {writer.index}, depth)"

    def _made(self, state: int, index: int, depth: int) -> object:
        return self.wrap(lambda: self._draw(state, index, depth))

    @functools.cached_property
    def _draw(self) -> DrawFunction:
        return compiled(self.result, "", self.path)
