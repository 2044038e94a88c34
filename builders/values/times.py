"""Points in time, days, times of day and spans within bounds. Nothing here looks at a clock."""

from __future__ import annotations

import datetime as dt
from typing import Final

from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.draws.numbers import Integer, Total, Whole
from builders.draws.times import Day, Moment, Span, TimeOfDay
from builders.seed.mixing import LANE_BITS
from builders.values.constraints import Constraints, contradiction
from builders.values.extents import extent

REFERENCE: Final = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
"""What counts as now: unless bounds say else, what is drawn lies before it."""
START: Final = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)
DAY: Final = 24 * 3600
USUAL_SECONDS: Final = (0, int((REFERENCE - START).total_seconds()) - 1)
"""Counted from `START`."""
_CENTURY: Final = 36_524
"""Days: among so many are those that must differ."""
_SECOND: Final = dt.timedelta(seconds=1)
_MICROSECOND: Final = dt.timedelta(microseconds=1)


def moments(constraints: Constraints, path: str, usual: Draw | None = None) -> Draw:
    """A `datetime` within the bounds: aware and in UTC, unless `aware` or a bound says else.

    Args:
        constraints: what is asked of it.
        path: where it stands, for errors.
        usual: seconds from `START`, by the field's name; it holds if it is sure to be within the bounds.

    Raises:
        CannotBuild: no time is within the bounds.
    """
    bounds = [bound for bound in _bounds(constraints) if isinstance(bound, dt.datetime)]
    aware = constraints.aware
    if aware is None:
        aware = all(bound.tzinfo is not None for bound in bounds)
    start = START if aware else START.replace(tzinfo=None)
    first = dt.datetime.min.replace(tzinfo=start.tzinfo)
    last = dt.datetime.max.replace(tzinfo=start.tzinfo, microsecond=0)
    found = [_same_kind(bound, aware) for bound in (constraints.ge, constraints.gt, constraints.le, constraints.lt)]
    ge, gt, le, lt = found
    seconds = _steps(start, _SECOND, (ge, gt, le, lt), first, last)
    if usual is not None and _inside(extent(usual), *seconds):
        return Moment(start, usual)
    window = _window(
        seconds, USUAL_SECONDS, bounded=(ge is not None or gt is not None, le is not None or lt is not None)
    )
    if window is not None:
        return Moment(start, seconds_between(*window))
    fine = _steps(start, _MICROSECOND, (ge, gt, le, lt), first, last)
    if fine[0] > fine[1]:
        raise contradiction(path, "no time", constraints)
    return Moment(start, Integer(*fine), microseconds=True)


def seconds_between(low: int, high: int) -> Integer:
    """A number of seconds; nobody minds which of them are a little likelier."""
    return Integer(low, high, rough=high - low < 1 << LANE_BITS)


def _bounds(constraints: Constraints) -> tuple[object, ...]:
    return constraints.ge, constraints.gt, constraints.le, constraints.lt


def _same_kind(bound: object, aware: bool) -> dt.datetime | None:
    """A bound as a time of the kind that is drawn: in UTC, or without a zone."""
    if not isinstance(bound, dt.datetime):
        if not isinstance(bound, dt.date):
            return None
        bound = dt.datetime(bound.year, bound.month, bound.day)
    if bound.tzinfo is None:
        return bound.replace(tzinfo=dt.UTC) if aware else bound
    in_utc = bound.astimezone(dt.UTC)
    return in_utc if aware else in_utc.replace(tzinfo=None)


