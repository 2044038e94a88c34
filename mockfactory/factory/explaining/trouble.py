"""What keeps builders from building a value, and where in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Self

_ITEM: Final = re.compile(r"[\[(|].*")
"""Behind a field's name: which item of it, which type of a union."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a value can't be built.

    Attributes:
        way: the fields that lead to where the trouble is, the outermost first.
        why: the reason.
    """

    way: tuple[str, ...]
    why: str

    @classmethod
    def in_words(cls, said: str) -> Self | None:
        """What builders said: `User.name: no text is longer than 3 and shorter than 2`; None for nothing."""
        if not said:
            return None
        path, _, why = said.splitlines()[0].partition(": ")
        return cls(tuple(_ITEM.sub("", step) for step in path.split(".")[1:]), why.removesuffix("."))

    def within(self, field: str) -> Self | None:
        """The same for the value in a field; None where the trouble is not there."""
        return replace(self, way=self.way[1:]) if self.way[:1] == (field,) else None

    def told(self) -> str:
        """The reason, and where."""
        return f"{'.'.join(self.way)}: {self.why}" if self.way else self.why
