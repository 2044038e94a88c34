"""After it is saved, an object shows what its row holds: some columns keep another form of what they are given."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    Numeric,
    String,
    TypeDecorator,
    create_engine,
    event,
    inspect,
    select,
)
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.pool import StaticPool

from builders import build, build_many
from builders.persistence import NotSaved, save, save_many


class Lower(TypeDecorator[str]):
    impl = String(80)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.lower()


class Base(DeclarativeBase): ...


class Maker(Base):
    __tablename__ = "makers"
    id: Mapped[int] = mapped_column(primary_key=True)


class Product(Base):
    __tablename__ = "products"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    price: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    day: Mapped[dt.date]
    details: Mapped[dict[Any, Any]] = mapped_column(JSON, default=dict)
    maker_id: Mapped[int] = mapped_column(ForeignKey("makers.id"))
    maker: Mapped[Maker] = relationship()
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "product"}


class Book(Product):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    weight: Mapped[Decimal] = mapped_column(Numeric(6, 1))
    __mapper_args__ = {"polymorphic_identity": "book"}


class Tag(Base):
    __tablename__ = "tags"
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(Lower)


class Encoded(TypeDecorator[dict[str, Any]]):
    impl = String
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str:
        return json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return json.loads(value or "{}")


class Settings(Base):
    __tablename__ = "settings"
    id: Mapped[int] = mapped_column(primary_key=True)
    values: Mapped[dict[str, Any]] = mapped_column(MutableDict.as_mutable(Encoded), default=dict)


class Day(Base):
    __tablename__ = "days"
    day: Mapped[dt.date] = mapped_column(primary_key=True)


class Counted(Base):
    __tablename__ = "counted"
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "postgresql":
        engine = create_engine(f"postgresql+psycopg://tests@/postgres?host={request.getfixturevalue('server')}")
    else:
        engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    yield engine
    Base.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session


def in_the_row(session: Session, obj: object) -> dict[str, object]:
    """What another session reads."""
    state = inspect(obj, raiseerr=True)
    names = [attribute.key for attribute in state.mapper.column_attrs]
    columns = [getattr(type(obj), name) for name in names]
    key = state.mapper.primary_key[0]
    row = session.execute(select(*columns).where(key == state.identity[0])).one()
    return dict(zip(names, row, strict=True))


def test_what_a_column_rounds_or_cuts(session: Session) -> None:
    at, noon = dt.datetime(2024, 1, 1, 8), dt.datetime(2024, 1, 2, 12)
    product = build(Product, price=Decimal("1.239"), at=at, details={1: (2, 3)})
    product.day = noon
    save(session, product)
    assert (product.price, product.day, product.details) == (Decimal("1.24"), noon.date(), {"1": [2, 3]})
    assert type(product.day) is dt.date
    assert product.at == in_the_row(session, product)["at"]


def test_columns_of_a_parent_class(session: Session) -> None:
    book = save(session, build(Book, price=Decimal("0.999"), weight=Decimal("1.25")))
    assert (book.price, book.weight) == (in_the_row(session, book)["price"], in_the_row(session, book)["weight"])
    assert book.price == Decimal("1.00")


def test_what_a_type_of_the_authors_own_makes(session: Session) -> None:
    tags = save_many(session, [build(Tag, label="Ada"), build(Tag, label="BOB")])
    assert [tag.label for tag in tags] == ["ada", "bob"]


def test_what_changes_within_a_value_is_still_seen(session: Session) -> None:
    settings = save(session, build(Settings, values={"size": (1, 2)}))
    assert settings.values == {"size": [1, 2]}
    settings.values["size"] = 3
    session.flush()
    assert in_the_row(session, settings)["values"] == {"size": 3}


def test_relationships_stay_as_they_are_loaded(session: Session) -> None:
    product = save(session, build(Product, price=Decimal("1.239")))
    session.expunge_all()
    assert product.maker.id == product.maker_id


def test_nothing_is_read_where_all_is_kept(engine: Engine) -> None:
    seen: list[str] = []

    def see(*arguments: Any) -> None:
        seen.append(arguments[2].split()[0])

    with Session(engine) as session:
        event.listen(engine, "before_cursor_execute", see)
        try:
            save_many(session, build_many(Product, 5))
        finally:
            event.remove(engine, "before_cursor_execute", see)
    assert "SELECT" not in seen


def test_a_key_that_the_row_would_not_have(session: Session) -> None:
    with pytest.raises(NotSaved, match=r"^Day\.day=.* could not be saved: it is in the primary key") as caught:
        save_many(session, [build(Day), Day(day=dt.datetime(2024, 1, 1, 5))])
    assert "object:  objects[1]: Day(day=" in str(caught.value)
    assert session.scalars(select(Day)).all() == []
    assert save(session, build(Day, day=dt.date(2024, 1, 1))).day == dt.date(2024, 1, 1)


def test_a_version_that_the_row_would_not_have(session: Session) -> None:
    with pytest.raises(NotSaved, match=r"^Counted\.version=7 could not be saved: SQLAlchemy counts the changes"):
        save(session, build(Counted, version=7))
    assert save(session, build(Counted, version=1)).version == save(session, build(Counted)).version == 1
