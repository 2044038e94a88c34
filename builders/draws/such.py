"""A value that a function accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Never

from builders.draws.draw import Draw
from builders.draws.impossible import field_of
from builders.draws.writer import Writer
from builders.errors import CannotBuild

TRIES = 300
"""How often a value is drawn before there is taken to be none.

Where one of twenty values would do, none is among so many in less than one of a million cases: (19 / 20) ** 300 < 3e-7.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Such(Draw):
    """What `draw` draws, drawn again until `accepts` is true of it.

    Attributes:
        draw: draws a value.
        accepts: whether it will do.
        words: what `accepts` asks for, for the error.
        path: where the value stands, for the error.
    """

    draw: Draw
    accepts: Callable[[object], object]
    words: str
    path: str

    def parts(self) -> Iterable[Draw]:
        return (self.draw,)

    def may_fail(self) -> bool:
        return True

    def write(self, writer: Writer, state: str, address: str) -> str:
        # The first try is at the value's own address: a value that will do is the same as without the condition.
        own, value, attempt = writer.following(state), writer.variable(), writer.variable()
        with writer.block(f"for {attempt} in range({TRIES}):"):
            writer.line(f"{value} = {self.draw.write(writer, own, address)}")
            with writer.block(f"if {writer.constant(self.accepts)}({value}):"):
                writer.line("break")
            another = writer.item(writer.inner(state, address + "~again"), attempt)
            writer.line(f"{own} = {another}")
        with writer.block("else:"):
            writer.line(f"{writer.constant(self._none)}({value})")
        return value

    def _none(self, last: object) -> Never:
        error = CannotBuild(
            f"{self.path}: {TRIES} values were drawn, and none is {self.words}\n  the last:   {last!r:.80}"
        )
        field = field_of(self.path)
        error.fields = (field,) if field else ()
        raise error
