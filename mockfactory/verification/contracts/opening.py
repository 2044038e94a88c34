"""Implementations, opened for one test and closed after it."""

from __future__ import annotations

import inspect
import os
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Final, NoReturn, TypeAlias, TypeVar, cast

from mockfactory.wording.errors import MisuseError

T = TypeVar("T")
Opener: TypeAlias = (
    Callable[..., T] | Callable[..., Iterator[T]] | Callable[..., AsyncIterator[T]] | Callable[..., Awaitable[T]]
)
"""Gives an implementation: a class, a function, or like a fixture a generator that closes it behind its `yield`.

A function's parameters that have no default are fixtures, as those of a fixture are."""
Fixtures: TypeAlias = Callable[[str], object]
"""Gives the value of a fixture by its name."""

_END: Final = object()
_BY_NAME: Final = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
AWAY: Final = "can't be reached"
REQUIRED: Final = "MOCKFACTORY_REQUIRE_SERVICES"
_OFF: Final = ("", "0", "false", "no", "off")


class Unreachable(Exception):
    """Raised by what opens a real service that is not there; the message says which, and why."""


@dataclass(frozen=True, slots=True, eq=False)
class Implementation:
    """One implementation of a contract.

    Attributes:
        name: by which the tests and the report know it.
        open: gives it.
        is_real: whether it is the real thing, which the others are verified against.
    """

    name: str
    open: Callable[..., object]
    is_real: bool

    def call(self, fixtures: Fixtures) -> object:
        """Open it, with the fixtures that it asks for."""
        __tracebackhide__ = True
        if not (inspect.isfunction(self.open) or inspect.ismethod(self.open)):
            return self.open()  # a class: what it is made of is no fixture
        wanted = inspect.signature(self.open).parameters.values()
        return self.open(
            **{one.name: fixtures(one.name) for one in wanted if one.default is one.empty and one.kind in _BY_NAME}
        )

    def is_async(self) -> bool:
        """Whether it is opened in an event loop."""
        return inspect.isasyncgenfunction(self.open) or inspect.iscoroutinefunction(self.open)


@contextmanager
def opened(implementation: Implementation, fixtures: Fixtures) -> Generator[object]:
    """The implementation; a real one that can't be reached skips the test, or fails it where services are required."""
    __tracebackhide__ = True
    is_closed_after = inspect.isgeneratorfunction(implementation.open)
    try:
        made = implementation.call(fixtures)
        found = next(cast("Iterator[object]", made)) if is_closed_after else made
    except Unreachable as error:
        _give_up(implementation, error)
    yield found
    if is_closed_after and next(cast("Iterator[object]", made), _END) is not _END:
        raise _yields_twice(implementation)


@asynccontextmanager
async def opened_async(implementation: Implementation, fixtures: Fixtures) -> AsyncGenerator[object]:
    """The same in an event loop."""
    __tracebackhide__ = True
    if not implementation.is_async():
        with opened(implementation, fixtures) as found:
            yield found
        return
    is_closed_after = inspect.isasyncgenfunction(implementation.open)
    try:
        made = implementation.call(fixtures)
        found = await (
            anext(cast("AsyncIterator[object]", made)) if is_closed_after else cast("Awaitable[object]", made)
        )
    except Unreachable as error:
        _give_up(implementation, error)
    yield found
    if is_closed_after and await anext(cast("AsyncIterator[object]", made), _END) is not _END:
        raise _yields_twice(implementation)


def _yields_twice(implementation: Implementation) -> MisuseError:
    return MisuseError(f"What opens {implementation.name!r} yields twice: it must yield what it opens, once.")


def _give_up(implementation: Implementation, error: Unreachable) -> NoReturn:
    import pytest

    __tracebackhide__ = True
    words = f"{implementation.name} {AWAY}: {error}"
    if os.environ.get(REQUIRED, "").strip().lower() not in _OFF:
        raise pytest.fail.Exception(f"{words}\n  {REQUIRED} is set, so it may not be left out", pytrace=False) from None
    pytest.skip(words)
