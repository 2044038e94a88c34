"""Why one thing can't stand for another, as text that keeps its finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockfactory.rules.telling.findings import Finding


class Misfit(str):
    """What is wrong, in one line; and the finding that it is, for who has more lines for it.

    Attributes:
        finding: of the rules.
    """

    __slots__ = ("finding",)

    finding: Finding

    def __new__(cls, text: str, finding: Finding) -> Misfit:
        """A text with its finding."""
        made = super().__new__(cls, text)
        made.finding = finding
        return made
