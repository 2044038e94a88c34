"""The time itself: a number of seconds, moved by those who would have waited."""

from __future__ import annotations

import math
import threading
import time
from typing import Final

_PATIENCE: Final = 10_000
_GRAIN: Final = 1024
_STEP: Final = 1 / _GRAIN
_real_monotonic: Final = time.monotonic


def seconds_ahead() -> float:
    """How far the time of this thread is ahead of the real one; about 0 where it is the real one."""
    return time.monotonic() - _real_monotonic()


def coarse(seconds: float) -> float:
    """Seconds of real time, rounded up by less than a millisecond.

    To what so begins, whole seconds are added without an error: an hour of sleep is an hour.
    """
    return math.ceil(seconds * _GRAIN) / _GRAIN


def parted(seconds: float) -> tuple[float, float]:
    """Seconds of real time, rounded down in the same way, and what is left of them."""
    grains = math.floor(seconds * _GRAIN) / _GRAIN
    return grains, seconds - grains


class TimeTold:
    """The one time of a thread on virtual time; each block has a `VirtualClock` that counts from the block's beginning.

    Args:
        now: where it begins, in seconds: there, or less than a millisecond later.
    """

    def __init__(self, now: float) -> None:
        self._now = coarse(now)
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

    def pass_since(self, begun: float, seconds: float) -> None:
        """Let it be so many seconds after a moment, or later: several loops may have waited for the same seconds."""
        if self._now == begun:
            self.advance(seconds)
        else:
            self.reach(begun + seconds)

    def reach(self, moment: float) -> None:
        """Let it be a moment, or later."""
        with self._lock:
            self._now = max(self._now, moment)

    def tick(self) -> None:
        """Let the least time pass that it can tell: at a large reading, a smaller one would be lost in rounding."""
        self._now = math.nextafter(self._now, math.inf)

    def read(self) -> float:
        """What `time.monotonic()` says. Who asks ten thousand times, and does nothing else, is waiting for it."""
        self._asked += 1
        if self._asked > _PATIENCE:
            self._now += _STEP
        return self._now
