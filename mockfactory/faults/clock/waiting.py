"""What keeps an event loop from sleeping in earnest."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from selectors import SelectorKey
from typing import Final, cast

from mockfactory.double.wording.errors import MisuseError
from mockfactory.faults.clock.outside import SelectorLoop, Threads, has_sockets, hears_from_elsewhere
from mockfactory.faults.clock.virtual import VirtualClock

_Events = list[tuple[SelectorKey, int]]
_real_monotonic: Final = time.monotonic
_GRACE: Final = 0.001
"""Seconds that loopback may take, at most, to hand on what was sent."""


class Waiting:
    """One event loop on the virtual clock.

    Args:
        loop: one of asyncio's own.
        clock: moved when all tasks of the loop wait for a time.
        stuck: called when they wait for what can't come; answers whether that has woken one.

    Raises:
        MisuseError: the loop is of another library.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, clock: VirtualClock, stuck: Callable[[], bool]) -> None:
        if not (hasattr(loop, "_selector") and hasattr(loop, "_scheduled") and hasattr(loop, "_ssock")):
            raise MisuseError(
                f"virtual_clock() needs one of asyncio's own event loops, not {type(loop).__module__}."
                f"{type(loop).__qualname__}, whose waiting it can't see\n"
                "  write:  asyncio.SelectorEventLoop() for tests of time"
            )
        self._loop: Final = loop
        self._inside: Final = cast("SelectorLoop", loop)
        self._clock: Final = clock
        self._stuck: Final = stuck
        self._threads: Final = Threads(loop)
        self._select: Callable[[float | None], _Events] = self._inside._selector.select  # pyright: ignore[reportPrivateUsage]

    def begin(self) -> None:
        """Put the loop on the virtual clock."""
        selector = self._inside._selector  # pyright: ignore[reportPrivateUsage]  # asyncio has no public way
        selector.select = self._wait  # type: ignore[method-assign]  # of this one selector, until `end`
        self._loop.time = self._clock.now  # type: ignore[method-assign]  # of this one loop, until `end`
        self._threads.begin()

    def end(self) -> None:
        """Put it back on the real clock. What it still waits for comes as much later as it would have."""
        self._threads.end()
        del self._inside._selector.select  # pyright: ignore[reportPrivateUsage]
        del self._loop.time
        ahead = self._clock.now() - _real_monotonic()
        for handle in self._inside._scheduled:  # pyright: ignore[reportPrivateUsage]
            # All by the same: the heap stays in order.
            handle._when -= ahead  # type: ignore[attr-defined]  # pyright: ignore[reportPrivateUsage]

    def _wait(self, timeout: float | None = None) -> _Events:
        """Stands in for the selector's `select`: how an event loop sleeps."""
        events = self._select(0)
        if events or (timeout is not None and timeout <= 0):
            if not events and not self._inside._ready:  # pyright: ignore[reportPrivateUsage]
                # A timer is due, but by less than a large reading can tell: asyncio waits for the next one it can.
                self._clock.tick()
            return events
        if has_sockets(self._inside):
            events = self._select(_GRACE)
            if events:
                return events
        if self._threads or hears_from_elsewhere(self._inside):
            return self._wait_in_earnest(timeout)
        if timeout is not None:
            self._clock.advance(timeout)
            return []
        return [] if self._stuck() else self._select(None)

    def _wait_in_earnest(self, timeout: float | None) -> _Events:
        """Something outside may come: real time passes, and the virtual as much."""
        begun = _real_monotonic()
        events = self._select(timeout)
        passed = _real_monotonic() - begun
        self._clock.advance(passed if timeout is None or events else max(passed, timeout))
        return events
