"""Pairs of which the second class can stand for the first, though it comes close to what can't."""

from __future__ import annotations

import abc
import argparse
import contextlib
import functools
import inspect
import io
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar, Generic, Protocol, Self, TypeVar, Unpack, overload

from tests.verification.pairs.broken import Full, NeededOptions, Number, Options, Refused, Sent, T, logged, taking

T_co = TypeVar("T_co", covariant=True)


class VeryFull(Full):
    pass


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


class CallableAttribute:
    class Asked(Protocol):
        def send(self, to: str, /) -> None: ...

    class Given:
        send: Callable[[str | None], None]


class SlotForAttribute:
    class Asked(Protocol):
        name: str

    class Given:
        __slots__ = ("name",)

        def __init__(self, name: str) -> None:
            self.name = name


class RestOfAWiderType:
    class Asked(Protocol):
        def send(self, *to: str, **options: int) -> None: ...

    class Given:
        def send(self, *recipients: str | None, **more: object) -> None: ...


class RequiredOptionOfTheRest:
    """What is given by name may be among `**options`."""

    class Asked(Protocol):
        def send(self, *, to: str) -> None: ...

    class Given:
        def send(self, **options: str) -> None: ...


class AsInherited:
    class Asked(Protocol[T]):
        def get(self) -> T: ...
        def put(self, item: T) -> None:
            del item

    class Given(Asked[str]):
        def get(self) -> str:
            return ""


class SameArguments:
    class Asked(Generic[T]):
        def put(self, item: T) -> None: ...

    class Given(Asked[int]):
        pass

    arguments = (int,)


class OfOneType:
    class Asked(Protocol[T]):
        async def all(self) -> Sequence[T]: ...
        def each(self, do: Callable[[T], None]) -> None: ...
        def first(self, other: T | None = None) -> T: ...

    class Given:
        async def all(self) -> list[bool]:
            return []

        def each(self, do: Callable[[int], None]) -> None: ...
        def first(self, other: float | None = None) -> int:
            return 0


class GenericToo:
    class Asked(Protocol[T]):
        def get(self) -> T: ...
        def put(self, item: T) -> None: ...

    class Given(Generic[T]):
        def get(self) -> T:
            raise NotImplementedError

        def put(self, item: T) -> None: ...


class OfATypeThatItMayBe:
    class Asked(Protocol[Number]):
        def get(self) -> Number: ...
        def put(self, item: Number) -> None: ...

    class Given:
        def get(self) -> int:
            return 0

        def put(self, item: int) -> None: ...


class OfItsOwnType:
    class Asked(abc.ABC):
        @abc.abstractmethod
        def again(self) -> Self: ...
        @abc.abstractmethod
        def merge(self, other: Self) -> None: ...
        @abc.abstractmethod
        def copy(self) -> OfItsOwnType.Asked: ...

    class Given(Asked):
        def again(self) -> OfItsOwnType.Given:
            return self

        # pyright asks of a subclass to take what its base takes; of the class itself it is what it says.
        def merge(self, other: OfItsOwnType.Given) -> None: ...  # pyright: ignore[reportIncompatibleMethodOverride]
        def copy(self) -> Self:
            return self


class TakesItsOwnType:
    """Where implementations are used, they are what is passed."""

    class Asked(Protocol):
        def merge(self, other: TakesItsOwnType.Asked) -> None: ...
        def all(self, others: list[TakesItsOwnType.Asked]) -> None: ...
        def each(self) -> Callable[[TakesItsOwnType.Asked], int]: ...

    class Given:
        def merge(self, other: Self) -> None: ...
        def all(self, others: Sequence[TakesItsOwnType.Given]) -> None: ...
        def each(self) -> Callable[[TakesItsOwnType.Given], int]:
            raise NotImplementedError


class KeepsItsOwnType:
    class Asked:
        parent: KeepsItsOwnType.Asked | None = None

    class Given:
        parent: KeepsItsOwnType.Given | None = None


class AwaitedAndEntered:
    class Asked(Protocol):
        async def send(self, to: str) -> str: ...

    class Given:
        def send(self, to: str) -> Sent:
            raise NotImplementedError


class StaticForClass:
    class Asked(Protocol):
        @classmethod
        def parse(cls, text: str) -> int: ...

    class Given:
        @staticmethod
        def parse(text: str) -> int:
            return 0


