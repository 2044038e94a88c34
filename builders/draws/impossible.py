"""What can't be drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Never

from builders.draws.draw import Draw
from builders.draws.writer import Writer
from builders.errors import CannotBuild


def field_of(path: str) -> str:
    """The field that a path leads through last, "" where there is none: "tags" for "User.tags[]"."""
    field = re.split(r"[\[|(]", path.partition(".")[2])[0].rpartition(".")[2]
    return field if field.isidentifier() else ""


def give_it(path: str) -> str:
    """The line of a message that says which field to give, "" where there is none."""
    field = field_of(path)
    return f"\n  give it:  build(..., {field}=...)" if field else ""


@dataclass(frozen=True, slots=True, eq=False)
class Impossible(Draw):
    """A value that nobody knows how to draw. Its field can still be given.

    Attributes:
        path: where it stands: "User.tenant".
        reason: why it can't be drawn, and what to do.
    """

    path: str
    reason: str

    def may_fail(self) -> bool:
        return True

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self._refuse)}()"

    def _refuse(self) -> Never:
        raise CannotBuild(f"{self.path}: {self.reason}")
