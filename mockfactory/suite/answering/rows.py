"""Rows that are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final


class KnownRows:
    """What a statement gave: the same rows each time.

    Args:
        rows: all of them.
    """

    def __init__(self, rows: Sequence[object]) -> None:
        self._rows: Final = tuple(rows)

    def all(self) -> Sequence[object]:
        """All rows."""
        return list(self._rows)

    def first(self) -> object:
        """The first row, or `None`."""
        return self._rows[0] if self._rows else None

    def one(self) -> object:
        """The one row.

        Raises:
            LookupError: there is none, or another one.
        """
        if len(self._rows) != 1:
            raise LookupError(f"one row was asked for, and there are {len(self._rows)}")
        return self._rows[0]

    def one_or_none(self) -> object:
        """The one row, or `None`.

        Raises:
            LookupError: there is more than one.
        """
        return self.one() if self._rows else None
