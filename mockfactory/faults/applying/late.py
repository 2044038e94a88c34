"""What a real object gave, made late: for methods of which nothing is annotated, so that only this tells."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator
from typing import Final

from mockfactory.faults.applying.shapes import (
    AsyncEnteredAfter,
    EnteredAfter,
    LateObject,
    async_items_after,
    items_after,
)


@contextlib.contextmanager
def _nothing() -> Generator[None]:
    yield


@contextlib.asynccontextmanager
async def _nothing_async() -> AsyncGenerator[None]:
    yield


_ENTERED: Final = type(_nothing())
_ASYNC_ENTERED: Final = type(_nothing_async())


def late_of(
    value: object,
    wait: Callable[[], None],
    wait_async: Callable[[], Awaitable[None]],
    then: Callable[[object], Awaitable[object]],
) -> object | None:
    """What waits before it goes on as `value` does; None for what is there at once.

    Args:
        value: what a call gave, not used yet.
        wait: takes the time that it takes.
        wait_async: the same in async code.
        then: gives what awaiting gives, of what awaiting the value gave.
    """
    if inspect.iscoroutine(value):
        return _awaited(value, wait_async, then)
    if hasattr(type(value), "__await__"):
        return LateObject(type(value), wait_async, lambda: value)
    if inspect.isasyncgen(value):
        return async_items_after(wait_async, lambda: value)
    if inspect.isgenerator(value):
        return items_after(wait, lambda: value)
    if type(value) is _ENTERED:
        return EnteredAfter(wait, lambda: value)
    if type(value) is _ASYNC_ENTERED:
        return AsyncEnteredAfter(wait_async, lambda: value)
    return None


async def _awaited(
    value: Coroutine[object, object, object],
    wait: Callable[[], Awaitable[None]],
    then: Callable[[object], Awaitable[object]],
) -> object:
    __tracebackhide__ = True
    try:
        await wait()
    except BaseException:
        value.close()  # or Python would say that nobody awaited it
        raise
    return await then(await value)