class FrozenForProperty:
    class Asked(Protocol):
        @property
        def size(self) -> float: ...

    @dataclass(frozen=True)
    class Given:
        size: int = 0


class OneSignatureForAll:
    class Asked(Protocol):
        @overload
        def get(self, key: int) -> object: ...
        @overload
        def get(self, key: str, default: str) -> object: ...

    class Given:
        def get(self, key: int | str, default: str = "") -> str:
            return default


class DecoratedAlike:
    class Asked(Protocol):
        def send(self, to: str, *, subject: str = "") -> None: ...

    class Given:
        @logged
        def send(self, to: str, *, subject: str = "") -> None: ...


class DecoratedClassMethod:
    class Asked(Protocol):
        @classmethod
        def make(cls, name: str) -> None: ...

    class Given:
        @classmethod
        @logged
        def make(cls, name: str) -> None: ...


class SaysItsSignature:
    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        @taking(inspect.signature(lambda self, to: None))
        def send(self, *anything: str) -> None: ...


class PartlyGivenAlready:
    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def _send(self, urgent: bool, to: str) -> None: ...

        send = functools.partialmethod(_send, True)


class RaisesWhatIsDeclared:
    raises = (Full, KeyError)

    class Asked(Protocol):
        def send(self, to: str) -> None: ...
        def __next__(self) -> int: ...

    class Given:
        def send(self, to: str) -> None:
            try:
                raise ValueError(to)
            except ValueError as error:
                raise VeryFull from error

        def __next__(self) -> int:
            raise StopIteration


class RaisesWhereNothingIsDeclared:
    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def send(self, to: str) -> None:
            raise ValueError(to)


class PropertyForACachedOne:
    class Asked:
        @functools.cached_property
        def name(self) -> str:
            return ""

    class Given:
        @property
        def name(self) -> str:
            return ""


class DefaultInTheBody:
    """What stands in the body of a class without `ClassVar` may be the default of its objects."""

    class Asked:
        parent = None
        limit = 3

    class Given:
        def __init__(self) -> None:
            self.parent = None
            self.limit = 3


class ManagerOfThreeArguments:
    class Asked(Protocol):
        def __enter__(self) -> object: ...
        def __exit__(self, *errors: object) -> None: ...

    class Given:
        def __enter__(self) -> object:
            return self

        def __exit__(self, kind: object, error: object, trace: object) -> None: ...


class AwaitableAmongOthers:
    """Who knows that something may be awaitable asks before he uses it."""

    class Asked(Protocol):
        def count(self) -> int | Awaitable[int]: ...

    class Given:
        async def count(self) -> int:
            return 0


class OverloadsOfPlainResults:
    class Asked(Protocol):
        def group(self, by: str | None = None) -> object: ...

    class Given:
        @overload
        def group(self, by: None = None) -> str: ...
        @overload
        def group(self, by: str | None = None) -> object: ...
        def group(self, by: str | None = None) -> object:
            return 0


class ReversedByItsItems:
    Asked = Sequence

    class Given(tuple[int, ...]):
        pass

    arguments = (int,)


class BoolForFloat:
    class Asked(Protocol):
        def total(self) -> float: ...

    class Given:
        def total(self) -> bool:
            return True


class SameNameBesideTheRest:
    """Classes of the standard library take arguments by position; a name that is kept takes nothing away."""

    class Asked(argparse.Action, abc.ABC):
        pass

    class Given(Asked):
        def __call__(self, parser: Any, namespace: Any, values: Any, option: str | None = None) -> None: ...


class PlainTextOfTheStandardLibrary:
    Asked = logging.Handler

    class Given(logging.Handler):
        def emit(self, line: logging.LogRecord) -> None: ...  # pyright: ignore[reportIncompatibleMethodOverride]


class ListForIterable:
    class Asked(Protocol):
        def names(self) -> Iterable[str]: ...

    class Given:
        def names(self) -> list[str]:
            return []


class InheritedWithABody:
    class Asked(Protocol):
        limit: int = 3
        name: str
        size: int

        def get(self) -> int:
            return self.limit

        def nothing(self) -> None:
            return None

        def put(self, item: str) -> None: ...

    class Given(Asked):
        name = "a"

        def __init__(self) -> None:
            self.size = 1

        def put(self, item: str) -> None:
            """Nothing to do, and that is written here."""


