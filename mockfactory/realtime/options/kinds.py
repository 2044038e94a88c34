"""Objects of a certain kind."""

from __future__ import annotations

from mockfactory.realtime.options.errors import wrong


def of_kind(name: str, value: object, kind: type | tuple[type, ...], needed: str) -> None:
    """See that something is of a class.

    Args:
        name: of the option.
        value: what was given.
        kind: the class, or several.
        needed: the same in words: "a User or a UserExecutionContext".

    Raises:
        OptionError: it is not.
    """
    __tracebackhide__ = True
    if not isinstance(value, kind):
        raise wrong(name, needed, value)


def of_kind_or_none(name: str, value: object, kind: type | tuple[type, ...], needed: str) -> None:
    """The same, or `None`.

    Raises:
        OptionError: it is neither.
    """
    __tracebackhide__ = True
    if value is not None and not isinstance(value, kind):
        raise wrong(name, f"{needed}, or None", value)


def callable_or_none(name: str, value: object, needed: str) -> None:
    """See that something can be called, or is `None`.

    Raises:
        OptionError: it is neither.
    """
    __tracebackhide__ = True
    if value is not None and not callable(value):
        raise wrong(name, f"{needed}, or None", value)
