"""Text made of parts."""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from builders.draws.draw import Draw
from builders.draws.writer import Writer

_PLAIN: Final = frozenset(string.ascii_letters + string.digits + " .,:;@+-_/()#")
"""Characters that mean nothing in an f-string."""


@dataclass(frozen=True, slots=True, eq=False)
class Text(Draw):
    """Parts put together: text that stays, and draws, written out as `str` writes them.

    Part number `n` draws at `address.n`.
    """

    pieces: tuple[str | Draw, ...]

    def parts(self) -> Iterable[Draw]:
        return (piece for piece in self.pieces if isinstance(piece, Draw))

    def write(self, writer: Writer, state: str, address: str) -> str:
        written: list[str] = []
        for number, piece in enumerate(self.pieces):
            if isinstance(piece, Draw):
                before = writer.written
                expression = piece.write(writer, state, f"{address}.{number}")
                if not expression.isidentifier() and (writer.written > before or '"' in expression):
                    # In a variable: what one draw writes must come before the expression of the next is used. Where it
                    # wrote nothing, the expression is the same wherever it stands, unless that is in other quotes.
                    expression = writer.assigned(expression)
                written.append(f"{{{expression}}}")
            elif _PLAIN.issuperset(piece):
                written.append(piece)
            else:
                written.append(f"{{{writer.constant(piece)}}}")
        return f'f"{"".join(written)}"'


@dataclass(frozen=True, slots=True, eq=False)
class Padded(Draw):
    """An integer of at least `width` digits, with zeros in front."""

    number: Draw
    width: int

    def parts(self) -> Iterable[Draw]:
        return (self.number,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"({writer.constant(f'%0{self.width}d')} % {self.number.write(writer, state, address)})"


@dataclass(frozen=True, slots=True, eq=False)
class Cut(Draw):
    """At most the first `most` characters of a text; no space is left at the end."""

    text: Draw
    most: int

    def parts(self) -> Iterable[Draw]:
        return (self.text,)

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{self.text.write(writer, state, address)}[:{self.most}].rstrip()"
