"""How many: a whole number, none or more."""

from __future__ import annotations

import operator
from typing import SupportsIndex


def whole(n: SupportsIndex, asker: str) -> int:
    """The number that a user gave.

    Args:
        n: what was given; nothing that only looks like a number, like "3" or `True`.
        asker: what it was given to, for the error.

    Raises:
        TypeError: it is no integer.
        ValueError: it is negative.
    """
    try:
        if isinstance(n, bool):
            raise TypeError
        number = operator.index(n)
    except TypeError:
        raise TypeError(f"{asker} takes a whole number of objects, not {n!r}") from None
    if number < 0:
        raise ValueError(f"{asker} takes 0 objects or more, not {number}")
    return number
