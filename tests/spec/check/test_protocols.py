"""Protocols, runtime-checkable or not: what a value has, told without running any of it."""

from __future__ import annotations

import sys
import types
import typing
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, runtime_checkable
from unittest.mock import MagicMock, Mock, create_autospec

import pytest

from mockfactory.spec.check import compile_check
from mockfactory.spec.model import Hint
from tests.labels import label

T_co = TypeVar("T_co", covariant=True)


def refusal(annotation: object, value: object) -> str | None:
    check = compile_check(Hint(annotation))
    return None if check is None or check.accepts(value) else check.mismatch(value)


class Mailer(Protocol):
    async def send(self, to: str, subject: str = "") -> None: ...
    def close(self) -> None: ...


class Inheriting(Mailer): ...


class Right:
    async def send(self, to: str, subject: str = "") -> None: ...
    def close(self) -> None: ...


class Loose:
    async def send(self, *args: Any, **kwargs: Any) -> None: ...
    @staticmethod
    def close() -> None: ...


class Delegating:
    def send(self, to: str, subject: str = "") -> Awaitable[None]: ...  # type: ignore[empty-body]
    @classmethod
    def close(cls) -> None: ...


class Untyped:
    def send(self, to, subject=""):  # type: ignore[no-untyped-def]
        return Right().send(to, subject)

    def close(self): ...  # type: ignore[no-untyped-def]


class ByInstance:
    def __init__(self) -> None:
        self.send = Right().send
        self.close = lambda: None


class Sync:
    def send(self, to: str, subject: str = "") -> None: ...
    def close(self) -> None: ...


class SyncUntyped:
    def send(self, to, subject=""):  # type: ignore[no-untyped-def]
        print(to)

    def close(self): ...  # type: ignore[no-untyped-def]


class AsyncClose(Right):
    async def close(self) -> None: ...  # type: ignore[override]


class NoClose:
    async def send(self, to: str, subject: str = "") -> None: ...


class OneArgument(Right):
    async def send(self, to: str) -> None: ...  # type: ignore[override]


class NeedsMore(Right):
    async def send(self, to: str, subject: str, cc: str) -> None: ...  # type: ignore[override]


class NeedsKeyword(Right):
    async def send(self, to: str, subject: str = "", *, cc: str) -> None: ...  # type: ignore[override]


class NotCallable(Right):
    close = 3  # type: ignore[assignment]


class Removed(Right):
    close = None  # type: ignore[assignment]


class Generating(Right):
    async def send(self, to: str, subject: str = "") -> AsyncIterator[None]:  # type: ignore[override]
        yield


MODULE = types.ModuleType("mailing")
MODULE.send = Right().send  # type: ignore[attr-defined]
MODULE.close = lambda: None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "value",
    [
        Inheriting, Right, Loose, Delegating, Untyped, ByInstance, lambda: MODULE, lambda: Mock(spec=Right),
        lambda: create_autospec(Right, instance=True), lambda: Mock(spec=Mailer),
    ],
    ids=label,
)  # fmt: skip
def test_what_has_every_method_is_accepted(value: Callable[[], object]) -> None:
    assert refusal(Mailer, value()) is None
    assert refusal(Mailer, value()) is None  # from memory, the second time


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (NoClose(), "NoClose, not Mailer: it has no method 'close'"),
        (Sync(), "Sync, not Mailer: send() gives None, not Coroutine[Any, Any, None]"),
        (SyncUntyped(), "SyncUntyped, not Mailer: send() gives nothing, not Coroutine[Any, Any, None]"),
        (AsyncClose(), "AsyncClose, not Mailer: close() gives a coroutine, not None"),
        (Generating(), "Generating, not Mailer: send() gives an async generator, not Coroutine[Any, Any, None]"),
        (
            OneArgument(),
            "OneArgument, not Mailer: send() cannot be called with 2 arguments: too many positional arguments",
        ),
        (
            NeedsMore(),
            "NeedsMore, not Mailer: send() cannot be called with 1 argument: missing a required argument: 'subject'",
        ),
        (NotCallable(), "NotCallable, not Mailer: 'close' is an attribute, not a method"),
        (Removed(), "Removed, not Mailer: 'close' is None"),
        (3, "int (3), not Mailer: it has no method 'close'"),
        (None, "None, not Mailer: it has no method 'close'"),
        (Mock(), "a mock without a spec, not Mailer"),
        (Mock(spec=NoClose), "Mock (<Mock spec='NoClose'"),
    ],
    ids=label,
)
def test_what_lacks_something_is_refused_with_the_reason(value: object, reason: str) -> None:
    assert (refusal(Mailer, value) or "").startswith(reason)


def test_a_required_keyword_that_no_caller_passes_is_refused() -> None:
    assert "'cc'" in (refusal(Mailer, NeedsKeyword()) or "")


class Named(Protocol):
    name: str


class ReadOnlyName(Protocol):
    @property
    def name(self) -> str: ...


class Raising:
    @property
    def name(self) -> str:
        raise AssertionError("the getter ran")


class InInit:
    def __init__(self) -> None:
        self.name = "x"


