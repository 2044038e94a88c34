"""Columns with a default: the object has it, and what else the type allows is drawn on demand."""

from __future__ import annotations

import enum
from decimal import Decimal

from sqlalchemy import Numeric, func, true
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from builders import Builder, build, build_many, coverage, drawn


class Base(DeclarativeBase):
    pass


class DataBase(MappedAsDataclass, DeclarativeBase):
    pass


class Role(enum.Enum):
    OWNER = "owner"
    MEMBER = "member"
    GUEST = "guest"


class Member(Base):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[Role] = mapped_column(default=Role.MEMBER)
    second: Mapped[Role | None] = mapped_column(default=Role.GUEST)
    points: Mapped[int] = mapped_column(insert_default=7)
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    rank: Mapped[int] = mapped_column(server_default="4")
    stamp: Mapped[str] = mapped_column(default=func.now(), server_default="x")


class Seat(DataBase):
    __tablename__ = "seats"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    role: Mapped[Role] = mapped_column(default=Role.GUEST)


class Product(Base):
    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    price: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    discount: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    sale_price: Mapped[Decimal] = mapped_column(Numeric(8, 2))


def test_the_default_is_kept() -> None:
    member = build(Member)
    assert (member.role, member.second, member.points) == (Role.MEMBER, Role.GUEST, 7)


def test_a_default_goes_before_that_of_the_database() -> None:
    member = build(Member)
    assert member.active is True
    assert member.rank is None
    assert member.stamp is None


def test_it_is_drawn_on_demand() -> None:
    members = Builder(Member, role=drawn(), second=drawn(), points=drawn(), active=drawn(), rank=drawn())
    many = members.build_many(60)
    assert {member.role for member in many} == set(Role)
    assert {member.second for member in many} == {*Role, None}
    assert len({member.points for member in many}) > 1
    assert {member.active for member in many} == {True, False}
    assert len({member.rank for member in many}) > 1
    assert {seat.role for seat in Builder(Seat, role=drawn()).build_many(40)} == set(Role)


def test_coverage_shows_the_default_and_all_else() -> None:
    members = coverage(Member)
    assert members[0].role is Role.MEMBER
    assert {member.role for member in members} == set(Role)
    assert {member.second for member in members} == {*Role, None}
    assert {member.active for member in members} == {True, False}
    assert {seat.role for seat in coverage(Seat)} == set(Role)


def test_a_reduced_price_fits_its_price() -> None:
    for product in build_many(Product, 50):
        assert product.sale_price == product.price - product.discount
        assert 0 < product.sale_price < product.price
