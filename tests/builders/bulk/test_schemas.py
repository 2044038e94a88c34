"""Types of columns: they follow the type's annotations, and nothing that is drawn."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pydantic import BaseModel, Field

from builders.bulk import Options, columns, write
from tests.builders.bulk.models import Address, Level, Order, Point, Small
from tests.builders.bulk.test_rows_equal_objects import Company, Derived, Odd, Times, Tree

WORD = pa.dictionary(pa.int32(), pa.string())


class Everything(BaseModel):
    id: UUID
    small: int = Field(ge=18, le=99)
    large: int
    price: Decimal
    exact: Decimal = Field(ge=10**20)
    ratio: float = Field(ge=0, le=1)
    literal: Literal["a", "b"]
    level: Level
    paid: bool
    email: str
    at: dt.datetime
    day: dt.date
    time: dt.time
    took: dt.timedelta
    raw: bytes
    ip: IPv4Address
    numbers: list[int]
    different: set[int]
    mapping: dict[str, int]
    address: Address
    maybe: int | None
    closed: bool = False
    nickname: Literal["x", "y"] | None = None


TYPES: dict[str, pa.DataType] = {
    "id": pa.uuid(),
    "small": pa.int64(),
    "large": pa.int64(),
    "price": pa.decimal128(18, 2),
    "exact": pa.decimal128(38, 2),
    "ratio": pa.float64(),
    "literal": WORD,
    "level": WORD,
    "paid": pa.bool_(),
    "email": pa.string(),
    "at": pa.timestamp("us", "UTC"),
    "day": pa.date32(),
    "time": pa.time64("us"),
    "took": pa.duration("us"),
    "raw": pa.binary(),
    "ip": pa.string(),
    "numbers": pa.list_(pa.int64()),
    "different": pa.list_(pa.int64()),
    "mapping": pa.map_(pa.string(), pa.int64()),
    "address": pa.struct([("label", WORD), ("number", pa.int64())]),
    "maybe": pa.int64(),
    "closed": pa.bool_(),
    "nickname": WORD,
}


def test_types_follow_annotations() -> None:
    schema = columns(Everything, 3).schema
    assert {field.name: str(field.type) for field in schema} == {name: str(type_) for name, type_ in TYPES.items()}


@pytest.mark.parametrize(
    "type_", [Everything, Order, Company, Times, Tree, Odd, Derived], ids=lambda type_: type_.__name__
)
def test_every_seed_and_stretch_has_the_same(type_: type[Any]) -> None:
    expected = columns(type_, 0, seed=0).schema
    asked: list[Options] = [{"seed": 1}, {"seed": 2, "start": 1 << 40}, {"seed": 3, "namespace": "shop"}]
    for options in asked:
        assert columns(type_, 20, **options).schema == expected
    assert columns(type_, 5, validate=True).schema == expected


@pytest.mark.parametrize("having", [{"small": 20}, {"literal": "a"}, {"price": Decimal("1.50")}, {"maybe": None}])
def test_what_is_given_changes_no_type(having: dict[str, object]) -> None:
    assert columns(Everything, 3, having=having).schema == columns(Everything, 3).schema


def test_every_shard_of_parquet_has_the_same(tmp_path: Path) -> None:
    paths = write(Order, tmp_path / "orders.parquet", 10, shards=5)
    schemas = [pq.read_table(path).schema for path in paths]
    assert all(schema == schemas[0] for schema in schemas)
    assert pq.read_table(tmp_path).num_rows == 10


def test_parquet_gives_back_what_was_written(tmp_path: Path) -> None:
    for type_ in (Small, Point):
        [path] = write(type_, tmp_path / f"{type_.__name__}.parquet", 10)
        assert pq.read_table(path).to_pylist() == columns(type_, 10).to_pylist()
