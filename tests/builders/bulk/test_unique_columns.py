"""Columns of few values that must differ: as many rows as there are values, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from builders import Builder, CannotBuild, build_many, seeded, unique
from builders.bulk import columns


class Base(DeclarativeBase):
    pass


class Key(Base):
    __tablename__ = "keys"

    letter: Mapped[str] = mapped_column(String(1), primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)


@dataclass
class Side:
    side: Literal["left", "right"]


def test_of_a_mapped_class() -> None:
    table = columns(Key, 36, seed=3)
    with seeded(3):
        objects = build_many(Key, 36)
    assert table["letter"].to_pylist() == [one.letter for one in objects]
    assert table["number"].to_pylist() == [one.number for one in objects]
    assert len(set(table["letter"].to_pylist())) == 36
    with pytest.raises(CannotBuild, match=r"Key\.letter has 36 values, and none is left for object number 36"):
        columns(Key, 37, seed=3)


def test_of_a_builder() -> None:
    sides = Builder(Side, side=unique())
    assert set(columns(sides, 2)["side"].to_pylist()) == {"left", "right"}
    with pytest.raises(CannotBuild, match=r"Side\.side has 2 values, and none is left"):
        columns(sides, 3)
