"""CHECK constraints of the common forms are kept by what is drawn."""

from __future__ import annotations

import enum
from decimal import Decimal

import pytest
from sqlalchemy import Boolean, CheckConstraint, Enum, Numeric, String, column, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from builders import build_many
from builders.persistence import NotSaved, save_many


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "products"
    __table_args__ = (
        CheckConstraint("price > 0 AND price <= 99.5", name="price_range"),
        CheckConstraint("(stock BETWEEN 3 AND 5) and rating>=2"),
        CheckConstraint("status IN ('new', 'it''s old')"),
        CheckConstraint("length(code) = 6"),
        CheckConstraint("products.title <> ''"),
        CheckConstraint('100 > "weight"'),
        CheckConstraint("serial >= 1000"),
        CheckConstraint(column("level").in_([1, 2, 3])),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    price: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    stock: Mapped[int]
    rating: Mapped[int]
    status: Mapped[str]
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str]
    weight: Mapped[int]
    serial: Mapped[int] = mapped_column(unique=True)
    level: Mapped[int]


class Contrary(Base):
    """What is not understood is left to the database."""

    __tablename__ = "contrary"
    __table_args__ = (CheckConstraint("a > b OR a < 0"), CheckConstraint("b - 100000 > a"))

    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[int]
    b: Mapped[int]


def test_what_is_drawn_keeps_them() -> None:
    products = build_many(Product, 100)
    assert {product.stock for product in products} == {3, 4, 5}
    assert {product.status for product in products} == {"new", "it's old"}
    assert {product.level for product in products} == {1, 2, 3}
    assert {len(product.code) for product in products} == {6}
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        with Session(connection) as session:
            save_many(session, products)
            with pytest.raises(NotSaved, match="CHECK refused the row"):
                save_many(session, build_many(Contrary, 2))
    engine.dispose()


class Parcel(Base):
    """Checks that stand with their columns."""

    __tablename__ = "parcels"

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(CheckConstraint("size in (1, 2, 3)"))
    weight: Mapped[int] = mapped_column(CheckConstraint("weight >= 5 and weight < 8", name="weight_limits"))


def test_those_of_columns_are_kept_too() -> None:
    parcels = build_many(Parcel, 100)
    assert {parcel.size for parcel in parcels} == {1, 2, 3}
    assert {parcel.weight for parcel in parcels} == {5, 6, 7}
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        with Session(connection) as session:
            save_many(session, parcels)
            with pytest.raises(NotSaved, match=r"(?s)^Parcel\.weight .*CHECK weight_limits on parcels \(weight\)"):
                save_many(session, build_many(Parcel, 2, weight=9))
    engine.dispose()


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"
    GREEN = "green"


class Ball(Base):
    """Checks that the types of columns make, and one that leaves some members of an enum."""

    __tablename__ = "balls"

    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[Colour] = mapped_column(Enum(Colour, native_enum=False, create_constraint=True))
    spots: Mapped[Colour] = mapped_column(Enum(Colour, native_enum=False), CheckConstraint("spots IN ('RED', 'BLUE')"))
    soft: Mapped[bool] = mapped_column(Boolean(create_constraint=True))


def test_those_of_enums_and_bools_name_what_is_in_the_database() -> None:
    balls = build_many(Ball, 60)
    assert {ball.colour for ball in balls} == set(Colour)
    assert {ball.spots for ball in balls} == {Colour.RED, Colour.BLUE}
    assert {type(ball.soft) for ball in balls} == {bool}
