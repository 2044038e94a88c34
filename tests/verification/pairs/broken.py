"""Pairs of which the second class can't stand for the first: each breaks one rule."""

from __future__ import annotations

import abc
import contextlib
import functools
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from typing import (
    Any,
    ClassVar,
    Final,
    Generic,
    NotRequired,
    Protocol,
    Self,
    TypedDict,
    TypeVar,
    Unpack,
    overload,
)  # fmt: skip

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Number = TypeVar("Number", int, str)


class Sent(Awaitable[str], AbstractAsyncContextManager[str], abc.ABC):
    """Can be awaited, and entered."""


def logged(function: Callable[..., Any]) -> Any:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


def taking(signature: inspect.Signature) -> Callable[[Callable[..., Any]], Any]:
    def decorate(function: Callable[..., Any]) -> Any:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        wrapper.__signature__ = signature  # type: ignore[attr-defined]
        return wrapper

    return decorate


class Refused(Exception):
    pass


class Full(Exception):
    pass


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


class ListForAnIterator:
    rule = 16

    class Asked(Protocol):
        def names(self) -> Iterator[str]: ...

    class Given:
        def names(self) -> list[str]:
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


class AttributeOfAnotherCall:
    rule = 15

    class Asked(Protocol):
        def send(self, to: str, /) -> None: ...

    class Given:
        send: Callable[[int], None]


class MethodOfAnotherCall:
    rule = 5

    class Asked(Protocol):
        @property
        def on_event(self) -> Callable[[str], None]: ...

    class Given:
        def on_event(self, event: str, source: str, /) -> None: ...


class OtherTypeAtAPosition:
    """Of what is given by position alone the names do not count, and the places do."""

    rule = 15

    class Asked(Protocol):
        def send(self, to: str, times: int, /) -> None: ...

    class Given:
        def send(self, times: int, to: str, /) -> None: ...


class AbsorbedByNameOfAnotherType:
    rule = 14

    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def send(self, *args: str, **options: int) -> None: ...


class RestOfAnotherType:
    rule = 15

    class Asked(Protocol):
        def send(self, *to: str) -> None: ...

    class Given:
        def send(self, *to: int) -> None: ...


class OtherArgumentsThanInherited:
    """`put` is inherited, and takes another type than it is asked to."""

    rule = 15

    class Asked(Generic[T]):
        def put(self, item: T) -> None: ...

    class Given(Asked[str]):
        pass

    arguments = (int,)


class NotAsInherited:
    """Asked for without arguments: those with which the implementation inherits it count."""

    rule = 16

    class Asked(Protocol[T]):
        def get(self) -> T: ...
        def put(self, item: T) -> None: ...

    class Given(Asked[str]):
        def get(self) -> int:  # type: ignore[override]
            return 0

        def put(self, item: str) -> None: ...


class OfNoOneType:
    rule = 17

    class Asked(Protocol[T]):
        def get(self) -> T: ...
        def put(self, item: T) -> None: ...

    class Given:
        def get(self) -> str:
            return ""

        def put(self, item: int) -> None: ...


class OfNoOneTypeInside:
    rule = 17

    class Asked(Protocol[T]):
        async def all(self) -> Sequence[T]: ...
        def each(self, do: Callable[[T], None]) -> None: ...
        def first(self, other: T | None = None) -> None: ...

    class Given:
        async def all(self) -> list[str]:
            return []

        def each(self, do: Callable[[str], None]) -> None: ...
        def first(self, other: bytes | None = None) -> None: ...


class OfNoTypeThatItMayBe:
    rule = 17

    class Asked(Protocol[Number]):
        def get(self) -> Number: ...
        def put(self, item: Number) -> None: ...

    class Given:
        def get(self) -> bytes:
            return b""

        def put(self, item: bytes) -> None: ...


class NotOfItsOwnType:
    """`Self` is the implementation: what makes one is to make one of these."""

    rule = 16

    class Asked(abc.ABC):
        @abc.abstractmethod
        def again(self) -> Self: ...

    class Given(Asked):
        def again(self) -> NotOfItsOwnType.Asked:  # type: ignore[override]
            return self


class OnlyAnotherType:
    rule = 15

    class Asked(Protocol):
        def merge(self, other: OnlyAnotherType.Asked) -> None: ...

    class Given:
        def merge(self, other: OnlyAnotherType.Below) -> None: ...

    class Below(Given):
        more: int


