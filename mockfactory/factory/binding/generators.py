"""Generator functions that are bound as if they gave what they yield."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Iterator
from types import NoneType
from typing import Final, get_args

from mockfactory.factory.deciding.forms import class_in
from mockfactory.spec import Hint
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.check import compile_check
from mockfactory.spec.looking.raw import find_raw

WRITE: Final = "a function that returns it; what is to be closed after the test, in a fixture that yields it"
_ITERATED: Final = ("__iter__", "__next__", "__aiter__", "__anext__")


def why_no_maker(annotation: object, function: object) -> str | None:
    """Why a generator function does not make what is asked for; None where that is what is iterated, or for others."""
    is_async = inspect.isasyncgenfunction(function)
    if not (is_async or inspect.isgeneratorfunction(function)):
        return None
    check = compile_check(Hint(annotation))
    given = _async_generator() if is_async else _generator()
    if _is_iterated(annotation) and (check is None or check.accepts(given)):
        return None
    kind = "an async generator" if is_async else "a generator"
    return f"it is {kind} function, whose call gives {kind}, and not what it yields"


def _is_iterated(annotation: object) -> bool:
    """Whether what is asked for is iterated: else it has `send` or `close` only by chance as a generator has."""
    if is_union(annotation):
        return any(_is_iterated(arm) for arm in get_args(annotation) if arm is not NoneType)
    cls = class_in(annotation)
    if cls is None:
        return True
    return any(find_raw(cls, name) is not None for name in _ITERATED)


def _generator() -> Iterator[None]:
    yield


async def _async_generator() -> AsyncIterator[None]:
    yield
