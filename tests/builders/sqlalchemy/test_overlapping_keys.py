"""A table of many tenants: the tenant is a part of every key, so all parents of a row have to be of one tenant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, ForeignKey, ForeignKeyConstraint, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from builders import build, build_many
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
