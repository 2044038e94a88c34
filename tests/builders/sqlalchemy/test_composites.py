"""Composite attributes, however their columns are declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import DeclarativeBase, Mapped, composite, mapped_column

from builders import Builder, UnknownName, build, coverage


class Base(DeclarativeBase):
    pass


@dataclass
class Point:
    x: int
    y: int


class ByName(Base):
    __tablename__ = "by_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[int]
    y: Mapped[int]
    place: Mapped[Point] = composite("x", "y")


class ByColumn(Base):
    __tablename__ = "by_column"

    id: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[int] = mapped_column()
    y: Mapped[int] = mapped_column()
    place: Mapped[Point] = composite(Point, x, y)


class Within(Base):
    __tablename__ = "within"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[Point] = composite(Point, mapped_column("x"), mapped_column("y"))


class Perhaps(Base):
    __tablename__ = "perhaps"

    id: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[int | None]
    y: Mapped[int | None]
    place: Mapped[Point | None] = composite("x", "y")


ALL: list[Any] = [ByName, ByColumn, Within]


@pytest.mark.parametrize("type_", ALL)
def test_it_is_made_of_its_columns(type_: Any) -> None:
    built = build(type_)
    assert isinstance(built.place, Point)
    assert build(type_, x=5).place.x == 5
    assert build(type_, place=Point(1, 2)).place == Point(1, 2)
    assert len(coverage(type_)) > 1


@pytest.mark.parametrize("type_", [*ALL, Perhaps])
def test_a_part_of_it_is_given(type_: Any) -> None:
    built = build(type_, place__x=5)
    assert built.place.x == 5
    assert isinstance(built.place.y, int)
    assert build(type_, place={"y": 7}).place.y == 7
    assert [one.place.x for one in Builder(type_, place__x=5).build_many(2)] == [5, 5]
    with pytest.raises(UnknownName, match="has no field 'z'"):
        build(type_, place__z=5)


def test_nullable_columns_are_left_empty() -> None:
    assert build(Perhaps).place is None
    assert [built.place is None for built in coverage(Perhaps)][:2] == [True, False]
