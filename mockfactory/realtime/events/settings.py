"""Numbers that say how an emitter or a bridge works."""

from __future__ import annotations

import math

from mockfactory.realtime.interfaces.emitter import EmitterSettings


def checked_settings(
    settings: EmitterSettings,
    *,
    max_message_bytes: int | None = None,
    history: int | None = None,
    send_timeout: float | None = None,
) -> EmitterSettings:
    """Settings with some numbers changed; a change that is `None` is none.

    Raises:
        ValueError: a number is negative or none, or a limit or time is 0.
    """
    return EmitterSettings(
        max_message_bytes=_count("max_message_bytes", 1, max_message_bytes, settings.max_message_bytes),
        history=_count("history", 0, history, settings.history),
        send_timeout=_seconds("send_timeout", send_timeout, settings.send_timeout),
    )


def _count(name: str, least: int, given: object, default: object) -> int:
    number = default if given is None else given
    if not isinstance(number, int) or isinstance(number, bool) or number < least:
        raise ValueError(f"{name} has to be a whole number, {least} or more, and it is {number!r}")
    return number


def _seconds(name: str, given: object, default: object) -> float:
    number = default if given is None else given
    if not isinstance(number, int | float) or isinstance(number, bool) or not 0 < number < math.inf:
        raise ValueError(f"{name} has to be a number of seconds, more than 0, and it is {number!r}")
    return float(number)
