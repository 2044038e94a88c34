"""The state of one compilation: the part of the annotation being read, what had to be left unchecked, cycles."""

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
        self._finished: dict[Hashable, Check | None] = {}
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

    def check_hint(self, annotation: object, unchecked: str | None, part: str) -> Check | None:
        """Compile an annotation that was resolved elsewhere, perhaps in vain: then `unchecked` says why."""
        if unchecked is None:
            return self.check(annotation, part)
        self._path.append(part)
        self.unchecked(unchecked)
        self._path.pop()
        return None

    def aside(self, annotation: object) -> Check | None:
        """Compile an annotation of which only a part is used: what cannot be checked of it is not reported."""
        notes, self.notes = self.notes, []
        try:
            return self.check(annotation)
        finally:
            self.notes = notes

    def unchecked(self, reason: str) -> Check | None:
        """Remember that the part being read is accepted unseen. Gives the check for that: none."""
        note = f"{', '.join(self._path)}: {reason}" if self._path else reason
        if note not in self.notes:
            self.notes.append(note)
        return None

    def recursive(self, key: Hashable, name: str, build: Callable[[], Check | None]) -> Check | None:
        """Compile what has a name; where the name occurs inside itself, its own check is used again."""
        running = self._running.get(key)
        if running is not None:
            return running.check
        if key in self._finished:
            # Fifty TypedDicts that name one another (pydantic's CoreSchema) have no end of paths between them.
            return self._finished[key]
        if len(self._running) >= _MOST_NESTED:
            return self.unchecked(f"{name} grows without end")
        recursion = self._running[key] = Recursion(name)
        try:
            recursion.target = build()
        finally:
            del self._running[key]
        self._finished[key] = recursion.target
        return recursion.target
