"""The builds that run in a thread: a circle of builders would never come to an end."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Final

from builders.errors import CannotBuild

_DEEPEST: Final = 64
"""So many builds may run within one another: each takes up to eight frames of Python's thousand."""


class _Running(threading.local):
    def __init__(self) -> None:
        self.titles: list[str] = []
        """What is built, the outermost first."""


RUNNING: Final = _Running()


def check_depth(titles: Sequence[str]) -> None:
    """See that builds do not run within one another without an end.

    Raises:
        CannotBuild: it looks as if they did.
    """
    if len(titles) >= _DEEPEST:
        raise in_a_circle(_repeated(titles))


def in_a_circle(titles: Sequence[str]) -> CannotBuild:
    """The error for objects that each need the next, and the last the first."""
    return CannotBuild(
        f"{titles[0]}: can't be built, because each object needs another, without an end\n"
        f"  the circle:  {' -> '.join((*titles, titles[0]))}\n"
        f"  write:       a value in one of these places, or a rule that ends"
    )


def _repeated(titles: Sequence[str]) -> Sequence[str]:
    """The shortest row of titles that was run through twice at last."""
    for length in range(1, len(titles) // 2 + 1):
        if titles[-length:] == titles[-2 * length : -length]:
            return titles[-length:]
    return titles
