"""Columns as the texts that PostgreSQL reads: arrays, documents of JSON, `hstore`."""

from __future__ import annotations

from typing import Final, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from builders.bulk.formats.texts import bracketed, is_nested, json_texts, texts

_DAY: Final = 86_400_000_000
_LONGEST: Final = 64


def single_texts(array: pa.Array) -> pa.Array:
    """The text of each value that is not made of others; null for null."""
    if pa.types.is_binary(array.type):
        return pc.binary_join_element_wise("\\x", texts(array), "")
    return _intervals(array) if pa.types.is_duration(array.type) else texts(array)


def _intervals(array: pa.Array) -> pa.Array:
    """Days and seconds, which an `interval` keeps apart: `P2DT90.500000S`; null for null."""
    days, rest = np.divmod(array.cast(pa.int64()).fill_null(0).to_numpy(), _DAY)
    seconds = pc.utf8_slice_codeunits(texts(pa.array(rest).cast(pa.duration("us"))), 1, _LONGEST)
    joined = pc.binary_join_element_wise("P", pa.array(days).cast(pa.string()), "D", seconds, "")
    return pc.if_else(array.is_null(), pa.scalar(None, pa.string()), joined)


def array_texts(array: pa.Array, levels: int) -> pa.Array:
    """Lists as arrays: `{1,2}`, `{"a","b",NULL}`, `{{1,2},{3,4}}`; null for null.

    Args:
        array: the lists.
        levels: how many dimensions the arrays have. What is made of others below them is JSON.
    """
    values = array.values
    if levels > 1:
        return bracketed(array, array_texts(values, levels - 1).fill_null("NULL"), "{", "}", ",")
    words = values.dictionary if pa.types.is_dictionary(values.type) else values
    written = texts(words) if is_nested(words.type) else single_texts(words)
    if not (pa.types.is_boolean(words.type) or pa.types.is_integer(words.type) or words.type == pa.uuid()):
        # In quotes, with the two marks that mean something there behind a backslash.
        escaped = pc.replace_substring(pc.replace_substring(written, "\\", "\\\\"), '"', '\\"')
        written = pc.binary_join_element_wise('"', escaped, '"', "")
    if words is not values:
        written = written.take(values.indices)
    return bracketed(array, written.fill_null("NULL"), "{", "}", ",")


def document_texts(array: pa.Array) -> pa.Array:
    """Documents of JSON; null for null."""
    return pc.if_else(array.is_null(), pa.scalar(None, pa.string()), json_texts(array))


def hstore_texts(array: pa.Array) -> pa.Array:
    """Mappings of texts as `hstore`: `"key"=>"value"`; null for null."""
    rows = cast("list[list[tuple[str, str | None]] | None]", array.to_pylist())
    return pa.array([None if row is None else ", ".join(_pair(*pair) for pair in row) for row in rows], pa.string())


def _pair(key: str, value: str | None) -> str:
    return f"{_quoted(key)}=>{'NULL' if value is None else _quoted(value)}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
