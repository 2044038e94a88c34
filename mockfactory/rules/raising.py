"""Rule 27: an implementation raises what its interface declares, where the interface declares something."""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType
from typing import Final, cast

from mockfactory.rules.comparing.pair import Meeting
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Member
from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.functions import functions_in
from mockfactory.spec.members.raised import Raised, raised_by
from mockfactory.wording.errors import MisuseError

_OF_THE_LANGUAGE: Final = {"__next__": StopIteration, "__anext__": StopAsyncIteration}
"""What ends a loop is no error."""


def declared(raises: object) -> tuple[type[BaseException], ...]:
    """The errors that an interface may raise, as they were given.

    Raises:
        MisuseError: it is no tuple of exception classes.
    """
    given: tuple[object, ...] = cast("tuple[object, ...]", raises) if isinstance(raises, tuple) else (raises,)
    if not isinstance(raises, tuple) or not all(is_class(one) and issubclass(one, BaseException) for one in given):
        raise MisuseError(f"raises= takes a tuple of exception classes, not {raises!r}")
    return cast("tuple[type[BaseException], ...]", given)


def other_errors(meeting: Meeting) -> Iterator[Finding]:
    """Rule 27, by the `raise` statements in the source of the implementation. What it calls is not looked into."""
    allowed = meeting.pair.raises
    if not allowed:
        return
    listed = ", ".join(one.__name__ for one in allowed)
    told: set[str] = set()
    for raised in _raised(meeting.given):
        if raised is None:
            yield meeting.finding(27, Severity.UNVERIFIED, "has no source to read what it raises")
        elif raised.text in told:
            continue
        elif raised.cls is None:
            yield meeting.finding(27, Severity.UNVERIFIED, f"raises {raised.text}, and what that is can't be told")
        elif not _is_declared(raised.cls, allowed, meeting.asked.name):
            problem = f"raises {raised.text}, and {meeting.pair.iface.name} declares {listed}"
            mend = f"raise one of these, or add {raised.cls.__name__} to raises=(...)"
            yield meeting.finding(27, Severity.INCOMPATIBLE, problem, mend)
        if raised is not None:
            told.add(raised.text)


def _is_declared(cls: type, allowed: tuple[type[BaseException], ...], member: str) -> bool:
    return issubclass(cls, (*allowed, _OF_THE_LANGUAGE.get(member, allowed[0])))


def _raised(member: Member) -> Iterator[Raised | None]:
    """What the functions behind a member raise; None for one without a source."""
    if member.call is None and member.found != "property":
        return
    owner = member.owner
    value = namespace_of(owner).get(member.name) if is_class(owner) else owner
    functions: list[FunctionType] = list(functions_in(value))
    if not functions:
        yield None
    for function in functions:
        found = raised_by(function, owner if is_class(owner) else None)
        yield from [None] if found is None else found
