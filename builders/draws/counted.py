"""The number of the object that is built."""

from __future__ import annotations

from dataclasses import dataclass

from builders.draws.draw import Draw
from builders.draws.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class Counted(Draw):
    """1 for the first object, 2 for the next."""

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"({writer.index} + 1)"
