"""Times by their names: what comes later in the life of an object is drawn later.

Each is the time of creation and what has passed since then. So `updated_at` is never before `created_at`,
whether or not the object has both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.draws.numbers import Integer, Steps, Total, Whole
from builders.draws.words import At
from builders.values.times import DAY, USUAL_SECONDS, seconds_between

_LATEST_CREATION: Final = USUAL_SECONDS[1] - 180 * DAY
"""Half a year is left for what happens to it before the reference instant."""


def _created(prefix: str) -> Draw:
    return At(f"{prefix}~created", seconds_between(0, _LATEST_CREATION))


def _started(prefix: str) -> Draw:
    return Total(_created(prefix), At(f"{prefix}~started", seconds_between(60, 30 * DAY)))


def _after_creation(least: int, most: int) -> Callable[[str], Draw]:
    def draw(prefix: str) -> Draw:
        return Total(_created(prefix), seconds_between(least, most))

    return draw


def _after_start(least: int, most: int) -> Callable[[str], Draw]:
    def draw(prefix: str) -> Draw:
        return Total(_started(prefix), seconds_between(least, most))

    return draw


def days_lived(prefix: str) -> Draw:
    """How many days a person of 18 to 90 years has lived at the reference instant."""
    return At(f"{prefix}~birth", Integer(18 * 1461 // 4 + 1, 91 * 1461 // 4 - 1))


def age(prefix: str) -> Draw:
    """The age of a person in years. The date of birth beside it fits, as four years have 1461 days until 2100."""
    return Whole(Steps(days_lived(prefix), 4), 1461)


def _birth(prefix: str) -> Draw:
    return Total(Constant(USUAL_SECONDS[1] + 1), Steps(days_lived(prefix), -DAY))


_UPDATED = _after_creation(0, 60 * DAY)
_DONE = _after_start(60, 30 * DAY)
_GONE = _after_creation(61 * DAY, 180 * DAY)
_LATER = _after_creation(181 * DAY, 730 * DAY)

TIMES: Final[dict[str, Callable[[str], Draw]]] = {
    **dict.fromkeys(
        ("created", "inserted", "added", "registered", "joined", "signed up", "opened", "ordered"), _created
    ),
    **dict.fromkeys(("created", "creation date", "creation time", "registration date", "order date"), _created),
    **dict.fromkeys(("date joined", "hired", "hire date", "issued", "issue date", "received", "submitted"), _created),
    **dict.fromkeys(
        ("updated", "modified", "last modified", "last updated", "changed", "edited", "last edited"), _UPDATED
    ),
    **dict.fromkeys(("update date", "modification date", "last seen", "last login", "last active", "synced"), _UPDATED),
    **dict.fromkeys(("published", "confirmed", "verified", "approved", "sent", "paid", "read", "accepted"), _UPDATED),
    **dict.fromkeys(("start", "starts", "started", "start date", "start time", "begin", "begins", "began"), _started),
    **dict.fromkeys(("valid from", "effective", "effective from", "scheduled", "check in"), _started),
    **dict.fromkeys(
        ("end", "ends", "ended", "end date", "end time", "finish", "finishes", "finished", "completed"), _DONE
    ),
    **dict.fromkeys(("stopped", "check out", "delivered", "shipped"), _DONE),
    **dict.fromkeys(
        ("deleted", "archived", "closed", "cancelled", "canceled", "removed", "revoked", "resolved"), _GONE
    ),
    **dict.fromkeys(
        ("expires", "expiry", "expiry date", "expiration", "expiration date", "expire", "valid until"), _LATER
    ),
    **dict.fromkeys(("valid to", "renews", "renewal date", "due", "due date", "deadline", "next run"), _LATER),
    **dict.fromkeys(("birth date", "date of birth", "birthdate", "birthday", "birth day", "dob", "born"), _birth),
}
"""By the words of the name, without a last "at", "on", "time", "date" or "ts"; to what draws seconds from `START`."""

ENDINGS: Final = frozenset({"at", "on", "ts", "time", "date", "timestamp", "datetime", "utc"})


def _opening(prefix: str) -> Draw:
    return At(f"{prefix}~opening", Steps(Integer(6 * 4, 11 * 4), 15 * 60))


def _closing(prefix: str) -> Draw:
    return Total(_opening(prefix), Steps(Integer(4, 9 * 4), 15 * 60))


TIMES_OF_DAY: Final[dict[str, Callable[[str], Draw]]] = {
    **dict.fromkeys(("start", "starts", "start time", "start at", "starts at", "begin", "begins at"), _opening),
    **dict.fromkeys(("opens", "opens at", "opening", "opening time", "open time", "check in"), _opening),
    **dict.fromkeys(("end", "ends", "end time", "end at", "ends at", "finish", "finishes at"), _closing),
    **dict.fromkeys(("closes", "closes at", "closing", "closing time", "close time", "check out"), _closing),
}
"""By the last words of the name; to what draws seconds after midnight: quarters of hours, the later ones later."""

SPANS: Final[dict[str, tuple[int, int]]] = {
    **dict.fromkeys(("timeout", "delay", "latency", "grace period", "cooldown"), (1, 300)),
    **dict.fromkeys(("ttl", "interval", "frequency", "period"), (60, DAY)),
    **dict.fromkeys(("duration", "length", "run time", "runtime", "elapsed"), (60, 4 * 3600)),
    **dict.fromkeys(("age", "retention", "lifetime"), (DAY, 90 * DAY)),
}
"""By the last words of the name: seconds."""
