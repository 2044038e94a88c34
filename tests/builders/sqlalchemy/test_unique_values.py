"""Unique by construction: no value comes twice in a row of objects that need no more than a third of the range."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from builders import build_many, seeded


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


@settings(max_examples=25)
@given(seed=st.integers(0, 2**64))
def test_small_ranges(seed: int) -> None:
    with seeded(seed):
        lockers = build_many(Locker, 100)
    assert len({locker.number for locker in lockers}) == 100
    assert all(1 <= locker.number <= 300 for locker in lockers)
    assert len({locker.label for locker in lockers}) == 100


@pytest.mark.parametrize("column", ["email", "website_url", "phone", "title"])
def test_text_keeps_its_form(column: str) -> None:
    people = build_many(Person, 100)
    values = [getattr(person, column) for person in people]
    assert len(set(values)) == 100
    if column == "phone":
        assert all(re.fullmatch(r"[\d ()+.x-]+", value) for value in values)
    if column == "email":
        assert all(value.count("@") == 1 and not value.startswith("@") and len(value) <= 24 for value in values)
