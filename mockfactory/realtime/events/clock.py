"""What time it is, for events."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from mockfactory.realtime.options.errors import OptionError
from mockfactory.realtime.options.kinds import callable_or_none
from mockfactory.realtime.options.numbers import duration, instant

Clock = Callable[[], dt.datetime]
"""Answers what time it is now, with a time zone."""


def running_clock() -> Clock:
    """The time of day, counted on from now with the monotonic clock: it never goes back, and goes on virtual time."""
    began, origin = dt.datetime.now(dt.UTC), time.monotonic()
    latest = began

    def now() -> dt.datetime:
        nonlocal latest
        # Looked up on each call: under a virtual clock it is another function.
        latest = max(latest, began + dt.timedelta(seconds=time.monotonic() - origin))
        return latest

    return now


def clock_or_running(clock: Clock | None) -> Clock:
    """The clock that is given; where there is none, the time of day.

    Raises:
        OptionError: it can't be called.
    """
    __tracebackhide__ = True
    callable_or_none("clock", clock, "a function that says what time it is")
    return running_clock() if clock is None else clock


def ticking_clock(start: dt.datetime, step: dt.timedelta = dt.timedelta(milliseconds=1)) -> Clock:
    """A clock that goes on by a step each time it is read: the same times on each run.

    Args:
        start: the first time that it tells, with a time zone.
        step: how much later each next one is.

    Raises:
        OptionError: `start` has no time zone, or `step` is negative.

    Example:
        >>> now = ticking_clock(dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
        >>> now().microsecond, now().microsecond, now().microsecond
        (0, 1000, 2000)
    """
    __tracebackhide__ = True
    upcoming = instant("start", start)
    if duration("step", step) < dt.timedelta():
        raise OptionError(f"a clock does not go back, and step is {step}")

    def now() -> dt.datetime:
        nonlocal upcoming
        told, upcoming = upcoming, upcoming + step
        return told

    return now
