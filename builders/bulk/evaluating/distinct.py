"""Columns of sets and mappings: items that differ."""

from __future__ import annotations

import collections
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from builders.bulk.column import Column, Place, column_of
from builders.bulk.evaluating.choices import constant
from builders.bulk.evaluating.gathering import lengths_of
from builders.bulk.evaluating.row_by_row import drawn_one_by_one
from builders.bulk.evaluating.shaping import decoded
from builders.bulk.states import Rows
from builders.draws.choices import Maybe, OneOf, Pick
from builders.draws.compiling import compiled
from builders.draws.distinct import KEY, DistinctItems, tries
from builders.draws.draw import Draw
from builders.draws.gathering import ITEM
from builders.plan.nested import Nested

Positions = NDArray[np.int64]
_SETS: Final = (set, frozenset)
_MAPPINGS: Final = (None, dict, collections.OrderedDict, collections.Counter)
_SPARE: Final = 2
"""So many more items than are needed are drawn at first."""


@column_of.register
def _(draw: DistinctItems, place: Place) -> Column:
    if draw.gather not in (_SETS if draw.value is None else _MAPPINGS):
        return drawn_one_by_one(draw, place, f"{draw.gather!r} gathers the items")
    if draw.most == 0:
        return constant([] if draw.value is None else {})
    item = column_of(draw.item, Place(ITEM if draw.value is None else KEY, place.depth, f"{place.path}[]"))
    if not (_told_apart(draw.item) and _comparable(item.type)):
        return drawn_one_by_one(draw, place, f"{item.type} is compared one by one")
    chosen = _Chosen(draw, place, item)
    if draw.value is None:
        return _set(chosen)
    value = column_of(draw.value, Place(ITEM, place.depth, f"{place.path}[]"))
    return _mapping(chosen, value)


def _told_apart(draw: Draw) -> bool:
    """Whether what Python holds for equal is equal in a column too: of values of several kinds, 1 is True."""
    if isinstance(draw, OneOf | Maybe | Nested):
        return False
    if isinstance(draw, Pick):
        return len({type(item) for item in draw.items}) == 1
    return all(map(_told_apart, draw.parts()))


