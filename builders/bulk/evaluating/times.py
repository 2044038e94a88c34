"""Columns of points in time, days, times of day and spans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from builders.bulk.column import Column, Place, column_of
from builders.bulk.evaluating.numbers import numbers_of
from builders.bulk.evaluating.ranges import range_of
from builders.bulk.evaluating.row_by_row import drawn_one_by_one
from builders.draws.draw import Draw
from builders.draws.times import Day, Moment, Span, TimeOfDay

_EPOCH: Final = dt.datetime(1970, 1, 1)
_MICROSECOND: Final = dt.timedelta(microseconds=1)
_SECOND: Final = 1_000_000
_FIRST_DAY: Final = dt.date(1970, 1, 1).toordinal()


def _counted(
    draw: Draw, count: Draw, place: Place, type_: pa.DataType, convert: Callable[[NDArray[np.int64]], NDArray[np.int64]]
) -> Column:
    if range_of(count) is None:
        return drawn_one_by_one(draw, place, "counted by more than 64 bits")
    column = column_of(count, place)
    numbers = numbers_of(column)
    return Column(type_, lambda rows: pa.array(convert(numbers(rows).astype(np.int64)), type=type_), column.slow)


@column_of.register
def _(draw: Moment, place: Place) -> Column:
    zone = draw.start.tzinfo
    if zone is not None and zone.utcoffset(None) != dt.timedelta(0):
        return drawn_one_by_one(draw, place, f"times in {zone}")
    start = (draw.start.replace(tzinfo=None) - _EPOCH) // _MICROSECOND
    step = 1 if draw.microseconds else _SECOND
    type_ = pa.timestamp("us") if zone is None else pa.timestamp("us", "UTC")
    return _counted(draw, draw.count, place, type_, lambda numbers: numbers * step + start)


@column_of.register
def _(draw: Span, place: Place) -> Column:
    step = 1 if draw.microseconds else _SECOND
    return _counted(draw, draw.count, place, pa.duration("us"), lambda numbers: numbers * step)


@column_of.register
def _(draw: Day, place: Place) -> Column:
    if range_of(draw.ordinal) is None:
        return drawn_one_by_one(draw, place, "counted by more than 64 bits")
    column = column_of(draw.ordinal, place)
    numbers = numbers_of(column)
    return Column(
        pa.date32(), lambda rows: pa.array((numbers(rows) - _FIRST_DAY).astype(np.int32)).view(pa.date32()), column.slow
    )


@column_of.register
def _(draw: TimeOfDay, place: Place) -> Column:
    if draw.zone is not None:
        return drawn_one_by_one(draw, place, "times of day with a zone")
    step = 1 if draw.microseconds else _SECOND
    return _counted(draw, draw.count, place, pa.time64("us"), lambda numbers: numbers * step)
