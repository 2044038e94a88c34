"""Relationships that hold no objects, and ask the database at each look: `WriteOnlyMapped` and `DynamicMapped`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, DynamicMapped, Mapped, Session, WriteOnlyMapped, mapped_column, relationship
from sqlalchemy.pool import StaticPool

from builders import build, build_many
from builders.persistence import NotSaved, save, save_many


class Base(DeclarativeBase): ...


class Shop(Base):
    __tablename__ = "shops"
    id: Mapped[int] = mapped_column(primary_key=True)
    orders: WriteOnlyMapped[Order] = relationship(back_populates="shop")
    visits: DynamicMapped[Visit] = relationship(back_populates="shop")


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"))
    shop: Mapped[Shop] = relationship(back_populates="orders")


class Visit(Base):
    __tablename__ = "visits"
    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"))
    shop: Mapped[Shop] = relationship(back_populates="visits")


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def orders_of(session: Session, shop: Shop) -> int:
    return len(session.scalars(shop.orders.select()).all())


def test_a_child_is_saved_with_its_parent(session: Session) -> None:
    order = save(session, build(Order))
    assert orders_of(session, order.shop) == 1
    assert save(session, build(Order, shop=order.shop)).shop is order.shop
    assert orders_of(session, order.shop) == 2
    assert all(visit.shop.visits.count() == 1 for visit in save_many(session, build_many(Visit, 2)))


def test_a_parent_is_saved_with_its_children(session: Session) -> None:
    shop = save(session, build(Shop, orders=build_many(Order, 2), visits=build_many(Visit, 3)), commit=True)
    assert (orders_of(session, shop), shop.visits.count()) == (2, 3)


def test_a_child_that_is_refused_is_named_and_can_be_mended(session: Session) -> None:
    shop = build(Shop)
    first, second = build_many(Order, 2, shop=shop, number="one")
    with pytest.raises(NotSaved, match=r"object: +Shop\.orders\[1\]: Order\(number='one'"):
        save(session, shop)
    assert session.scalars(select(Order)).all() == []
    second.number = "two"
    assert (save(session, shop), orders_of(session, shop)) == (shop, 2)
    assert (first.shop, second.shop) == (shop, shop)
