"""The uses that a type allows for its values: await, with, async with, iteration; and what comes out of each."""

from __future__ import annotations

import inspect
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Generator,
    Iterable,
    Iterator,
    Mapping,
)
from contextlib import AbstractAsyncContextManager, AbstractContextManager, aclosing, closing, nullcontext
from types import FunctionType, NoneType
from typing import Final, NamedTuple, Never, NewType, NoReturn
from weakref import WeakKeyDictionary

from mockfactory.spec.annotations.forms import arguments_in, is_any, origin_of
from mockfactory.spec.annotations.generics import arguments_of, substitute, substitution
from mockfactory.spec.annotations.hints import resolve
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.annotations.surroundings import plain_function
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw, module_name_of, qualified_name_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.model import NO_ANNOTATION, Hint


class Uses(NamedTuple):
    """One hint for each allowed use, None for each that is not; the names are those of `Result`."""

    awaits: Hint | None = None
    enters: Hint | None = None
    aenters: Hint | None = None
    yields: Hint | None = None
    ayields: Hint | None = None


NO_USES: Final = Uses()

# A use needs all of these methods. To be iterated with `for`, a value must itself be an iterator: what a list or
# a string yields is not something to configure.
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "awaits": ("__await__",),
    "enters": ("__enter__", "__exit__"),
    "aenters": ("__aenter__", "__aexit__"),
    "yields": ("__next__", "__iter__"),
    "ayields": ("__aiter__",),
}

# Abstract classes whose type argument, at the index given, is what comes out; their methods carry no annotations.
_GENERIC: Final[Mapping[str, tuple[tuple[type, int], ...]]] = {
    "awaits": ((Coroutine, 2), (Awaitable, 0)),
    "enters": ((AbstractContextManager, 0), (nullcontext, 0), (closing, 0)),
    "aenters": ((AbstractAsyncContextManager, 0), (nullcontext, 0), (aclosing, 0)),
    "yields": ((Generator, 0), (Iterator, 0), (Iterable, 0)),
    "ayields": ((AsyncGenerator, 0), (AsyncIterator, 0), (AsyncIterable, 0)),
}
_ABSTRACT: Final = frozenset(base for bases in _GENERIC.values() for base, _ in bases)
FUTURES: Final = frozenset({"_asyncio.Future", "_asyncio.Task", "asyncio.futures.Future", "asyncio.tasks.Task"})
"""The futures of asyncio, by name: it need not be imported for that."""

_uses: Final[WeakKeyDictionary[type, tuple[str, ...]]] = WeakKeyDictionary()


def uses_of(hint: Hint) -> Uses:
    """The uses of values of the type in `hint`: none for an unchecked hint, a union, a type parameter.

    Example:
        >>> from collections.abc import Awaitable
        >>> uses_of(Hint(Awaitable[int])).awaits
        Hint(annotation=<class 'int'>, unchecked=None)
        >>> uses_of(Hint(list[int])) == NO_USES
        True
    """
    found = _class_in(hint)
    if found is None:
        return NO_USES
    annotation, cls = found
    names = _uses_of_class(cls)
    if not names:
        return NO_USES
    outcomes = {name: _outcome(annotation, cls, name) for name in names}
    return Uses(**{name: hint for name, hint in outcomes.items() if not _is_refusal(hint)})


def outcome_of(hint: Hint, use: str) -> Hint | None:
    """What comes out of one use ("awaits", "enters", ...); None when the type does not allow it."""
    found = _class_in(hint)
    if found is None or use not in _uses_of_class(found[1]):
        return None
    outcome = _outcome(*found, use)
    return None if _is_refusal(outcome) else outcome


def _is_refusal(outcome: Hint) -> bool:
    """A method is annotated so when it exists only to raise: `with` on what wants `async with`."""
    return outcome.annotation is NoReturn or outcome.annotation is Never


