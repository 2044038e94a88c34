"""Mapped classes of many kinds."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import InitVar, dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, NewType
from uuid import UUID, uuid4

from sqlalchemy import (
    CHAR,
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Interval,
    LargeBinary,
    Numeric,
    PickleType,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    Unicode,
    UniqueConstraint,
    Uuid,
    func,
    select,
    text,
)
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import (
    DeclarativeBase,
    DynamicMapped,
    Mapped,
    MappedAsDataclass,
    WriteOnlyMapped,
    attribute_keyed_dict,
    column_property,
    composite,
    declared_attr,
    mapped_column,
    registry,
    relationship,
    synonym,
    validates,
)


class Base(DeclarativeBase):
    pass


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


UserName = NewType("UserName", str)
Key = Annotated[int, mapped_column(primary_key=True)]
Short = Annotated[str, mapped_column(String(12))]


class Plain(Base):
    __tablename__ = "plain"

    id: Mapped[Key]
    small: Mapped[int] = mapped_column(SmallInteger)
    big: Mapped[int] = mapped_column(BigInteger)
    money: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    rate: Mapped[float] = mapped_column(Numeric(5, 2, asdecimal=False))
    weight: Mapped[float]
    colour: Mapped[Colour]
    level: Mapped[Literal["low", "high"]]
    is_open: Mapped[bool]
    day: Mapped[dt.date]
    time: Mapped[dt.time]
    lasts: Mapped[dt.timedelta] = mapped_column(Interval)
    at: Mapped[dt.datetime]
    digest: Mapped[bytes] = mapped_column(LargeBinary(16))
    token: Mapped[UUID]
    old_token: Mapped[str] = mapped_column(Uuid(as_uuid=False))
    country: Mapped[str] = mapped_column(CHAR(2))
    nick: Mapped[Short]
    user_name: Mapped[UserName] = mapped_column(Unicode(30))
    body: Mapped[str] = mapped_column(Text)
    maybe: Mapped[int | None]


class Old(Base):
    """Columns without annotations."""

    __tablename__ = "old"

    id = Column(Integer, primary_key=True)
    name = Column(String(9), nullable=False)
    size = Column(Integer, nullable=False)


class Documents(Base):
    __tablename__ = "documents"

    id: Mapped[Key]
    anything: Mapped[dict[str, Any]] = mapped_column(JSON)
    numbers: Mapped[list[int]] = mapped_column(JSON)
    nested: Mapped[dict[str, list[bool]]] = mapped_column(JSON)
    tracked: Mapped[dict[str, str]] = mapped_column(MutableDict.as_mutable(JSON))
    pickled: Mapped[dict[str, int]] = mapped_column(PickleType)


class Defaults(Base):
    __tablename__ = "defaults"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    status: Mapped[str] = mapped_column(default="new")
    colour: Mapped[Colour] = mapped_column(default=Colour.BLUE)
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    options: Mapped[dict[str, int]] = mapped_column(JSON, default={})
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    rank: Mapped[int] = mapped_column(server_default=text("7"))
    half: Mapped[int] = mapped_column(default=select(1).scalar_subquery())
    drawn_at: Mapped[dt.datetime] = mapped_column(default=dt.datetime.now)
    version: Mapped[int] = mapped_column()
    double: Mapped[int] = mapped_column(Computed("rank * 2", persisted=True))
    __mapper_args__ = {"version_id_col": version}


class Uniques(Base):
    __tablename__ = "uniques"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index("one_code", "code", unique=True),
        UniqueConstraint("kind", "label"),
    )

    code: Mapped[str] = mapped_column(String(4))
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    email: Mapped[str] = mapped_column(String(60), unique=True)
    slug: Mapped[str] = mapped_column(String(20))
    number: Mapped[int] = mapped_column(unique=True)
    small: Mapped[int] = mapped_column(SmallInteger, unique=True)
    price: Mapped[Decimal] = mapped_column(Numeric(8, 2), unique=True)
    at: Mapped[dt.datetime] = mapped_column(unique=True)
    day: Mapped[dt.date] = mapped_column(unique=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(8), unique=True)
    token: Mapped[str] = mapped_column(Uuid(as_uuid=False), unique=True)
    maybe: Mapped[str | None] = mapped_column(unique=True)
    kind: Mapped[Colour]
    label: Mapped[str]


class Money:
    def __init__(self, cents: int) -> None:
        self.cents = cents

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and other.cents == self.cents

    def __hash__(self) -> int:
        return hash(self.cents)


class MoneyType(TypeDecorator[Money]):
    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.cents

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(value)


class Upper(TypeDecorator[str]):
    impl = String(6)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.upper()

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.lower()


class Decorated(Base):
    __tablename__ = "decorated"

    id: Mapped[Key]
    price: Mapped[Money] = mapped_column(MoneyType)
    word: Mapped[str] = mapped_column(Upper, unique=True)


@dataclass
class Point:
    x: int
    y: int


class Vertex(Base):
    __tablename__ = "vertices"

    id: Mapped[Key]
    start: Mapped[Point] = composite(mapped_column("x1"), mapped_column("y1"))
    end: Mapped[Point | None] = composite(
        mapped_column("x2", Integer, nullable=True), mapped_column("y2", Integer, nullable=True)
    )


class Expressions(Base):
    """What is no column is left alone."""

    __tablename__ = "expressions"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    first: Mapped[str] = mapped_column()
    last: Mapped[str] = mapped_column()
    renamed: Mapped[str] = mapped_column("other_name")
    full: Mapped[str] = column_property(first + " " + last)
    alias = synonym("first")

    @hybrid_property
    def initials(self) -> str:
        return self.first[:1] + self.last[:1]


class Employee(Base):
    __tablename__ = "employees"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_abstract": True}

    id: Mapped[Key]
    kind: Mapped[str]
    name: Mapped[str]


class Engineer(Employee):
    """Joined: a table of its own."""

    __tablename__ = "engineers"
    __mapper_args__ = {"polymorphic_identity": "engineer"}

    id: Mapped[int] = mapped_column(ForeignKey("employees.id"), primary_key=True)
    language: Mapped[str]


class Lead(Engineer):
    __tablename__ = "leads"
    __mapper_args__ = {"polymorphic_identity": "lead"}

    engineer_id: Mapped[int] = mapped_column(ForeignKey("engineers.id"), primary_key=True)
    reports: Mapped[int]


class Manager(Employee):
    """Single: in its parent's table."""

    __mapper_args__ = {"polymorphic_identity": "manager"}

    budget: Mapped[int | None]


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    employee: Mapped[Employee] = relationship(foreign_keys=employee_id)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id"))
    reviewer: Mapped[Employee | None] = relationship(foreign_keys=reviewer_id)