class TheRealOneForItself:
    """What gives the interface where it gives `Self` is not what a chain of calls goes on with."""

    rule = 16

    class Asked(Protocol):
        def where(self, condition: str) -> Self: ...

    class Given:
        def where(self, condition: str) -> TheRealOneForItself.Asked:
            raise NotImplementedError


class AFunctionOfAnother:
    rule = 16

    class Asked(Protocol):
        def each(self) -> Callable[[AFunctionOfAnother.Asked], int]: ...

    class Given:
        def each(self) -> Callable[[str], int]:
            raise NotImplementedError


class AwaitedAlone:
    """What can be awaited and entered has to stay both."""

    rule = 20

    class Asked(Protocol):
        def send(self, to: str) -> Sent: ...

    class Given:
        async def send(self, to: str) -> str:
            return to


class StaticMethodMadeMethod:
    rule = 21

    class Asked(Protocol):
        @staticmethod
        def parse(text: str) -> int: ...

    class Given:
        def parse(self, text: str) -> int:
            return 0


class FrozenField:
    rule = 22

    class Asked(Protocol):
        name: str

    @dataclass(frozen=True)
    class Given:
        name: str = ""


class FinalValue:
    rule = 22

    class Asked(Protocol):
        name: str

    class Given:
        def __init__(self) -> None:
            self.name: Final[str] = ""


class OperatorOfTheObject:
    """Python looks for operators on the class."""

    rule = 1

    class Asked(Protocol):
        def __call__(self, event: str) -> None: ...
        def __len__(self) -> int: ...

    class Given:
        def __init__(self) -> None:
            self.__call__ = print

        def __len__(self) -> int:
            return 0


class DecoratedAndDrifted:
    """A decorator that says what it wraps hides nothing."""

    rule = 7

    class Asked(Protocol):
        def send(self, to: str, *, subject: str = "") -> None: ...

    class Given:
        @logged
        def send(self, to: str) -> None: ...


class DecoratedClassMethodDrifted:
    rule = 7

    class Asked(Protocol):
        @classmethod
        def make(cls, name: str, *, size: int = 0) -> None: ...

    class Given:
        @classmethod
        @logged
        def make(cls, name: str) -> None: ...


class SaysAnotherSignature:
    """What a function says by `__signature__` counts before what it wraps."""

    rule = 8

    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        @taking(inspect.signature(lambda self, recipient: None))
        def send(self, to: str) -> None: ...


class PartlyGiven:
    rule = 7

    class Asked(Protocol):
        def send(self, to: str, *, urgent: bool = False) -> None: ...

    class Given:
        def _send(self, urgent: bool, to: str) -> None: ...

        send = functools.partialmethod(_send, True)


class RaisesAnother:
    rule = 27
    raises = (Full,)

    class Asked(Protocol):
        def send(self, to: str) -> None: ...

    class Given:
        def send(self, to: str) -> None:
            raise Refused(to)


class RaisesAnotherOnItsWay:
    rule = 27
    raises = (Full,)

    class Asked(Protocol):
        @property
        def ready(self) -> bool: ...

    class Given:
        @property
        def ready(self) -> bool:
            try:
                raise Full
            except Full as error:
                raise Refused from error


class OtherArgumentsOfTheStandardLibrary:
    rule = 17

    Asked = Mapping

    class Given(dict[str, str]):
        pass

    arguments = (str, int)


class ManagerOfAnotherCount:
    """`with` gives three arguments, whoever is asked."""

    rule = 15

    class Asked(Protocol):
        def __enter__(self) -> object: ...
        def __exit__(self, *errors: object) -> None: ...

    class Given:
        def __enter__(self) -> object:
            return self

        def __exit__(self, kind: object, error: int, trace: object) -> None: ...


class InheritedWithoutABody:
    """Only what is written in `Given` is there: the rest of the Protocol are empty bodies."""

    rule = 29

    class Asked(Protocol):
        def get(self) -> int: ...
        def put(self, item: str) -> None: ...

    class Given(Asked):
        def get(self) -> int:
            return 0


class InheritedWithADocstring:
    rule = 29

    class Asked(Protocol):
        async def drop(self) -> None:
            """Drops it."""

    class Given(Asked): ...


