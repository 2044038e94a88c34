"""What a test has opened and not closed: it is closed at the latest with the test, and told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from mockfactory.double.recording.current import NO_LEDGER, current, remember
from mockfactory.wording.errors import SpecViolation
from mockfactory.wording.text import report


class LeftOpen(SpecViolation):
    """A server or a client that a test opened, and that neither the test nor a fixture closed."""


class Open:
    """Something open, which its session closes if nobody else does.

    Args:
        what: it is, for the message.
        write: what would have closed it.
        close: closes it at once, without waiting; called in the thread of its event loop, or when that is over.
    """

    def __init__(self, what: str, write: str, close: Callable[[], None]) -> None:
        self._what: Final = what
        self._write: Final = write
        self._close: Final = close
        self._loop: Final = asyncio.get_running_loop()
        self._ledger: Final = current()
        self._is_closed = False
        self._is_left = False
        if self._ledger is not NO_LEDGER:
            self._ledger.undo.append(self._at_the_end)

    def closed(self) -> None:
        """Somebody has closed it."""
        self._is_closed = True

    def leave(self) -> None:
        """Its event loop ends, and nobody has closed it."""
        if not self._is_closed:
            self._is_closed = self._is_left = True
            self._close()

    def _at_the_end(self) -> None:
        if not self._is_closed and self._loop.is_running():
            # In another thread: here, none runs when a session ends.
            self._is_closed = self._is_left = True
            self._loop.call_soon_threadsafe(self._close)
        self.leave()
        if self._is_left:
            remember(LeftOpen(report(f"{self._what} was never closed.", write=self._write)), self._ledger)
