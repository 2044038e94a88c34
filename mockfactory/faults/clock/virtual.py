"""The clock that a block of code, or a test, is given."""

from __future__ import annotations

import math
from typing import Final

from mockfactory.faults.clock.time_told import TimeTold
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import show


class VirtualClock:
    """Time that stands still while code runs, and jumps to the next moment at which something is to happen.

    `time.monotonic()` of the thread tells it, `time.sleep` moves it, and so do the event loops of the thread when all
    their tasks wait. Made by `virtual_clock()`: each block has its own, which counts from the block's beginning, and
    stands still from its end. The time is the same in all.

    Attributes:
        started: what `time.monotonic()` said when the block began, in seconds.
    """

    def __init__(self, told: TimeTold) -> None:
        self.started: Final = told.now()
        self._told: Final = told
        self._ended: float | None = None

    @property
    def elapsed(self) -> float:
        """How many seconds have passed on it."""
        return self.now() - self.started

    def now(self) -> float:
        """What it says, in seconds, on the scale of `time.monotonic()`."""
        return self._told.now() if self._ended is None else self._ended

    def advance(self, seconds: float) -> None:
        """Let time pass. Timers that are due run when their event loop has its next turn.

        Args:
            seconds: 0 or more.

        Raises:
            MisuseError: it is less, or no finite number; or the block of the clock is over.
        """
        __tracebackhide__ = True
        if not _is_time(seconds):
            raise MisuseError(f"time passes by 0 seconds or more, not by {show(seconds)}")
        if self._ended is not None:
            raise MisuseError(
                "the block of this clock is over: it stands still, and nothing waits on it\n"
                "  write:  clock.advance(...) inside of `with virtual_clock() as clock:`"
            )
        self._told.advance(seconds)

    def end(self) -> None:
        """Let it stand still."""
        self._ended = self._told.now()


def _is_time(seconds: object) -> bool:
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        return False
    try:
        return math.isfinite(seconds) and seconds >= 0
    except OverflowError:  # a whole number that no float can hold
        return False
