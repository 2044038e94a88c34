"""What an unstubbed call answers, by declared type."""

from __future__ import annotations

import asyncio
import collections
import enum
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Coroutine,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
)
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, NamedTuple, NewType, NoReturn, Protocol, Self, TypedDict, TypeVar
from uuid import UUID

import pytest

from mockfactory import UnstubbedCall, double
from tests.labels import label

UserId = NewType("UserId", int)
T = TypeVar("T")
B = TypeVar("B", bound=str)


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Row(TypedDict):
    id: int
    name: str


class Point(NamedTuple):
    x: int
    y: float


@dataclass
class User:
    name: str


class Service(Protocol):
    def run(self) -> None: ...


def answer(annotation: object) -> Any:
    """What a double of a function answers that is annotated to return this."""

    def function() -> object: ...

    function.__annotations__["return"] = annotation
    return double(function)()


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (None, None),
        (bool, False),
        (int, 0),
        (float, 0.0),
        (complex, 0j),
        (str, ""),
        (bytes, b""),
        (list[int], []),
        (dict[str, int], {}),
        (set[int], set()),
        (frozenset[int], frozenset()),
        (tuple[int, ...], ()),
        (tuple[int, str], (0, "")),
        (tuple[()], ()),
        (collections.deque[int], collections.deque()),
        (collections.OrderedDict[str, int], collections.OrderedDict()),
        (Sequence[int], []),
        (Iterable[int], []),
        (Collection[int], []),
        (Mapping[str, int], {}),
        (MutableMapping[str, int], {}),
        (AbstractSet[int], set()),
        (int | None, None),
        (User | None, None),
        (int | str, 0),
        (User | int, 0),
        (Literal["a", "b"], "a"),
        (Color, Color.RED),
        (UserId, 0),
        (Annotated[int, "meters"], 0),
        (B, ""),
        (Point, Point(0, 0.0)),
        (Row, {"id": 0, "name": ""}),
        (Decimal, Decimal(0)),
        (Fraction, Fraction(0)),
        (timedelta, timedelta(0)),
        (time, time()),
        (date, date(2000, 1, 1)),
        (datetime, datetime(2000, 1, 1)),
        (UUID, UUID(int=0)),
    ],
    ids=label,
)
def test_plain_values(annotation: object, expected: object) -> None:
    given = answer(annotation)
    assert given == expected
    assert type(given) is type(expected)


def test_the_same_constant_every_day() -> None:
    assert answer(datetime) < datetime.now(UTC).replace(tzinfo=None)
    assert answer(datetime) == answer(datetime)


def test_collections_are_fresh() -> None:
    def function() -> list[int]: ...  # type: ignore[empty-body]

    numbers = double(function)
    numbers().append(1)
    assert numbers() == []


@pytest.mark.parametrize("annotation", [User, Service], ids=label)
def test_classes_give_nested_doubles(annotation: type) -> None:
    nested = answer(annotation)
    assert nested.__class__ is annotation


def test_iterators_are_empty() -> None:
    assert list(answer(Iterator[int])) == []
    assert list(answer(Generator[int, None, None])) == []


def test_async_iterators_are_empty() -> None:
    async def collect() -> list[int]:
        return [item async for item in answer(AsyncIterator[int])]

    assert asyncio.run(collect()) == []


@pytest.mark.parametrize("annotation", [Awaitable[int], Coroutine[Any, Any, int]], ids=label)
def test_awaitables(annotation: object) -> None:
    async def wait() -> object:
        return await answer(annotation)

    assert asyncio.run(wait()) == 0


def test_a_callable_gives_a_double_of_it() -> None:
    function = answer(Callable[[int], str])
    assert function(1) == ""
    with pytest.raises(TypeError):
        function("x")


def test_a_class_gives_a_class_double() -> None:
    user_class = answer(type[User])
    assert isinstance(user_class("ada"), User)


@pytest.mark.parametrize(
    ("annotation", "reason"),
    [
        (Any, "Any"),
        (object, "says nothing of its value"),
        (NoReturn, "never returns"),
        (T, "type variable T"),
        ("Missing", "'Missing' is not defined"),
    ],
    ids=label,
)
def test_what_nobody_knows(annotation: object, reason: str) -> None:
    with pytest.raises(UnstubbedCall, match=reason):
        answer(annotation)


def test_a_method_that_gives_its_own_type_gives_the_double_itself() -> None:
    class Query:
        def where(self, text: str) -> Self:
            raise NotImplementedError

    query = double(Query)
    assert query.where("a").where("b") is query


def test_a_while_loop_over_an_iterator_ends() -> None:
    class Cursor:
        def __iter__(self) -> Self:
            raise NotImplementedError

        def __next__(self) -> int:
            raise NotImplementedError

    assert list(double(Cursor)) == []