def _comparable(type_: pa.DataType) -> bool:
    """Whether Arrow and Python compare and order its values alike."""
    type_ = type_.value_type if pa.types.is_dictionary(type_) else type_
    return (
        type_ in (pa.int64(), pa.string(), pa.binary(), pa.bool_(), pa.date32(), pa.uuid())
        or pa.types.is_timestamp(type_)
        or pa.types.is_decimal(type_)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Items:
    """The items of some rows, one row behind the other.

    Attributes:
        at: where they are drawn.
        values: the items.
        codes: for each item a number, the same for equal ones.
        counts: how many there are in each row.
    """

    at: Rows
    values: pa.Array
    codes: Positions
    counts: Positions


class _Chosen:
    """Which items the rows have."""

    def __init__(self, draw: DistinctItems, place: Place, item: Column) -> None:
        self.draw = draw
        self.item = item
        self._place = place
        self._lengths = lengths_of(draw, place)
        self._tries = tries(draw.most)

    def of(self, rows: Rows) -> _Items:
        """The items of these rows."""
        lengths = self._lengths(rows)
        own = rows.inner(self._place.address)
        order = np.arange(len(rows))
        parts: list[tuple[NDArray[np.intp], _Items]] = []
        drawn = self.draw.most + _SPARE
        while len(order):
            drawn = min(drawn, self._tries)
            found = self._first(own.some(order), lengths[order], drawn)
            done = (found.counts == lengths[order]) | (drawn == self._tries)
            parts.append((order[done], _rows_of(found, done)))
            order = order[~done]
            drawn *= 4
        result = _in_order(parts, len(rows))
        if (result.counts < self.draw.least).any():
            self._refuse(rows, int(np.flatnonzero(result.counts < self.draw.least)[0]))
        return result

    def _first(self, own: Rows, lengths: Positions, drawn: int) -> _Items:
        """Of so many items that are drawn for each row, the first that differ, up to the row's length."""
        at = own.items(np.full(len(own), drawn, dtype=np.int64), self._tries)
        values = decoded(self.item.make(at))
        codes = _codes(values)
        row = np.repeat(np.arange(len(own)), drawn)
        new = np.zeros(len(at), dtype=np.bool_)
        new[np.unique(row * (int(codes.max(initial=0)) + 1) + codes, return_index=True)[1]] = True
        before = np.cumsum(new.reshape(-1, drawn), axis=1).reshape(-1)
        kept = np.flatnonzero(new & (before <= np.repeat(lengths, drawn)))
        counts = np.bincount(row[kept], minlength=len(own))
        return _Items(at.some(kept), values.take(pa.array(kept)), codes[kept], counts)

    def _refuse(self, rows: Rows, which: int) -> None:
        """Say of a row that it has too few: drawing it says so."""
        draw = compiled(self.draw, self._place.address, self._place.path)
        draw(int(rows.states[which]), int(rows.numbers[which]), self._place.depth)


def _codes(values: pa.Array) -> Positions:
    storage = values.storage if isinstance(values, pa.ExtensionArray) else values
    return storage.dictionary_encode().indices.to_numpy().astype(np.int64)


def _rows_of(items: _Items, which: NDArray[np.bool_]) -> _Items:
    if which.all():
        return items
    kept = np.flatnonzero(np.repeat(which, items.counts))
    return _Items(items.at.some(kept), items.values.take(pa.array(kept)), items.codes[kept], items.counts[which])


def _in_order(parts: list[tuple[NDArray[np.intp], _Items]], count: int) -> _Items:
    """The items of all rows, in the order of the rows."""
    if len(parts) == 1:
        return parts[0][1]
    counts = np.zeros(count, dtype=np.int64)
    for rows, items in parts:
        counts[rows] = items.counts
    row = np.concatenate([np.repeat(rows, items.counts) for rows, items in parts])
    order = np.argsort(row, kind="stable")
    values = pa.concat_arrays([items.values for _, items in parts]).take(pa.array(order))
    states = np.concatenate([items.at.states for _, items in parts])[order]
    numbers = np.concatenate([items.at.numbers for _, items in parts])[order]
    return _Items(Rows(states, numbers), values, _codes(values), counts)


def _offsets(counts: Positions) -> pa.Array:
    return pa.array(np.concatenate(([0], np.cumsum(counts))).astype(np.int32))


def _set(chosen: _Chosen) -> Column:
    item_type = chosen.item.type.value_type if pa.types.is_dictionary(chosen.item.type) else chosen.item.type
    type_ = pa.list_(item_type)

    def make(rows: Rows) -> pa.Array:
        items = chosen.of(rows)
        row = np.repeat(np.arange(len(rows)), items.counts)
        # A set has no order, so its list has that of the values.
        values = items.values.take(pa.array(np.lexsort((_ranks(items.values), row))))
        return pa.ListArray.from_arrays(_offsets(items.counts), values, type=type_)

    return Column(type_, make, chosen.item.slow)


def _ranks(values: pa.Array) -> Positions:
    storage = values.storage if isinstance(values, pa.ExtensionArray) else values
    if pa.types.is_boolean(storage.type):
        storage = storage.cast(pa.int8())
    ranks = np.empty(len(storage), dtype=np.int64)
    ranks[pc.sort_indices(storage).to_numpy()] = np.arange(len(storage))
    return ranks


def _mapping(chosen: _Chosen, value: Column) -> Column:
    key_type = chosen.item.type.value_type if pa.types.is_dictionary(chosen.item.type) else chosen.item.type
    type_ = pa.map_(key_type, value.type)

    def make(rows: Rows) -> pa.Array:
        items = chosen.of(rows)
        return pa.MapArray.from_arrays(_offsets(items.counts), items.values, value.make(items.at), type=type_)

    return Column(type_, make, (*chosen.item.slow, *value.slow))
