"""Columns of two numbers made one: products, and the larger of two."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from builders.bulk.column import Column, Place, column_of
from builders.bulk.evaluating.numbers import Numbers, is_number, numbers_of
from builders.bulk.evaluating.ranges import range_of
from builders.bulk.evaluating.row_by_row import drawn_one_by_one
from builders.bulk.states import Rows
from builders.draws.larger import Larger
from builders.draws.products import Product


@column_of.register
def _(draw: Product, place: Place) -> Column:
    return _of_two(draw, place, lambda one, other: one * other)


@column_of.register
def _(draw: Larger, place: Place) -> Column:
    return _of_two(draw, place, np.maximum)


def _of_two(draw: Product | Larger, place: Place, combine: Callable[[Numbers, Numbers], Numbers]) -> Column:
    first, second = column_of(draw.first, place), column_of(draw.second, place.at(f"{place.address}~more"))
    integers = is_number(first, second) and first.type == second.type == pa.int64()
    if not integers or range_of(draw) is None:
        return drawn_one_by_one(draw, place, "it is made of more than integers of 64 bits")
    one, other = numbers_of(first), numbers_of(second)

    def make(rows: Rows) -> pa.Array:
        return pa.array(combine(one(rows), other(rows)))

    return Column(pa.int64(), make, first.slow + second.slow)
