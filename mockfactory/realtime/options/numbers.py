"""Numbers and times."""

from __future__ import annotations

import datetime as dt
import math

from typing_extensions import TypeIs

from mockfactory.realtime.options.errors import OptionError, wrong


def count(name: str, value: object, *, least: int) -> int:
    """A whole number.

    Raises:
        OptionError: it is none, or less than `least`.

    Example:
        >>> count("history", -1, least=0)
        Traceback (most recent call last):
        mockfactory.realtime.OptionError: history has to be a whole number, 0 or more, and it is -1
    """
    __tracebackhide__ = True
    if isinstance(value, int) and not isinstance(value, bool) and value >= least:
        return value
    raise wrong(name, f"a whole number, {least} or more", value)


def capacity(value: object) -> int | None:
    """How many events may wait to be read.

    Raises:
        OptionError: it is no whole number, or less than 1.
    """
    __tracebackhide__ = True
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 1):
        return value
    raise wrong("capacity", "a whole number, 1 or more, or None for any number", value)


def seconds(name: str, value: object) -> float:
    """A time that is not over at once.

    Raises:
        OptionError: it is no number, not more than 0, or without an end.
    """
    __tracebackhide__ = True
    if _is_finite(value) and value > 0:
        return float(value)
    raise wrong(name, "a number of seconds, more than 0", value)


def seconds_or_none(name: str, value: object, meaning: str) -> float | None:
    """The same, or `None`.

    Args:
        name: of the option.
        value: what was given.
        meaning: what `None` stands for.

    Raises:
        OptionError: see `seconds`.
    """
    __tracebackhide__ = True
    if value is None:
        return None
    if _is_finite(value) and value > 0:
        return float(value)
    raise wrong(name, f"a number of seconds, more than 0, or None for {meaning}", value)


def budget(name: str, value: object) -> float:
    """How long something may take; 0 is fine.

    Raises:
        OptionError: it is no number, negative, or without an end.
    """
    __tracebackhide__ = True
    if _is_finite(value) and value >= 0:
        return float(value)
    raise wrong(name, "a number of seconds, 0 or more", value)


def instant(name: str, value: object) -> dt.datetime:
    """A point in time, with a time zone.

    Raises:
        OptionError: it is none, or has no time zone.
    """
    __tracebackhide__ = True
    if not isinstance(value, dt.datetime):
        raise wrong(name, "a datetime with a time zone", value)
    if value.utcoffset() is None:
        raise OptionError(f"{name} needs a time zone, and {value.isoformat()} has none: add tzinfo=dt.UTC")
    return value


def duration(name: str, value: object) -> dt.timedelta:
    """A length of time.

    Raises:
        OptionError: it is none: of a number, nobody knows what it counts.
    """
    __tracebackhide__ = True
    if isinstance(value, dt.timedelta):
        return value
    raise wrong(name, "a timedelta, such as dt.timedelta(hours=1)", value)


def _is_finite(value: object) -> TypeIs[int | float]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number that no float can hold
        return False
