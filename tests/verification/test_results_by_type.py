"""What a call gives, by overloads, by context managers of Python, by the type arguments of a marked fake."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, aclosing, closing, nullcontext
from typing import Any, Generic, Protocol, TypeVar, overload

import pytest

from mockfactory.verification import Severity, check_substitutable, stands_for

T = TypeVar("T")


class Store(Protocol):
    async def get(self, key: str) -> bytes | None: ...


class TextsToo:
    @overload
    def get(self, key: int) -> Awaitable[bytes]: ...
    @overload
    def get(self, key: str) -> Awaitable[str | bytes | None]: ...
    def get(self, key: int | str) -> Any: ...


class Bytes:
    @overload
    def get(self, key: int) -> Awaitable[str]: ...
    @overload
    def get(self, key: str) -> Awaitable[bytes]: ...
    def get(self, key: int | str) -> Any: ...


def test_of_several_overloads_one_gives_what_is_promised() -> None:
    assert check_substitutable(Bytes, Store).substitutable

    [finding] = check_substitutable(TextsToo, Store).of(Severity.INCOMPATIBLE)
    assert (finding.rule, finding.problem) == (16, "TextsToo.get() gives str | bytes | None, not bytes | None")


class Locks:
    def lock(self) -> AbstractContextManager[int]: ...  # type: ignore[empty-body]


@pytest.mark.parametrize(("entered", "problem"), [(int, []), (str, ["FakeLocks.lock() enters str, not int"])])
@pytest.mark.parametrize("manager", [nullcontext, closing])
def test_a_context_manager_of_python_says_what_it_gives(manager: Any, entered: type, problem: list[str]) -> None:
    class FakeLocks:
        def lock(self) -> Any: ...

    FakeLocks.lock.__annotations__["return"] = manager[entered]

    assert [one.problem for one in check_substitutable(FakeLocks, Locks).findings] == problem


def test_so_does_one_that_is_entered_asynchronously() -> None:
    class Streams:
        def stream(self) -> nullcontext[int]: ...  # type: ignore[empty-body]

    class FakeStreams:
        def stream(self) -> aclosing[Any]: ...  # type: ignore[empty-body]

    [finding] = check_substitutable(FakeStreams, Streams).of(Severity.INCOMPATIBLE)
    assert finding.rule == 20


class Chosen:
    @overload
    def update(self, key: int) -> str: ...
    @overload
    def update(self, key: slice) -> list[str]: ...
    def update(self, key: int | slice) -> Any: ...


def test_what_can_t_be_read_is_told_once_for_all_overloads() -> None:
    class FakeChosen(dict[Any, Any]): ...

    told = [one for one in check_substitutable(FakeChosen, Chosen).findings if one.member == "update"]

    assert [one.severity for one in told] == [Severity.UNVERIFIED]


class Query(Generic[T]):
    def first(self) -> T: ...  # type: ignore[empty-body]

    def map(self, function: Callable[[T], T]) -> Query[T]: ...  # type: ignore[empty-body]


@stands_for(Query)
class FakeQuery(Generic[T]):
    def first(self) -> T: ...  # type: ignore[empty-body]

    def map(self, function: Callable[[T], T]) -> FakeQuery[T]: ...  # type: ignore[empty-body]


@stands_for(Query[list[T]])  # pyright: ignore[reportGeneralTypeIssues]
class FakeLists(Generic[T]):
    def first(self) -> list[T]: ...  # type: ignore[empty-body]

    def map(self, function: Callable[[list[T]], list[T]]) -> FakeLists[T]: ...  # type: ignore[empty-body]


@stands_for(Query)
class FakeNumbers:
    def first(self) -> int: ...  # type: ignore[empty-body]

    def map(self, function: Callable[[int], int]) -> FakeNumbers: ...  # type: ignore[empty-body]


class Names(FakeQuery[str]): ...


class Session:
    def numbers(self) -> Query[int]: ...  # type: ignore[empty-body]


@pytest.mark.parametrize("given", [FakeQuery[int], FakeQuery[Any], FakeQuery, FakeNumbers])
def test_a_generic_fake_counts_with_its_own_type_arguments(given: Any) -> None:
    assert check_substitutable(_session_of(given), Session).substitutable


@pytest.mark.parametrize("given", [FakeQuery[str], FakeLists[int], Names])
def test_and_with_no_others(given: Any) -> None:
    [finding] = check_substitutable(_session_of(given), Session).of(Severity.INCOMPATIBLE)

    assert (finding.rule, finding.mend) == (16, "")


def test_a_mark_may_say_what_its_type_arguments_are() -> None:
    class Lists:
        def numbers(self) -> Query[list[int]]: ...  # type: ignore[empty-body]

    assert check_substitutable(_session_of(FakeLists[int]), Lists).substitutable
    assert not check_substitutable(_session_of(FakeLists[str]), Lists).substitutable


def _session_of(given: Any) -> type:
    class FakeSession:
        def numbers(self) -> Any: ...

    FakeSession.numbers.__annotations__["return"] = given
    return FakeSession
