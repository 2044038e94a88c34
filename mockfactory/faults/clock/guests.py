"""The event loops of other threads: which of them are to be on the virtual clock, and from when."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from typing import Final, cast
from weakref import WeakKeyDictionary

from mockfactory.faults.clock.awaited import is_awaited, speaks
from mockfactory.faults.clock.outside import SelectorLoop
from mockfactory.faults.clock.time_told import TimeTold, coarse

_MOMENT: Final = 0.0002
_MOMENTS: Final = 10
"""So often one looks whether the test waits, when it has spoken to the loop or begun its thread."""
_SLICE: Final = 0.02
_real_monotonic: Final = time.monotonic
_real_sleep: Final = time.sleep


class Guests:
    """Watches the loops of other threads, until the test waits for one.

    A server in a thread has real time, as its clients have. But what the test waits for is to take none.

    Args:
        clock: the time that they come to.
        owner: the thread of the test.
        awaits_job: whether the loop of that thread has nothing to do until a job of another thread is done.
    """

    def __init__(self, clock: TimeTold, owner: int, awaits_job: Callable[[], bool]) -> None:
        self._clock: Final = clock
        self._owner: Final = owner
        self._awaits_job: Final = awaits_job
        self._turns: Final[WeakKeyDictionary[asyncio.AbstractEventLoop, float]] = WeakKeyDictionary()
        self.over = False

    def is_awaited(self, loop: asyncio.AbstractEventLoop, *, soon: bool = False) -> bool:
        """Whether the test does nothing but wait for the loop of this thread, or soon will."""
        return is_awaited(loop, self._owner, jobs=self._awaits_job(), soon=soon)

    def comes(self, loop: asyncio.AbstractEventLoop) -> float | None:
        """Wait until a loop, which is about to have a turn in this thread, has something to do, or is awaited.

        Returns:
            The real time that it is for the loop when it comes to the clock; `None` if it does not for this turn.
        """
        last = self._turns.get(loop)
        if last is not None and self._is_awaited_asleep(loop):
            # What it waits for was set since: nothing of those seconds is lost. Nor does its time run backwards.
            self._clock.reach(coarse(last))
            return last
        now = self._turns[loop] = _real_monotonic()
        return now if self._gets_awaited(loop, begins=last is None) else None

    def _is_awaited_asleep(self, loop: asyncio.AbstractEventLoop) -> bool:
        """Let a loop sleep as it would; answers whether the test has come to wait before it wakes."""
        inside = cast("SelectorLoop", loop)
        timers, most = inside._scheduled, _MOMENT  # pyright: ignore[reportPrivateUsage]
        while not (self.over or inside._ready):  # pyright: ignore[reportPrivateUsage]
            left = timers[0].when() - loop.time() if timers else math.inf
            if left <= 0:
                break
            if timers and self.is_awaited(loop):
                return True
            most = min(2 * most, _SLICE)
            if inside._selector.select(min(left, most) if timers else None):  # pyright: ignore[reportPrivateUsage]
                break
        return False

    def _gets_awaited(self, loop: asyncio.AbstractEventLoop, *, begins: bool) -> bool:
        for _ in range(_MOMENTS):
            if self.is_awaited(loop, soon=True):
                return True
            if not (begins or speaks(self._owner)):
                return False
            _real_sleep(_MOMENT)
        return False
