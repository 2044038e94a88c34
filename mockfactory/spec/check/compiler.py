"""The state of one compilation: which part of the annotation is being read, what had to be left unchecked, and cycles."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import final

from mockfactory.spec.check.recursion import Recursion
from mockfactory.spec.check.verdict import Check

Dispatch = Callable[[object, "Compiler"], "Check | None"]

# `type Tree[T] = T | Tree[list[T]]` grows with each turn: what lies deeper than this is left unchecked.
_MOST_NESTED = 24


@final
class Compiler:
    """Compiles annotations inside annotations, and remembers what could not be checked.

    A check of None means that there is nothing to check: every value is accepted.
    """

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch
        self._path: list[str] = []
        self._running: dict[Hashable, Recursion] = {}
        self.notes: list[str] = []

    def check(self, annotation: object, part: str = "") -> Check | None:
        """Compile `annotation`; `part` says where in the outer annotation it stands ("list item")."""
        if not part:
            return self._dispatch(annotation, self)
        self._path.append(part)
        try:
            return self._dispatch(annotation, self)
        finally:
            self._path.pop()

    def unchecked(self, reason: str) -> None:
        """Remember that the part being read is accepted unseen. Returns the check for it."""
        note = f"{', '.join(self._path)}: {reason}" if self._path else reason
        if note not in self.notes:
            self.notes.append(note)

    def recursive(self, key: Hashable, name: str, annotation: object) -> Check | None:
        """Compile what a named alias stands for; where the alias occurs inside itself, its own check is used again."""
        running = self._running.get(key)
        if running is not None:
            return running.check
        if len(self._running) >= _MOST_NESTED:
            self.unchecked(f"{name} grows without end")
            return None
        recursion = self._running[key] = Recursion(name)
        try:
            recursion.target = self.check(annotation)
        finally:
            del self._running[key]
        return recursion.target
