"""Columns of what takes a part of the sixty bits at an address."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from builders.bulk.column import Column, Place, column_of
from builders.bulk.evaluating.choices import Pool, constant, one_of
from builders.bulk.evaluating.finding import finder
from builders.bulk.evaluating.spelling import draws_text, spelling_of
from builders.bulk.evaluating.taking import are_rest, positions_of, wide
from builders.bulk.states import Rows
from builders.draws.wide import SERIAL_BITS, SERIAL_NUMBERS, SERIAL_SHIFT, Mostly, Serial, Slice


@column_of.register
def _(draw: Slice, place: Place) -> Column:
    if len(draw.words.items) == 1:
        return constant(draw.words.items[0])
    pool, find = Pool(draw.words.items), finder(draw.words.thresholds)
    return Column(pool.type, lambda rows: pool.at(positions_of(draw, find, rows)))


@column_of.register
def _(draw: Serial, place: Place) -> Column:
    numbers, own = np.uint64((1 << SERIAL_NUMBERS) - 1), np.uint64((1 << SERIAL_BITS) - 1)

    def make(rows: Rows) -> pa.Array:
        bits = wide(rows.states, draw.address) >> np.uint64(SERIAL_SHIFT) & own
        return pa.array(((rows.numbers & numbers) << np.uint64(SERIAL_BITS) | bits).view(np.int64))

    return Column(pa.int64(), make)


@column_of.register
def _(draw: Mostly, place: Place) -> Column:
    spelling = spelling_of(draw, place) if draws_text(draw) else None
    if spelling is not None:
        return spelling.column()
    columns = [column_of(part, place) for part in draw.parts()]
    return one_of(columns, lambda rows: are_rest(draw, rows))
