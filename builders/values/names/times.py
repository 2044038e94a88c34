"""Times by their names: what comes later in the life of an object is drawn later.

Each is the time of creation and what has passed since then. So `updated_at` is never before `created_at`,
whether or not the object has both. What happens within an order comes in this order, a step after the other: paid,
shipped, delivered, opened; so does what happens to a job, and to a document.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.draws.larger import Larger
from builders.draws.numbers import Integer, Steps, Total, Whole
from builders.draws.words import At
from builders.values.times import DAY, REFERENCE, USUAL_SECONDS, seconds_between

_HOUR: Final = 3600
LATEST_CREATION: Final = USUAL_SECONDS[1] - 180 * DAY
"""Half a year is left for what happens to it before the reference instant."""
CREATED: Final = "~created"
SOME_TIME: Final = "~time"
"""The ends of the addresses that all others are counted from."""
Event = Callable[[str], Draw]
"""From the prefix of a name to what draws seconds from `START`."""


def _created(prefix: str) -> Draw:
    return At(f"{prefix}{CREATED}", seconds_between(0, LATEST_CREATION))


def _there(prefix: str) -> Draw:
    """When the object and what the prefix names are both there: no email is verified before its user is created."""
    return Larger(_created(""), _created(prefix)) if prefix else _created("")


def _after(earlier: Event, name: str, least: int, most: int) -> Event:
    """What happens so many seconds after something else; `name` is the address of how many."""

    def draw(prefix: str) -> Draw:
        return Total(earlier(prefix), At(f"{prefix}~{name}", seconds_between(least, most)))

    return draw


def _some_time_after(earlier: Event, least: int, most: int) -> Event:
    """The same for events of which there may be several: each takes a time of its own."""

    def draw(prefix: str) -> Draw:
        return Total(earlier(prefix), seconds_between(least, most))

    return draw


def lasted(prefix: str) -> Draw:
    """How many seconds there are from a start to its end."""
    return At(f"{prefix}~lasted", seconds_between(60, 2 * _HOUR))


def days_between(prefix: str) -> Draw:
    """How many days there are from a day that something starts on to the day that it ends on."""
    return At(f"{prefix}~days", Integer(1, 14))


def end(prefix: str) -> Draw:
    """When something ends, minutes or hours after it started."""
    return Total(_STARTED(prefix), lasted(prefix))


def end_day(prefix: str) -> Draw:
    """A moment of the day on which something ends, some days after the one on which it started."""
    return Total(_STARTED(prefix), Steps(days_between(prefix), DAY))


def _arrival(prefix: str) -> Draw:
    """The end of a journey: hours after it started, even where only the day is asked for."""
    return end(prefix)


def _end_of_period(prefix: str) -> Draw:
    return Total(_STARTED(prefix), Constant(30 * DAY))


def days_lived(prefix: str) -> Draw:
    """How many days a person of 18 to 90 years has lived at the reference instant."""
    return At(f"{prefix}~birth", Integer(18 * 1461 // 4 + 1, 91 * 1461 // 4 - 1))


def age(prefix: str) -> Draw:
    """The age of a person in years. The date of birth beside it fits, as four years have 1461 days until 2100."""
    return Whole(Steps(days_lived(prefix), 4), 1461)


def year_of_birth(prefix: str) -> Draw:
    """The year of that date, for the same reason."""
    days_before = Steps(days_lived(prefix), -4)
    days = Total(days_before, Constant(4 * (REFERENCE.toordinal() - _FIRST_DAY_OF_1901) + 3))
    return Total(Constant(1901), Whole(days, 1461))


_FIRST_DAY_OF_1901: Final = REFERENCE.replace(year=1901).toordinal()


def _birth(prefix: str) -> Draw:
    return Total(Constant(USUAL_SECONDS[1] + 1), Steps(days_lived(prefix), -DAY))


def _death(prefix: str) -> Draw:
    return Total(Constant(USUAL_SECONDS[1] + 1), Steps(At(f"{prefix}~death", Integer(1, 5 * 365)), -DAY))


_QUEUED = _after(_there, "queued", 0, 59)
_CALLED_OFF = _after(_there, "called off", 60, 600)
_STARTED = _after(_there, "started", 700, 3 * DAY)
_SENT = _after(_there, "sent", 60, 600)
_RECEIVED = _after(_SENT, "received", 1, 60)
_PAID = _after(_there, "paid", 60, DAY)
_SHIPPED = _after(_PAID, "shipped", _HOUR, 3 * DAY)
_DELIVERED = _after(_SHIPPED, "delivered", _HOUR, 4 * DAY)
_SEEN = _after(_DELIVERED, "seen", 60, 2 * DAY)
_CLICKED = _after(_SEEN, "clicked", 1, 600)
_REFUNDED = _after(_DELIVERED, "refunded", DAY, 10 * DAY)
_REVIEWED = _after(_there, "reviewed", 60, 2 * DAY)
_APPROVED = _after(_REVIEWED, "approved", 60, 2 * DAY)
_PUBLISHED = _after(_APPROVED, "published", 60, 5 * DAY)
_UPDATED = _some_time_after(_there, 20 * DAY, 60 * DAY)
_GONE = _some_time_after(_there, 61 * DAY, 180 * DAY)
_LATER = _some_time_after(_there, 181 * DAY, 730 * DAY)

TIMES: Final[dict[str, Event]] = {
    **dict.fromkeys(
        ("created", "inserted", "added", "registered", "joined", "signed up", "ordered", "placed"), _created
    ),
    **dict.fromkeys(("creation date", "creation time", "registration date", "order date", "order time"), _created),
    **dict.fromkeys(("date joined", "hired", "hire date", "issued", "issue date", "submitted", "requested"), _created),
    **dict.fromkeys(("first seen", "first login", "first active", "first used", "iat", "nbf", "not before"), _created),
    **dict.fromkeys(("created time", "invoice date", "booked", "reserved", "booking date"), _created),
    **dict.fromkeys(("booking time", "reservation date", "reservation time", "purchased", "purchase date"), _created),
    **dict.fromkeys(("queued", "enqueued", "scheduled"), _QUEUED),
    "sent": _SENT,
    "received": _RECEIVED,
    "paid": _PAID,
    "payment date": _PAID,
    **dict.fromkeys(("shipped", "dispatched", "ship date", "shipping date"), _SHIPPED),
    **dict.fromkeys(("delivered", "delivery date"), _DELIVERED),
    **dict.fromkeys(("opened", "read", "processed"), _SEEN),
    "clicked": _CLICKED,
    **dict.fromkeys(("refunded", "returned"), _REFUNDED),
    "reviewed": _REVIEWED,
    **dict.fromkeys(("confirmed", "verified", "approved", "accepted"), _APPROVED),
    **dict.fromkeys(("published", "publication date", "released", "release date"), _PUBLISHED),
    **dict.fromkeys(
        ("updated", "modified", "last modified", "last updated", "changed", "edited", "last edited"), _UPDATED
    ),
    **dict.fromkeys(("update date", "modification date", "last seen", "last login", "last active", "synced"), _UPDATED),
    **dict.fromkeys(("last used", "last activity", "last accessed", "last synced"), _UPDATED),
    **dict.fromkeys(("start", "starts", "started", "start date", "start time", "begin", "begins", "began"), _STARTED),
    **dict.fromkeys(("valid from", "effective", "effective from", "check in", "checked in"), _STARTED),
    **dict.fromkeys(("from", "since", "period start", "departs", "departed", "departure time", "picked up"), _STARTED),
    "departure": _STARTED,
    "arrival": _arrival,
    "return": end_day,
    **dict.fromkeys(("date from", "date start", "time from", "time start"), _STARTED),
    **dict.fromkeys(("time to", "time end"), end),
    **dict.fromkeys(("end", "ends", "ended", "end time", "finish", "finishes", "finished", "completed"), end),
    **dict.fromkeys(("failed", "stopped", "to", "till", "until", "arrives", "arrived", "arrival time"), end),
    **dict.fromkeys(("end date", "check out", "checked out", "to date", "until date", "date to", "date end"), end_day),
    "period end": _end_of_period,
    **dict.fromkeys(
        ("deleted", "archived", "closed", "cancelled", "canceled", "removed", "revoked", "resolved"), _GONE
    ),
    **dict.fromkeys(("terminated", "resigned", "retired", "termination date"), _GONE),
    **dict.fromkeys(
        ("expires", "expiry", "expiry date", "expiration", "expiration date", "expire", "valid until"), _LATER
    ),
    **dict.fromkeys(("valid to", "renews", "renewal date", "due", "due date", "deadline", "next run"), _LATER),
    **dict.fromkeys(("effective to", "effective until", "exp", "not after", "expires on", "expired"), _LATER),
    **dict.fromkeys(("birth date", "date of birth", "birthdate", "birthday", "birth day", "dob", "born"), _birth),
    **dict.fromkeys(("died", "death date", "date of death", "deceased", "day of death"), _death),
}
"""By the words of the name, without a last "at", "on", "time", "date" or "ts"; to what draws seconds from `START`."""

TIMES_OF_A_BOOKING: Final[dict[str, Event]] = dict.fromkeys(("cancelled", "canceled"), _CALLED_OFF)
"""The same in a class of bookings: they are cancelled before what they are for begins."""


def some_time(prefix: str) -> Draw:
    """Any usual time: what a `timestamp` is that says no more."""
    return At(f"{prefix}{SOME_TIME}", seconds_between(*USUAL_SECONDS))


ENDINGS: Final = frozenset({"at", "on", "ts", "time", "date", "timestamp", "datetime", "utc"})
INSTANTS: Final = frozenset({"created", "updated", "modified", "last modified", "expires", "iat", "nbf", "exp"})
"""Whole names that stand for a time without such an ending, where the value is a number."""


def _opening(prefix: str) -> Draw:
    return At(f"{prefix}~opening", Steps(Integer(6 * 4, 11 * 4), 15 * 60))


def _closing(prefix: str) -> Draw:
    return Total(_opening(prefix), Steps(Integer(4, 9 * 4), 15 * 60))


TIMES_OF_DAY: Final[dict[str, Callable[[str], Draw]]] = {
    **dict.fromkeys(("start", "starts", "start time", "start at", "starts at", "begin", "begins at"), _opening),
    **dict.fromkeys(("opens", "opens at", "opening", "opening time", "open time", "check in"), _opening),
    **dict.fromkeys(("open", "from", "from time", "open at", "since"), _opening),
    **dict.fromkeys(("end", "ends", "end time", "end at", "ends at", "finish", "finishes at"), _closing),
    **dict.fromkeys(("closes", "closes at", "closing", "closing time", "close time", "check out"), _closing),
    **dict.fromkeys(("close", "to", "to time", "close at", "until", "till"), _closing),
}
"""By the last words of the name; to what draws seconds after midnight: quarters of hours, the later ones later."""

SPANS: Final[dict[str, tuple[int, int]]] = {
    **dict.fromkeys(("timeout", "delay", "latency", "grace period", "cooldown"), (1, 300)),
    **dict.fromkeys(("ttl", "interval", "frequency", "period"), (60, DAY)),
    **dict.fromkeys(("length", "elapsed"), (60, 4 * _HOUR)),
    **dict.fromkeys(("age", "retention", "lifetime"), (DAY, 90 * DAY)),
}
"""By the last words of the name: seconds."""
LENGTHS: Final[dict[str, Event]] = dict.fromkeys(("duration", "run time", "runtime"), lasted)
"""By the last words of the name; to what draws the seconds from a start to its end."""