class InheritedByAField:
    class Asked(Protocol):
        limit: int

    @dataclass
    class Given(Asked):
        limit: int


class InheritedOpenAsAProtocol:
    class Asked(Protocol):
        def get(self) -> int: ...

    class Given(Asked, Protocol):
        def put(self, item: str) -> None: ...


class OperatorsAsPythonCallsThem:
    class Asked(Protocol):
        def __exit__(self, kind: object = None, error: object = None, trace: object = None) -> None: ...
        async def __aexit__(self, *a: object) -> None: ...
        def __getitem__(self, *keys: str) -> int: ...
        def __setitem__(self, key: str, *values: str) -> None: ...

    class Given:
        def __exit__(self, kind: object, error: object, trace: object, *more: object) -> None: ...
        async def __aexit__(self, *a: object) -> None: ...
        def __getitem__(self, key: str, more: str = "") -> int:
            return 0

        def __setitem__(self, key: str, value: str) -> None: ...


class OperatorWithSomeNames:
    class Asked(Protocol):
        def __exit__(self, traceback: object, *exc_value: object) -> None: ...

    class Given:
        def __exit__(self, kind: object, error: object, trace: object) -> None: ...


class Recorder:
    def __call__(self, to: str) -> bool:
        return True


class AsyncRecorder:
    async def __call__(self, to: str) -> bool:
        return True


class ObjectThatIsCalled:
    class Asked(Protocol):
        def send(self, to: str) -> bool: ...
        def give(self, to: str) -> bool: ...
        def lend(self, to: str) -> bool: ...
        async def later(self, to: str) -> bool: ...
        @classmethod
        def of_all(cls, to: str) -> bool: ...

    class Given:
        send = Recorder()
        give: Recorder
        later = AsyncRecorder()
        of_all = Recorder()

        @property
        def lend(self) -> Recorder:
            return Recorder()


class ClassThatIsCalled:
    class Asked(Protocol):
        def full(self, text: str) -> Exception: ...

    class Given:
        full = Full


class OptionsByName:
    class Asked(Protocol):
        def send(self, **k: Unpack[Options]) -> None: ...
        def give(self, **k: Unpack[NeededOptions]) -> None: ...

    class Given:
        def send(self, *, a: int = 0, b: str = "") -> None: ...
        def give(self, *, a: int, b: str = "") -> None: ...


class NamesByOptions:
    class Asked(Protocol):
        def send(self, *, a: int) -> None: ...
        def give(self, **k: Unpack[Options]) -> None: ...
        def lend(self, **k: Unpack[NeededOptions]) -> None: ...

    class Given:
        def send(self, **k: Unpack[NeededOptions]) -> None: ...
        def give(self, **k: object) -> None: ...
        def lend(self, **k: Unpack[Options]) -> None: ...


class FrozenClassVariable:
    class Asked(Protocol):
        table: ClassVar[str]
        model_config: ClassVar[dict[str, bool]]

    @dataclass(frozen=True)
    class Given:
        table: ClassVar[str] = "users"
        model_config: ClassVar[dict[str, bool]] = {}


class OperatorsThatEveryObjectHas:
    class Asked(Protocol):
        def __bool__(self) -> bool: ...

    class Given:
        pass


class ComparedTheOtherWayRound:
    class Asked(Protocol):
        def __gt__(self, other: Self) -> bool: ...
        def __le__(self, other: Any) -> bool: ...

    class Given:
        def __lt__(self, other: object) -> bool:
            return True

        def __ge__(self, other: object) -> bool:
            return True


class Suppressed:
    raises = (Full,)

    class Asked(Protocol):
        def send(self) -> None: ...
        def give(self) -> None: ...

    class Given:
        def send(self) -> None:
            with contextlib.suppress(KeyError, Refused):
                raise Refused

        def give(self) -> None:
            with contextlib.suppress(Exception), contextlib.nullcontext():
                raise KeyError


class BytesForAFile:
    class Asked(Protocol):
        def file(self) -> BinaryIO: ...

    class Given:
        def file(self) -> io.BytesIO:
            return io.BytesIO()
