"""Validators (`@validates`) see attributes in the order of the model, and an error names the one that was refused."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, attribute_keyed_dict, mapped_column, relationship, validates

from builders import Builder, InvalidOverride, build, build_many, sequence


class Base(DeclarativeBase):
    pass


class Span(Base):
    __tablename__ = "spans"

    id: Mapped[int] = mapped_column(primary_key=True)
    low: Mapped[int]
    high: Mapped[int]

    @validates("high")
    def check(self, _: str, high: int) -> int:
        if high < self.low:
            raise ValueError("high is below low")
        return high


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    email: Mapped[str]
    other_email: Mapped[str]

    @validates("email", "other_email")
    def check(self, _: str, email: str) -> str:
        if "@" not in email:
            raise ValueError("an address of a user has an @")
        return email


class Own(Base):
    __tablename__ = "own"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    def __init__(self, name: str) -> None:
        if name == "root":
            raise ValueError("reserved")
        self.name = name


class Owner(Base):
    __tablename__ = "owners"

    id: Mapped[int] = mapped_column(primary_key=True)
    notes: Mapped[dict[str, Note]] = relationship(collection_class=attribute_keyed_dict("key"), back_populates="owner")


class Note(Base):
    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id"))
    owner: Mapped[Owner] = relationship(back_populates="notes")


def test_a_given_value_is_set_in_its_place() -> None:
    assert all(span.high >= 5000 for span in build_many(Span, 5, low=5000))
    assert all(span.high >= 5000 for span in Builder(Span, low=5000).build_many(5))
    assert build(Span, high=9000).low <= 9000
    assert build(Span, high=9, low=9).high == 9


@pytest.mark.parametrize("given", [{"low": 9, "high": 1}, {"high": 1, "low": 9}])
def test_the_order_of_what_is_given_changes_nothing(given: dict[str, int]) -> None:
    with pytest.raises(InvalidOverride, match=r"Span\.high=1 is refused: high is below low"):
        build(Span, **given)


def test_a_key_is_there_when_a_keyed_collection_asks_for_it() -> None:
    note = build(Note, key="a")
    assert note.owner.notes == {"a": note}
    notes = Builder(Note, key=sequence("k{}")).build_many(2)
    assert [list(note.owner.notes) for note in notes] == [[note.key] for note in notes]


def test_the_refused_attribute_is_named_alone() -> None:
    with pytest.raises(InvalidOverride) as raised:
        build(User, email="nope")
    assert str(raised.value) == "User.email='nope' is refused: an address of a user has an @"
    with pytest.raises(InvalidOverride, match=r"User\.other_email='nope' is refused"):
        build(User, other_email="nope", username="ada")
    assert build(User, email="ada@example.org").email == "ada@example.org"


def test_what_may_not_fit_it_is_named_too() -> None:
    with pytest.raises(InvalidOverride, match=re.escape("write:  what fits it, for low: low=...")):
        build(Span, high=-1)


def test_a_rule_whose_value_is_refused_is_asked_few_times() -> None:
    asked: list[object] = []

    def address(_: User) -> str:
        asked.append(None)
        return "nope"

    with pytest.raises(InvalidOverride, match=r"computed:  by its rule, \.deriving\(email=\.\.\.\)"):
        Builder(User).deriving(email=address).build()
    assert len(asked) == 5


def test_a_constructor_of_the_authors_own_refuses_the_whole() -> None:
    with pytest.raises(InvalidOverride, match="reserved"):
        build(Own, name="root")
    assert build(Own, name="ada").name == "ada"
