"""Ids and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from builders.domain.models.identifiers import thread_of, why_no_id
from mockfactory.realtime.options.errors import OptionError, wrong
from mockfactory.wording.text import show

_LONGEST: Final = 256


def why_not(value: object) -> str | None:
    """Why something is no id, in words; `None` when it is a fine one. The rules are those of `UserExecutionContext`.

    Example:
        >>> why_not("user_None"), why_not(3)
        ("'user_None' is made of a value that was not there (None)", 'it is 3')
        >>> why_not("user_ada") is None
        True
    """
    if not isinstance(value, str):
        return f"it is {show(value)}"
    if len(value) > _LONGEST:
        return f"it has {len(value)} characters, and may have {_LONGEST}"
    return why_no_id(value)


def why_no_run(value: object) -> str | None:
    """Why something is no id of a run, in words; `None` when it is one.

    Example:
        >>> why_no_run("../x")
        "'../x' is no run id: a run of the thread 'x' is 'run_x_1', 'run_x_2', ..."
    """
    reason = why_not(value)
    if reason is not None:
        return reason
    try:
        thread_of(cast("str", value))
    except ValueError as error:
        return str(error)
    return None


def an_id(name: str, value: object) -> str:
    """An id of a user, a client or the like.

    Raises:
        OptionError: it is none.
    """
    __tracebackhide__ = True
    reason = why_not(value)
    if reason is not None:
        raise OptionError(f"{name}: an id is needed, and {reason}")
    return cast("str", value)


def text(name: str, value: object) -> str:
    """A text, whichever.

    Raises:
        OptionError: it is none.
    """
    __tracebackhide__ = True
    if isinstance(value, str):
        return value
    raise wrong(name, "a text", value)


def text_or_none(name: str, value: object) -> str | None:
    """A text, or `None`.

    Raises:
        OptionError: it is neither.
    """
    __tracebackhide__ = True
    if value is None or isinstance(value, str):
        return value
    raise wrong(name, "a text or None", value)


def texts_or_none(name: str, value: object) -> None:
    """See that something is a mapping of texts, or `None`.

    Raises:
        OptionError: it is neither.
    """
    __tracebackhide__ = True
    given = value
    entries = cast("Mapping[object, object]", value).items() if isinstance(value, Mapping) else None
    if given is not None and (entries is None or not all(isinstance(one, str) for entry in entries for one in entry)):
        raise wrong(name, "a mapping of texts, or None", given)


def one_of(name: str, value: object, known: Sequence[str]) -> None:
    """See that something is one of a few words.

    Raises:
        OptionError: it is none of them.
    """
    __tracebackhide__ = True
    if not isinstance(value, str) or value not in known:
        raise wrong(name, f"{', '.join(map(repr, known[:-1]))} or {known[-1]!r}", value)
