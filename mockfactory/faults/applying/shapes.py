"""Generators, context managers and awaitables that fail late: when they are advanced, entered, awaited."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, aclosing
from types import TracebackType
from typing import cast


def items_after(wait: Callable[[], None], make: Callable[[], object]) -> Generator[object, object, object]:
    """A generator that waits on its first step, and then goes on as the one that `make` gives."""
    __tracebackhide__ = True
    wait()
    return (yield from cast("Generator[object, object, object]", make()))


async def async_items_after(
    wait: Callable[[], Awaitable[None]], make: Callable[[], object]
) -> AsyncGenerator[object, None]:
    """The same of an async generator."""
    __tracebackhide__ = True
    await wait()
    given = cast("AsyncIterator[object]", make())
    if isinstance(given, AsyncGenerator):
        async with aclosing(cast("AsyncGenerator[object, None]", given)) as items:
            async for item in items:
                yield item
    else:
        async for item in given:
            yield item


class EnteredAfter(AbstractContextManager[object]):
    """A context manager that waits when it is entered, and then is as the one that `make` gives."""

    def __init__(self, wait: Callable[[], None], make: Callable[[], object]) -> None:
        self._wait = wait
        self._make = make
        self._inside: AbstractContextManager[object] | None = None

    def __enter__(self) -> object:
        __tracebackhide__ = True
        self._wait()
        self._inside = cast("AbstractContextManager[object]", self._make())
        return self._inside.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        __tracebackhide__ = True
        assert self._inside is not None
        return self._inside.__exit__(kind, value, trace)


class AsyncEnteredAfter(AbstractAsyncContextManager[object]):
    """The same of an async context manager."""

    def __init__(self, wait: Callable[[], Awaitable[None]], make: Callable[[], object]) -> None:
        self._wait = wait
        self._make = make
        self._inside: AbstractAsyncContextManager[object] | None = None

    async def __aenter__(self) -> object:
        __tracebackhide__ = True
        await self._wait()
        self._inside = cast("AbstractAsyncContextManager[object]", self._make())
        return await self._inside.__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        __tracebackhide__ = True
        assert self._inside is not None
        return await self._inside.__aexit__(kind, value, trace)


class LateObject:
    """Something to be awaited, or entered, or both: it waits then, and goes on as the one that `make` gives.

    Whatever else is asked of it, is asked of that one, without waiting.

    Args:
        cls: what it passes for.
        wait: takes the time that it takes, and raises what it is to raise.
        make: gives the object itself, once.
    """

    def __init__(self, cls: object, wait: Callable[[], Awaitable[None]], make: Callable[[], object]) -> None:
        self._cls = cls
        self._wait = wait
        self._make = make
        self._made: list[object] = []

    def __getattribute__(self, name: str) -> object:
        if name == "__class__":  # `isinstance` asks for it; as a property it would have to be one that can be set
            name = "_cls"
        return object.__getattribute__(self, name)

    def _inside(self) -> object:
        __tracebackhide__ = True
        if not self._made:
            self._made.append(self._make())
        return self._made[0]

    async def _awaited(self) -> object:
        __tracebackhide__ = True
        await self._wait()
        return await cast("Awaitable[object]", self._inside())

    def __await__(self) -> Generator[object, None, object]:
        __tracebackhide__ = True
        return (yield from self._awaited().__await__())

    async def __aenter__(self) -> object:
        __tracebackhide__ = True
        await self._wait()
        return await cast("AbstractAsyncContextManager[object]", self._inside()).__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        __tracebackhide__ = True
        return await cast("AbstractAsyncContextManager[object]", self._inside()).__aexit__(kind, value, trace)

    def __getattr__(self, name: str) -> object:
        __tracebackhide__ = True
        return getattr(self._inside(), name)
