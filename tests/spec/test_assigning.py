"""Types against types: what is certainly no other type, and what comes close."""

from __future__ import annotations

import asyncio
import collections.abc as c
import datetime as dt
import enum
import os
import pathlib
from typing import Any, Generic, Literal, LiteralString, NewType, NotRequired, Protocol, TypedDict, TypeVar
from unittest.mock import MagicMock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue
from typing_extensions import TypeAliasType

from mockfactory.spec import Hint
from mockfactory.spec.assigning.types import is_surely_no
from mockfactory.spec.check import compile_check

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
UserId = NewType("UserId", int)


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Sized(Protocol):
    def size(self) -> int: ...


class Box:
    def size(self) -> int:
        return 1


class Row(TypedDict):
    number: int


class Named(TypedDict):
    number: int
    name: str


class NamedByNumber(TypedDict):
    number: int
    name: int


class Maybe(TypedDict):
    number: NotRequired[int]


class More(Row):
    more: NotRequired[str]


class Tree(TypedDict):
    below: list[Tree]
    above: Tree | None
    number: int


class OtherTree(TypedDict):
    below: list[OtherTree]
    above: OtherTree | None
    number: int


class TreeOfTexts(TypedDict):
    below: list[TreeOfTexts]
    above: TreeOfTexts | None
    number: str


class Found(TypedDict, Generic[T]):
    found: T


Lists = TypeAliasType("Lists", dict[str, list[T]], type_params=(T,))


class Repo(Generic[T]): ...


class Source(Generic[T_co]): ...


class Numbers(Repo[int]): ...


class Names(list[str]): ...


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (float, int),
        (str, int),
        (object, int),
        (None, int),
        (int | None, int),
        (str | bytes, str),
        (dt.date, dt.datetime),
        (str, Literal["a"]),
        (Literal["a", "b"], Literal["a"]),
        (Colour, Literal[Colour.RED]),
        (int, LiteralString),
        (list[int], list[str]),
        (list[int], c.Sequence[str]),
        (str, c.Iterable[int]),
        (dict[str, int], c.Mapping[str, str]),
        (c.Iterable[int], list[int]),
        (Names, c.Sequence[int]),
        (Numbers, Repo[str]),
        (Repo[int], Repo[str]),
        (tuple[int, str], tuple[int, ...]),
        (tuple[int], tuple[int, int]),
        (type[int], type[bool]),
        (c.Callable[[int], str], c.Callable[[str], str]),
        (c.Callable[[int], str], c.Callable[[int], int]),
        (c.Callable[[int], str], c.Callable[[int, int], str]),
        (int, Sized),
        (Sized, Box),
        (Row, int),
        (Row, Named),
        (NamedByNumber, Named),
        (Maybe, Row),
        (TreeOfTexts, Tree),
        (Found[int], Found[str]),
        (Lists[int], Lists[str]),
        (asyncio.Queue[int], asyncio.Queue[str]),
        (str, os.PathLike[str]),
        (c.Generator[int, None, None], c.Iterable[str]),
        (set[int], JsonValue),
    ],
)
def test_what_is_certainly_something_else(given: object, wanted: object) -> None:
    assert is_surely_no(given, wanted)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (int, float),
        (bool, int),
        (int, object),
        (int, int | None),
        (dt.datetime, dt.date),
        (bytearray, bytes),
        (Literal["a"], str),
        (Literal["a"], Literal["a", "b"]),
        (Colour, Literal[Colour.RED, Colour.BLUE]),
        (bool, Literal[True, False]),
        (LiteralString, str),
        (Any, int),
        (int, Any),
        (list[Any], list[int]),
        (list, list[int]),
        (list[int], c.Sequence[object]),
        (list[bool], list[int]),
        (str, c.Sequence[str]),
        (dict[str, Any], Row),
        (Row, dict[str, object]),
        (Named, Row),
        (Row, Maybe),
        (Row, More),
        (More, Row),
        (OtherTree, Tree),
        (Found[bool], Found[int]),
        (Lists[bool], Lists[int]),
        (asyncio.Queue[int], asyncio.Queue[int]),
        (asyncio.Queue[Any], asyncio.Queue[int]),
        (UserId, int),
        (int, UserId),
        (T, int),
        (int, T),
        ("Undefined", int),
        (Box, Sized),
        (Numbers, Repo[int]),
        (Source[bool], Source[int]),
        (Names, c.Sequence[str]),
        (tuple[int, int], tuple[int, ...]),
        (type[bool], type[int]),
        (type[int], c.Callable[[str], int]),
        (c.Callable[..., str], c.Callable[[str], str]),
        (c.Callable[[object], bool], c.Callable[[str], int]),
        (pathlib.Path, os.PathLike[str]),
        (c.Generator[int, None, None], c.Iterator[int]),
        (c.Coroutine[Any, Any, int], c.Awaitable[str]),
        (MagicMock, int),
        (dict[str, list[int]], JsonValue),
        (JsonValue, JsonValue),
    ],
)
def test_what_comes_close(given: object, wanted: object) -> None:
    assert not is_surely_no(given, wanted)


def _container(form: Any) -> Any:
    return lambda item: form[item]


def _pair(two: tuple[Any, Any]) -> Any:
    form: Any = dict
    return form[two] if two[0] in (str, int) else two[0] | two[1]


_simple = st.sampled_from([int, bool, str, bytes, type(None), Colour, Literal["a"], Literal[1, None]])
_types = st.recursive(
    _simple,
    lambda inner: st.one_of(
        *(inner.map(_container(form)) for form in (list, frozenset, c.Sequence)), st.tuples(inner, inner).map(_pair)
    ),
    max_leaves=4,
)


@given(_types, _types, st.sampled_from([1, True, "a", b"a", None, Colour.RED, [], [1], ["a"], (1,), {"a": 1}, [None]]))
def test_a_type_that_has_all_values_of_another_is_never_something_else(one: Any, other: Any, value: object) -> None:
    """What holds for types holds for the values: one that is of the first and not of the second tells them apart."""
    assert not is_surely_no(one, one)
    assert not is_surely_no(one, one | other)
    assert not is_surely_no(list[one], c.Sequence[one | None])
    first, second = compile_check(Hint(one)), compile_check(Hint(other))
    if first is not None and second is not None and first.accepts(value) and not second.accepts(value):
        assert is_surely_no(one, other)
