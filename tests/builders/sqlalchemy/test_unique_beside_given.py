"""Columns that are unique together: rows differ in what is left to be drawn, whichever of them are given."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

import pytest
from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from builders import Builder, build_many, seeded, sequence
from builders.bulk import columns

DAY = dt.date(2024, 1, 1)


class Base(DeclarativeBase):
    pass


class Side(enum.Enum):
    LEFT = "left"
    RIGHT = "right"


class Slot(Base):
    __tablename__ = "slots"

    room: Mapped[str] = mapped_column(String(10), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    nr: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Code(Base):
    __tablename__ = "codes"
    __table_args__ = (
        UniqueConstraint("code", "region"),
        UniqueConstraint("name", "side"),
        UniqueConstraint("kind", "level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    region: Mapped[str]
    name: Mapped[str]
    side: Mapped[Side]
    kind: Mapped[str] = mapped_column(default="plain")
    level: Mapped[int]


@pytest.mark.parametrize(
    "given",
    [{}, {"room": "A"}, {"nr": 1}, {"day": DAY}, {"room": "A", "nr": 1}, {"room": "A", "day": DAY}],
    ids=lambda given: "-".join(given) or "nothing",
)
def test_the_key_is_unique(given: dict[str, Any]) -> None:
    slots = build_many(Slot, 300, **given)
    assert len({(slot.room, slot.day, slot.nr) for slot in slots}) == 300
    if given:
        assert len({(slot.room, slot.day, slot.nr) for slot in Builder(Slot, **given).build_many(300)}) == 300


def test_rows_in_bulk_are_the_same() -> None:
    with seeded(3):
        slots = build_many(Slot, 50, room="A", nr=1)
    assert columns(Slot, 50, seed=3, having={"room": "A", "nr": 1})["day"].to_pylist() == [slot.day for slot in slots]


def test_a_constraint_of_two_columns() -> None:
    assert len({code.region for code in build_many(Code, 300, code="x")}) == 300
    assert len({code.code for code in build_many(Code, 300, region="x")}) == 300


def test_few_values_come_in_turn() -> None:
    sides = [code.side for code in build_many(Code, 4, name="x")]
    assert set(sides[:2]) == set(sides[2:]) == set(Side)


def test_what_has_a_default_makes_no_rows_differ() -> None:
    codes = build_many(Code, 300)
    assert {code.kind for code in codes} == {"plain"}
    assert len({code.level for code in codes}) == 300


def test_what_is_another_for_each_object_leaves_the_rest_as_it_is() -> None:
    with seeded(3):
        plain = [code.region for code in build_many(Code, 3)]
    with seeded(3):
        given = [code.region for code in Builder(Code, code=sequence("c{}")).build_many(3)]
    assert given == plain
