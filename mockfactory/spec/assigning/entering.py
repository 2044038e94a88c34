"""What comes out of a value that is used as its type was promised to be: entered, awaited, iterated.

The standard library's own types for these uses are met by any class that has the methods: a hand-written `__aenter__`
does for an `AbstractAsyncContextManager`.
"""

from __future__ import annotations

import collections.abc
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from inspect import Parameter
from types import GenericAlias, TracebackType
from typing import Any, Final, cast

from mockfactory.spec.annotations.forms import arguments_in
from mockfactory.spec.annotations.uses import outcome_of
from mockfactory.spec.assigning.types import class_of
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.model import CallSpec, Hint
from mockfactory.spec.read import read_spec
from mockfactory.spec.refusals import is_refused

_USES: Final = (
    (AbstractContextManager, "enters"),
    (AbstractAsyncContextManager, "aenters"),
    (collections.abc.Awaitable, "awaits"),
    (collections.abc.Iterator, "yields"),
    (collections.abc.AsyncIterator, "ayields"),
)
"""Each type, with the use that it is for."""
_BEFORE: Final[tuple[tuple[type, str, type], ...]] = (
    (collections.abc.Iterable, "__iter__", collections.abc.Iterator),
    (collections.abc.AsyncIterable, "__aiter__", collections.abc.AsyncIterator),
)
"""Each type of what is asked for an iterator, the method that gives it, and its type."""
_EXITS: Final = {AbstractContextManager: "__exit__", AbstractAsyncContextManager: "__aexit__"}
_LEFT_WITH: Final = (type[BaseException] | None, BaseException | None, TracebackType | None)


def types_used(given: object, wanted: object) -> list[tuple[object, object]] | None:
    """The types that have to fit, each with the one that is asked for, where a class is used as it was promised to be.

    Args:
        given: a class, or one with type arguments.
        wanted: the type of what is entered, awaited or iterated, with what comes out.

    Returns:
        None where the class can't be used so, or that is not known.

    Example:
        >>> from contextlib import AbstractContextManager
        >>> class Lock:
        ...     def __enter__(self) -> int: ...
        ...     def __exit__(self, *about: object) -> None: ...
        >>> types_used(Lock, AbstractContextManager[int])[0]
        (<class 'int'>, <class 'int'>)
    """
    cls, asked = class_of(wanted), arguments_in(wanted)
    if cls is None or not asked or class_of(given) is None or is_refused(given) or is_refused(class_of(given)):
        return None
    for base, method, iterator in _BEFORE:
        if cls is base:
            call = _call_of(given, method)
            found = None if call is None else call.returns.value
            return _known(found, GenericAlias(iterator, asked[:1]))
    use = next((use for base, use in _USES if base is cls), None)
    comes = None if use is None else _known(outcome_of(Hint(given), use), asked[0])
    method = next((one for base, one in _EXITS.items() if base is cls), "")
    if comes is None or not method:
        return comes
    exited = _exit(given, method)
    return None if exited is None else [*comes, *exited]


def _known(hint: Hint | None, asked: object) -> list[tuple[object, object]] | None:
    if hint is None:
        return None
    if hint.unchecked is not None:
        return [(Any, asked)] if is_one_of(hint.annotation, (Any,)) else None
    return [(hint.annotation, asked)]


def _call_of(given: object, method: str) -> CallSpec | None:
    member = read_spec(given).members.get(method)
    return None if member is None or member.overloads else member.call


def _exit(given: object, method: str) -> list[tuple[object, object]] | None:
    """What leaving takes and gives: three arguments, and whether the error is swallowed."""
    call = _call_of(given, method)
    if call is None or call.signature is None:
        return None
    try:
        bound = call.signature.bind(*_LEFT_WITH)
    except TypeError:
        return None
    left = call.returns.awaits if method == "__aexit__" else call.returns.value
    if left is None:
        return None
    found: list[tuple[object, object]] = [*_taken(call, bound.arguments)]
    if left.annotation is not Parameter.empty:
        found.append((left.annotation, bool | None))
    return found


def _taken(call: CallSpec, bound: dict[str, object]) -> Iterator[tuple[object, object]]:
    """What is passed, as what it is taken."""
    for name, passed in bound.items():
        hint = call.hints.get(name)
        if hint is not None and hint.annotation is not Parameter.empty:
            each = cast("tuple[object, ...]", passed) if type(passed) is tuple else (passed,)
            yield from ((one, hint.annotation) for one in each)
