"""`build` and `Builder`: which overrides they take. For mypy by the plugin, for pyright by the stubs.

The types stand here, so that stubs can be written for them: the module is imported, and the functions are never called.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, ClassVar, Generic, Literal, NamedTuple, TypedDict, TypeVar, assert_type

import attrs
import msgspec
from pydantic import BaseModel, ConfigDict, EmailStr, Field, PrivateAttr, RootModel
from pydantic.dataclasses import dataclass as pydantic_dataclass
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

from builders import Builder, build, build_many, drawn, fresh, fresh_many, sequence, shared, unique
from builders.domain import Tenant as DomainTenant
from builders.domain import tenants as domain_tenants

T = TypeVar("T")


class Role(enum.Enum):
    ADMIN = "admin"
    VIEWER = "viewer"


class Plan(BaseModel):
    tier: Literal["free", "pro"]
    seats: int


class Tenant(BaseModel):
    name: str
    plan: Plan
    parent: Tenant | None = None


class User(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: uuid.UUID
    name: str = Field(alias="fullName")
    email: EmailStr
    role: Role
    age: int = 18
    tenant: Tenant | None
    tags: list[str] = []
    created_at: datetime
    table: ClassVar[str] = "users"
    _secret: int = PrivateAttr(default=3)

    @property
    def title(self) -> str:
        return self.name


class Admin(User):
    rights: frozenset[str]


class Loose(BaseModel):
    model_config = ConfigDict(extra="allow")

    name: str


class Looser(BaseModel, extra="allow"):
    name: str


class Ids(RootModel[list[int]]):
    pass


class Page(BaseModel, Generic[T]):
    items: Sequence[T]
    total: int


@dataclass
class Point:
    x: int
    y: int = 0
    length: float = field(init=False, default=0.0)


@dataclass(frozen=True, kw_only=True)
class Line:
    start: Point
    end: Point


@pydantic_dataclass
class Money:
    amount: int
    currency: str = "EUR"


@attrs.define
class Cat:
    name: str
    _lives: int = 9


class Event(msgspec.Struct):
    text: str
    level: int = 0


class Movie(TypedDict):
    title: str
    year: int


class Pair(NamedTuple):
    left: int
    right: str = ""


class Base(DeclarativeBase):
    pass


class Org(Base):
    __tablename__ = "org"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Account(Base):
    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    org_id: Mapped[int | None] = mapped_column(ForeignKey("org.id"))
    org: Mapped[Org] = relationship()


class OfOrg:
    """A mixin whose attributes are declared by functions."""

    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("org.id"))

    @declared_attr
    def owner(cls) -> Mapped[Org]:
        return relationship()


class Paper(OfOrg, Base):
    __tablename__ = "paper"
    id: Mapped[int] = mapped_column(primary_key=True)

    @property
    def title(self) -> str:
        return f"Paper {self.id}"


@dataclass
class Road:
    lines: list[Line]
    points: tuple[Point, ...]
    ends: frozenset[Point] | None = None


class Card(BaseModel):
    kind: Literal["card"]
    reference: int


class Voucher(BaseModel):
    kind: Literal["voucher"]
    reference: str


class Payment(BaseModel):
    by: Annotated[Card | Voucher, Field(discriminator="kind")]


class Client:
    def __init__(self, host: str, *, port: int = 80) -> None:
        self.address = f"{host}:{port}"


@dataclass
class Options:
    lines: int = 1


def names() -> None:
    build(User)
    build(User, age=36, name="Ada", role=Role.ADMIN)
    build(User, agee=36)  # BAD
    build(User, tabel="users")  # BAD
    build(User, table="users")  # BAD
    build(User, title="Ada")  # BAD
    build(User, fullName="Ada")  # BAD
    build(User, _secret=3)  # BAD
    build(User, model_config={})  # BAD
    build(Admin, rights=frozenset({"all"}), age=36)
    build(Admin, right=frozenset({"all"}))  # BAD


def values() -> None:
    build(User, age="36")  # BAD
    build(User, tags=["a"], email="ada@example.org", created_at=datetime(2024, 5, 1))
    build(User, tags=[1])  # BAD
    build(User, role="admin")  # BAD
    build(User, tenant=None)
    build(User, id="x")  # BAD
    build(User, age=None)  # BAD


def nested(tenant: Tenant) -> None:
    build(User, tenant=tenant)
    build(User, tenant__name="acme", tenant__plan__tier="pro")
    build(User, tenant__nme="acme")  # BAD
    build(User, tenant__name=3)  # BAD
    build(User, tenant__plan__tier="prop")  # BAD
    build(User, age__name="acme")  # BAD
    build(User, tenant={"name": "acme", "plan": {"tier": "free"}})
    build(User, tenant={"name": "acme", "plan__tier": "free"})
    build(User, tenant={"nme": "acme"})  # BAD
    build(User, tenant={"name": 3})  # BAD
    build(User, tenant={"plan": {"tier": "fre"}})  # BAD
    build(User, tenant__plan={"tier": "pro"})
    build(User, tenant__plan={"teir": "pro"})  # BAD
    build(User, tenant=3)  # BAD


def what_is_given() -> None:
    assert_type(build(User, age=1), User)
    assert_type(build(Admin, age=1), Admin)
    assert_type(build_many(User, 3, age=1), list[User])
    assert_type(build(Page[int], total=1), Page[int])
    assert_type(build(Movie, year=1927), Movie)
    assert_type(build(list[User]), list[User])
    assert_type(Builder(User, age=1), Builder[User, None])
    assert_type(Builder(User).having(age=1).trait("old", age=80), Builder[User, None])
    assert_type(Builder(User).build("old", age=1), User)
    assert_type(Builder(User).build_many(2, "old", age=1), list[User])
    build_many(User, 3, age="1")  # BAD
    build_many(User, 3, agee=1)  # BAD
    build_many(User, "3")  # BAD


def each_kind(org: Org) -> None:
    build(Loose, name="x", other=1)
    build(Looser, name="x", other=1)
    build(Ids, root=[1])
    build(Ids, root=["a"])  # BAD
    build(Page[int], items=[1], total=1)
    build(Page[int], totl=1)  # BAD
    build(Page, total="x")  # BAD
    build(Point, x=1)
    build(Point, z=1)  # BAD
    build(Point, length=1.0)  # BAD
    build(Line, start__x=1, end={"y": 2})
    build(Line, start__z=1)  # BAD
    build(Line, end={"z": 2})  # BAD
    build(Money, currency="USD")
    build(Money, currncy="USD")  # BAD
    build(Cat, name="Tom", lives=7)
    build(Cat, _lives=7)  # BAD
    build(Cat, name=7)  # BAD
    build(Event, level=3)
    build(Event, levle=3)  # BAD
    build(Movie, title="Metropolis")
    build(Movie, titel="Metropolis")  # BAD
    build(Movie, year="1927")  # BAD
    build(Pair, left=1)
    build(Pair, left="1")  # BAD
    build(Account, id=1, org_id=None, org=org)
    build(Account, org__name="acme")
    build(Account, org__nme="acme")  # BAD
    build(Account, org_id="1")  # BAD
    build(Paper, owner=org, owner_id=1)
    build(Paper, owner__name="acme")
    build(Paper, owner="acme")  # BAD
    build(Paper, title="t")  # BAD
    build(Account, metadata=None)  # BAD
    build(Payment, by__kind="card", by__reference=3)
    build(Payment, by__kind="voucher", by__reference="A-17")
    build(Payment, by={"kind": "voucher", "reference": "A-17"})
    Builder(Payment, by__kind="card", by__reference=sequence(lambda n: n))
    build(Payment, by__kind="cash")  # BAD
    build(Payment, by__reference=1.5)  # BAD
    build(Client, host="localhost", port=8080)
    build(Client, prt=8080)  # BAD
    build(Client, address="")  # BAD
    build(DomainTenant, name="acme")
    build(DomainTenant, nme="acme")  # BAD
    domain_tenants.build(name="acme")
    domain_tenants.build(nme="acme")  # BAD


def builders() -> None:
    tenants = Builder(Tenant, name=sequence("tenant-{}"))
    users = Builder(User, id=unique(), age=sequence(lambda n: 18 + n), tags=drawn(), tenant=shared(tenants))
    Builder(User, agee=1)  # BAD
    Builder(User, age="x")  # BAD
    users.having(tenant=fresh(tenants), role=Role.ADMIN)
    users.having(tenant=fresh(users))  # BAD
    users.having(age=sequence("user-{}"))  # BAD
    users.having(nme="Ada")  # BAD
    users.having(tenant__name=sequence("tenant-{}"))
    users.having(tenant__name=sequence(lambda n: n))  # BAD
    users.trait("old", age=80)
    users.trait("old", aeg=80)  # BAD
    users.build("old", name="Ada", tenant__name="acme")
    users.build(name=3)  # BAD
    users.build(age=sequence(lambda n: n))  # BAD
    users.build_many(3, "old", nme="Ada")  # BAD


def children() -> None:
    points = Builder(Point, x=1)
    roads = Builder(Road, lines=fresh_many(Builder(Line), 2), points=fresh_many(points, range(1, 4)))
    roads.having(ends=fresh_many(points, 2, "far"))
    roads.having(lines=fresh_many(points, 2))  # BAD
    roads.having(points=fresh_many(Builder(Line), 2))  # BAD
    roads.having(points=fresh(points))  # BAD
    roads.having(lines=[fresh(Builder(Line))])  # BAD
    fresh_many(points)  # BAD
    fresh_many(points, "2")  # BAD
    roads.build(points__x=3, lines__start__y=2)
    roads.build(points__x="3")  # BAD
    roads.build(points__z=3)  # BAD
    Builder(Road, points__x=sequence(lambda n: n))
    assert_type(roads.build().lines, list[Line])
    roads.build(lines=[{"start": Point(1, 2)}, {}, {"start__y": 2}])
    roads.build(lines=[{"strt": Point(1, 2)}])  # BAD
    roads.build(lines=[{"start": 3}])  # BAD


def rules() -> None:
    users = Builder(User)
    users.deriving(email=lambda user: f"{user.name}@example.org", age=lambda user: len(user.name))
    users.deriving(email=lambda user: len(user.name))  # BAD
    users.deriving(emial=lambda user: "ada@example.org")  # BAD
    users.deriving(email=lambda user: user.nme)  # BAD


class Users(Builder[User]):
    pass


def subclass() -> None:
    Users(User, age=1).having(name="Ada").build(age=2)
    Users(User, agee=1)  # BAD
    Users(User).having(agee=1)  # BAD
    Users(User).build(agee=1)  # BAD


def options() -> None:
    carts = Builder(Line).transient(Options).deriving(start=lambda line, options: Point(options.lines, 0))
    assert_type(carts, Builder[Line, Options])
    assert_type(carts.build(lines=3, start__x=1), Line)
