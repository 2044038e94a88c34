"""Columns of lists, sets, mappings and tuples."""

from __future__ import annotations

import collections
from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from builders.bulk.column import Column, Place, column_of
from builders.bulk.evaluating.choices import constant
from builders.bulk.evaluating.row_by_row import drawn_one_by_one
from builders.bulk.plain import Fields
from builders.bulk.states import Rows, choices
from builders.draws.distinct import DistinctItems
from builders.draws.draw import DEEPEST
from builders.draws.gathering import ITEM, LENGTH, Many, Together


@column_of.register
def _(draw: Many, place: Place) -> Column:
    if draw.gather not in (None, list, tuple, collections.deque):
        return drawn_one_by_one(draw, place, f"{draw.gather!r} gathers the items")
    most = draw.least if place.depth >= DEEPEST and draw.leads_back() else draw.most
    if most == 0:
        # Nor is there a column of items: a recursive type would never end.
        return constant([])
    item = column_of(draw.item, Place(ITEM, place.depth, f"{place.path}[]"))
    type_ = pa.list_(item.type)
    lengths = lengths_of(draw, place)

    def make(rows: Rows) -> pa.Array:
        counts = lengths(rows)
        offsets = np.zeros(len(rows) + 1, dtype=np.int32)
        np.cumsum(counts, out=offsets[1:])
        values = item.make(rows.inner(place.address).items(counts, draw.most))
        return pa.ListArray.from_arrays(pa.array(offsets), values, type=type_)

    return Column(type_, make, item.slow)


def lengths_of(draw: Many | DistinctItems, place: Place) -> Callable[[Rows], NDArray[np.int64]]:
    """How many items there are in each row."""
    most = draw.least if place.depth >= DEEPEST and draw.leads_back() else draw.most
    span = most - draw.least + 1
    if span == 1:
        return lambda rows: np.full(len(rows), draw.least, dtype=np.int64)
    return lambda rows: choices(rows.states, place.address + LENGTH, span) + draw.least


@column_of.register
def _(draw: Together, place: Place) -> Column:
    if draw.gather not in (None, tuple):
        return drawn_one_by_one(draw, place, f"{draw.gather!r} gathers the values")
    parts = [column_of(part, place.at(f"{place.address}.{n}")) for n, part in enumerate(draw.draws)]
    return struct({str(n): part for n, part in enumerate(parts)})


def struct(parts: dict[str, Column]) -> Column:
    """A column of values with named parts."""
    type_ = pa.struct([(name, part.type) for name, part in parts.items()])
    if not parts:
        return Column(type_, lambda rows: pa.array([Fields()] * len(rows), type=type_))
    fields = [type_.field(n) for n in range(type_.num_fields)]
    slow = tuple(slow for part in parts.values() for slow in part.slow)
    return Column(
        type_,
        lambda rows: pa.StructArray.from_arrays([part.make(rows) for part in parts.values()], fields=fields),
        slow,
    )
