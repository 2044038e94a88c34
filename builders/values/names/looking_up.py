"""Looking a name up in a table by its last words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from builders.values.names.splitting import singular

T = TypeVar("T")
_MOST_WORDS = 4


def longest(table: Mapping[str, T], words: tuple[str, ...]) -> tuple[T, int] | None:
    """The entry of the most words that the name ends with, in the singular, and how many words those are."""
    for length in range(min(len(words), _MOST_WORDS), 0, -1):
        last = words[-length:]
        for key in (" ".join(last), " ".join((*last[:-1], singular(last[-1])))):
            if key in table:
                return table[key], length
    return None
