"""Rows of mapped classes: in a table of PostgreSQL they are what saving the objects makes of them."""

from __future__ import annotations

import datetime as dt
import enum
import secrets
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NotRequired, TypedDict
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import (
    ARRAY,
    JSON,
    Dialect,
    Engine,
    Enum,
    ForeignKey,
    Integer,
    LargeBinary,
    Numeric,
    PickleType,
    Sequence,
    String,
    TypeDecorator,
    create_engine,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import HSTORE, INT4RANGE, JSONB, Range
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, Session, mapped_column

from builders import Builder, build_many, drawn, seeded
from builders.bulk import columns, copy_into, slow_columns, write
from builders.errors import CannotBuild
from builders.persistence import save_many


class Base(DeclarativeBase): ...


class Color(enum.Enum):
    RED = "r"
    BLUE = "b"


class Reversed(TypeDecorator[str]):
    impl = String(80)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{dialect.name}:{value[::-1]}"


class Salted(TypeDecorator[str]):
    impl = String(80)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value + secrets.token_hex(4)


class Dotted(TypeDecorator[str]):
    """Says nothing of what is stored."""

    impl = String(80)
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        return f"{value}."


class Wrapped(TypeDecorator[list[str]]):
    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> dict[str, object]:
        return {"in": value}


class Size(TypedDict):
    width: int
    depth: NotRequired[int]


class Document(Base):
    __tablename__ = "documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[list[str]] = mapped_column(JSON)
    numbers: Mapped[list[int]] = mapped_column(JSONB, default=list)
    word: Mapped[str] = mapped_column(JSON)
    maybe: Mapped[list[str] | None] = mapped_column(JSON)
    none: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    sizes: Mapped[dict[str, int]] = mapped_column(JSONB)
    mixed: Mapped[list[int | str]] = mapped_column(JSON)
    size: Mapped[Size] = mapped_column(JSON)
    anything: Mapped[dict[str, Any]] = mapped_column(JSON)


class Decorated(Base):
    __tablename__ = "decorated"
    id: Mapped[int] = mapped_column(primary_key=True)
    turned: Mapped[str] = mapped_column(Reversed)
    maybe: Mapped[str | None] = mapped_column(Reversed)
    dotted: Mapped[str] = mapped_column(Dotted)
    wrapped: Mapped[list[str]] = mapped_column(Wrapped)
    pickled: Mapped[dict[str, int]] = mapped_column(PickleType)


class Collected(Base):
    __tablename__ = "collected"
    id: Mapped[int] = mapped_column(primary_key=True)
    colors: Mapped[list[Color]] = mapped_column(ARRAY(Enum(Color)))
    grid: Mapped[list[list[int]]] = mapped_column(ARRAY(Integer, dimensions=2))
    data: Mapped[list[bytes]] = mapped_column(ARRAY(LargeBinary))
    as_tuple: Mapped[tuple[int, ...]] = mapped_column(ARRAY(Integer, as_tuple=True))
    range: Mapped[Range[int]] = mapped_column(INT4RANGE)
    store: Mapped[dict[str, str]] = mapped_column(HSTORE)
    took: Mapped[dt.timedelta]
    renamed: Mapped[str] = mapped_column("another name")


class Counted(Base):
    __tablename__ = "counted"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class Account(MappedAsDataclass, Base, kw_only=True):
    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    handle: Mapped[str] = mapped_column(String(20))
    balance: Mapped[Decimal] = mapped_column(Numeric(12, 4), default=Decimal(5))
    color: Mapped[Color] = mapped_column(default=Color.BLUE)
    labels: Mapped[list[str]] = mapped_column(JSONB, default_factory=list)


class Numbered(Base):
    __tablename__ = "numbered"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Sequence("numbers"))
    text: Mapped[str]


class Timed(Base):
    __tablename__ = "timed"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(default=func.now())
    text: Mapped[str]


class Party(Base):
    __tablename__ = "parties"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "party"}


class Person(Party):
    __tablename__ = "persons"
    id: Mapped[int] = mapped_column(ForeignKey("parties.id"), primary_key=True)
    name: Mapped[str]
    __mapper_args__ = {"polymorphic_identity": "person"}


class Secret(Base):
    __tablename__ = "secrets"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    password: Mapped[str | None] = mapped_column(Salted)


