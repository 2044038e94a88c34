"""`coverage`: every case, few objects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal

import pytest
from annotated_types import Interval, MaxLen, MinLen, Predicate
from pydantic import BaseModel, Field, model_validator

from builders import CannotBuild, coverage, seeded


class Role(Enum):
    ADMIN = "admin"
    VIEWER = "viewer"


class Card(BaseModel):
    kind: Literal["card"]
    debit: bool


class Transfer(BaseModel):
    kind: Literal["transfer"]


class Order(BaseModel):
    role: Role
    gift: bool
    count: int = Field(ge=1, le=9)
    note: str | None
    payment: Card | Transfer
    tags: list[Role]
    closed: bool = False


class Node(BaseModel):
    value: bool
    children: list[Node]
    parent: Node | None


def test_every_case_is_visited() -> None:
    orders = coverage(Order)
    assert {order.role for order in orders} == set(Role)
    assert {order.gift for order in orders} == {True, False}
    assert {1, 9} <= {order.count for order in orders}
    assert {order.note is None for order in orders} == {True, False}
    assert {type(order.payment) for order in orders} == {Card, Transfer}
    assert {order.payment.debit for order in orders if isinstance(order.payment, Card)} == {True, False}
    assert {len(order.tags) for order in orders} >= {0, 1, 3}
    assert {tag for order in orders for tag in order.tags} == set(Role)
    assert {order.closed for order in orders} == {True, False}


def test_there_are_few() -> None:
    assert len(coverage(Order)) <= 6


def test_the_same_on_every_run() -> None:
    with seeded(1):
        first = coverage(Order)
    with seeded(1):
        assert coverage(Order) == first


def test_recursion_ends() -> None:
    nodes = coverage(Node)
    assert {node.value for node in nodes} == {True, False}
    assert {node.parent is None for node in nodes} == {True, False}
    assert {bool(node.children) for node in nodes} == {True, False}
    assert len(nodes) <= 6


@pytest.mark.parametrize(
    ("type_", "cases"),
    [(bool, {True, False}), (Role, set(Role)), (Literal[1, "a"], {1, "a"}), (bool | None, {None, True, False})],
)
def test_types_without_fields(type_: object, cases: set[object]) -> None:
    assert set(coverage(type_)) == cases  # type: ignore[arg-type]  # any form


def test_fields_that_do_not_go_together_are_shown_one_by_one() -> None:
    class Switch(BaseModel):
        on: bool
        level: Literal["none", "low", "high"]

        @model_validator(mode="after")
        def agree(self) -> Switch:
            if self.on == (self.level == "none"):
                raise ValueError("a level without being on")
            return self

    switches = coverage(Switch)
    assert {switch.on for switch in switches} == {True, False}
    assert {switch.level for switch in switches} == {"none", "low", "high"}


def test_what_the_type_refuses_is_none_of_its_cases() -> None:
    class Even(BaseModel):
        number: int = Field(ge=1, le=10)

        @model_validator(mode="after")
        def even(self) -> Even:
            if self.number % 2:
                raise ValueError("odd")
            return self

    assert 10 in {even.number for even in coverage(Even)}
    assert 1 not in {even.number for even in coverage(Even)}


def test_bounds_are_those_that_were_declared() -> None:
    class Plan(BaseModel):
        seats: int = Field(ge=1, le=500)
        price: Decimal = Field(ge=0, le=Decimal("99.99"), decimal_places=2)
        ratio: float = Field(ge=0, le=1)
        starts: date = Field(ge=date(2020, 1, 1), le=date(2020, 12, 31))

    plans = coverage(Plan)
    assert {plan.seats for plan in plans} == {1, 500}
    assert {plan.price for plan in plans} == {Decimal("0.00"), Decimal("99.99")}
    assert {plan.ratio for plan in plans} == {0, 1}
    assert {plan.starts for plan in plans} == {date(2020, 1, 1), date(2020, 12, 31)}


def test_bounds_of_numbers_and_times_that_follow_others() -> None:
    class Offer(BaseModel):
        min_price: int = Field(ge=0, le=100)
        max_price: int = Field(ge=0, le=100)
        starts_at: datetime = Field(ge=datetime(2020, 1, 1), le=datetime(2021, 1, 1))
        ends_at: datetime = Field(ge=datetime(2020, 1, 1), le=datetime(2021, 1, 1))

    offers = coverage(Offer)
    for numbers in ({offer.min_price for offer in offers}, {offer.max_price for offer in offers}):
        assert {0, 100} <= numbers
    for times in ({offer.starts_at for offer in offers}, {offer.ends_at for offer in offers}):
        assert {datetime(2020, 1, 1), datetime(2021, 1, 1)} <= times
    assert len(offers) == 2


def test_a_type_that_can_not_be_built() -> None:
    @dataclass
    class Broken:
        value: int

        def __post_init__(self) -> None:
            raise ValueError("never")

    with pytest.raises(CannotBuild, match="never"):
        coverage(Broken)


def test_lengths_of_text_are_those_that_were_declared() -> None:
    class Page(BaseModel):
        title: str = Field(min_length=3, max_length=80)
        slug: str = Field(max_length=12)
        code: str = Field(pattern="^[a-z]+$", min_length=2, max_length=5)
        digest: bytes = Field(min_length=4, max_length=6)
        note: str

    pages = coverage(Page)
    assert {3, 80} <= {len(page.title) for page in pages}
    assert 12 in {len(page.slug) for page in pages}
    assert {2, 5} <= {len(page.code) for page in pages}
    assert {4, 6} <= {len(page.digest) for page in pages}
    assert len(pages) == 3


def test_text_under_a_name_that_says_more_has_its_lengths_too() -> None:
    @dataclass
    class Contact:
        email: Annotated[str, MinLen(6), MaxLen(50)]
        city: Annotated[str, MaxLen(10)]

    contacts = coverage(Contact)
    assert {6, 50} <= {len(contact.email) for contact in contacts}
    assert 10 in {len(contact.city) for contact in contacts}


def test_collections_are_as_long_as_was_allowed() -> None:
    class Team(BaseModel):
        names: list[str] = Field(max_length=40)
        numbers: set[int] = Field(min_length=2, max_length=9)
        roles: set[Role]
        seats: dict[str, bool] = Field(min_length=1, max_length=7)
        pair: tuple[bool, ...] = Field(max_length=6)

    teams = coverage(Team)
    assert {0, 40} <= {len(team.names) for team in teams}
    assert {2, 9} <= {len(team.numbers) for team in teams}
    assert {0, 2} <= {len(team.roles) for team in teams}
    assert {1, 7} <= {len(team.seats) for team in teams}
    assert {seat for team in teams for seat in team.seats.values()} == {True, False}
    assert {0, 6} <= {len(team.pair) for team in teams}


def test_a_length_that_nobody_means_is_not_visited() -> None:
    class Archive(BaseModel):
        texts: list[str] = Field(max_length=1_000_000)
        body: str = Field(max_length=10_000_000)

    archives = coverage(Archive)
    assert max(len(archive.texts) for archive in archives) < 10
    assert max(len(archive.body) for archive in archives) < 1000


def test_what_a_condition_accepts_is_a_case() -> None:
    @dataclass
    class Dial:
        level: Annotated[Literal["low", "mid", "high"], Predicate(lambda level: level != "mid")]
        step: Annotated[int, Interval(ge=1, le=9), Predicate(lambda step: step % 2 == 1)]
        even: Annotated[int, Interval(ge=1, le=10), Predicate(lambda step: step % 2 == 0)]

    dials = coverage(Dial)
    assert {dial.level for dial in dials} == {"low", "high"}
    assert {1, 9} <= {dial.step for dial in dials}
    assert 10 in {dial.even for dial in dials}
    assert len(dials) == 2


def test_what_does_not_go_together_in_an_inner_object_is_shown_one_by_one() -> None:
    class Inner(BaseModel):
        on: bool
        level: Literal["none", "low", "high"]

        @model_validator(mode="after")
        def agree(self) -> Inner:
            if self.on == (self.level == "none"):
                raise ValueError("a level without being on")
            return self

    class Outer(BaseModel):
        inner: Inner
        inners: list[Inner]

    outers = coverage(Outer)
    assert {outer.inner.on for outer in outers} == {True, False}
    assert {outer.inner.level for outer in outers} == {"none", "low", "high"}
    assert {inner.level for outer in outers for inner in outer.inners} == {"none", "low", "high"}
    assert len(outers) <= 8


def test_a_second_call_goes_on_counting() -> None:
    @dataclass
    class Account:
        id: int
        active: bool

    accounts = [*coverage(Account), *coverage(Account)]
    assert [account.active for account in accounts] == [False, True] * 2
    assert len({account.id for account in accounts}) == len(accounts)


def test_a_type_whose_every_object_is_refused_is_tried_once_and_not_for_each_case() -> None:
    tries: list[int] = []

    class Never(BaseModel):
        letter: Literal["a", "b", "c", "d", "e"]
        number: int
        inner: list[bool]
        last: date | None

        @model_validator(mode="after")
        def refuse(self) -> Never:
            tries.append(self.number)
            raise ValueError("never")

    class Around(BaseModel):
        inner: Never | None

    with pytest.raises(CannotBuild, match=r"(?s)^Never: .*never.*object:     number 0"):
        coverage(Never)
    assert len(tries) < 4000
    assert [around.inner for around in coverage(Around)] == [None]
