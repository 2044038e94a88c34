"""What generators and context managers of a double hand out. Each has the one protocol that was promised."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterable, Iterator
from types import TracebackType
from typing import Protocol, TypeVar

V_co = TypeVar("V_co", covariant=True)


def items(values: Iterable[object], error: BaseException | None = None) -> Generator[object, None, None]:
    """A generator over `values`, which then raises `error`, if there is one."""
    for value in values:  # noqa: UP028 - `yield from` would hand send() on to an iterator that has none
        yield value
    if error is not None:
        raise error


async def async_items(values: Iterable[object], error: BaseException | None = None) -> AsyncGenerator[object, None]:
    """An async generator over `values`, which then raises `error`, if there is one."""
    for value in values:
        yield value
    if error is not None:
        raise error


class ContextManager(Protocol[V_co]):
    """The spec of what a `@contextmanager` function returns."""

    def __enter__(self) -> V_co: ...

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None, /
    ) -> bool | None: ...


class AsyncContextManager(Protocol[V_co]):
    """The spec of what an `@asynccontextmanager` function returns."""

    async def __aenter__(self) -> V_co: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None, /
    ) -> bool | None: ...


class Items(Protocol[V_co]):
    """The spec of what a generator method returns, where a test is to say what it gives item by item."""

    def __iter__(self) -> Iterator[V_co]: ...

    def __next__(self) -> V_co: ...


class AsyncItems(Protocol[V_co]):
    """The same of an async generator method."""

    def __aiter__(self) -> AsyncIterator[V_co]: ...

    async def __anext__(self) -> V_co: ...
