"""Points in time, times of day and spans by their names."""

from __future__ import annotations

from builders.draws.draw import Draw
from builders.values.names.eras import in_its_era, kind_of
from builders.values.names.looking_up import longest
from builders.values.names.splitting import words_of
from builders.values.names.times import (
    ENDINGS,
    LENGTHS,
    SPANS,
    TIMES,
    TIMES_OF_A_BOOKING,
    TIMES_OF_DAY,
    end,
    end_day,
    some_time,
)

_OF_DAYS = frozenset({"date", "day", "on"})
_BOOKINGS = frozenset({"appointment", "booking", "reservation", "ride", "stay", "trip", "visit"})
_SOME_TIME = frozenset({"date", "datetime", "timestamp"})


def seconds_for(name: str, owner: str = "", days: bool = False) -> Draw | None:
    """The seconds from the start of all times, for a point in time or a day of this name.

    Args:
        name: the field's.
        owner: the name of the class that it belongs to.
        days: it is a day that is asked for, and not a time of it.
    """
    words = words_of(name)
    last = words[-1] if words else ""
    days = days or last in _OF_DAYS
    found = longest(TIMES, words)
    if found is None and last in ENDINGS:
        words = words[:-1]
        found = longest(TIMES, words)
    if found is None:
        return in_its_era(some_time("_".join(words)), owner) if last in _SOME_TIME else None
    draw, length = found
    if kind_of(owner) in _BOOKINGS:
        draw = TIMES_OF_A_BOOKING.get(" ".join(words[-length:]), draw)
    return in_its_era((end_day if days and draw is end else draw)("_".join(words[:-length])), owner)


def length_for(name: str) -> Draw | None:
    """The seconds of a span that is as long as it is from a start to its end, when the name asks for one."""
    words = words_of(name)
    found = longest(LENGTHS, words)
    return found[0]("_".join(words[: -found[1]])) if found is not None else None


def span_for(name: str) -> tuple[int, int] | None:
    """The usual seconds of a span of this name."""
    found = longest(SPANS, words_of(name))
    return found[0] if found is not None else None


def time_of_day_for(name: str) -> Draw | None:
    """The seconds after midnight of a time of day of this name."""
    words = words_of(name)
    found = longest(TIMES_OF_DAY, words)
    if found is None:
        return None
    draw, length = found
    return draw("_".join(words[:-length]))