class Parent(Base):
    __tablename__ = "parents"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(8), unique=True)
    children: Mapped[list[Child]] = relationship(back_populates="parent")
    by_name: Mapped[dict[str, Pet]] = relationship(collection_class=attribute_keyed_dict("name"))
    later: WriteOnlyMapped[Toy] = relationship()
    lazily: DynamicMapped[Cup] = relationship()


class Child(Base):
    __tablename__ = "children"

    id: Mapped[Key]
    parent_id: Mapped[int] = mapped_column(ForeignKey("parents.id"))
    parent: Mapped[Parent] = relationship(back_populates="children")
    guardian_id: Mapped[int] = mapped_column(ForeignKey("guardians.id"), unique=True)
    guardian: Mapped[Guardian] = relationship(back_populates="child")
    friend_id: Mapped[int | None] = mapped_column(ForeignKey("children.id"))
    friend: Mapped[Child | None] = relationship(remote_side="Child.id")


class Guardian(Base):
    __tablename__ = "guardians"

    id: Mapped[Key]
    child: Mapped[Child | None] = relationship(back_populates="guardian")


class Pet(Base):
    __tablename__ = "pets"

    id: Mapped[Key]
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("parents.id"))


class Toy(Base):
    __tablename__ = "toys"

    id: Mapped[Key]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("parents.id"))


class Cup(Base):
    __tablename__ = "cups"

    id: Mapped[Key]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("parents.id"))


post_tags = Table(
    "post_tags",
    Base.metadata,
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("tag", ForeignKey("tags.name"), primary_key=True),
)


