"""Columns as text: of single values, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from builders.bulk.formats.moments import day_texts, moment_texts, time_texts, with_nulls_of
from builders.bulk.formats.uuids import uuid_texts
from builders.bulk.stringing import thinned

TextFunction = Callable[[pa.Array], pa.Array]
_BOOLEANS: Final = pa.array(["false", "true"])
_NO_JSON: Final = (b'"', b"\\", *(bytes([code]) for code in range(32)))


def is_nested(type_: pa.DataType) -> bool:
    """Whether its values are made of others."""
    return pa.types.is_nested(type_)


def texts(array: pa.Array) -> pa.Array:
    """The text of each value; null for null. What is made of others is JSON."""
    type_ = array.type
    if pa.types.is_dictionary(type_):
        return texts(array.dictionary).take(array.indices)
    if is_nested(type_):
        return pc.if_else(array.is_null(), pa.scalar(None, pa.string()), json_texts(array))
    if pa.types.is_string(type_):
        return array
    if type_ == pa.uuid():
        return uuid_texts(array)
    if pa.types.is_binary(type_):
        return pa.array([None if value is None else value.hex() for value in array.to_pylist()], pa.string())
    if pa.types.is_timestamp(type_):
        return moment_texts(array)
    if pa.types.is_time64(type_):
        return time_texts(array)
    if pa.types.is_date32(type_):
        return day_texts(array)
    if pa.types.is_duration(type_):
        return _durations(array)
    if pa.types.is_boolean(type_):
        return _BOOLEANS.take(array.cast(pa.int8()))
    return array.cast(pa.string())


def _durations(array: pa.Array) -> pa.Array:
    """ISO 8601, in seconds: PT90.500000S."""
    whole = np.empty((len(array), 2), dtype=np.int64)
    whole[:, 0] = array.cast(pa.int64()).fill_null(0).to_numpy()
    whole[:, 1] = whole[:, 0] >> 63
    seconds = pa.Array.from_buffers(pa.decimal128(19, 6), len(array), [None, pa.py_buffer(whole)]).cast(pa.string())
    joined = pc.binary_join_element_wise("PT", seconds, "S", "")
    return pc.if_else(array.is_null(), pa.scalar(None, pa.string()), joined)


def json_texts(array: pa.Array) -> pa.Array:
    """Each value as JSON; "null" for null."""
    type_ = array.type
    if pa.types.is_dictionary(type_):
        return json_texts(array.dictionary).take(array.indices).fill_null("null")
    if pa.types.is_struct(type_):
        pieces: list[object] = []
        for number, field in enumerate(type_):
            pieces += [f"{', ' if number else '{'}{json.dumps(field.name, ensure_ascii=False)}: "]
            pieces += [json_texts(array.field(number))]
        joined = pc.binary_join_element_wise(*pieces, "}", "") if pieces else pa.array(["{}"] * len(array))
        return pc.if_else(array.is_null(), "null", joined)
    if pa.types.is_map(type_):
        pairs = pc.binary_join_element_wise(_quoted(texts(array.keys)), json_texts(array.items), ": ")
        return bracketed(array, pairs, "{", "}", ", ").fill_null("null")
    if pa.types.is_list(type_):
        return bracketed(array, json_texts(array.values), "[", "]", ", ").fill_null("null")
    if pa.types.is_boolean(type_) or pa.types.is_integer(type_) or pa.types.is_floating(type_):
        return array.cast(pa.string()).fill_null("null")
    if pa.types.is_null(type_):
        return pa.array(["null"] * len(array), pa.string())
    return _quoted(texts(array)).fill_null("null")


def bracketed(array: pa.Array, values: pa.Array, start: str, end: str, between: str) -> pa.Array:
    """The texts of a list column's values, put together for each list; null for null.

    Args:
        array: the list column.
        values: the texts of its values, none of them null.
        start, end: what stands around each list.
        between: what stands between two values.
    """
    offsets = array.offsets.to_numpy(zero_copy_only=False).astype(np.int64)
    offsets -= offsets[0]
    counts = np.diff(offsets)
    # The pool: all values, and the marks. Each value has a mark before it, and each list one at its end.
    values = values.slice(array.offsets[0].as_py(), int(offsets[-1]))
    total = len(values)
    pool = pa.concat_arrays([values, pa.array([start, between, end, start + end])])
    pieces = np.empty(2 * total + len(array), dtype=np.int32)
    ends = 2 * offsets[1:] + np.arange(len(array))
    before = np.arange(0, 2 * total, 2) + np.repeat(np.arange(len(array)), counts)
    pieces[before] = total + 1
    pieces[before[offsets[:-1][counts > 0]]] = total
    pieces[before + 1] = np.arange(total)
    pieces[ends] = np.where(counts > 0, total + 2, total + 3)
    joined = thinned(pool.take(pa.array(pieces)), np.concatenate(([0], ends + 1)))
    return with_nulls_of(array, joined)


def _quoted(array: pa.Array) -> pa.Array:
    if holds_any(array, _NO_JSON):
        quoted = [None if value is None else json.dumps(value, ensure_ascii=False) for value in array.to_pylist()]
        return pa.array(quoted, pa.string())
    return pc.binary_join_element_wise('"', array, '"', "")


def holds_any(array: pa.Array, marks: tuple[bytes, ...]) -> bool:
    """Whether one of these bytes may stand in one of these texts: the data are searched, not the texts one by one."""
    data = array.buffers()[2]
    if data is None:
        return False
    found = data.to_pybytes()
    return any(mark in found for mark in marks)
