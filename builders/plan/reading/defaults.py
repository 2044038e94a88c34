"""Which defaults are kept."""

from __future__ import annotations

from typing import Final

_FRESH: Final = (list, dict, set, frozenset, tuple)


def keeps(factory: object) -> bool:
    """Whether a default factory gives the same on each run: a new empty collection. Any other may ask the clock."""
    return any(factory is fresh for fresh in _FRESH)
