"""From when to when a token is good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from mockfactory.realtime.events.clock import time_of_day

_NEVER: Final = float("inf")


class TokenRefused(ValueError):
    """A token that says nothing that can be trusted. The message says why."""


TokenRefused.__module__ = "mockfactory.realtime.loopback"


def check_times(claims: Mapping[str, object]) -> None:
    """See that a token is good now: not before `nbf` and `iat`, and before `exp`.

    It expires on virtual time, where a virtual clock runs. That stands still while code works: a token that somebody
    dated by the real time of day is not of tomorrow.

    Source: RFC 7519, sections 2 and 4.1.4 to 4.1.6.

    Args:
        claims: of the token.

    Raises:
        TokenRefused: it is not.
    """
    now = time_of_day().timestamp()
    if _number(claims, "exp", now) <= now:
        raise TokenRefused("it has expired")
    latest = max(now, dt.datetime.now(dt.UTC).timestamp())
    for name in ("nbf", "iat"):
        if _number(claims, name, latest) > latest:
            raise TokenRefused(f"it is not good yet: its claim {name!r} lies ahead")


def _number(claims: Mapping[str, object], name: str, otherwise: float) -> float:
    value = claims.get(name, otherwise)
    if isinstance(value, int | float) and not isinstance(value, bool) and -_NEVER < value < _NEVER:
        return value
    raise TokenRefused(f"its claim {name!r} has to be a time, in seconds since 1970")
