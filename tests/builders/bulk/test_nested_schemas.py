"""The schema comes from annotations at every depth; only the leaf that can't hold its values is another."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from pydantic import BaseModel, Field

from builders import Builder, build_many, fresh_many, seeded, sequence
from builders.bulk import columns


class Line(BaseModel):
    price: Decimal
    count: int
    note: str | None = None


class Cart(BaseModel):
    items: list[Line]


class Huge(BaseModel):
    price: Decimal = Field(max_digits=100, decimal_places=2, ge=Decimal(10) ** 90, le=Decimal(10) ** 97)
    note: str | None = None


class HugeCart(BaseModel):
    items: list[Huge]


@dataclass
class Point:
    x: int


def fields_of(table: pa.Table) -> dict[str, pa.DataType]:
    return {field.name: field.type for field in table.schema.field("items").type.value_type}


def test_a_list_of_built_lines_has_the_types_of_the_annotations() -> None:
    table = columns(Builder(Cart, items=fresh_many(Builder(Line), 1)), 3)
    assert fields_of(table) == {"price": pa.decimal128(18, 2), "count": pa.int64(), "note": pa.string()}


def test_decimals_with_more_digits_keep_their_places() -> None:
    lines = Builder(Line, price=sequence(lambda number: Decimal(number) * 10**18))
    table = columns(Builder(Cart, items=fresh_many(lines, 1)), 3)
    assert fields_of(table) == {"price": pa.decimal128(38, 2), "count": pa.int64(), "note": pa.string()}


@pytest.mark.parametrize("source", [HugeCart, Builder(HugeCart, items=fresh_many(Builder(Huge), 1))])
def test_decimals_of_a_hundred_digits_are_text_and_nothing_else_is(source: Any) -> None:
    table = columns(source, 3, seed=1)
    assert fields_of(table) == {"price": pa.string(), "note": pa.string()}
    with seeded(1):
        carts = build_many(HugeCart, 3) if source is HugeCart else source.build_many(3)
    rows = [[item["price"] for item in items] for items in table["items"].to_pylist()]
    assert rows == [[str(item.price) for item in cart.items] for cart in carts]


def test_validate_is_true_or_false_or_none() -> None:
    wrong: Any = "no"
    with pytest.raises(TypeError, match="validate has to be True, False or None, not 'no'"):
        columns(Point, 2, validate=wrong)
    assert all(columns(Point, 2, validate=right).num_rows == 2 for right in (True, False, None))


def test_a_number_of_rows_is_no_truth_value() -> None:
    with pytest.raises(TypeError, match="the number of rows has to be a whole number, not True"):
        columns(Point, True)
    assert columns(Point, 1).num_rows == 1
