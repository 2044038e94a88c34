"""A check that occurs inside itself: `type Json = None | str | list[Json] | dict[str, Json]`."""

from __future__ import annotations

from typing import final

from mockfactory.spec.check.verdict import Check, Problem, refusal


@final
class Recursion:
    """Stands for a check that is still being compiled; `target` is that check when it is `finished`, or None."""

    def __init__(self, name: str) -> None:
        self.target: Check | None = None
        self.finished = False
        self.check = Check(frozenset(), self._accepts, self._explain, name)
        self._visiting: set[tuple[int, int]] = set()

    def finish(self, target: Check | None) -> None:
        """Set what this stood for; None accepts everything."""
        self.target = target
        self.finished = True

    def _accepts(self, value: object) -> bool:
        if self.target is None:
            return True
        import threading

        # A value that contains itself is accepted if the rest of it is: ask again and the question never ends.
        visit = (threading.get_ident(), id(value))
        if visit in self._visiting:
            return True
        self._visiting.add(visit)
        try:
            return self.target.accepts(value)
        except RecursionError:
            return True
        finally:
            self._visiting.discard(visit)

    def _explain(self, value: object) -> Problem:
        if self.target is None:
            return refusal(value, self.check.name)
        return self.target.explain(value)
