"""What a seed gave when this was recorded, it gives today: other data for the same seed is a breaking change.

None of these draw words, so they hold with any release of Faker. To record anew, after a change that is meant:
`python -c "from tests.builders.seed.test_golden import record; record()"`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, TypedDict, cast
from uuid import UUID

import attrs
import msgspec
import pytest
from pydantic import BaseModel, Field, field_validator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from builders import Builder, build_many, coverage, drawn, fresh_many, seeded, sequence, shared, unique

GOLDEN = Path(__file__).with_name("golden.json")


class Role(Enum):
    ADMIN = 1
    VIEWER = 2


class Tenant(BaseModel):
    id: UUID
    plan: Literal["free", "pro"]
    seats: int = Field(ge=1, le=500)


class User(BaseModel):
    id: UUID
    tenant: Tenant
    age: int = Field(ge=18, le=99)
    role: Role
    created_at: datetime
    scores: list[float]
    code: str = Field(pattern=r"^[A-Z]{2}\d{3}$")
    nick: bool | None
    active: bool = True


class Even(BaseModel):
    number: int

    @field_validator("number")
    @classmethod
    def is_even(cls, value: int) -> int:
        if value % 2:
            raise ValueError("odd")
        return value


@dataclass
class Team:
    tenants: list[Tenant]


@dataclass
class Node:
    value: int
    children: list[Node]
    parent: Node | None


@attrs.frozen
class Line:
    price: Decimal
    quantity: int = attrs.field(validator=attrs.validators.in_((1, 2, 5)))


class Point(msgspec.Struct):
    x: Annotated[float, msgspec.Meta(ge=-1, le=1)]
    y: float


class Options(TypedDict):
    depth: int
    flags: set[int]


class Pair(NamedTuple):
    left: date
    right: dict[int, bytes]


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "rows"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    ratio: Mapped[Decimal]

    def __repr__(self) -> str:
        return f"Row({self.id}, {self.number}, {self.ratio})"


TYPES: tuple[object, ...] = (
    User,
    Even,
    Node,
    Line,
    Point,
    Options,
    Pair,
    Row,
    int | Role,
    list[UUID],
    tuple[bool, float],
)
BUILDERS: dict[str, Callable[[], object]] = {
    "unique": lambda: Builder(User, age=unique(), code=sequence("AA00{}"), active=drawn()).build_many(3),
    "many": lambda: Builder(Team, tenants=fresh_many(Builder(Tenant, seats=unique()), range(1, 4))).build_many(3),
    "shared": lambda: Builder(User, tenant=shared(Builder(Tenant, plan="pro"))).build_many(2),
    "coverage": lambda: coverage(Tenant),
}


def data() -> Iterator[tuple[str, list[str]]]:
    for type_ in TYPES:
        with seeded(2025, "golden"):
            name = type_.__name__ if isinstance(type_, type) else str(type_).replace(f"{__name__}.", "")
            yield name, [repr(one) for one in build_many(cast("type[object]", type_), 4)]
    for name, build in BUILDERS.items():
        with seeded(2025, "golden"):
            yield name, [repr(build())]


def record() -> None:
    GOLDEN.write_text(json.dumps(dict(data()), ensure_ascii=False, indent=2) + "\n", "utf-8")


@pytest.mark.parametrize("name", json.loads(GOLDEN.read_text("utf-8")))
def test_it_is_as_recorded(name: str) -> None:
    assert dict(data())[name] == json.loads(GOLDEN.read_text("utf-8"))[name]


def test_nothing_is_left_out() -> None:
    assert dict(data()).keys() == json.loads(GOLDEN.read_text("utf-8")).keys()
