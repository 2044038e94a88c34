"""Numbers that say how an emitter or a bridge works."""

from __future__ import annotations

from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.options.kinds import of_kind_or_none


def checked_settings(settings: object) -> EmitterSettings:
    """The settings that are given, or those that hold where none are.

    Raises:
        OptionError: they are no `EmitterSettings`.
    """
    __tracebackhide__ = True
    of_kind_or_none("settings", settings, EmitterSettings, "an EmitterSettings(...)")
    return settings if isinstance(settings, EmitterSettings) else EmitterSettings()


def changed_settings(
    settings: EmitterSettings, *, max_message_bytes: int | None, history: int | None, send_timeout: float | None
) -> EmitterSettings:
    """Settings with some numbers changed; a change that is `None` is none.

    Raises:
        OptionError: a number is negative or none, or a limit or time is 0.
    """
    __tracebackhide__ = True
    return EmitterSettings(
        max_message_bytes=settings.max_message_bytes if max_message_bytes is None else max_message_bytes,
        history=settings.history if history is None else history,
        send_timeout=settings.send_timeout if send_timeout is None else send_timeout,
    )