SAVED = [Document, Decorated, Collected, Counted, Account]


@pytest.fixture(scope="module")
def engine(server: Path) -> Iterator[Engine]:
    engine = create_engine(f"postgresql+psycopg://tests@/postgres?host={server}")
    with engine.begin() as connection:
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS hstore"))
    Base.metadata.create_all(engine)
    yield engine
    Base.metadata.drop_all(engine)
    engine.dispose()


def rows_of(connection: Any, table: str) -> list[str]:
    """All of each row, without its key."""
    found = connection.execute(f"SELECT ({table}.*)::text FROM {table}")
    return sorted(row[0].partition(",")[2] for row in found)


@pytest.mark.integration
@pytest.mark.parametrize("class_", SAVED)
def test_copied_rows_are_what_saved_objects_are(class_: type[Base], engine: Engine) -> None:
    table = str(class_.__tablename__)
    with seeded(3), Session(engine) as session:
        save_many(session, build_many(class_, 40))
        saved = rows_of(session.connection().connection.cursor(), table)
        session.rollback()
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        assert copy_into(driver, class_, table, 40, seed=3) == 40
        assert rows_of(driver, table) == saved


def test_a_file_for_copy_has_the_same_forms(tmp_path: Path) -> None:
    [path] = write(Builder(Document, words=["a", "b"], word="c"), tmp_path / "documents.copy", 1)
    words, numbers, word, *_ = path.read_text(encoding="utf-8").split("\t")
    assert (words, numbers, word) == ('["a", "b"]', "[]", '"c"')


def test_a_table_in_memory_holds_lists_for_documents_that_are_alike() -> None:
    row = columns(Document, 20, seed=1).to_pylist()[3]
    assert isinstance(row["words"], list)
    assert isinstance(row["mixed"], str)
    assert {slow.path for slow in slow_columns(Document)} == {"Document.mixed", "Document.size"}


def test_a_table_in_memory_holds_what_a_type_of_the_authors_own_stores() -> None:
    with seeded(1):
        built = build_many(Decorated, 20)
    rows = columns(Decorated, 20, seed=1).to_pylist()
    assert [row["turned"] for row in rows] == [f"postgresql:{one.turned[::-1]}" for one in built]
    assert [row["dotted"] for row in rows] == [one.dotted for one in built]
    given = columns(Decorated, 2, having={"turned": "abc"})
    assert given["turned"].to_pylist() == ["postgresql:cba"] * 2
    paths = {slow.path: slow.why for slow in slow_columns(Decorated)}
    assert paths["Decorated.turned"] == "Reversed makes what is stored"
    assert "Decorated.dotted" not in paths


def test_a_type_that_stores_something_else_each_time() -> None:
    with pytest.raises(CannotBuild, match=r"^Secret\.password: Salted stores something else each time"):
        columns(Secret, 2)
    assert columns(Secret, 2, having={"password": None}).num_rows == 2


def test_defaults_of_a_class_mapped_as_a_dataclass() -> None:
    [row] = columns(Account, 1, seed=1).to_pylist()
    assert (row["balance"], row["color"], row["labels"]) == (Decimal(5), "BLUE", [])
    assert columns(Account, 1, having={"color": Color.RED})["color"].to_pylist() == ["RED"]


@pytest.mark.parametrize(
    ("class_", "words"),
    [
        (Numbered, r"Numbered\.number gets the next number of the sequence numbers from SQLAlchemy when it is saved"),
        (Timed, r"Timed\.at gets the value of now\(\) from SQLAlchemy when it is saved, which COPY goes without"),
        (Person, "a Person is stored in 2 tables, parties and persons, and COPY fills one"),
    ],
)
def test_what_copy_can_not_fill_is_said_before(class_: type[Base], words: str, engine: Engine) -> None:
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        with pytest.raises(CannotBuild, match=words):
            copy_into(driver, class_, str(class_.__tablename__), 3)
        assert copy_into(driver, Party, "parties", 3) == 3


def test_what_sqlalchemy_would_ask_the_database_for_can_be_drawn_or_given(engine: Engine) -> None:
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        assert copy_into(driver, Builder(Numbered, number=drawn()), "numbered", 3) == 3
        assert copy_into(driver, Timed, "timed", 3, having={"at": dt.datetime(2024, 1, 1)}) == 3
