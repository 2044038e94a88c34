"""Times as text (ISO 8601), by tables: Arrow's own cast takes a hundred times as long where there is a time zone."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_SECOND: Final = 1_000_000
_DAY: Final = 86_400
_STEP: Final = 1024
_WIDE: Final = 100_000
"""More days than this are not worth a table."""


@functools.lru_cache(maxsize=16)
def _days(first: int, end: int) -> NDArray[np.bytes_]:
    """The dates of these days since 1970."""
    return np.datetime_as_string(np.arange(first, end).astype("datetime64[D]")).astype("S10")


@functools.cache
def _clock() -> NDArray[np.bytes_]:
    """Each second of a day."""
    return np.array([f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(_DAY)], dtype="S8")


@functools.cache
def _thousands(start: str) -> NDArray[np.bytes_]:
    return np.array([f"{start}{n:03}" for n in range(1000)], dtype=f"S{3 + len(start)}")


def moment_texts(array: pa.Array) -> pa.Array:
    """2024-02-29T12:30:00.000000, with a Z where the type has a zone (which is UTC); null for null."""
    end = [] if array.type.tz is None else [("zone", "S1")]
    seconds, fraction = np.divmod(_numbers(array, pa.int64()), _SECOND)
    days, clock = np.divmod(seconds, _DAY)
    written = np.empty(len(array), dtype=[("day", "S10"), ("t", "S1"), *_TIME, *end])
    written["day"] = _dates(days)
    written["t"] = b"T"
    _write_time(written, clock, fraction)
    if end:
        written["zone"] = b"Z"
    return _texts(array, written)


def time_texts(array: pa.Array) -> pa.Array:
    """12:30:00.000000; null for null."""
    clock, fraction = np.divmod(_numbers(array, pa.int64()), _SECOND)
    written = np.empty(len(array), dtype=_TIME)
    _write_time(written, clock, fraction)
    return _texts(array, written)


def day_texts(array: pa.Array) -> pa.Array:
    """2024-02-29; null for null."""
    return _texts(array, _dates(_numbers(array, pa.int32()).astype(np.int64)))


_TIME: Final = [("clock", "S8"), ("milli", "S4"), ("micro", "S3")]


def _write_time(written: NDArray[np.void], clock: NDArray[np.int64], fraction: NDArray[np.int64]) -> None:
    written["clock"] = _clock()[clock]
    milli, micro = np.divmod(fraction, 1000)
    written["milli"] = _thousands(".")[milli]
    written["micro"] = _thousands("")[micro]


def _dates(days: NDArray[np.int64]) -> NDArray[np.bytes_]:
    if not len(days):
        return np.empty(0, dtype="S10")
    first = int(days.min()) // _STEP * _STEP
    end = (int(days.max()) // _STEP + 1) * _STEP
    if end - first > _WIDE:
        return np.datetime_as_string(days.astype("datetime64[D]")).astype("S10")
    return _days(first, end)[days - first]


def _numbers(array: pa.Array, type_: pa.DataType) -> NDArray[np.int64]:
    numbers = array.view(type_)
    return (numbers.fill_null(0) if numbers.null_count else numbers).to_numpy()


def _texts(array: pa.Array, written: NDArray[np.void] | NDArray[np.bytes_]) -> pa.Array:
    width = written.dtype.itemsize
    offsets = np.arange(0, (len(written) + 1) * width, width, dtype=np.int32)
    texts = pa.Array.from_buffers(pa.string(), len(written), [None, pa.py_buffer(offsets), pa.py_buffer(written)])
    return with_nulls_of(array, texts)


def with_nulls_of(array: pa.Array, texts: pa.Array) -> pa.Array:
    """The texts, with a null wherever `array` has one."""
    if array.null_count == 0:
        return texts
    validity = pa.array(array.is_valid().to_numpy(zero_copy_only=False)).buffers()[1]
    return pa.Array.from_buffers(pa.string(), len(texts), [validity, *texts.buffers()[1:]])