class Tag(Base):
    __tablename__ = "tags"

    name: Mapped[str] = mapped_column(String(10), primary_key=True)


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[Key]
    tags: Mapped[set[Tag]] = relationship(secondary=post_tags)
    tag_names: AssociationProxy[list[str]] = association_proxy("tags", "name")


class Like(Base):
    """An association object: its key is two foreign keys."""

    __tablename__ = "likes"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), primary_key=True)
    post: Mapped[Post] = relationship()
    child: Mapped[Child] = relationship()


class Seat(Base):
    __tablename__ = "seats"

    row: Mapped[int] = mapped_column(primary_key=True)
    letter: Mapped[str] = mapped_column(String(9), primary_key=True)


class Ticket(Base):
    """A foreign key of two columns."""

    __tablename__ = "tickets"
    __table_args__ = (ForeignKeyConstraint(["seat_row", "seat_letter"], ["seats.row", "seats.letter"]),)

    id: Mapped[Key]
    seat_row: Mapped[int]
    seat_letter: Mapped[str] = mapped_column(String(9))
    seat: Mapped[Seat] = relationship()


class Order(Base):
    """Two objects of one class, with unique columns."""

    __tablename__ = "orders"

    id: Mapped[Key]
    buyer_id: Mapped[int] = mapped_column(ForeignKey("parents.id"))
    seller_id: Mapped[int] = mapped_column(ForeignKey("parents.id"))
    buyer: Mapped[Parent] = relationship(foreign_keys=buyer_id)
    seller: Mapped[Parent] = relationship(foreign_keys=seller_id)


class Stamped:
    """A mixin."""

    stamp: Mapped[int]

    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("parents.id"))

    @declared_attr
    def owner(cls) -> Mapped[Parent]:
        return relationship(Parent)


class Mixed(Stamped, Base):
    __tablename__ = "mixed"

    id: Mapped[Key]


class Checked(Base):
    __tablename__ = "checked"
    __table_args__ = (CheckConstraint("amount >= 0"), CheckConstraint("status IN ('new', 'paid')"))

    id: Mapped[Key]
    amount: Mapped[int]
    status: Mapped[str] = mapped_column(default="new")


class Even(Base):
    """A validator of its own."""

    __tablename__ = "evens"

    id: Mapped[Key]
    number: Mapped[int]

    @validates("number")
    def _even(self, _: str, value: int) -> int:
        if value % 2:
            raise ValueError(f"{value} is odd")
        return value


class Account(Base):
    """A constructor of its own."""

    __tablename__ = "accounts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str]
    password_hash: Mapped[str]

    def __init__(self, email: str, password: str) -> None:
        self.email = email
        self.password_hash = password[::-1]


class DataBase(MappedAsDataclass, DeclarativeBase):
    metadata = Base.metadata


class Team(DataBase):
    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]
    motto: Mapped[str | None]
    members: Mapped[list[Member]] = relationship(back_populates="team")
    slug: Mapped[str] = mapped_column(init=False)
    active: Mapped[bool] = mapped_column(default=True)
    options: Mapped[dict[str, str]] = mapped_column(JSON, default_factory=dict)
    made_at: Mapped[dt.datetime] = mapped_column(default_factory=dt.datetime.now)
    salt: InitVar[int] = 0

    def __post_init__(self, salt: int) -> None:
        self.slug = self.name.lower()


class Member(DataBase, kw_only=True):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    team: Mapped[Team] = relationship(back_populates="members")
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), init=False)
    mentor: Mapped[Member | None] = relationship(remote_side="Member.id")


@dataclass
class Imperative:
    """A dataclass that is mapped from outside."""

    name: str
    size: int


imperative = Table(
    "imperative",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(7), nullable=False),
    Column("size", SmallInteger, nullable=False),
)
registry(metadata=Base.metadata).map_imperatively(Imperative, imperative)

MODELS: list[type[Any]] = [
    Plain, Old, Documents, Defaults, Uniques, Decorated, Vertex, Expressions, Engineer, Lead, Manager, Task, Parent,
    Child, Guardian, Pet, Toy, Tag, Post, Like, Seat, Ticket, Order, Mixed, Checked, Even, Account, Team, Member,
    Imperative,
]  # fmt: skip
