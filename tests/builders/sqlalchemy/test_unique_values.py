"""Unique by construction: no value comes twice among objects that are counted together, and then there is none left."""

from __future__ import annotations

import enum
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, validates

from builders import Builder, CannotBuild, build, build_many, coverage, seeded, strategy


class Base(DeclarativeBase):
    pass


class Locker(Base):
    __tablename__ = "lockers"
    __table_args__ = (CheckConstraint("number BETWEEN 1 AND 300"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    label: Mapped[str] = mapped_column(String(2), unique=True)


class Person(Base):
    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(24), unique=True)
    website_url: Mapped[str] = mapped_column(String(40), unique=True)
    phone: Mapped[str] = mapped_column(String(30), unique=True)
    title: Mapped[str] = mapped_column(unique=True)


class Side(enum.Enum):
    LEFT = "left"
    RIGHT = "right"


class Few(Base):
    __tablename__ = "few"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter: Mapped[str] = mapped_column(String(1), unique=True)


class Flag(Base):
    __tablename__ = "flags"

    id: Mapped[int] = mapped_column(primary_key=True)
    on: Mapped[bool] = mapped_column(unique=True)
    other: Mapped[bool]
    level: Mapped[int]


class Half(Base):
    __tablename__ = "halves"

    side: Mapped[Side] = mapped_column(primary_key=True)


class Word(Base):
    __tablename__ = "words"
    __table_args__ = (CheckConstraint("word IN ('a', 'b', 'c')"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(unique=True)


class Seat(Base):
    __tablename__ = "seats"
    __table_args__ = (UniqueConstraint("person_id", "side"), UniqueConstraint("person_id", "row"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    person: Mapped[Person] = relationship()
    side: Mapped[Side]
    row: Mapped[str] = mapped_column(String(1))


class Match(Base):
    __tablename__ = "matches"

    id: Mapped[int] = mapped_column(primary_key=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    away_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    home: Mapped[Person] = relationship(foreign_keys=[home_id])
    away: Mapped[Person] = relationship(foreign_keys=[away_id])


class Even(Base):
    __tablename__ = "evens"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)

    @validates("number")
    def check(self, _: str, number: int) -> int:
        if number % 2:
            raise ValueError("odd")
        return number


@settings(max_examples=25)
@given(seed=st.integers(0, 2**64))
def test_small_ranges(seed: int) -> None:
    with seeded(seed):
        lockers = build_many(Locker, 300)
    assert len({locker.number for locker in lockers}) == 300
    assert all(1 <= locker.number <= 300 for locker in lockers)
    assert len({locker.label for locker in lockers}) == 300


@pytest.mark.parametrize("column", ["email", "website_url", "phone", "title"])
def test_text_keeps_its_form(column: str) -> None:
    people = build_many(Person, 100)
    values = [getattr(person, column) for person in people]
    assert len(set(values)) == 100
    if column == "phone":
        assert all(re.fullmatch(r"[\d ()+.x-]+", value) for value in values)
    if column == "email":
        assert all(value.count("@") == 1 and not value.startswith("@") and len(value) <= 24 for value in values)


@pytest.mark.parametrize(
    ("model", "column", "values"), [(Few, "letter", 36), (Flag, "on", 2), (Half, "side", 2), (Word, "word", 3)]
)
def test_few_values_come_once_each_and_then_there_is_none(model: type[Base], column: str, values: int) -> None:
    with seeded(1):
        found = {getattr(row, column) for row in build_many(model, values)}
        assert len(found) == values
        told = f"{model.__name__}.{column} has {values} values, and none is left for object number {values}"
        with pytest.raises(CannotBuild, match=told) as caught:
            build(model)
        assert "give it a value" in str(caught.value)
        assert build(model, **{column: next(iter(found))})


def test_tests_that_share_a_database_do_not_meet() -> None:
    numbers: set[int] = set()
    for test in range(20):
        with seeded(1, f"test_{test}"):
            numbers.update(even.number for even in build_many(Even, 5))
    assert len(numbers) == 100


def test_few_values_that_are_unique_together_with_others_come_again() -> None:
    seats = build_many(Seat, 100)
    assert {seat.side for seat in seats} == set(Side)
    assert len({seat.person.email for seat in seats}) == 100


def test_two_objects_within_one_differ() -> None:
    people = [person for match in build_many(Match, 50) for person in (match.home, match.away)]
    assert len({person.email for person in people}) == 100
    assert len({person.title for person in people}) == 100


def test_what_a_validator_refuses_is_drawn_again() -> None:
    assert len({even.number for even in build_many(Even, 100)}) == 100


def test_coverage_does_not_run_out() -> None:
    assert {flag.other for flag in coverage(Flag)} == {True, False}


@settings(max_examples=20, database=None)
@given(strategy(Flag), strategy(Builder(Half)))
def test_strategies_do_not_run_out(flag: Flag, half: Half) -> None:
    assert flag.on in (True, False)
    assert half.side in Side
