"""One after another."""

from __future__ import annotations

from collections import deque
from typing import Final

from mockfactory.realtime.waiting.changes import new_event
from mockfactory.realtime.waiting.libraries import Event


class Turns:
    """A lock; who came first goes first. Used in `async with`."""

    def __init__(self) -> None:
        self._waiting: Final[deque[Event]] = deque()
        self._is_taken = False

    @property
    def is_taken(self) -> bool:
        """Whether it is somebody's turn."""
        return self._is_taken

    async def __aenter__(self) -> None:
        if not self._is_taken:
            self._is_taken = True
            return
        event = new_event()
        self._waiting.append(event)
        try:
            await event.wait()
        except BaseException:
            # Cancelled; the turn may have come in the same moment.
            if event.is_set():
                self._next()
            else:
                self._waiting.remove(event)
            raise

    async def __aexit__(self, *error: object) -> None:
        self._next()

    def _next(self) -> None:
        """It is the turn of whoever has waited longest, if somebody waits."""
        if self._waiting:
            self._waiting.popleft().set()
        else:
            self._is_taken = False
