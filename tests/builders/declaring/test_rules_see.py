"""What a rule of `deriving` is given: values as the object will have them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import cast
from uuid import UUID

import attrs
import msgspec
import pydantic
import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.dataclasses import dataclass as pydantic_dataclass

from builders import Builder, CannotBuild, InvalidOverride, sequence

ID = "6562f1cc-9d3c-4d9f-8a3a-111111111111"


class Member(BaseModel):
    id: UUID
    on: dt.date = dt.date(2020, 1, 1)
    email: str
    friends: list[Member] = Field(default_factory=list["Member"])


members = Builder(Member).deriving(email=lambda member: f"{member.id.hex}-{member.on.year}@example.org")


class TestPydantic:
    def test_an_override(self) -> None:
        assert members.build(id=ID).email == f"{UUID(ID).hex}-2020@example.org"
        assert members.build(id=UUID(ID)).id == UUID(ID)

    def test_a_declaration(self) -> None:
        assert members.having(on="2024-01-01").build(id=ID).email.endswith("-2024@example.org")
        assert members.having(on=sequence(lambda n: f"202{n}-01-01")).build().email.endswith("-2022@example.org")

    def test_what_is_refused_names_the_override(self) -> None:
        with pytest.raises(InvalidOverride, match=r"^Member.id='7' is refused: Input should be a valid UUID"):
            members.build(id="7")

    def test_a_rule_that_fails_over_what_is_right(self) -> None:
        wrong = Builder(Member).deriving(email=lambda member: cast("int", member.id) / 2)
        with pytest.raises(CannotBuild, match="The rule for Member.email raised TypeError"):
            wrong.build(id=ID)

    def test_the_models_own_validators_and_configuration(self) -> None:
        class Strict(BaseModel):
            model_config = ConfigDict(str_to_upper=True)
            code: str
            size: int
            label: str

            @field_validator("size", mode="before")
            @classmethod
            def _from_words(cls, value: object) -> object:
                return 3 if value == "three" else value

            @field_validator("code")
            @classmethod
            def _beside(cls, value: str, info: ValidationInfo) -> str:
                return value + str(info.data.get("nothing", ""))

        labels = Builder(Strict).deriving(label=lambda each: f"{each.code}{each.size + 1}")
        assert labels.build(size="three", code="a").label == "A4"

    def test_a_dataclass(self) -> None:
        @pydantic_dataclass
        class Row:
            price: Decimal
            total: Decimal

        rows = Builder(Row).deriving(total=lambda row: row.price * Decimal(2))
        assert rows.build(price="1.50").total == Decimal("3.00")


def test_attrs() -> None:
    @attrs.define
    class Row:
        price: Decimal = attrs.field(converter=Decimal)
        total: Decimal

    rows = Builder(Row).deriving(total=lambda row: row.price * Decimal(2))
    assert rows.build(price=Decimal("1.50")).total == Decimal("3.00")
    assert rows.build(price="1.50").total == Decimal("3.00")


def test_a_type_that_converts_nothing() -> None:
    class Struct(msgspec.Struct):
        size: int
        label: str

    @dataclass
    class Plain:
        size: int
        label: str

    assert Builder(Struct).deriving(label=lambda each: str(each.size + 1)).build(size=2).label == "3"
    assert Builder(Plain).deriving(label=lambda each: str(each.size + 1)).build(size=2).label == "3"


def test_the_object_gets_what_was_given() -> None:
    class Counted(BaseModel):
        size: int
        label: str

        @pydantic.field_validator("size")
        @classmethod
        def _more(cls, value: int) -> int:
            return value + 1

    built = Builder(Counted).deriving(label=lambda each: str(each.size)).build(size="1")
    assert (built.size, built.label) == (2, "2")