def _class_in(hint: Hint) -> tuple[object, type] | None:
    if hint.unchecked is not None:
        return None
    annotation = hint.annotation
    while type(annotation) is NewType:
        annotation = annotation.__supertype__
    cls = annotation if is_class(annotation) else origin_of(annotation)
    return (annotation, cls) if is_class(cls) and cls is not type else None


def _uses_of_class(cls: type) -> tuple[str, ...]:
    # A metaclass with a hash of its own may take two classes for one, and none of its code is to run.
    known = _has_own_identity(cls)
    names = _uses.get(cls) if known else None
    if names is None:
        names = tuple(use for use, methods in _NEEDED.items() if all(_has(cls, method) for method in methods))
        if cls is Iterable:
            names = (*names, "yields")
        if known:
            _uses[cls] = names
    return names


def _has_own_identity(cls: type) -> bool:
    if type(cls) is type:
        return True
    found = find_raw(type(cls), "__hash__")
    return found is not None and is_one_of(found[0], (type, object))


def _has(cls: type, method: str) -> bool:
    found = find_raw(cls, method)
    return found is not None and found[1] is not None


def _outcome(annotation: object, cls: type, use: str) -> Hint:
    method = "__anext__" if use == "ayields" and _has(cls, "__anext__") else _NEEDED[use][0]
    written = _written(annotation, cls, method)
    if written is not None:
        return _READERS[method](*written)
    for base, index in _GENERIC[use]:
        arguments = arguments_of(annotation, base)
        if arguments is not None and index < len(arguments):
            return _argument(arguments[index])
    if f"{module_name_of(cls)}.{qualified_name_of(cls)}" in FUTURES and arguments_in(annotation):
        return _argument(arguments_in(annotation)[0])
    if is_one_of(cls, _ABSTRACT):
        return Hint(inspect.Parameter.empty, f"{cls.__name__} without a type argument")
    return NO_ANNOTATION


def _written(annotation: object, cls: type, method: str) -> tuple[FunctionType, Hint] | None:
    """The function behind `method` and its return hint as seen from `annotation`; None when it is not annotated."""
    found = find_raw(cls, method)
    if found is None or is_one_of(found[0], _ABSTRACT):
        return None
    owner, raw = found
    function = plain_function(raw)
    if function is None:
        return None
    written = annotations_in(function)
    if "return" not in written:
        return None
    hint = resolve(written["return"], Scope.of_function(function, owner))
    return function, substitute(hint, substitution(annotation).get(owner, {}), annotation)


def _as_written(_: FunctionType, returns: Hint) -> Hint:
    return returns


def _of_await(_: FunctionType, returns: Hint) -> Hint:
    if returns.unchecked is not None:
        return returns
    arguments = arguments_of(returns.annotation, Generator)
    if arguments is None or len(arguments) < 3:
        return Hint(returns.annotation, "__await__ is not annotated as Generator[..., ..., T]")
    return _argument(arguments[2])


def _when_awaited(function: FunctionType, returns: Hint) -> Hint:
    if returns.unchecked is not None or inspect.iscoroutinefunction(function):
        return returns
    awaited = outcome_of(returns, "awaits")
    if awaited is None:
        return Hint(returns.annotation, f"{function.__name__} is not annotated as awaitable")
    return awaited


def _of_async_iteration(_: FunctionType, returns: Hint) -> Hint:
    if returns.unchecked is not None:
        return returns
    for base, index in _GENERIC["ayields"]:
        arguments = arguments_of(returns.annotation, base)
        if arguments is not None and index < len(arguments):
            return _argument(arguments[index])
    return Hint(returns.annotation, "__aiter__ is not annotated as AsyncIterator[T]")


_READERS: Final[Mapping[str, Callable[[FunctionType, Hint], Hint]]] = {
    "__await__": _of_await,
    "__enter__": _as_written,
    "__aenter__": _when_awaited,
    "__next__": _as_written,
    "__anext__": _when_awaited,
    "__aiter__": _of_async_iteration,
}


def _argument(argument: object) -> Hint:
    """A type argument, which is resolved already, as a hint."""
    return Hint(None if argument is NoneType else argument, "Any" if is_any(argument) else None)
