"""The time itself: a number of seconds, moved by those who would have waited."""

from __future__ import annotations

import math
import threading
import time
from typing import Final

_PATIENCE: Final = 10_000
_STEP: Final = 0.001
_real_monotonic: Final = time.monotonic


def seconds_ahead() -> float:
    """How far the time of this thread is ahead of the real one; about 0 where it is the real one."""
    return time.monotonic() - _real_monotonic()


class TimeTold:
    """The one time of a thread on virtual time; each block has a `VirtualClock` that counts from the block's beginning.

    Args:
        now: where it begins, in seconds.
    """

    def __init__(self, now: float) -> None:
        self._now = now
        self._asked = 0
        self._lock: Final = threading.Lock()

    def now(self) -> float:
        """What it is, in seconds, on the scale of `time.monotonic()`."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass.

        Args:
            seconds: 0 or more.
        """
        self._asked = 0
        with self._lock:  # the loops of several threads may move it
            before, self._now = self._now, self._now + seconds
        if seconds and self._now == before:
            self.tick()

    def tick(self) -> None:
        """Let the least time pass that it can tell: at a large reading, a smaller one would be lost in rounding."""
        self._now = math.nextafter(self._now, math.inf)

    def read(self) -> float:
        """What `time.monotonic()` says. Who asks ten thousand times, and does nothing else, is waiting for it."""
        self._asked += 1
        if self._asked > _PATIENCE:
            self._now += _STEP
        return self._now
