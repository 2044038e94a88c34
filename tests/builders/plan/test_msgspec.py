"""msgspec Structs, judged by msgspec: what is built goes out and comes in again."""

import datetime as dt
import enum
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec
import pytest
from msgspec import UNSET, Meta, Struct, UnsetType

from builders import InvalidOverride, build, build_many

T = TypeVar("T")


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Tenant(Struct, frozen=True):
    name: str
    plan: Literal["free", "pro"] = "free"


class User(Struct, kw_only=True):
    nickname: str | None = None
    id: uuid.UUID
    tenant: Tenant
    color: Color
    tags: list[str] = []


class Limits(Struct):
    ge: Annotated[int, Meta(ge=20)]
    lt: Annotated[float, Meta(gt=0, lt=1)]
    step: Annotated[int, Meta(multiple_of=5)]
    code: Annotated[str, Meta(pattern="^[a-z]{2}[0-9]$")]
    name: Annotated[str, Meta(min_length=3, max_length=6)]
    many: Annotated[list[Annotated[int, Meta(le=9)]], Meta(min_length=2)]
    one: Annotated[dict[str, int], Meta(max_length=1)]
    aware: Annotated[dt.datetime, Meta(tz=True)]
    naive: Annotated[dt.datetime, Meta(tz=False)]


class Cat(Struct, tag=True):
    name: str
    lives: Annotated[int, Meta(ge=1, le=9)]


class Dog(Struct, tag="hund"):
    name: str


class Zoo(Struct):
    pets: list[Cat | Dog]
    favourite: Cat | Dog | None


class Renamed(Struct, rename="camel", forbid_unknown_fields=True):
    first_name: str
    last_name: str
    home_town: str = msgspec.field(name="city")


class Arrays(Struct, array_like=True):
    x: int
    y: int
    label: str = "none"


class Times(Struct):
    at: dt.datetime
    day: dt.date
    time: dt.time
    long: dt.timedelta
    price: Decimal
    raw: bytes


class Patch(Struct):
    name: str | UnsetType
    size: int | UnsetType = UNSET


class Page(Struct, Generic[T]):
    items: list[T]
    first: T


class Node(Struct):
    value: int
    children: list["Node"]
    parent: "Node | None"


class Collections(Struct):
    ids: set[int]
    frozen: frozenset[str]
    pair: tuple[int, str]
    many: tuple[int, ...]
    by_id: dict[int, Tenant]


class Checked(Struct):
    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("low is above high")


DEFINITIONS = [
    Tenant,
    User,
    Limits,
    Cat,
    Dog,
    Zoo,
    Renamed,
    Arrays,
    Times,
    Patch,
    Page[int],
    Page[Tenant],
    Node,
    Collections,
    Checked,
]


@pytest.mark.parametrize("definition", DEFINITIONS, ids=str)
def test_msgspec_reads_each_object_again(definition: Any, fifty: Callable[[Any], list[Any]]) -> None:
    for value in fifty(definition):
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=definition) == value


def test_an_override_that_msgspec_refuses_is_named() -> None:
    with pytest.raises(InvalidOverride, match=r"Limits\.ge=3 is refused"):
        build(Limits, ge=3)
    with pytest.raises(InvalidOverride, match=r"Times\.at='2024-01-01' is refused"):
        build(Times, at="2024-01-01")
    assert build(Limits, ge=20).ge == 20


def test_a_type_that_msgspec_does_not_know_is_checked_too() -> None:
    class Point:
        def __init__(self, x: int) -> None:
            self.x = x

    class Located(Struct):
        where: Point

    assert isinstance(build(Located).where, Point)
    with pytest.raises(InvalidOverride, match=r"Located\.where='here' is refused"):
        build(Located, where="here")


def test_what_may_be_unset_is_set_where_it_is_asked_for() -> None:
    assert all(isinstance(patch.name, str) and patch.size is UNSET for patch in build_many(Patch, 20))
