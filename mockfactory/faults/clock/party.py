"""The event loops of several threads on one virtual clock: time jumps to the next moment of them all."""

from __future__ import annotations

import asyncio
import contextlib
import math
import threading
from typing import Final

from mockfactory.faults.clock.threads import At, Others
from mockfactory.faults.clock.time_told import TimeTold


class Party:
    """Who is on the clock, and until when each has nothing to do.

    A loop in another thread comes to it when the test waits for it, and with the first fault that takes time in it.

    Args:
        others: the threads beside the one that asks.
        owner: the thread of the test.
    """

    def __init__(self, others: Others, owner: int) -> None:
        self._others: Final = others
        self.owner: Final = owner
        self._asleep = -math.inf
        self._members: Final[dict[asyncio.AbstractEventLoop, int]] = {}
        self._until: Final[dict[asyncio.AbstractEventLoop, float]] = {}
        self._lock: Final = threading.Lock()

    def join(self, loop: asyncio.AbstractEventLoop) -> None:
        """Count the loop that runs in this thread among them."""
        for over in [one for one in self._members if one.is_closed()]:
            del self._members[over]
        self._members[loop] = threading.get_ident()
        for other in self.beside(loop):
            # It may sleep in earnest, and shall look at the clock from now on.
            with contextlib.suppress(RuntimeError):
                other.call_soon_threadsafe(int)

    def beside(self, loop: asyncio.AbstractEventLoop) -> list[asyncio.AbstractEventLoop]:
        """The loops that run in other threads."""
        if len(self._members) == 1:
            return []
        here = self._members[loop]
        return [one for one, thread in list(self._members.items()) if thread != here and one.is_running()]

    def waited_out(self, loop: asyncio.AbstractEventLoop) -> frozenset[int]:
        """The threads that are no reason for a loop to let real time pass: their turns are taken by the clock.

        That of the test itself is among them. It may wait with a time-out for what the loop does.
        """
        return self.threads_of(self.beside(loop)) | {self.owner}

    def threads_of(self, loops: list[asyncio.AbstractEventLoop]) -> frozenset[int]:
        """The threads of some."""
        return frozenset(self._members[loop] for loop in loops)

    def idle(self, loop: asyncio.AbstractEventLoop, until: float) -> None:
        """Note that a loop has nothing to do until a moment on the clock."""
        self._until[loop] = until

    def busy(self, loop: asyncio.AbstractEventLoop) -> None:
        """Note that it has."""
        with self._lock:
            self._until.pop(loop, None)

    def sleep(self, until: float) -> None:
        """Note that the test's own thread sleeps until a moment; `-math.inf` when it is awake again."""
        self._asleep = until

    def owner_waits_until(self) -> float:
        """Until when the test's own thread has nothing to do: it sleeps, or its loop does."""
        return max([self._asleep, *(until for one, until in list(self._until.items()) if self._is_owners(one))])

    def idle_until(self, moment: float) -> frozenset[int]:
        """The threads whose loops have nothing to do before a moment."""
        return self.threads_of([one for one, until in list(self._until.items()) if until >= moment])

    def _is_owners(self, loop: asyncio.AbstractEventLoop) -> bool:
        return self._members.get(loop) == self.owner

    def next_moment(self, loops: list[asyncio.AbstractEventLoop]) -> float:
        """When the first of some loops has something to do: at once, if one is busy."""
        return min((self._moment(loop) for loop in loops), default=math.inf)

    def take_turn(self, loop: asyncio.AbstractEventLoop, clock: TimeTold) -> bool:
        """Jump to what a loop waits for, if no other has something to do before; answers whether it did."""
        with self._lock:
            until = self._until[loop]
            if self.next_moment(self.beside(loop)) < until:
                return False
            clock.advance(max(0.0, until - clock.now()))
            del self._until[loop]
            return True

    def _moment(self, loop: asyncio.AbstractEventLoop) -> float:
        until = self._until.get(loop)
        if until is not None:
            return until
        # A task of it may block its thread, and wait there for another thread on the clock.
        return math.inf if self._others.activity(self._members[loop]) is At.NOTHING else -math.inf
