"""What time it is, for events."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

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


def ticking_clock(start: dt.datetime, step: dt.timedelta = dt.timedelta(milliseconds=1)) -> Clock:
    """A clock that goes on by a step each time it is read: the same times on each run.

    Args:
        start: the first time that it tells, with a time zone.
        step: how much later each next one is.

    Raises:
        ValueError: `start` has no time zone, or `step` is negative.

    Example:
        >>> now = ticking_clock(dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
        >>> now().microsecond, now().microsecond, now().microsecond
        (0, 1000, 2000)
    """
    if start.tzinfo is None:
        raise ValueError(f"a clock needs a time zone, and {start.isoformat()} has none: add tzinfo=dt.UTC")
    if step < dt.timedelta():
        raise ValueError(f"a clock does not go back, and step is {step}")
    upcoming = start

    def now() -> dt.datetime:
        nonlocal upcoming
        told, upcoming = upcoming, upcoming + step
        return told

    return now
