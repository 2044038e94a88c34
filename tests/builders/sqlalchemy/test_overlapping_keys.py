"""A table of many tenants: the tenant is a part of every key, so all parents of a row have to be of one tenant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, ForeignKey, ForeignKeyConstraint, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from builders import InvalidOverride, build, build_many
from builders.persistence import save, save_many


class Base(DeclarativeBase):
    pass


class Tenant(Base):
    __tablename__ = "tenants"

    id: Mapped[int] = mapped_column(primary_key=True)


class Customer(Base):
    __tablename__ = "customers"

    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tenant: Mapped[Tenant] = relationship()


class Invoice(Base):
    __tablename__ = "invoices"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "customer_number"], ["customers.tenant_id", "customers.number"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"))
    customer_number: Mapped[int]
    tenant: Mapped[Tenant] = relationship(overlaps="customer")
    customer: Mapped[Customer] = relationship(overlaps="tenant")


class Task(Base):
    """Two parents of one tenant, who is no parent of its own."""

    __tablename__ = "tasks"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "buyer_number"], ["customers.tenant_id", "customers.number"]),
        ForeignKeyConstraint(["tenant_id", "payer_number"], ["customers.tenant_id", "customers.number"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int]
    buyer_number: Mapped[int]
    payer_number: Mapped[int]
    buyer: Mapped[Customer] = relationship(foreign_keys="[Task.tenant_id, Task.buyer_number]", overlaps="payer")
    payer: Mapped[Customer] = relationship(foreign_keys="[Task.tenant_id, Task.payer_number]", overlaps="buyer")


class Place(Base):
    __tablename__ = "places"

    area: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Way(Base):
    """The same, where the common column is none that refers to anything."""

    __tablename__ = "ways"
    __table_args__ = (
        ForeignKeyConstraint(["area", "start_number"], ["places.area", "places.number"]),
        ForeignKeyConstraint(["area", "end_number"], ["places.area", "places.number"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[int]
    start_number: Mapped[int]
    end_number: Mapped[int]
    start: Mapped[Place] = relationship(foreign_keys="[Way.area, Way.start_number]", overlaps="end")
    end: Mapped[Place] = relationship(foreign_keys="[Way.area, Way.end_number]", overlaps="start")


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        yield from _session(connection)
    engine.dispose()


def _session(connection: Connection) -> Iterator[Session]:
    with Session(connection) as session:
        yield session


def test_all_are_of_one_tenant(session: Session) -> None:
    for invoice in save_many(session, build_many(Invoice, 20)):
        assert invoice.customer.tenant is invoice.tenant


def test_a_tenant_is_given(session: Session) -> None:
    tenant = save(session, build(Tenant))
    invoices = save_many(session, build_many(Invoice, 5, tenant=tenant))
    assert {invoice.customer.tenant_id for invoice in invoices} == {tenant.id}


def test_a_customer_is_given(session: Session) -> None:
    customer = save(session, build(Customer))
    invoice = save(session, build(Invoice, customer=customer))
    assert invoice.tenant is customer.tenant


def test_both_are_given(session: Session) -> None:
    customer = build(Customer)
    invoice = save(session, build(Invoice, customer=customer, tenant=customer.tenant))
    assert invoice.tenant_id == customer.tenant_id


def test_two_parents_share_a_column(session: Session) -> None:
    for task in save_many(session, build_many(Task, 5)):
        assert task.buyer.tenant is task.payer.tenant
    for way in save_many(session, build_many(Way, 5)):
        assert way.start is not way.end
        assert way.start.area == way.end.area == way.area


@pytest.mark.parametrize("name", ["buyer", "payer"])
def test_one_of_two_is_given(session: Session, name: str) -> None:
    customer = save(session, build(Customer))
    task = save(session, build(Task, **{name: customer}))
    assert task.buyer.tenant is task.payer.tenant is customer.tenant


@pytest.mark.parametrize("name", ["start", "end"])
def test_one_place_of_two_is_given(session: Session, name: str) -> None:
    place = save(session, build(Place))
    way = save(session, build(Way, **{name: place}))
    assert way.start.area == way.end.area == place.area


def test_a_tenant_is_given_by_its_key(session: Session) -> None:
    tenant = save(session, build(Tenant))
    with pytest.raises(InvalidOverride, match="or customer__tenant_id="):
        build(Invoice, tenant_id=tenant.id)
    invoice = save(session, build(Invoice, customer__tenant_id=tenant.id))
    assert invoice.tenant is invoice.customer.tenant is tenant
