"""Pairs of which the second class can't stand for the first: each breaks one rule."""

from __future__ import annotations

import abc
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import ClassVar, Protocol, TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


class MissingMethod:
    rule = 1

    class Asked(Protocol):
        def send(self, to: str) -> bool: ...
        def close(self) -> None: ...

    class Given:
        def send(self, to: str) -> bool:
            return True


class MissingAttribute:
    rule = 1

    class Asked(Protocol):
        name: str

    class Given:
        title: str = ""


class MissingOperator:
    rule = 1

    class Asked(Protocol):
        def __len__(self) -> int: ...

    class Given:
        pass


class MethodMadeAttribute:
    rule = 2

    class Asked(Protocol):
        def total(self) -> int: ...

    class Given:
        total: int = 0


class AttributeMadeMethod:
    rule = 3

    class Asked(Protocol):
        @property
        def ready(self) -> bool: ...

    class Given:
        def ready(self) -> bool:
            return True


class NoLongerByPosition:
    rule = 4

    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def send(self, *, to: str) -> None: ...


class FewerPositions:
    rule = 4

    class Asked(Protocol):
        def send(self, to: str, subject: str, /) -> None: ...

    class Given:
        def send(self, to: str, /) -> None: ...


class OneMoreRequired:
    rule = 5

    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def send(self, to: str, subject: str) -> None: ...


class OneMoreRequiredByName:
    rule = 6

    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def send(self, to: str, *, subject: str) -> None: ...


class NameNotTaken:
    rule = 7

    class Asked(Protocol):
        def send(self, to: str, *, subject: str = "") -> None: ...

    class Given:
        def send(self, to: str) -> None: ...


class NameOfAPositionNotTaken:
    rule = 7

    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def send(self, *to: str) -> None: ...


class Renamed:
    rule = 8

    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def send(self, recipient: str) -> None: ...


class Swapped:
    rule = 8

    class Asked(Protocol):
        def send(self, to: str, subject: str) -> None: ...

    class Given:
        def send(self, subject: str, to: str) -> None: ...


class MadePositionalOnly:
    rule = 8

    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def send(self, to: str, /) -> None: ...


class KeywordMadePositionalOnly:
    rule = 10

    class Asked(Protocol):
        def send(self, *, to: str) -> None: ...

    class Given:
        def send(self, to: str, /) -> None: ...


class NoLongerOptional:
    rule = 11

    class Asked(Protocol):
        def send(self, to: str, subject: str = "") -> None: ...

    class Given:
        def send(self, to: str, subject: str) -> None: ...


class NoLongerOptionalByName:
    rule = 11

    class Asked(Protocol):
        def send(self, *, subject: str = "") -> None: ...

    class Given:
        def send(self, *, subject: str) -> None: ...


class NoRest:
    rule = 12

    class Asked(Protocol):
        def send(self, *to: str) -> None: ...

    class Given:
        def send(self, to: str = "", /) -> None: ...


class NoOptions:
    rule = 13

    class Asked(Protocol):
        def send(self, **options: str) -> None: ...

    class Given:
        def send(self, *, subject: str = "") -> None: ...


class OptionsOfAnotherType:
    rule = 15

    class Asked(Protocol):
        def send(self, **options: str) -> None: ...

    class Given:
        def send(self, **options: int) -> None: ...


class AbsorbedByAnotherType:
    rule = 14

    class Asked(Protocol):
        def send(self, to: str, /) -> None: ...

    class Given:
        def send(self, *to: int) -> None: ...


class ParameterOfAnotherType:
    rule = 15

    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def send(self, to: int) -> None: ...


class NarrowerParameter:
    rule = 15

    class Asked(Protocol):
        def send(self, to: str | None) -> None: ...

    class Given:
        def send(self, to: str) -> None: ...


class NarrowerItems:
    rule = 15

    class Asked(Protocol):
        def send(self, to: Sequence[str]) -> None: ...

    class Given:
        def send(self, to: list[str]) -> None: ...


class ResultOfAnotherType:
    rule = 16

    class Asked(Protocol):
        def total(self) -> int: ...

    class Given:
        def total(self) -> str:
            return ""