def _steps(
    start: dt.datetime,
    step: dt.timedelta,
    bounds: tuple[dt.datetime | None, dt.datetime | None, dt.datetime | None, dt.datetime | None],
    first: dt.datetime,
    last: dt.datetime,
) -> tuple[int, int]:
    """The least and the greatest number of steps from `start` within the bounds."""
    ge, gt, le, lt = bounds
    return _limits(
        -((start - first) // step),
        (last - start) // step,
        ge=None if ge is None else -((start - ge) // step),
        gt=None if gt is None else (gt - start) // step,
        le=None if le is None else (le - start) // step,
        lt=None if lt is None else -((start - lt) // step),
    )


def _limits(
    least: int, most: int, *, ge: int | None, gt: int | None, le: int | None, lt: int | None
) -> tuple[int, int]:
    """The range from `least` to `most` within bounds."""
    if ge is not None:
        least = max(least, ge)
    if gt is not None:
        least = max(least, gt + 1)
    if le is not None:
        most = min(most, le)
    if lt is not None:
        most = min(most, lt - 1)
    return least, most


def _inside(known: tuple[int, int] | None, low: int, high: int) -> bool:
    return known is not None and low <= known[0] and known[1] <= high


def _window(allowed: tuple[int, int], usual: tuple[int, int], bounded: tuple[bool, bool]) -> tuple[int, int] | None:
    """The range to draw from: all that is between two bounds, else what is usual, or as much next to the one bound."""
    low, high = allowed
    if low > high:
        return None
    if all(bounded):
        return low, high
    first, last = max(low, usual[0]), min(high, usual[1])
    if first <= last:
        return first, last
    size = usual[1] - usual[0]
    return (low, min(high, low + size)) if low > usual[1] else (max(low, high - size), high)


def days(constraints: Constraints, path: str, usual: Draw | None = None) -> Draw:
    """A `date` within the bounds.

    Args:
        constraints: what is asked of it.
        path: where it stands, for errors.
        usual: seconds from `START`, by the field's name; it holds if it is sure to be within the bounds.
    """
    ge, gt, le, lt = (_ordinal(bound) for bound in _bounds(constraints))
    low, high = _limits(1, dt.date.max.toordinal(), ge=ge, gt=gt, le=le, lt=lt)
    if usual is not None:
        ordinal = Total(Whole(usual, DAY), Constant(START.toordinal()))
        if _inside(extent(ordinal), low, high):
            return Day(ordinal)
    bounded = (ge is not None or gt is not None, le is not None or lt is not None)
    last = REFERENCE.toordinal() - 1
    window = _window((low, high), (START.toordinal(), last), bounded)
    if window is None:
        raise contradiction(path, "no day", constraints)
    return Day(Integer(*window, unique=_window((low, high), (last - _CENTURY, last), bounded)))


def _ordinal(bound: object) -> int | None:
    return bound.toordinal() if isinstance(bound, dt.date) else None


def times_of_day(constraints: Constraints, path: str, usual: Draw | None = None) -> Draw:
    """A `time` within the bounds: without a time zone, unless `aware` or a bound says else (then in UTC).

    Args:
        constraints: what is asked of it.
        path: where it stands, for errors.
        usual: seconds after midnight, by the field's name; it holds if it is sure to be within the bounds.
    """
    low, high = 0, DAY * 1_000_000 - 1
    zone: dt.tzinfo | None = dt.UTC if constraints.aware else None
    for bound, above, extra in (
        (constraints.ge, True, 0),
        (constraints.gt, True, 1),
        (constraints.le, False, 0),
        (constraints.lt, False, -1),
    ):
        if not isinstance(bound, dt.time):
            continue
        if bound.tzinfo is not None and constraints.aware is None:
            zone = bound.tzinfo
        number = ((bound.hour * 60 + bound.minute) * 60 + bound.second) * 1_000_000 + bound.microsecond + extra
        low, high = (max(low, number), high) if above else (low, min(high, number))
    if low > high:
        raise contradiction(path, "no time of day", constraints)
    first, last = -(-low // 1_000_000), high // 1_000_000
    if usual is not None and _inside(extent(usual), first, last):
        return TimeOfDay(usual, zone)
    if first <= last:
        return TimeOfDay(seconds_between(first, last), zone)
    return TimeOfDay(Integer(low, high), zone, microseconds=True)


def spans_allow(constraints: Constraints, seconds: tuple[int, int] | None) -> bool:
    """Whether all spans of so many seconds are within the bounds."""
    low, high = _span_limits(constraints)
    return seconds is not None and low <= seconds[0] * 1_000_000 and seconds[1] * 1_000_000 <= high


def _span_limits(constraints: Constraints) -> tuple[int, int]:
    """The shortest and the longest span that is allowed, in microseconds."""
    ge, gt, le, lt = (
        bound // _MICROSECOND if isinstance(bound, dt.timedelta) else None for bound in _bounds(constraints)
    )
    least, most = dt.timedelta.min // _MICROSECOND, dt.timedelta.max // _MICROSECOND
    return _limits(least, most, ge=ge, gt=gt, le=le, lt=lt)


def spans(constraints: Constraints, path: str, usual: tuple[int, int] | None = None) -> Draw:
    """A `timedelta` within the bounds; up to three days, when nothing says else.

    Args:
        constraints: what is asked of it.
        path: where it stands, for errors.
        usual: seconds, by the field's name.
    """
    low, high = _span_limits(constraints)
    bounded = (
        constraints.ge is not None or constraints.gt is not None,
        constraints.le is not None or constraints.lt is not None,
    )
    window = _window((-(-low // 1_000_000), high // 1_000_000), usual or (0, 3 * DAY), bounded)
    if window is not None:
        return Span(seconds_between(*window))
    if low > high:
        raise contradiction(path, "no span of time", constraints)
    return Span(Integer(low, high), microseconds=True)
