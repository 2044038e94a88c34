"""Whether the value of a call must be awaited, where the annotation leaves it open."""

from __future__ import annotations

from collections.abc import Awaitable, Coroutine, Iterator, Mapping
from types import CoroutineType, FunctionType, UnionType
from typing import Union, get_args, get_origin

from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.model import Kind, Member, Result


def must_be_awaited(member: Member, members: Mapping[str, Member], passed: frozenset[str] = frozenset()) -> bool:
    """Whether a call that nobody awaits has done nothing.

    Sync and async clients may share a plain `def` that gives a value or an awaitable, with overloads that tell by the
    type of `self` which (the commands of redis are such). Its body gives what another method of `self` gives, and only
    that one knows: in a client it is `async def`; in a pipeline, which is a client that queues, it is not.

    Args:
        member: the member that is called.
        members: those of the class that it is called on.
        passed: names on the way here.
    """
    if member.kind is Kind.ASYNC_METHOD:
        return True
    if member.call is None:  # an `async def` property makes a coroutine whenever it is read; an attribute holds one
        return member.kind is Kind.PROPERTY and get_origin(member.value.annotation) is Coroutine
    value = member.call.returns.value
    if member.overloads and not any(_may_be_awaitable(one.returns) for one in member.overloads):
        return False
    written = _arms(value.annotation)
    if all(map(_is_awaitable, written)):
        return True
    if len(written) == 1 and member.overloads:
        return True
    if len(written) == 1 and value.unchecked is None:
        return False
    passed |= {member.name}
    names = [name for name in _asked_of_self(member) if name not in passed and name in members]
    answers = [must_be_awaited(members[name], members, passed) for name in names if members[name].call is not None]
    # With overloads it is said that this class gives something to be awaited: let the body prove the contrary.
    return (any(answers) or not answers) if member.overloads else (all(answers) and bool(answers))


def _may_be_awaitable(result: Result) -> bool:
    return result.awaits is not None or result.value.unchecked is not None or may_be_awaited(result.value.annotation)


def may_be_awaited(annotation: object) -> bool:
    """Whether some of the values of a type are awaitable: `str | Awaitable[str]`."""
    return any(map(_is_awaitable, _arms(annotation)))


def _arms(annotation: object) -> tuple[object, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _is_awaitable(annotation: object) -> bool:
    return is_one_of(get_origin(annotation) or annotation, (Awaitable, Coroutine, CoroutineType))


def _asked_of_self(member: Member) -> Iterator[str]:
    """The names that the body of a method reads from `self`."""
    function = namespace_of(member.owner).get(member.name) if is_class(member.owner) else None
    while isinstance(function, FunctionType) and "__wrapped__" in function.__dict__:
        function = function.__dict__["__wrapped__"]
    if not isinstance(function, FunctionType) or not function.__code__.co_varnames:
        return
    import dis

    code = function.__code__
    before: object = None
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_ATTR", "LOAD_METHOD") and before == code.co_varnames[0]:
            yield step.argval
        # From Python 3.13 on one instruction may load two variables, or store one and load one: the last is on top.
        before = step.argrepr.rpartition(", ")[2] if "LOAD_FAST" in step.opname else None
