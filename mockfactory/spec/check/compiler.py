"""The state of one compilation: the part of the annotation being read, what had to be left unchecked, cycles."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple, final

from mockfactory.spec.check.recursion import Recursion
from mockfactory.spec.check.verdict import Check
from mockfactory.spec.model import Hint

Dispatch = Callable[[object, "Compiler"], "Check | None"]
CompileHint = Callable[[Hint], Check | None]

# `type Tree[T] = T | Tree[list[T]]` grows with each turn: what lies deeper than this is left unchecked.
_MOST_GROWN = 8
# Named types inside one another are compiled at once as deep as this, the rest in turn: the stack has an end.
_MOST_NESTED = 16


class _Named(NamedTuple):
    """A named type on its way to a check, and where it was met: the types around it, the path, the notes it adds to."""

    recursion: Recursion
    build: Callable[[], Check | None]
    around: tuple[Hashable, ...]
    path: list[str]
    notes: list[str]


@final
class Compiler:
    """Compiles annotations inside annotations, and remembers what could not be checked.

    A check of None means that there is nothing to check: every value is accepted.
    """

    def __init__(self, dispatch: Dispatch, compile_hint: CompileHint) -> None:
        self._dispatch = dispatch
        self.compile_hint = compile_hint
        """For what is read only when a value is there: a compilation of its own, later."""
        self._path: list[str] = []
        self._around: tuple[Hashable, ...] = ()
        self._depth = 0
        self._started: dict[Hashable, Recursion] = {}
        self._waiting: list[_Named] = []
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

    def recursive(
        self, form: Hashable, arguments: tuple[object, ...], name: str, build: Callable[[], Check | None]
    ) -> Check | None:
        """Compile what has a name; where the name occurs inside itself, its own check is used again.

        Args:
            form: the class or alias.
            arguments: its type arguments.
            name: how it is written in messages.
            build: compiles what it stands for.
        """
        key = (form, arguments)
        started = self._started.get(key)
        if started is not None:
            # Fifty TypedDicts that name one another (pydantic's CoreSchema) have no end of paths between them.
            return started.target if started.finished else started.check
        if self._around.count(form) >= _MOST_GROWN:
            return self.unchecked(f"{name} grows without end")
        recursion = self._started[key] = Recursion(name)
        named = _Named(recursion, build, (*self._around, form), [*self._path], self.notes)
        if self._depth >= _MOST_NESTED:
            self._waiting.append(named)
            return recursion.check
        self._compile(named)
        return recursion.target

    def finish(self) -> None:
        """Compile what was put off."""
        while self._waiting:
            self._depth = 0
            self._compile(self._waiting.pop())

    def _compile(self, named: _Named) -> None:
        before = self._around, self._path, self.notes
        self._around, self._path, self.notes = named.around, named.path, named.notes
        self._depth += 1
        try:
            named.recursion.finish(named.build())
        finally:
            self._depth -= 1
            self._around, self._path, self.notes = before
