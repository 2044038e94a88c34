"""What is read back from a file is what was written."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builders.bulk import columns, slow_columns, write
from builders.bulk.formats.lines import Copy, Csv
from tests.builders.bulk.models import TEXTS, Order

ROWS = 120
SECONDS = dt.timedelta(seconds=1)


def as_json(value: Any) -> Any:
    """What JSON makes of a value."""
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        return {name: as_json(item) for name, item in value.items()}
    return str(value) if isinstance(value, UUID) else value


def as_text(value: Any, array: Callable[[list[Any]], str] = lambda items: json.dumps(as_json(items))) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case dt.datetime():
            return value.replace(tzinfo=None).isoformat(timespec="microseconds") + ("Z" if value.tzinfo else "")
        case dt.time():
            return value.isoformat(timespec="microseconds")
        case float():
            return repr(value).removesuffix(".0")
        case dt.timedelta():
            return f"PT{value / SECONDS:.6f}S"
        case list():
            return array(value)
        case dict():
            return json.dumps(as_json(value))
        case _:
            return str(value)


def postgresql_array(items: list[Any]) -> str:
    if items and isinstance(items[0], list | dict):
        return json.dumps(as_json(items))
    written = ["NULL" if item is None else f'"{item}"' if isinstance(item, str) else str(item) for item in items]
    return "{" + ",".join(written) + "}"


def test_the_rows_of_these_tests_are_computed_as_columns() -> None:
    assert slow_columns(Order) == ()


def test_parquet_gives_back_the_table(tmp_path: Path) -> None:
    [path] = write(Order, tmp_path / "orders.parquet", ROWS, seed=3)
    table = columns(Order, ROWS, seed=3)
    found = pq.read_table(path)
    assert found.to_pylist() == table.to_pylist()
    assert found.schema.names == table.schema.names


def test_parquet_has_dictionaries_only_where_values_repeat(tmp_path: Path) -> None:
    [path] = write(Order, tmp_path / "orders.parquet", ROWS)
    metadata = pq.read_metadata(path)
    encoded = {
        metadata.row_group(0).column(number).path_in_schema: metadata.row_group(0).column(number).encodings
        for number in range(metadata.num_columns)
    }
    in_dictionaries = {name for name, encodings in encoded.items() if "RLE_DICTIONARY" in encodings}
    assert in_dictionaries == {
        "status",
        "level",
        "tags.list.element",
        "address.label",
        "addresses.list.element.label",
        "previous.label",
    }


def test_csv_has_names_and_text_for_each_value(tmp_path: Path) -> None:
    [path] = write(Order, tmp_path / "orders.csv", ROWS, seed=3)
    table = columns(Order, ROWS, seed=3)
    with path.open(newline="", encoding="utf-8") as file:
        names, *lines = csv.reader(file)
    assert names == table.column_names
    for line, row in zip(lines, table.to_pylist(), strict=True):
        assert line == [as_text(value) or "" for value in row.values()]


def test_copy_has_tabs_and_no_names(tmp_path: Path) -> None:
    [path] = write(Order, tmp_path / "orders.copy", ROWS, seed=3)
    lines = path.read_text("utf-8").split("\n")
    assert lines.pop() == ""
    for line, row in zip(lines, columns(Order, ROWS, seed=3).to_pylist(), strict=True):
        found = [None if text == "\\N" else text.replace("\\\\", "\\") for text in line.split("\t")]
        expected = [
            as_interval(value)
            if isinstance(value, dt.timedelta)
            else as_text(value, postgresql_array if name not in ("grid", "addresses") else as_text_of_lists)
            for name, value in row.items()
        ]
        assert found == expected


def as_interval(value: dt.timedelta) -> str:
    return f"P{value.days}DT{value % dt.timedelta(days=1) / SECONDS:.6f}S"


def test_an_interval_has_days() -> None:
    times = [dt.timedelta(days=2, seconds=5, microseconds=1), dt.timedelta(0), dt.timedelta(seconds=-1), None]
    took = pa.array(times, pa.duration("us"))
    batch = pa.RecordBatch.from_arrays([took], schema=pa.schema([pa.field("took", took.type)]))
    written = Copy().data(batch).to_pybytes().decode().split()
    assert written == ["P2DT5.000001S", "P0DT0.000000S", "P-1DT86399.000000S", "\\N"]


def as_text_of_lists(value: list[Any]) -> str:
    return json.dumps(as_json(value))


AWKWARD = pa.RecordBatch.from_arrays(
    [
        pa.array(TEXTS),
        pa.array(TEXTS).dictionary_encode(),
        pa.array([[text, "x"] for text in TEXTS], pa.list_(pa.string())),
        pa.array([None if text is None else {"text": text} for text in TEXTS], pa.struct([("text", pa.string())])),
        pa.array([[(text or "", 1)] for text in TEXTS], pa.map_(pa.string(), pa.int64())),
        pa.array([None, *[b"\x00\xff"] * (len(TEXTS) - 1)], pa.binary()),
        pa.array([None, *[[]] * (len(TEXTS) - 1)], pa.list_(pa.int64())),
        pa.array([None] * len(TEXTS), pa.null()),
    ],
    schema=pa.schema(
        [
            pa.field("text", pa.string()),
            pa.field("word", pa.dictionary(pa.int32(), pa.string())),
            pa.field("list", pa.list_(pa.string())),
            pa.field("struct", pa.struct([("text", pa.string())])),
            pa.field("map", pa.map_(pa.string(), pa.int64())),
            pa.field("bytes", pa.binary()),
            pa.field("empty", pa.list_(pa.int64())),
            pa.field("nothing", pa.null()),
        ]
    ),
)


def test_csv_of_awkward_texts() -> None:
    written = Csv().data(AWKWARD).to_pybytes().decode()
    lines = list(csv.reader(StringIO(written, newline="")))
    for line, text in zip(lines, TEXTS, strict=True):
        assert line[0] == line[1] == (text or "")
        assert json.loads(line[2]) == [text, "x"]
        assert (json.loads(line[3]) if line[3] else None) == (None if text is None else {"text": text})
        assert json.loads(line[4]) == {text or "": 1}
    assert [line[5:] for line in lines[:2]] == [["", "", ""], ["00ff", "[]", ""]]
    # An empty text is no null.
    assert written.startswith('"",""')
    assert written.splitlines()[-1].startswith(",,")


@pytest.mark.parametrize("position", range(len(TEXTS)))
def test_copy_of_awkward_texts_is_one_line_each(position: int) -> None:
    lines = Copy().data(AWKWARD).to_pybytes().decode().split("\n")
    assert len(lines) == len(TEXTS) + 1
    fields = lines[position].split("\t")
    assert len(fields) == 8
    assert "\r" not in lines[position]
    text = TEXTS[position]
    escaped = (text or "").replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    assert fields[0] == fields[1] == ("\\N" if text is None else escaped)


def test_times_before_1970_and_nulls() -> None:
    moments = [dt.datetime(1, 1, 1), dt.datetime(1969, 12, 31, 23, 59, 59, 999_999), None, dt.datetime(9999, 12, 31)]
    days = [dt.date(1, 1, 1), dt.date(1969, 12, 31), None, dt.date(9999, 12, 31)]
    spans = [dt.timedelta(microseconds=-1), dt.timedelta(days=-3), None, dt.timedelta(0)]
    numbers = [Decimal("-0.05"), Decimal("12.00"), None, Decimal("0.00")]
    types = [pa.timestamp("us"), pa.date32(), pa.duration("us"), pa.decimal128(6, 2)]
    batch = pa.RecordBatch.from_arrays(
        [pa.array(values, type_) for values, type_ in zip([moments, days, spans, numbers], types, strict=True)],
        schema=pa.schema([pa.field(str(n), type_) for n, type_ in enumerate(types)]),
    )
    assert Csv().data(batch).to_pybytes().decode().splitlines() == [
        "0001-01-01T00:00:00.000000,0001-01-01,PT-0.000001S,-0.05",
        "1969-12-31T23:59:59.999999,1969-12-31,PT-259200.000000S,12.00",
        ",,,",
        "9999-12-31T00:00:00.000000,9999-12-31,PT0.000000S,0.00",
    ]
