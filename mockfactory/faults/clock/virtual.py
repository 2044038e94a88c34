"""The clock itself: a number of seconds, moved by those who would have waited."""

from __future__ import annotations

import math
import threading
from typing import Final

from mockfactory.double.wording.errors import MisuseError

_PATIENCE: Final = 10_000
_STEP: Final = 0.001


class VirtualClock:
    """Time that stands still while code runs, and jumps to the next moment at which something is to happen.

    `time.monotonic()` of the thread tells it, `time.sleep` moves it, and so do the event loops of the thread when all
    their tasks wait. Made by `virtual_clock()`.

    Attributes:
        started: what `time.monotonic()` said when it began, in seconds.
    """

    def __init__(self, started: float) -> None:
        self.started: Final = started
        self._now = started
        self._asked = 0
        self._lock: Final = threading.Lock()

    @property
    def elapsed(self) -> float:
        """How many seconds have passed on it."""
        return self._now - self.started

    def now(self) -> float:
        """What it says, in seconds, on the scale of `time.monotonic()`."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass. Timers that are due run when their event loop has its next turn.

        Args:
            seconds: 0 or more.

        Raises:
            MisuseError: it is less, or no finite number.
        """
        if not (math.isfinite(seconds) and seconds >= 0):
            raise MisuseError(f"time passes by 0 seconds or more, not by {seconds!r}")
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
