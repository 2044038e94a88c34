"""What calling something gives, as far as that is certain without calling it."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import AsyncGenerator, Callable, Generator
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, final

from mockfactory.spec.check.callees import call_spec_of, is_stand_in
from mockfactory.spec.check.compiler import CompileHint
from mockfactory.spec.check.placeholders import is_mock
from mockfactory.spec.check.qualifiers import named
from mockfactory.spec.check.verdict import Check
from mockfactory.spec.looking.raw import find_raw
from mockfactory.spec.members.kinds import Callee, callee, classify
from mockfactory.spec.model import Binding, CallSpec, Hint, Kind, Member

if TYPE_CHECKING:
    from collections.abc import Coroutine

_NAMES: Final = {
    Kind.ASYNC_METHOD: "a coroutine",
    Kind.GENERATOR: "a generator",
    Kind.ASYNC_GENERATOR: "an async generator",
    Kind.CONTEXT_MANAGER: "a context manager",
    Kind.ASYNC_CONTEXT_MANAGER: "an async context manager",
}


class Outcome(NamedTuple):
    """What a call gives: told by the kind of the function, or by its annotation, which is read only when needed."""

    kind: Kind
    call: Callable[[], CallSpec | None]


def outcome_of(value: object) -> Outcome | None:
    """The outcome of calling this object; None where nothing is certain."""
    if type(value) is types.FunctionType and not value.__dict__:
        return Outcome(_kind_of_code(value.__code__), lambda: call_spec_of(value))
    if is_mock(value) or isinstance(value, type):
        return None
    if is_stand_in(value):
        return Outcome(_inspected_kind(value), lambda: None)
    found: object = value
    if not isinstance(value, (types.FunctionType, types.MethodType, types.BuiltinFunctionType)):
        raw = find_raw(type(value), "__call__")
        found = raw and raw[1]
        if type(found) is not types.FunctionType:
            found = value
    shape = callee(found, Binding.STATIC)
    return None if shape.coroutine else Outcome(shape.kind, lambda: call_spec_of(value))


def outcome_of_member(raw: object, member: Member | None) -> Outcome | None:
    """The outcome of calling a method, given what the class body holds and what it promises, if that is known."""
    shape = classify(raw)
    if not isinstance(shape, Callee) or shape.coroutine:
        return None
    return Outcome(shape.kind, lambda: None if member is None or member.overloads else member.call)


@final
class Expected:
    """What the result of a call must be."""

    def __init__(self, check: Check, compile_hint: CompileHint) -> None:
        self.check = check
        self.compile_hint = compile_hint

    @cached_property
    def awaitable(self) -> bool:
        """True where a coroutine will do, and no plain value."""
        plain = (None, 0, "", object(), _sample(Kind.GENERATOR))  # which has the `send` of a coroutine
        return self.check.accepts(_sample(Kind.ASYNC_METHOD)) and not any(map(self.check.accepts, plain))


def surely_gives(outcome: Outcome, expected: Expected) -> str | None:
    """What comes out instead of what is expected; None where that may well come out.

    Certain is what the kind of function tells: an async function gives a coroutine and nothing else. Where only an
    awaitable will do, it is also certain that a plain function gives none when its annotation promises something else.
    """
    sample = _sample(outcome.kind)
    if sample is not None:
        return None if expected.check.accepts(sample) else _NAMES[outcome.kind]
    if not expected.awaitable:
        return None
    call = outcome.call()
    return None if call is None else _surely_not_awaitable(call, expected.compile_hint)


def _surely_not_awaitable(call: CallSpec, compile_hint: CompileHint) -> str | None:
    hint = call.returns.value
    if call.returns.awaits is not None or named(hint.annotation, "Never", "NoReturn"):
        return None
    if hint.unchecked is not None:
        return "nothing" if call.no_value else None
    check = compile_hint(hint)
    if check is None or check.accepts(_sample(Kind.ASYNC_METHOD)) or _has_awaitable_arm(hint.annotation):
        return None
    return check.name


def _has_awaitable_arm(annotation: object) -> bool:
    from mockfactory.spec.annotations.uses import uses_of

    return any(uses_of(Hint(arm)).awaits is not None for arm in typing.get_args(annotation))


def _kind_of_code(code: types.CodeType) -> Kind:
    """The kind of a function that wraps nothing and bears no mark."""
    if code.co_flags & inspect.CO_COROUTINE:
        return Kind.ASYNC_METHOD
    if code.co_flags & inspect.CO_ASYNC_GENERATOR:
        return Kind.ASYNC_GENERATOR
    return Kind.GENERATOR if code.co_flags & inspect.CO_GENERATOR else Kind.METHOD


def _inspected_kind(value: object) -> Kind:
    function: typing.Any = value
    if inspect.iscoroutinefunction(function):
        return Kind.ASYNC_METHOD
    if inspect.isasyncgenfunction(function):
        return Kind.ASYNC_GENERATOR
    return Kind.GENERATOR if inspect.isgeneratorfunction(function) else Kind.METHOD


@cache
def _sample(kind: Kind) -> object:
    """A value of the type that functions of this kind give; None where any type may come."""
    import contextlib

    if kind is Kind.ASYNC_METHOD:
        coroutine: Coroutine[None, None, None] = _async_function()
        coroutine.close()
        return coroutine
    if kind is Kind.GENERATOR:
        return _generator()
    if kind is Kind.ASYNC_GENERATOR:
        return _async_generator()
    if kind is Kind.CONTEXT_MANAGER:
        return contextlib.contextmanager(_generator)()
    if kind is Kind.ASYNC_CONTEXT_MANAGER:
        return contextlib.asynccontextmanager(_async_generator)()
    return None


async def _async_function() -> None:
    pass


def _generator() -> Generator[None]:
    yield


async def _async_generator() -> AsyncGenerator[None]:
    yield
