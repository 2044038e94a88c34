"""The promise: row `i` of a table holds what object number `i` holds, field by field."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from decimal import Decimal
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path, PurePath
from typing import Annotated, Any, Literal, NamedTuple, NotRequired, TypedDict
from uuid import UUID

import attrs
import msgspec
import pytest
from pydantic import BaseModel, ConfigDict, EmailStr, Field, ImportString, SecretStr, StringConstraints, field_validator

from builders import CannotBuild, build_many, seeded
from builders.bulk import columns, slow_columns
from builders.bulk.plain import plain

ROWS = 150


class Role(enum.Enum):
    ADMIN = "admin"
    VIEWER = "viewer"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class User(BaseModel):
    id: UUID
    tenant_id: UUID
    email: str
    full_name: str
    role: Literal["admin", "operator", "viewer"]
    active: bool
    created_at: dt.datetime
    age: int = Field(ge=18, le=99)
    tags: list[str]


class Constrained(BaseModel):
    name: str = Field(min_length=3, max_length=8)
    email: EmailStr
    price: Decimal = Field(ge=0, max_digits=8, decimal_places=2)
    rate: float = Field(ge=0, le=1)
    count: int = Field(gt=0, multiple_of=5, le=1000)
    code: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    password: SecretStr


class Defaults(BaseModel):
    name: str
    nickname: str | None = None
    is_deleted: bool = False
    labels: list[str] = Field(default_factory=list)
    level: Level = Level.LOW


class Address(BaseModel):
    street: str
    city: str
    country: str


class Company(BaseModel):
    name: str
    address: Address
    branches: list[Address]
    owner: User | None


class Checked(BaseModel):
    name: str
    size: int = Field(ge=1, le=10)

    @field_validator("size")
    @classmethod
    def even(cls, size: int) -> int:
        if size % 2:
            raise ValueError("odd")
        return size


class HasChecked(BaseModel):
    id: int
    checked: Checked
    role: Role


@dataclass
class Times:
    at: dt.datetime
    day: dt.date
    time: dt.time
    span: dt.timedelta
    created_at: dt.datetime
    updated_at: dt.datetime


@dataclass
class Mixed:
    either: int | None
    level: Level
    role: Role | None
    pair: tuple[int, str]
    nested: list[list[int]]
    some: list[UUID]
    maybe: list[str | None]


@dataclass
class Tree:
    value: int
    left: Tree | None
    children: list[Tree]


@dataclass
class Person:
    first_name: str
    last_name: str
    email: str
    username: str
    phone: str
    company: str
    city: str


@dataclass
class Odd:
    unique: set[int]
    mapping: dict[str, int]
    raw: bytes


@dataclass
class Owner:
    name: str
    pet: Pet | None = None


@dataclass
class Pet:
    name: str
    owner: Owner | None = None


class Derived(BaseModel):
    """Its default is another one for each object."""

    first: int
    second: int = Field(default_factory=lambda data: data["first"] * 2)


class Host(BaseModel):
    """Functions that change nothing stand in its schema, and its sets and mappings have columns."""

    model_config = ConfigDict(str_strip_whitespace=True)

    address: IPv4Address
    name: Annotated[str, StringConstraints(strip_whitespace=True)]
    ports: frozenset[int]
    labels: dict[str, bool]
    path: Path


class Gateway(Host):
    outer: IPv6Address
    token: str


class Strange:
    """An object that keeps nothing."""

    def __init__(self, size: int) -> None:
        pass


class Row(TypedDict):
    id: int
    name: str


class Point(NamedTuple):
    x: float
    y: float


@attrs.define
class Car:
    brand: str
    doors: int


class Event(msgspec.Struct):
    id: UUID
    kind: Literal["a", "b"]
    at: dt.datetime
    weight: Annotated[int, msgspec.Meta(ge=0, le=100)]


FAST = [User, Defaults, Address, Company, Times, Mixed, Tree, Person, Row, Point, Car, Event, Owner, Host]
OTHERS = [Gateway, Constrained, Checked, HasChecked, Odd, Derived]


def expected(built: object, names: list[str]) -> dict[str, Any]:
    if isinstance(built, dict):
        return {name: plain(built[name]) for name in names}
    return {name: plain(getattr(built, name)) for name in names}


def in_any_order(row: dict[str, Any]) -> dict[str, Any]:
    """A set's items have no order, and a map's come as pairs."""
    return {
        name: sorted(value)
        if name == "unique"
        else dict(value)
        if name in ("mapping", "labels")
        else str(value)
        if isinstance(value, PurePath | IPv4Address | IPv6Address)
        else value
        for name, value in row.items()
    }


@pytest.mark.parametrize("type_", [*FAST, *OTHERS], ids=lambda type_: type_.__name__)
def test_each_row_is_what_the_object_of_its_number_holds(type_: type[Any]) -> None:
    table = columns(type_, ROWS, seed=5, namespace="shop")
    with seeded(5, "shop"):
        objects = build_many(type_, ROWS)
    assert [in_any_order(row) for row in table.to_pylist()] == [
        in_any_order(expected(built, table.column_names)) for built in objects
    ]


@pytest.mark.parametrize("type_", FAST, ids=lambda type_: type_.__name__)
def test_these_are_computed_as_columns(type_: type[Any]) -> None:
    assert slow_columns(type_) == ()


@pytest.mark.parametrize("type_", [User, Company, Tree, Checked, Odd], ids=lambda type_: type_.__name__)
def test_any_stretch_is_a_part_of_the_whole(type_: type[Any]) -> None:
    whole = columns(type_, 200, seed=1)
    part = columns(type_, 37, seed=1, start=101)
    assert part.to_pylist() == whole.to_pylist()[101:138]
    assert part.schema.equals(whole.schema)


def test_rows_and_objects_agree_far_from_the_start() -> None:
    row = columns(User, 1, seed=2, start=3_000_000_000).to_pylist()[0]
    by_type = columns(User, 1, seed=2, start=3_000_000_000, validate=True).to_pylist()[0]
    assert row == by_type


def test_the_way_of_making_makes_no_difference() -> None:
    assert columns(User, 100, seed=9).to_pylist() == columns(User, 100, seed=9, validate=True).to_pylist()


def test_seeds_and_namespaces_give_other_rows() -> None:
    first = columns(User, 5, seed=1).to_pylist()
    assert columns(User, 5, seed=1).to_pylist() == first
    assert columns(User, 5, seed=2).to_pylist() != first
    assert columns(User, 5, seed=1, namespace="b").to_pylist() != first


def test_a_default_that_does_not_equal_itself() -> None:
    @dataclass
    class Measured:
        count: int
        share: float = float("nan")

    assert str(columns(Measured, 2)["share"].to_pylist()) == "[nan, nan]"


def test_what_a_type_makes_something_else_of_is_asked_of_the_objects() -> None:
    class Loaded(BaseModel):
        number: int
        function: ImportString[Any]

    assert [slow.why for slow in slow_columns(Loaded)] == ["Loaded makes something else of what is drawn"]
    texts = [str(one.function) for one in build_many(Loaded, 20)]
    names = ["<function>" if " at 0x" in text else text for text in texts]
    assert columns(Loaded, 20)["function"].to_pylist() == names


def test_what_is_not_required_is_null_where_it_is_left_out() -> None:
    class Movie(TypedDict):
        title: str
        year: NotRequired[int]

    years = [movie.get("year") for movie in build_many(Movie, 60)]
    assert None in years
    assert columns(Movie, 60)["year"].to_pylist() == years


def test_an_object_that_keeps_nothing_makes_no_row() -> None:
    with pytest.raises(CannotBuild, match="Strange keeps none of its fields, so it makes no table"):
        columns(Strange, 1)


def test_what_the_type_has_a_say_in_is_told_where_it_stands() -> None:
    assert [(slow.path, slow.why) for slow in slow_columns(HasChecked)] == [
        ("HasChecked.checked", "Checked has code of its own (Checked.even)")
    ]


def test_only_what_has_no_column_is_drawn_row_by_row() -> None:
    assert [slow.path for slow in slow_columns(Gateway)] == ["Gateway.outer", "Gateway.token"]
