"""What time it is, for events."""

from __future__ import annotations

import datetime as dt
import functools
import time
from collections.abc import Callable
from typing import Final, cast

from mockfactory.faults.clock.time_told import seconds_ahead
from mockfactory.realtime.options.errors import OptionError
from mockfactory.realtime.options.kinds import callable_or_none
from mockfactory.realtime.options.numbers import duration, instant
from mockfactory.wording.text import show

Clock = Callable[[], dt.datetime]
"""Answers what time it is now, with a time zone."""
_WITH_ZONE: Final = "write clock=lambda: datetime.now(UTC)"


def time_of_day() -> dt.datetime:
    """What time it is, in UTC; on a virtual clock, as much later as time has passed there."""
    return dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds_ahead())


def running_clock() -> Clock:
    """The time of day, counted on from now with the monotonic clock: it never goes back, and goes on virtual time.

    Two of them tell the same time, also where virtual time has passed before the second one began.
    """
    began, origin = time_of_day(), time.monotonic()
    latest = began

    def now() -> dt.datetime:
        nonlocal latest
        # Looked up on each call: under a virtual clock it is another function.
        latest = max(latest, began + dt.timedelta(seconds=time.monotonic() - origin))
        return latest

    return now


def clock_or_running(clock: Clock | None) -> Clock:
    """The clock that is given, which is looked at each time it is read; where there is none, the time of day.

    Raises:
        OptionError: it can't be called, or is known to answer times without a time zone.
    """
    __tracebackhide__ = True
    callable_or_none("clock", clock, "a function that says what time it is")
    for naive in ("now", "utcnow", "today"):
        if clock == getattr(dt.datetime, naive):
            raise OptionError(f"clock=datetime.{naive} answers times without a time zone: {_WITH_ZONE}")
    return running_clock() if clock is None else functools.partial(read, clock)


def read(clock: Clock) -> dt.datetime:
    """What time a clock tells.

    Raises:
        OptionError: what it answers is no time, or has no time zone.

    Example:
        >>> read(lambda: dt.datetime(2025, 1, 1))
        Traceback (most recent call last):
        mockfactory.realtime.OptionError: clock has to answer a datetime with a time zone, and it answered ...
    """
    __tracebackhide__ = True
    answer = cast("object", clock())
    if not isinstance(answer, dt.datetime) or answer.utcoffset() is None:
        came = f"{answer.isoformat()}, which has none" if isinstance(answer, dt.datetime) else show(answer)
        raise OptionError(f"clock has to answer a datetime with a time zone, and it answered {came}: {_WITH_ZONE}")
    return answer


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
