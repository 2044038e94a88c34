"""Overloads are kept in order, bound as their function is."""

# The classes under test are as loose as real ones.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import Generic, Protocol, TypeVar, overload

from mockfactory.spec import CallSpec, read_spec

T = TypeVar("T")


class Table(Generic[T]):
    @overload
    def __init__(self, path: str) -> None: ...
    @overload
    def __init__(self, path: bytes, encoding: str) -> None: ...
    def __init__(self, path: str | bytes, encoding: str = "") -> None: ...

    @overload
    def get(self, key: int) -> T: ...
    @overload
    def get(self, key: int, default: str) -> T | str: ...
    def get(self, key: int, default: str | None = None) -> T | str | None: ...

    @overload
    @classmethod
    def load(cls, a: int) -> int: ...
    @overload
    @classmethod
    def load(cls, a: str) -> str: ...
    @classmethod
    def load(cls, a: int | str) -> int | str: ...

    def single(self) -> None: ...


class Finds(Protocol):
    @overload
    async def find(self, a: int) -> int: ...
    @overload
    async def find(self, a: str) -> str: ...


def shapes(overloads: tuple[CallSpec, ...]) -> list[tuple[list[object], object]]:
    return [
        ([hint.annotation for hint in one.hints.values()], (one.returns.awaits or one.returns.value).annotation)
        for one in overloads
    ]


def test_overloads_in_order_with_type_parameters_replaced() -> None:
    member = read_spec(Table[bool]).members["get"]
    assert shapes(member.overloads) == [([int], bool), ([int, str], bool | str)]
    assert member.call is not None
    assert list(member.call.hints) == ["key", "default"]


def test_overloads_of_a_class_method_have_no_cls() -> None:
    assert shapes(read_spec(Table).members["load"].overloads) == [([int], int), ([str], str)]


def test_overloads_of_the_constructor_give_the_class() -> None:
    assert shapes(read_spec(Table).overloads) == [([str], Table), ([bytes, str], Table)]


def test_overloads_of_a_protocol_are_those_of_its_stub() -> None:
    assert shapes(read_spec(Finds).members["find"].overloads) == [([int], int), ([str], str)]


def test_a_method_without_overloads_has_none() -> None:
    assert read_spec(Table).members["single"].overloads == ()


def test_overloads_of_a_function() -> None:
    @overload
    def twice(a: int) -> int: ...
    @overload
    def twice(a: str) -> str: ...
    def twice(a: int | str) -> int | str:
        return a * 2

    assert shapes(read_spec(twice).overloads) == [([int], int), ([str], str)]
