"""A matcher whose type no argument can have."""

# mypy: disable-error-code="arg-type, empty-body"
# pyright: reportArgumentType=false

from __future__ import annotations

import abc
import collections.abc
import decimal
from typing import Any, Literal, Protocol, TypeVar, overload
from unittest import mock

import pytest

from mockfactory import TypeViolation, any_, capture, double, matching, verify, when

T = TypeVar("T")


class Animal: ...


class Dog(Animal): ...


class Loud: ...


class Parrot(Animal, Loud): ...


class Stone: ...


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self) -> int: ...


class Sized(Protocol):
    def __len__(self) -> int: ...


class Taker:
    def number(self, x: int) -> None: ...

    def fraction(self, x: float) -> None: ...

    def flag(self, x: bool) -> None: ...

    def either(self, x: int | str | None = None) -> None: ...

    def text(self, *x: str, **more: bytes) -> None: ...

    def animal(self, x: Animal) -> None: ...

    def dog(self, x: Dog) -> None: ...

    def stone(self, x: Stone) -> None: ...

    def shape(self, x: Shape) -> None: ...

    def anything(self, x: Any, y: object = None) -> None: ...

    def generic(self, x: T) -> T: ...

    def items(self, x: collections.abc.Sequence[int] | int) -> None: ...

    def defaulted(self, x: int = None) -> None: ...  # type: ignore[assignment]  # noqa: RUF013

    @overload
    def several(self, x: int) -> int: ...

    @overload
    def several(self, x: str) -> str: ...

    def several(self, x: Any) -> Any: ...


WRONG: list[tuple[str, Any]] = [
    ("number", str),
    ("number", None),
    ("number", str | bytes),
    ("fraction", str),
    ("flag", str),
    ("either", bytes),
    ("text", int),
    ("animal", Stone),
    ("stone", Animal),
    ("stone", int),
    ("number", decimal.Decimal),
    ("several", bytes),
]
RIGHT: list[tuple[str, Any]] = [
    ("number", int),
    ("number", bool),
    ("number", float),
    ("number", object),
    ("number", Any),
    ("number", int | str),
    ("number", Literal[3]),
    ("number", T),
    ("number", Sized),
    ("number", collections.abc.Hashable),
    ("fraction", int),
    ("flag", int),
    ("either", None),
    ("either", str),
    ("text", str),
    ("animal", Dog),
    ("animal", Loud),
    ("dog", Animal),
    ("shape", Animal),
    ("stone", Shape),
    ("anything", str),
    ("generic", str),
    ("items", str),
    ("items", list),
    ("defaulted", None),
    ("several", str),
    ("several", int),
    ("number", mock.Mock),
]


@pytest.mark.parametrize("make", [any_, lambda spec: capture(spec).arg], ids=["any_", "capture"])
@pytest.mark.parametrize(("method", "spec"), WRONG)
def test_it_is_refused(method: str, spec: Any, make: Any) -> None:
    taker = double(Taker)
    with pytest.raises(TypeViolation, match="which matches no|none of its 2 overloads"):
        verify(lambda: getattr(taker, method)(make(spec))).never()
    with pytest.raises(TypeViolation):
        when(lambda: getattr(taker, method)(make(spec))).returns(None)


@pytest.mark.parametrize("make", [any_, lambda spec: capture(spec).arg], ids=["any_", "capture"])
@pytest.mark.parametrize(("method", "spec"), RIGHT)
def test_what_may_match_is_taken(method: str, spec: Any, make: Any) -> None:
    taker = double(Taker)
    verify(lambda: getattr(taker, method)(make(spec))).never()


def test_the_message_names_both() -> None:
    taker = double(Taker)
    with pytest.raises(TypeViolation, match=r"argument 'x' is any_\(str\), which matches no int"):
        verify(lambda: taker.number(any_(str))).never()
    with pytest.raises(TypeViolation, match=r"argument 'more' is any_\(str\), which matches no bytes"):
        verify(lambda: taker.text(more=any_(str))).never()
    verify(lambda: taker.number(matching(lambda x: x > 3))).never()
    verify(lambda: taker.number(mock.ANY)).never()