class Slotted:
    __slots__ = ("name",)


class Declared:
    name: str


@dataclass
class Data:
    name: str


class Dynamic:
    def __getattr__(self, name: str) -> Any:
        if name == "name":
            return "x"
        raise AttributeError(name)


class NameIsMethod:
    def name(self) -> str: ...  # type: ignore[empty-body]


@pytest.mark.parametrize("protocol", [Named, ReadOnlyName])
@pytest.mark.parametrize(
    "value",
    [
        Raising(),
        InInit(),
        Slotted(),
        Declared(),
        Data("x"),
        Dynamic(),
        types.SimpleNamespace(name="x"),
        Mock(spec=InInit()),
    ],
    ids=label,
)
def test_attributes_must_be_there_and_no_getter_runs(protocol: type, value: object) -> None:
    assert refusal(protocol, value) is None
    assert refusal(protocol, value) is None


@pytest.mark.parametrize(
    "value", [object(), NameIsMethod(), types.SimpleNamespace(nam="x"), 3, Mock(), Mock(spec=Sync)]
)
def test_attributes_that_are_not_there_are_missed(value: object) -> None:
    assert refusal(Named, value) is not None


def test_what_one_instance_has_is_not_taken_for_the_next() -> None:
    assert refusal(Named, types.SimpleNamespace(name="x")) is None
    assert refusal(Named, types.SimpleNamespace()) is not None


class Source(Protocol[T_co]):
    def read(self) -> T_co: ...


class Both(Source[T_co], Named, Protocol[T_co]): ...


class Sized(Iterable[int], Protocol):
    def size(self) -> int: ...


class ReadsAndNamed:
    name = "x"

    def read(self) -> int: ...  # type: ignore[empty-body]


class SizedList(list[int]):
    def size(self) -> int: ...  # type: ignore[empty-body]


class SizedOnly:
    def size(self) -> int: ...  # type: ignore[empty-body]


def test_generic_and_inherited_protocols() -> None:
    assert refusal(Source[int], ReadsAndNamed()) is None
    assert refusal(Source[int], object()) is not None
    assert refusal(Both[int], ReadsAndNamed()) is None
    assert refusal(Both[int], InInit()) is not None
    assert refusal(Sized, SizedList()) is None
    assert refusal(Sized, SizedOnly()) is not None


@runtime_checkable
class Closeable(Protocol):
    def close(self) -> None: ...


def test_runtime_checkable_protocols_are_looked_at_just_as_closely() -> None:
    assert refusal(Closeable, Right()) is None
    assert refusal(Closeable, AsyncClose()) is not None
    assert isinstance(AsyncClose(), Closeable)  # which is why


class Hashed(Protocol):
    def __hash__(self) -> int: ...


class LengthOnInstance:
    def __init__(self) -> None:
        self.__len__ = lambda: 1


def test_special_methods_are_looked_up_on_the_class() -> None:
    assert refusal(Hashed, 3) is None
    assert refusal(Hashed, []) is not None
    assert refusal(typing.SupportsInt, MagicMock()) is not None

    class HasLength(Protocol):
        def __len__(self) -> int: ...

    assert refusal(HasLength, [1]) is None
    assert refusal(HasLength, LengthOnInstance()) is not None


class Factory:
    @classmethod
    def close(cls) -> None: ...


class NotFactory:
    def close(self) -> None: ...


def test_a_class_itself_may_conform() -> None:
    assert refusal(Closeable, Factory) is None
    assert refusal(Closeable, NotFactory) is not None  # its close() still takes self
    assert refusal(type[Closeable], NotFactory) is None
    assert refusal(type[Closeable], int) is not None


def test_overloaded_methods_are_given_the_benefit_of_the_doubt() -> None:
    class Getter(Protocol):
        @typing.overload
        def get(self, key: str) -> str: ...
        @typing.overload
        def get(self, key: str, default: int) -> int: ...

    class OneOfTwo:
        def get(self, key: str) -> str: ...  # type: ignore[empty-body]

    assert refusal(Getter, {}) is None
    assert refusal(Getter, OneOfTwo()) is not None


def test_the_standard_library_conforms_to_its_own_protocols() -> None:
    import io

    class Writer(Protocol):
        def write(self, text: str, /) -> object: ...

    assert refusal(Writer, io.StringIO()) is None
    assert refusal(Writer, sys.stdout) is None
    assert refusal(Writer, "x") is not None


def test_a_generator_method_and_an_iterator_agree() -> None:
    class Streams(Protocol):
        def stream(self) -> AsyncIterator[int]: ...
        def walk(self) -> Iterator[int]: ...

    class ByYield:
        async def stream(self) -> AsyncIterator[int]:
            yield 1

        def walk(self) -> Iterator[int]:
            yield 1

    class Coroutines(ByYield):
        async def stream(self) -> AsyncIterator[int]: ...  # type: ignore[override,empty-body]

    assert refusal(Streams, ByYield()) is None
    assert refusal(Streams, Coroutines()) == (
        "Coroutines, not Streams: stream() gives a coroutine, not AsyncIterator[int]"
    )
