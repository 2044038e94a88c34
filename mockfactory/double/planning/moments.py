"""When what a call does happens: at the call itself, or when something is done with what it gives.

A plain `def` that gives an async iterator or an async context manager can't wait, so what it does it does later: on the
first step, or on entering, where an async generator fails too. In sync code only a body can tell. One with statements
does its work when it is called; one that gives nothing (of a protocol, of an abstract method) stands for a generator.
"""

from __future__ import annotations

import enum
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Generator, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from types import FunctionType
from typing import Final, get_origin

from mockfactory.double.planning.plan import Plan
from mockfactory.spec import Kind, Member
from mockfactory.spec.annotations.uses import FUTURES
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import module_name_of, namespace_of, qualified_name_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.bodies import returns_no_value


class Moment(enum.Enum):
    """When a call fails, and how what it gives is called in a message."""

    AT_CALL = "a value"
    AWAITED = "a coroutine"
    AS_COROUTINE = "something to be awaited"
    AS_TASK = "a task or a future"
    ON_FIRST_USE = "an object to be awaited"
    FIRST_STEP = "an iterator"
    FIRST_ASYNC_STEP = "an async iterator"
    ENTERED = "a context manager"
    ASYNC_ENTERED = "an async context manager"


ASYNC_MOMENTS: Final = frozenset(
    {
        Moment.AWAITED,
        Moment.AS_COROUTINE,
        Moment.AS_TASK,
        Moment.ON_FIRST_USE,
        Moment.FIRST_ASYNC_STEP,
        Moment.ASYNC_ENTERED,
    }
)
"""Those in async code: what waits there can be cancelled."""
HANDED_OUT: Final = frozenset(
    {Moment.FIRST_STEP, Moment.FIRST_ASYNC_STEP, Moment.ENTERED, Moment.ASYNC_ENTERED},
)
"""Those at which something is used that the call has handed out."""

_BY_KIND: Final = {
    Kind.GENERATOR: Moment.FIRST_STEP,
    Kind.ASYNC_GENERATOR: Moment.FIRST_ASYNC_STEP,
    Kind.CONTEXT_MANAGER: Moment.ENTERED,
    Kind.ASYNC_CONTEXT_MANAGER: Moment.ASYNC_ENTERED,
}


def moment_of(plan: Plan) -> Moment:
    """When calls of a member fail, by what it is and what its return annotation says.

    Args:
        plan: of the member.
    """
    if plan.awaited:
        return Moment.AWAITED
    found = _BY_KIND.get(plan.member.kind)
    if found is not None:
        return found
    annotation = plan.result.value.annotation
    given = get_origin(annotation) or annotation
    if is_one_of(given, (AsyncIterator, AsyncGenerator, AsyncIterable)):
        return Moment.FIRST_ASYNC_STEP
    if is_one_of(given, (AbstractAsyncContextManager,)):
        return Moment.ASYNC_ENTERED
    if is_class(given) and f"{module_name_of(given)}.{qualified_name_of(given)}" in FUTURES:
        return Moment.AS_TASK
    if plan.result.awaits is not None:
        return Moment.ON_FIRST_USE
    if is_one_of(given, (Generator,)) or (is_one_of(given, (Iterator,)) and _gives_nothing(plan.member)):
        return Moment.FIRST_STEP
    if is_one_of(given, (AbstractContextManager,)) and _gives_nothing(plan.member):
        return Moment.ENTERED
    return Moment.AT_CALL


def _gives_nothing(member: Member) -> bool:
    """Whether the body of a method only stands for one: `...`, or `raise NotImplementedError`."""
    function = namespace_of(member.owner).get(member.name) if is_class(member.owner) else None
    if member.abstract or type(function) is not FunctionType:
        return member.abstract
    import dis

    ends = any(step.opname.startswith("RETURN") for step in dis.get_instructions(function))
    return not ends or returns_no_value(function)