class WiderResult:
    rule = 16

    class Asked(Protocol):
        def find(self) -> str: ...

    class Given:
        def find(self) -> str | None:
            return None


class ResultOfAwaiting:
    rule = 16

    class Asked(Protocol):
        async def total(self) -> int: ...

    class Given:
        async def total(self) -> str:
            return ""


class OtherArgumentOfTheInterface:
    rule = 16

    class Asked(Protocol[T_co]):
        def get(self) -> T_co: ...

    class Given:
        def get(self) -> str:
            return ""

    arguments = (int,)


class NotAsync:
    rule = 18

    class Asked(Protocol):
        async def send(self, to: str) -> bool: ...

    class Given:
        def send(self, to: str) -> bool:
            return True


class MadeAsync:
    rule = 18

    class Asked(Protocol):
        def send(self, to: str) -> bool: ...

    class Given:
        async def send(self, to: str) -> bool:
            return True


class CoroutineOfAnIterator:
    rule = 18

    class Asked(Protocol):
        def stream(self) -> AsyncIterator[str]: ...

    class Given:
        async def stream(self) -> AsyncIterator[str]:
            raise NotImplementedError


class ListForAnAsyncIterator:
    rule = 19

    class Asked(Protocol):
        def stream(self) -> AsyncIterator[str]: ...

    class Given:
        def stream(self) -> list[str]:
            return []


class NoIterator:
    rule = 19

    class Asked(Protocol):
        def rows(self) -> Iterator[str]: ...

    class Given:
        def rows(self) -> AsyncIterator[str]:
            raise NotImplementedError


class SyncContextManager:
    rule = 20

    class Asked(Protocol):
        def session(self) -> AbstractAsyncContextManager[str]: ...

    class Given:
        def session(self) -> AbstractContextManager[str]:
            raise NotImplementedError


class AsyncContextManager:
    rule = 20

    class Asked(Protocol):
        def session(self) -> AbstractContextManager[str]: ...

    class Given:
        def session(self) -> AbstractAsyncContextManager[str]:
            raise NotImplementedError


class ClassMethodMadeMethod:
    rule = 21

    class Asked(Protocol):
        @classmethod
        def make(cls) -> str: ...

    class Given:
        def make(self) -> str:
            return ""


class NoSetter:
    rule = 22

    class Asked(Protocol):
        name: str

    class Given:
        @property
        def name(self) -> str:
            return ""


class SettableOfANarrowerType:
    rule = 22

    class Asked(Protocol):
        size: float

    class Given:
        size: int = 0


class AttributeOfAnotherType:
    rule = 22

    class Asked(Protocol):
        @property
        def name(self) -> str: ...

    class Given:
        name: int = 0


class OnlyOnTheObject:
    rule = 23

    class Asked(Protocol):
        kind: ClassVar[str]

    class Given:
        kind: str

        def __init__(self) -> None:
            self.kind = ""


class OverloadNotTaken:
    rule = 24

    class Asked(Protocol):
        @overload
        def get(self, key: int) -> int: ...
        @overload
        def get(self, key: str, default: str) -> str: ...

    class Given:
        def get(self, key: int) -> int:
            return key


class CallOfAnotherName:
    rule = 8

    class Asked(Protocol):
        def __call__(self, event: str) -> None: ...

    class Given:
        def __call__(self, message: str) -> None: ...


class AbstractLeftOver:
    rule = 29

    class Asked(abc.ABC):
        @abc.abstractmethod
        def send(self, to: str) -> None: ...
        @abc.abstractmethod
        def close(self) -> None: ...

    class Given(Asked):
        def send(self, to: str) -> None: ...


class OverloadOfAnotherResult:
    rule = 24

    class Asked(Protocol):
        @overload
        def get(self, key: int) -> int: ...
        @overload
        def get(self, key: str) -> str: ...

    class Given:
        def get(self, key: int | str) -> int | str:
            return key


class ValueOfAnotherType:
    rule = 22

    class Asked(Protocol):
        count: int

    class Given:
        def __init__(self) -> None:
            self.count = "none"
