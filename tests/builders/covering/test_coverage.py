"""`coverage`: every case, few objects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Literal

import pytest
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


def test_a_type_that_can_not_be_built() -> None:
    @dataclass
    class Broken:
        value: int

        def __post_init__(self) -> None:
            raise ValueError("never")

    with pytest.raises(CannotBuild, match="never"):
        coverage(Broken)
