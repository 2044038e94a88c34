"""The parameter that binding fills: a call that gives it once more by keyword is refused where the real one refuses."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, overload

import pytest

from mockfactory.spec import read_spec


def passed_on(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


class Shop:
    def __init__(self, **options: int) -> None: ...

    def take(self, **items: int) -> None: ...

    def hand(me, **items: int) -> None: ...  # pyright: ignore[reportSelfClsParameterName]

    def give(self, /, **items: int) -> None: ...

    def lend(*args: Any, **items: int) -> None: ...

    @classmethod
    def make(cls, **items: int) -> None: ...

    @staticmethod
    def sort(**items: int) -> None: ...

    @passed_on
    def send(self, **items: int) -> None: ...


class Made:
    def __new__(cls, **options: int) -> Made:
        return super().__new__(cls)


class MadeOfAnything:
    def __init__(self, /, **options: int) -> None: ...


@dataclass
class Fields:
    me: int = 0


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("take", "self"),
        ("hand", "me"),
        ("give", None),
        ("lend", None),
        ("make", "cls"),
        ("sort", None),
        ("send", "self"),
    ],
)
def test_the_first_parameter_of_a_method_as_the_real_one_takes_it(name: str, first: str | None) -> None:
    call = read_spec(Shop).members[name].call
    assert call is not None
    assert call.first == first
    method = getattr(Shop(), name)
    for given in ("self", "me", "cls"):
        if given == first:
            with pytest.raises(TypeError, match=f"multiple values for argument '{given}'"):
                method(**{given: 1})
        else:
            method(**{given: 1})


@pytest.mark.parametrize(("cls", "first"), [(Shop, "self"), (Made, "cls"), (MadeOfAnything, None), (Fields, "self")])
def test_the_first_parameter_of_a_constructor(cls: Callable[..., object], first: str | None) -> None:
    call = read_spec(cls).call
    assert call is not None
    assert call.first == first
    cls()
    if first is None:
        cls(self=1)
    else:
        with pytest.raises(TypeError, match="multiple values"):
            cls(**{first: 1})


def test_each_overload_says_it_too() -> None:
    class Box(Protocol):
        @overload
        def get(self, key: int) -> int: ...
        @overload
        def get(self, key: str) -> str: ...

    member = read_spec(Box).members["get"]
    assert member.call is not None
    assert [one.first for one in (member.call, *member.overloads)] == ["self", "self", "self"]


def test_nothing_is_taken_away_from_a_function() -> None:
    def take(self: int) -> None: ...

    call = read_spec(take).call
    assert call is not None
    assert call.first is None
