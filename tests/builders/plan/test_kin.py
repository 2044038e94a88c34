"""What is drawn again after a refusal still fits what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

import attrs
import pytest
from pydantic import BaseModel, field_validator, model_validator

from builders import Builder, build_many, seeded
from builders.draws.choices import Pick
from builders.draws.such import Such
from builders.draws.words import At
from builders.plan.kin import kin_of


class Sums(BaseModel):
    subtotal: Decimal
    tax_rate: Decimal
    tax: Decimal
    total: Decimal
    note: str


class RefusedByField(Sums):
    @field_validator("subtotal")
    @classmethod
    def _large(cls, value: Decimal) -> Decimal:
        assert value >= 500
        return value


class RefusedAsAWhole(Sums):
    @model_validator(mode="after")
    def _large(self) -> RefusedAsAWhole:
        if self.subtotal < 500:
            raise ValueError("the subtotal is less than 500")
        return self


@dataclass
class RefusedByConstructor:
    subtotal: Decimal
    tax_rate: Decimal
    tax: Decimal
    total: Decimal
    note: str
    least: ClassVar[int] = 500

    def __post_init__(self) -> None:
        if self.subtotal < self.least:
            raise ValueError("subtotal is too small")


def in_opening_hours(instance: object, attribute: object, value: datetime) -> None:
    if not 9 <= value.hour < 17:
        raise ValueError("closed")


@attrs.frozen
class Visit:
    start: datetime = attrs.field(validator=in_opening_hours)
    end: datetime
    guest_name: str


class Person(BaseModel):
    first_name: str
    full_name: str
    email: str

    @field_validator("first_name")
    @classmethod
    def _long(cls, value: str) -> str:
        assert len(value) > 6
        return value


class Picky(BaseModel):
    """Each of its kin refuses most of its values, for itself."""

    net: Decimal
    tax: Decimal
    total: Decimal

    @field_validator("net", "tax", "total")
    @classmethod
    def _one_in_seven(cls, value: Decimal) -> Decimal:
        assert int(value * 100) // 100 % 7 == 3
        return value


class TestKinOfWhatIsRefused:
    def test_sums_add_up(self) -> None:
        refused: list[RefusedAsAWhole | RefusedByField | RefusedByConstructor] = []
        for type_ in (RefusedAsAWhole, RefusedByField, RefusedByConstructor):
            refused += build_many(type_, 50)
        for made in refused:
            assert made.subtotal >= 500
            assert made.tax == made.subtotal * made.tax_rate
            assert made.total == made.subtotal + made.tax

    def test_an_end_follows_its_start(self) -> None:
        assert all(9 <= made.start.hour < 17 and made.start < made.end for made in build_many(Visit, 50))

    def test_a_full_name_holds_the_first_one(self) -> None:
        assert all(made.first_name in made.full_name for made in build_many(Person, 50))

    def test_a_stranger_stays(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with seeded(7):
            strict = build_many(RefusedByConstructor, 30)
        monkeypatch.setattr(RefusedByConstructor, "least", 0)
        with seeded(7):
            lenient = build_many(RefusedByConstructor, 30)
        assert [made.note for made in strict] == [made.note for made in lenient]
        assert all(one == other for one, other in zip(strict, lenient, strict=True) if other.subtotal >= 500)

    def test_is_left_when_it_was_given(self) -> None:
        given = Builder(RefusedByField, total=Decimal("1.00"), note="mine")
        assert all(made.total == 1 and made.tax == made.subtotal * made.tax_rate for made in given.build_many(20))

    def test_is_given_up_where_too_much_is_asked_of_all_at_once(self) -> None:
        assert len(build_many(Picky, 5)) == 5


class TestKin:
    def test_are_those_that_read_one_address_and_their_kin(self) -> None:
        shared, other = At("~a", Pick((1, 2))), At("~b", Pick((1, 2)))
        both = Such(shared, bool, "true", "T.x")
        kin = kin_of({"one": shared, "two": both, "three": other, "four": Pick((1, 2))})
        assert kin["one"] == kin["two"] == {"one", "two"}
        assert kin["three"] == {"three"}
        assert kin["four"] == {"four"}
