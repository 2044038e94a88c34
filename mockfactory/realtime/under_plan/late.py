"""Messages that are late: they are on their way, and nobody waits for them."""

from __future__ import annotations

import asyncio
import itertools
import math
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from mockfactory.faults.applying.holding import PATIENCE
from mockfactory.faults.applying.messages import Verdict
from mockfactory.faults.clock.library import loop_for
from mockfactory.faults.clock.pausing import pause
from mockfactory.realtime.interfaces.errors import ConnectionClosed

LONGEST: Final = 10.0
"""Seconds: a closing waits for no message that takes longer than this."""


class OnTheWay:
    """Brings messages one after another, each after its delay.

    Args:
        arrive: does what is to be done with a message that is there; `ConnectionClosed` ends all that is behind it.
    """

    def __init__(self, arrive: Callable[[Verdict], Awaitable[None]]) -> None:
        self._arrive: Final = arrive
        self._waiting: Final[deque[Verdict]] = deque()
        self._bringing: asyncio.Task[None] | None = None

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, verdict: Verdict) -> None:
        """Send one on its way, behind those that are on it."""
        self._waiting.append(verdict)
        if self._bringing is None or self._bringing.done():
            self._bringing = loop_for("a fault that takes time").create_task(self._bring())

    async def all_there(self, longest: float = math.inf) -> None:
        """Wait until all have come, or can't, for want of room.

        Args:
            longest: in seconds; a message that takes longer, and what is behind it, is not waited for.
        """
        delays = [one.delay for one in itertools.takewhile(lambda one: one.delay <= longest, self._waiting)]
        if delays and self._bringing is not None and self._bringing is not asyncio.current_task():
            await asyncio.wait([self._bringing], timeout=sum(delays) + PATIENCE)

    def stop(self) -> None:
        """The connection is over: nothing comes any more."""
        self._waiting.clear()
        if self._bringing is not None and self._bringing is not asyncio.current_task():
            self._bringing.cancel()

    async def _bring(self) -> None:
        try:
            while self._waiting:
                verdict = self._waiting[0]
                if verdict.delay:
                    await pause(verdict.delay)
                await self._arrive(verdict)
                if self._waiting:  # not stopped meanwhile
                    self._waiting.popleft()
        except ConnectionClosed:
            self._waiting.clear()
