"""Calls that are held back until others have gone before them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from mockfactory.faults.deciding.parts import Firing
from mockfactory.faults.plans.effects import Reorders

V = TypeVar("V")
PATIENCE: Final = 1.0
"""Seconds after which what is held back goes on its way, if nothing has passed it by then."""


class Held(Generic[V]):
    """What is held back on one target, and how many are still to go before it."""

    __slots__ = ("_lock", "_waiting")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[tuple[list[int], V]] = []

    def hold(self, held: V, firing: Firing) -> None:
        """Hold something back: until as many others have passed as chance says, within the window."""
        assert isinstance(firing.effect, Reorders)
        others = 1 + int(firing.draw("passed by") * firing.effect.window)
        with self._lock:
            self._waiting.append(([others], held))

    def passed(self) -> list[V]:
        """One has gone by: what goes after it. What goes then has itself overtaken those that still wait before it."""
        gone: list[V] = []
        with self._lock:
            _overtaken(self._waiting)
            while (place := next((at for at, (left, _) in enumerate(self._waiting) if left[0] <= 0), None)) is not None:
                gone.append(self._waiting.pop(place)[1])
                _overtaken(self._waiting[:place])
        return gone

    def take(self, wanted: Callable[[V], bool] = lambda held: True) -> list[V]:
        """What is held back, which is let go."""
        with self._lock:
            taken = [held for _, held in self._waiting if wanted(held)]
            self._waiting = [(left, held) for left, held in self._waiting if not wanted(held)]
        return taken

    def __bool__(self) -> bool:
        return bool(self._waiting)


def _overtaken(waiting: list[tuple[list[int], V]]) -> None:
    for left, _ in waiting:
        left[0] -= 1
