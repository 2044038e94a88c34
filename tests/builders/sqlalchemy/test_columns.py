"""Which columns are drawn, which are left to a default, the database or a relationship, and what is unique."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import inspect

from builders import Builder, CannotBuild, InvalidOverride, UnknownName, build, build_many, seeded
from tests.builders.sqlalchemy.models import (
    Account,
    Base,
    Child,
    Colour,
    Defaults,
    Documents,
    Even,
    Expressions,
    Like,
    Member,
    Order,
    Parent,
    Pet,
    Plain,
    Point,
    Tag,
    Team,
    Ticket,
    Uniques,
    Vertex,
)


def test_values_fit_their_columns() -> None:
    for plain in build_many(Plain, 50):
        assert plain.id is None
        assert 0 <= plain.small < 2**15
        assert plain.money.as_tuple().exponent == -2
        assert abs(plain.money) < 10_000
        assert len(plain.country) == 2
        assert 1 <= len(plain.nick) <= 12
        assert len(plain.digest) <= 16
        assert plain.at.tzinfo is None
        assert plain.at < dt.datetime(2025, 1, 1)
    assert {plain.level for plain in build_many(Plain, 50)} == {"low", "high"}
    assert None in {plain.maybe for plain in build_many(Plain, 50)}


def test_defaults_hold() -> None:
    defaults = build(Defaults)

    assert (defaults.status, defaults.colour, defaults.tags, defaults.options) == ("new", Colour.BLUE, [], {})
    assert defaults.made_at is None
    assert defaults.version is None
    assert build(Defaults).tags is not defaults.tags
    assert build(Defaults).options is not defaults.options


def test_a_default_that_changes_with_the_clock_is_drawn_instead() -> None:
    with seeded(1):
        first = build(Defaults)
    with seeded(1):
        again = build(Defaults)
    assert (first.id, first.drawn_at) == (again.id, again.drawn_at)
    assert first.id is not None


def test_unique_columns_have_no_value_twice() -> None:
    objects = build_many(Uniques, 1000)
    for column in ("id", "code", "slug", "number", "small", "price", "at", "day", "digest", "token", "label", "email"):
        assert len({getattr(obj, column) for obj in objects}) == len(objects), column


def test_unique_text_keeps_to_its_length_and_looks_as_usual() -> None:
    for unique in build_many(Uniques, 100):
        assert len(unique.email) <= 60
        assert unique.email.count("@") == 1
        assert len(unique.code) == 4
        assert len(unique.slug) <= 20


def test_two_parents_of_one_class_are_different() -> None:
    orders = build_many(Order, 200)
    codes = {parent.code for order in orders for parent in (order.buyer, order.seller)}
    assert len(codes) == 400


def test_what_is_no_column_is_no_field() -> None:
    for name in ("initials", "full", "alias", "nothing"):
        with pytest.raises(UnknownName, match=f"^Expressions has no field '{name}'"):
            build(Expressions, **{name: "x"})
    assert build(Expressions, renamed="x").renamed == "x"
    with pytest.raises(UnknownName, match="^Defaults has no field 'double'"):
        build(Defaults, double=2)


def test_documents_follow_the_annotation() -> None:
    documents = build_many(Documents, 20)
    assert all(document.anything == {} for document in documents)
    assert any(document.numbers for document in documents)
    assert all(isinstance(number, int) for document in documents for number in document.numbers)


def test_composites_are_made_of_their_columns() -> None:
    vertex = build(Vertex)
    assert vertex.start == Point(*(getattr(vertex, name) for name in ("x1", "y1")))
    assert vertex.end is None
    assert build(Vertex, start=Point(1, 2)).start == Point(1, 2)
    assert build(Vertex, x1=7).start.x == 7
    with pytest.raises(InvalidOverride, match=r"^Vertex\.start=3 is refused: it is no Point$"):
        build(Vertex, start=3)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"nick": "x" * 13},
            "is refused: it has 13 characters, and the column is String(12)",
        ),
        ({"nick": None}, "Plain.nick=None is refused: the column is NOT NULL"),
        ({"small": 40_000}, "Plain.small=40000 is refused: the column SmallInteger takes -32768 to 32767"),
        ({"small": "4"}, "Plain.small='4' is refused: it is no int"),
        ({"money": Decimal(10_000)}, "the column Numeric(6, 2) takes 4 digits before the point"),
        ({"money": 1.5}, "Plain.money=1.5 is refused: it is no Decimal or int"),
        ({"colour": "red"}, "Plain.colour='red' is refused: it is no Colour"),
        ({"level": "middle"}, "Plain.level='middle' is refused: it is no"),
        ({"day": "2024-01-01"}, "Plain.day='2024-01-01' is refused: it is no date"),
    ],
)
def test_values_that_do_not_fit_are_refused(given: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidOverride) as caught:
        build(Plain, **given)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "given",
    [{"nick": "x" * 12}, {"maybe": None}, {"small": -5}, {"money": 3}, {"weight": 1}, {"level": "low"}, {"id": 9}],
)
def test_values_that_fit_are_taken(given: dict[str, object]) -> None:
    plain = build(Plain, **given)
    assert {name: getattr(plain, name) for name in given} == given


def test_sql_expressions_are_taken() -> None:
    from sqlalchemy import func

    assert build(Plain, at=func.now()).at is not None


def test_a_validator_of_the_authors_own() -> None:
    assert all(even.number % 2 == 0 for even in build_many(Even, 20))
    with pytest.raises(InvalidOverride, match="3 is odd"):
        build(Even, number=3)


def test_a_constructor_of_the_authors_own() -> None:
    account = build(Account, password="abc")
    assert account.password_hash == "cba"
    assert "@" in account.email


def test_what_the_constructor_works_out_can_be_given() -> None:
    assert build(Team, slug="mine").slug == "mine"
    assert build(Account, password_hash="x").password_hash == "x"
    assert Builder(Team).deriving(slug=lambda team: team.name.upper()).build(name="red").slug == "RED"


def test_a_class_mapped_as_a_dataclass() -> None:
    team = build(Team)
    assert team.slug == team.name.lower()
    assert team.members == []
    assert team.active is True
    member = build(Member)
    assert member.team.members == [member]
    assert member.mentor is None


def test_a_base_is_refused() -> None:
    with pytest.raises(CannotBuild, match="Base is mapped to no table"):
        build(Base)


def test_states_are_as_those_of_objects_made_by_hand() -> None:
    assert all(inspect(build(model)).transient for model in (Plain, Child, Like, Parent, Pet, Tag, Ticket))
