"""Rules 2, 3 and 18 to 21: a method stays a method, of the same binding, and what it gives is used in the same way."""

from __future__ import annotations

import collections.abc
import dataclasses
from collections.abc import Iterator
from typing import Final

from mockfactory.rules.comparing.making import call_to_write
from mockfactory.rules.comparing.pair import Meeting
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Binding, CallSpec, Hint, Kind, Member, Result
from mockfactory.spec.annotations.forms import arguments_in, origin_of
from mockfactory.spec.check import compile_check
from mockfactory.spec.looking.raw import find_raw, mro_of, namespace_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.awaiting import may_be_awaited, must_be_awaited
from mockfactory.spec.members.callables import callable_call
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.read import read_spec
from mockfactory.spec.refusals import is_refused

_CALLABLE: Final[object] = collections.abc.Callable

_ON_THE_CLASS: Final = (Kind.CLASS_ATTRIBUTE, Kind.NESTED_CLASS)

_USES: Final = (
    ("ayields", "__aiter__", 19, "gives no async iterator, and callers write `async for`"),
    ("yields", "__iter__", 19, "gives no iterator, and callers write `for`"),
    ("aenters", "__aenter__", 20, "gives no async context manager, and callers write `async with`"),
    ("enters", "__enter__", 20, "gives no context manager, and callers write `with`"),
)
"""Each use of what a call gives: the method that it needs, its rule, and what is wrong where it is not there."""


def other_kinds(meeting: Meeting) -> Iterator[Finding]:
    """Rules 2 and 3."""
    asked, given = meeting.asked, meeting.given
    if asked.call is not None and given.call is None:
        if given.value.unchecked is not None:
            yield meeting.finding(
                2,
                Severity.UNVERIFIED,
                f"is an attribute, and whether it can be called is not known: {given.value.unchecked}",
            )
        elif _with_call(given).call is None and not _may_be_called(given.value):
            yield meeting.finding(2, Severity.INCOMPATIBLE, f"is no method, and callers write {asked.name}(...)")
    if asked.call is None and given.call is not None and not _may_be_called(asked.value):
        yield meeting.finding(
            3, Severity.INCOMPATIBLE, "is a method, and callers read it as an attribute", "write @property above it"
        )


def as_called(meeting: Meeting) -> Meeting:
    """A method, and an attribute whose type says how it is called: both as what is called."""
    asked, given = meeting.asked, meeting.given
    if (asked.call is None) is (given.call is None):
        return meeting
    if asked.call is None and origin_of(asked.value.annotation) is not _CALLABLE and not _is_called(asked.value):
        return meeting  # an object that can be called among other things, which a method is not
    return dataclasses.replace(meeting, asked=_with_call(asked), given=_with_call(given))


def _with_call(member: Member) -> Member:
    if member.call is not None or member.value.unchecked is not None:
        return member
    call, overloads = _called_as(member.value.annotation)
    if call is None:
        return member
    # What stands in the class itself is no function, so it is given no object: it can be called on the class too.
    binding = Binding.STATIC if member.kind in _ON_THE_CLASS else Binding.INSTANCE
    return dataclasses.replace(member, call=call, overloads=overloads, binding=binding)


def _called_as(annotation: object) -> tuple[CallSpec | None, tuple[CallSpec, ...]]:
    """How a value of a type is called: a function, an object that has a `__call__`, a class, which makes one."""
    if origin_of(annotation) is _CALLABLE:
        return callable_call(annotation), ()
    is_type = origin_of(annotation) is type
    target = arguments_in(annotation)[0] if is_type else annotation
    cls = target if is_class(target) else origin_of(target)
    if not is_class(cls) or is_refused(target) or is_refused(cls) or cls is type:
        return None, ()
    spec = read_spec(target)
    if is_type:
        return spec.call, spec.overloads
    member = spec.members.get("__call__") if find_raw(cls, "__call__") is not None else None
    return (None, ()) if member is None else (member.call, member.overloads)


def _is_called(hint: Hint) -> bool:
    """Whether a function is what is asked for: a Protocol with a `__call__`."""
    cls = hint.annotation if is_class(hint.annotation) else origin_of(hint.annotation)
    return is_class(cls) and is_protocol(cls)


def other_binding(meeting: Meeting) -> Iterator[Finding]:
    """Rule 21."""
    asked, given = meeting.asked, meeting.given
    if asked.call is None or given.call is None:
        return
    if asked.binding is not Binding.INSTANCE and given.binding is Binding.INSTANCE:
        kind = "classmethod" if asked.binding is Binding.CLASS else "staticmethod"
        yield meeting.finding(
            21,
            Severity.INCOMPATIBLE,
            "needs an object, and callers may call it on the class",
            f"write @{kind} above it",
        )


def other_uses(meeting: Meeting) -> Iterator[Finding]:
    """Rules 18 to 20."""
    asked, given = meeting.asked, meeting.given
    if asked.call is None or given.call is None:
        return
    theirs, mine = asked.call.returns, given.call.returns
    known = mine.value.unchecked is None
    if theirs.awaits is not None and mine.awaits is None and not must_be_awaited(given, meeting.beside):
        if known or given.call.no_value:
            mend = call_to_write(meeting) or "make it async def"
            yield meeting.finding(18, Severity.INCOMPATIBLE, "is not async, and callers await it", mend)
        else:
            yield meeting.finding(18, Severity.UNVERIFIED, f"may be awaitable or not: {mine.value.unchecked}")
        return
    if is_plain(theirs) and must_be_awaited(given, meeting.beside):
        yield meeting.finding(
            18, Severity.INCOMPATIBLE, "is async, and callers do not await it", "make it def, without async"
        )
        return
    for use, method, rule, problem in _USES:
        if getattr(theirs, use) is not None and getattr(mine, use) is None and known and not _has(mine, method):
            yield meeting.finding(rule, Severity.INCOMPATIBLE, problem)
            return


def _has(result: Result, method: str) -> bool:
    """Whether what is given, without being awaited, is of a class that has a method: `list` can be looped over.

    If it is of the right one is for rule 16 to say.
    """
    cls = origin_of(result.value.annotation) or result.value.annotation
    return result.awaits is None and is_class(cls) and any(method in namespace_of(base) for base in mro_of(cls))


def is_plain(result: Result) -> bool:
    """Whether what a call gives can surely not be awaited."""
    value = result.value
    return result.awaits is None and value.unchecked is None and not may_be_awaited(value.annotation)


def _may_be_called(hint: Hint) -> bool:
    check = compile_check(hint)
    return check is None or check.accepts(_any_function)


def _any_function(*args: object, **kwargs: object) -> object:
    """Stands for a method in a check of what can be called."""
    raise NotImplementedError
