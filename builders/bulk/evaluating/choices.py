"""Columns of constants, picks and alternatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
import pyarrow as pa

from builders.bulk.column import Column, Place, column_of
from builders.bulk.evaluating.row_by_row import drawn_one_by_one
from builders.bulk.evaluating.shaping import common_type, conformed, spread
from builders.bulk.plain import array_of, plain, type_for
from builders.bulk.states import Chosen, Rows, choices, lanes
from builders.draws.choices import Constant, Made, Maybe, OneOf, Pick
from builders.draws.draw import DEEPEST
from builders.seed.mixing import LANE_BITS

_NOTHING = np.uint64(1 << LANE_BITS >> 3)
"""A lane below this one stands for nothing."""
_EMPTY = (list, dict, set, frozenset, tuple)


@column_of.register
def _(draw: Constant, place: Place) -> Column:
    return constant(draw.value)


def constant(value: object, type_: pa.DataType | None = None) -> Column:
    """The same value in each row."""
    value = plain(value)
    array = array_of([value], type_for([value]) if type_ is None else type_)
    return Column(array.type, lambda rows: array.take(pa.array(np.zeros(len(rows), dtype=np.int8))))


@column_of.register
def _(draw: Made, place: Place) -> Column:
    if draw.make in _EMPTY:
        return constant(cast("Callable[[], object]", draw.make)())
    return drawn_one_by_one(draw, place, "a function of its own makes each value")


@column_of.register
def _(draw: Pick, place: Place) -> Column:
    count = len(draw.items)
    if count == 1:
        return constant(draw.items[0])
    pool = Pool(draw.items)
    return Column(pool.type, lambda rows: pool.at(choices(rows.states, place.address, count)))


class Pool:
    """Values to pick from, by position. Texts become a dictionary column."""

    def __init__(self, items: Sequence[object]) -> None:
        values = [plain(item) for item in items]
        self._values = array_of(values, type_for(values))
        self._in_dictionary = pa.types.is_string(self._values.type) and self._values.null_count == 0
        self.type: pa.DataType = self.at(np.zeros(0, dtype=np.int64)).type

    def at(self, positions: Chosen) -> pa.Array:
        """The values at these positions."""
        if self._in_dictionary:
            return pa.DictionaryArray.from_arrays(pa.array(positions.astype(np.int32)), self._values, safe=False)
        return self._values.take(pa.array(positions))


@column_of.register
def _(draw: OneOf, place: Place) -> Column:
    arms = draw.arms
    if place.depth >= DEEPEST:
        arms = draw.ending()
    columns = [column_of(arm, place.at(f"{place.address}|{name}")) for name, arm in arms]
    return one_of(columns, lambda rows: choices(rows.states, f"{place.address}~arm", len(columns)))


def one_of(columns: Sequence[Column], choose: Callable[[Rows], Chosen]) -> Column:
    """Each row from one of several columns.

    Args:
        columns: each is made only for its rows.
        choose: the position of the column for each row.
    """
    if len(columns) == 1:
        return columns[0]
    type_ = common_type([column.type for column in columns])

    def make(rows: Rows) -> pa.Array:
        chosen = choose(rows)
        groups = [np.flatnonzero(chosen == n) for n in range(len(columns))]
        drawn = [conformed(column.make(rows.some(group)), type_) for column, group in zip(columns, groups, strict=True)]
        order = np.empty(len(rows), dtype=np.int64)
        order[np.concatenate(groups)] = np.arange(len(rows))
        return pa.concat_arrays(drawn).take(pa.array(order))

    return Column(type_, make, tuple(slow for column in columns for slow in column.slow))


@column_of.register
def _(draw: Maybe, place: Place) -> Column:
    if place.depth >= DEEPEST and draw.leads_back():
        return constant(draw.nothing)
    column = column_of(draw.draw, place)
    if plain(draw.nothing) is not None:
        nothing = constant(draw.nothing)
        return one_of(
            [nothing, column],
            lambda rows: (lanes(rows.states, f"{place.address}~none") >= _NOTHING).astype(np.int64),
        )

    def make(rows: Rows) -> pa.Array:
        there = lanes(rows.states, f"{place.address}~none") >= _NOTHING
        return spread(column.make(rows.some(np.flatnonzero(there))), there)

    return Column(column.type, make, column.slow)