class InheritedAsNotWritten:
    rule = 29

    class Asked(Protocol):
        @property
        def name(self) -> str:
            raise NotImplementedError("name")

    class Given(Asked): ...


class InheritedFromAnother(Protocol):
    def close(self) -> None: ...


class InheritedFromAnotherProtocol:
    rule = 29

    class Asked(Protocol):
        def close(self) -> None: ...

    class Given(InheritedFromAnother): ...


class InheritedWithoutAValue:
    rule = 29

    class Asked(Protocol):
        limit: int

    class Given(Asked):
        def __init__(self) -> None:
            self.other = 1


class ExitWithoutArguments:
    rule = 4

    class Asked(Protocol):
        def __exit__(self, *a: object) -> None: ...

    class Given:
        def __exit__(self) -> None: ...  # noqa: PLE0302


class ExitOfTwoArguments:
    rule = 4

    class Asked(Protocol):
        async def __aexit__(self, *a: object) -> None: ...

    class Given:
        async def __aexit__(self, a: object, b: object) -> None: ...  # noqa: PLE0302


class ExitOfFiveArguments:
    rule = 5

    class Asked(Protocol):
        def __exit__(self, *a: object) -> None: ...

    class Given:
        def __exit__(self, a: object, b: object, c: object, d: object, e: object) -> None: ...  # noqa: PLE0302


class ItemOfTwoArguments:
    rule = 5

    class Asked(Protocol):
        def __getitem__(self, *keys: str) -> int: ...

    class Given:
        def __getitem__(self, key: str, more: str) -> int:  # noqa: PLE0302
            return 0


class Sender:
    def __call__(self, to: int) -> bool:
        return True


class ObjectThatIsCalledOtherwise:
    rule = 15

    class Asked(Protocol):
        def send(self, to: str) -> bool: ...

    class Given:
        send = Sender()


class PropertyThatGivesOtherCalls:
    rule = 15

    class Asked(Protocol):
        def send(self, to: str) -> bool: ...

    class Given:
        @property
        def send(self) -> Sender:
            return Sender()


class ClassThatGivesAnother:
    rule = 16

    class Asked(Protocol):
        def send(self) -> bool: ...

    class Given:
        send = Sender


class AttributeThatIsNotCalled:
    rule = 2

    class Asked(Protocol):
        def send(self) -> bool: ...

    class Given:
        send: int


class Options(TypedDict, total=False):
    a: int
    b: str


class NeededOptions(TypedDict):
    a: int
    b: NotRequired[str]


class OptionLacking:
    rule = 7

    class Asked(Protocol):
        def send(self, **k: Unpack[Options]) -> None: ...

    class Given:
        def send(self, *, a: int = 0) -> None: ...


class OptionNoLongerOptional:
    rule = 11

    class Asked(Protocol):
        def send(self, **k: Unpack[Options]) -> None: ...

    class Given:
        def send(self, **k: Unpack[NeededOptions]) -> None: ...


class OptionsOfOneType:
    rule = 14

    class Asked(Protocol):
        def send(self, **k: Unpack[Options]) -> None: ...

    class Given:
        def send(self, **k: int) -> None: ...


class OptionOfAnotherType:
    rule = 15

    class Asked(Protocol):
        def send(self, **k: Unpack[NeededOptions]) -> None: ...

    class Given:
        def send(self, *, a: str, b: str = "") -> None: ...


class OptionsForAnyName:
    rule = 13

    class Asked(Protocol):
        def send(self, **k: int) -> None: ...

    class Given:
        def send(self, **k: Unpack[Options]) -> None: ...


class ClassVariableOfAnotherType:
    rule = 22

    class Asked(Protocol):
        table: ClassVar[str]

    @dataclass(frozen=True)
    class Given:
        table: ClassVar[int] = 1


class ComparedWithOthers:
    """`3 > thing` is not what Python asks of a class for `thing < 3`."""

    rule = 1

    class Asked(Protocol):
        def __lt__(self, other: int) -> bool: ...

    class Given:
        def __gt__(self, other: int) -> bool:
            return True


class SuppressedAnother:
    rule = 27
    raises = (Full,)

    class Asked(Protocol):
        def send(self) -> None: ...

    class Given:
        def send(self) -> None:
            with contextlib.suppress(KeyError):
                raise Refused
