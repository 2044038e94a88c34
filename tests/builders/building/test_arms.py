"""Overrides of an object that may be of several types: the arm is one that takes what is given, whatever the seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import attrs
import msgspec
import pytest
from pydantic import BaseModel, Field, ValidationInfo, field_validator

from builders import Builder, InvalidOverride, build, build_many, seeded, sequence


@pytest.fixture(params=range(6), autouse=True)
def any_seed(request: pytest.FixtureRequest) -> Iterator[None]:
    with seeded(request.param):
        yield


class Card(BaseModel):
    kind: Literal["card"]
    reference: int = Field(ge=1000)
    owner: str


class Voucher(BaseModel):
    kind: Literal["voucher"]
    reference: str = Field(pattern=r"^[A-Z]{4}$")
    owner: str


class Transfer(BaseModel):
    kind: Literal["transfer"]
    iban: str


class Order(BaseModel):
    payment: Annotated[Card | Voucher | Transfer, Field(discriminator="kind")]


@dataclass
class Number:
    value: int


@dataclass
class Text:
    value: str


@attrs.define
class AttrsNumber:
    value: int


@attrs.define
class AttrsText:
    value: str


class StructNumber(msgspec.Struct, tag=True):
    value: int


class StructText(msgspec.Struct, tag=True):
    value: str


@dataclass
class Holders:
    plain: Number | Text
    attrs: AttrsNumber | AttrsText
    struct: StructNumber | StructText
    many: list[Number | Text]


@dataclass
class Inside:
    inner: Number


@dataclass
class InsideToo:
    inner: Text


@dataclass
class Outer:
    held: Inside | InsideToo


@pytest.mark.parametrize("field", ["plain", "attrs", "struct"])
@pytest.mark.parametrize("value", [5, "abc"])
def test_the_arm_whose_field_takes_the_value(field: str, value: object) -> None:
    holders: Any = build(Holders, **{field: {"value": value}})
    assert getattr(holders, field).value == value


def test_a_models_field_is_asked_with_its_constraints() -> None:
    assert isinstance(build(Order, payment__reference=1000).payment, Card)
    assert isinstance(build(Order, payment__reference="ABCD").payment, Voucher)
    assert isinstance(build(Order, payment__kind="transfer").payment, Transfer)


def test_the_value_may_stand_deeper_and_in_a_list() -> None:
    assert build(Outer, held__inner__value="abc").held == InsideToo(Text("abc"))
    assert build(Holders, many=[{"value": "abc"}, {"value": 5}]).many == [Text("abc"), Number(5)]


def test_what_both_take_leaves_the_arm_as_it_was() -> None:
    kinds = {type(order.payment) for order in build_many(Order, 40, payment__owner="Ada")}
    assert kinds == {Card, Voucher}


def test_where_none_takes_it_each_says_what_it_asks_for() -> None:
    with pytest.raises(InvalidOverride) as caught:
        build(Order, payment__kind="cardd")
    first, *arms = str(caught.value).splitlines()
    assert first.startswith("Order.payment.kind='cardd' is refused: Input should be '")
    assert arms == [
        "  Card:      kind: Input should be 'card'",
        "  Voucher:   kind: Input should be 'voucher'",
        "  Transfer:  kind: Input should be 'transfer'",
    ]
    with pytest.raises(InvalidOverride, match=r"^Outer\.held\.inner\.value=1\.5 ") as caught:
        build(Outer, held__inner__value=1.5)
    for line in ("  Inside:     inner: value: float is", "  InsideToo:  inner: value: float is"):
        assert f"\n{line}" in str(caught.value)


def test_values_of_which_no_arm_takes_all() -> None:
    # The discriminator says which arm is meant.
    with pytest.raises(InvalidOverride, match=r"^Order\.payment\.reference='ABCD' is refused: .*valid integer"):
        build(Order, payment__kind="card", payment__reference="ABCD")


def test_a_value_that_is_known_only_for_each_object_has_no_say() -> None:
    cards = Builder(Order, payment__kind="card", payment__reference=sequence(lambda number: 1000 + number))
    assert all(isinstance(order.payment, Card) for order in cards.build_many(5))


def test_a_validator_that_looks_at_other_fields_is_asked_only_when_there_is_an_object() -> None:
    class Low(BaseModel):
        least: int
        most: int

        @field_validator("most")
        @classmethod
        def more(cls, value: int, info: ValidationInfo) -> int:
            if value < info.data["least"]:
                raise ValueError("less than the least")
            return value

    class High(BaseModel):
        most: str

    class Range(BaseModel):
        ends: Low | High

    assert build(Range, ends__most="x").ends.most == "x"
    ends = build(Range, ends={"least": 1, "most": 5}).ends
    assert isinstance(ends, Low)
