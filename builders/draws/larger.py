"""The larger of two numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builders.draws.draw import Draw
from builders.draws.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class Larger(Draw):
    """The larger of what two draws draw; the first at the address, the second at `address~more`."""

    first: Draw
    second: Draw

    def parts(self) -> Iterable[Draw]:
        return (self.first, self.second)

    def write(self, writer: Writer, state: str, address: str) -> str:
        first = writer.assigned(self.first.write(writer, state, address))
        second = writer.assigned(self.second.write(writer, state, f"{address}~more"))
        return f"({first} if {first} > {second} else {second})"
