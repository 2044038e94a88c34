"""Classes whose instances are awaited, entered or iterated; their bodies do not matter."""

# mypy: ignore-errors
# pyright: reportReturnType=false, reportIncompatibleMethodOverride=false, reportAssignmentType=false

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Coroutine, Generator, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from types import TracebackType
from typing import Any, Generic, NoReturn, Self, TypeVar

T = TypeVar("T")


class Response: ...


class Request(Coroutine[Any, Any, T], AbstractAsyncContextManager[T, None]):
    """Both awaited and entered, as an HTTP client's `get` is."""

    def send(self, value: None) -> Any: ...

    def throw(self, *args: Any) -> Any: ...

    def close(self) -> None: ...

    def __await__(self) -> Generator[Any, None, T]: ...

    async def __aenter__(self) -> T: ...

    async def __aexit__(self, *args: object) -> None: ...


class Bare(Awaitable[T], Generic[T]):
    """Its `__await__` tells nothing; the base does."""

    def __await__(self):
        yield


class Session:
    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


class OnlyAsync:
    """Says so to whoever tries `with`."""

    def __enter__(self) -> NoReturn:
        raise TypeError("use async with")

    def __exit__(self, *args: object) -> None: ...

    def __aenter__(self) -> Awaitable[Self]: ...

    async def __aexit__(self, *args: object) -> None: ...


class Unannotated:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


class HalfManager:
    def __enter__(self) -> int: ...


class Refusing(Session):
    __enter__ = None


class Pages(Generic[T]):
    def __aiter__(self) -> AsyncIterator[T]: ...


class Cursor(Generic[T]):
    def __aiter__(self) -> Self: ...

    async def __anext__(self) -> list[T]: ...


class Lines:
    def __iter__(self) -> Iterator[str]: ...

    def __next__(self) -> str: ...


class Container:
    def __iter__(self) -> Iterator[str]: ...


class Transaction(AbstractContextManager["Response", None]):
    def __exit__(self, *args: object) -> None: ...
