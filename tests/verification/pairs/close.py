"""Pairs of which the second class can stand for the first, though it comes close to what can't."""

from __future__ import annotations

import abc
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, Self, TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


class MoreThanAsked:
    class Asked(Protocol):
        def send(self, to: str) -> bool: ...

    class Given:
        def send(self, to: str, subject: str = "", *, urgent: bool = False) -> bool:
            return True

        def sent(self) -> list[str]:
            return []


class OtherNameOfAPosition:
    class Asked(Protocol):
        def send(self, to: str, /) -> None: ...

    class Given:
        def send(self, recipient: str) -> None: ...


class ByNameToo:
    class Asked(Protocol):
        def send(self, *, to: str) -> None: ...

    class Given:
        def send(self, to: str) -> None: ...


class TakesAll:
    class Asked(Protocol):
        def send(self, to: str, *, subject: str = "") -> None: ...

    class Given:
        def send(self, *args: str, **options: str) -> None: ...


class MadeOptional:
    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def send(self, to: str = "") -> None: ...


class WiderParameter:
    class Asked(Protocol):
        def send(self, to: list[str]) -> None: ...

    class Given:
        def send(self, to: Sequence[str] | None) -> None: ...


class NarrowerResult:
    class Asked(Protocol):
        def find(self) -> str | None: ...

    class Given:
        def find(self) -> str:
            return ""


class IntForFloat:
    class Asked(Protocol):
        def total(self) -> float: ...

    class Given:
        def total(self) -> int:
            return 0


class Subclass:
    class Asked(Protocol):
        def failure(self) -> Exception: ...

    class Given:
        def failure(self) -> ValueError:
            return ValueError()


class CoroutineWritten:
    class Asked(Protocol):
        async def total(self) -> int: ...

    class Given:
        def total(self) -> Coroutine[Any, Any, int]:
            raise NotImplementedError


class AsyncForAwaitable:
    class Asked(Protocol):
        def total(self) -> Awaitable[int]: ...

    class Given:
        async def total(self) -> int:
            return 0


class AsyncGenerator:
    class Asked(Protocol):
        def stream(self) -> AsyncIterator[str]: ...

    class Given:
        async def stream(self) -> AsyncIterator[str]:
            yield ""


class Generator:
    class Asked(Protocol):
        def rows(self) -> Iterator[str]: ...

    class Given:
        def rows(self) -> Iterator[str]:
            yield ""


class Decorated:
    class Asked(Protocol):
        def session(self) -> AbstractAsyncContextManager[str]: ...

    class Given:
        @asynccontextmanager
        async def session(self) -> AsyncIterator[str]:
            yield ""


class StaticForMethod:
    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        @staticmethod
        def send(to: str) -> None: ...


class ClassMethodForMethod:
    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        @classmethod
        def send(cls, to: str) -> None: ...


class FieldForProperty:
    class Asked(Protocol):
        @property
        def name(self) -> str: ...

    @dataclass(frozen=True)
    class Given:
        name: str = ""


class PropertyWithSetter:
    class Asked(Protocol):
        name: str

    class Given:
        @property
        def name(self) -> str:
            return ""

        @name.setter
        def name(self, value: str) -> None: ...


class ClassVariable:
    class Asked(Protocol):
        kind: ClassVar[str]

    class Given:
        kind: ClassVar[str] = ""


class OneForAllOverloads:
    class Asked(Protocol):
        @overload
        def get(self, key: int) -> int: ...
        @overload
        def get(self, key: str) -> str: ...

    class Given:
        @overload
        def get(self, key: int) -> int: ...
        @overload
        def get(self, key: str) -> str: ...
        def get(self, key: int | str) -> int | str:
            return key


class SelfGiven:
    class Asked(Protocol):
        def again(self) -> Self: ...

    class Given:
        def again(self) -> Self:
            return self


class AllAbstractGiven:
    class Asked(abc.ABC):
        @abc.abstractmethod
        def send(self, to: str) -> None: ...

    class Given(Asked):
        def send(self, to: str) -> None: ...


class ArgumentOfTheInterface:
    class Asked(Protocol[T_co]):
        def get(self) -> T_co: ...

    class Given:
        def get(self) -> int:
            return 0

    arguments = (int,)


class SaysNothingOfItsArguments:
    class Asked(abc.ABC):
        @abc.abstractmethod
        def handle(self, *args: Any, **kwargs: Any) -> str: ...

    class Given(Asked):
        def handle(self, request: str) -> str:
            return request


class Handler:
    class Asked(Protocol):
        @property
        def on_event(self) -> Callable[[str], None]: ...

    class Given:
        def on_event(self, event: str, /) -> None: ...


class CountedFromZero:
    class Asked(Protocol):
        count: int
        last: str | None

    class Given:
        def __init__(self) -> None:
            self.count = 0
            self.last = None


class ClassValue:
    class Asked(Protocol):
        @property
        def limit(self) -> int: ...

    class Given:
        limit = 3


class OtherNameInAnOperator:
    class Asked(Protocol):
        def __getitem__(self, key: str) -> int: ...

    class Given:
        def __getitem__(self, name: str) -> int:
            return 0


class OfTheStandardLibrary:
    class Asked(Mapping[str, int], abc.ABC):
        pass

    class Given(Asked):
        def __getitem__(self, name: str) -> int:
            return 0

        def __iter__(self) -> Iterator[str]:
            return iter(())

        def __len__(self) -> int:
            return 0

        def get(self, name: str, otherwise: Any = None) -> Any:
            return otherwise
