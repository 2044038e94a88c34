"""Columns of values that no two rows share."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from builders.bulk.column import Column, Place, column_of
from builders.bulk.evaluating.choices import Pool
from builders.bulk.evaluating.pieces import Spelling
from builders.bulk.evaluating.ranges import SIGNED
from builders.bulk.evaluating.row_by_row import drawn_one_by_one
from builders.bulk.evaluating.shaping import decoded, is_text
from builders.bulk.permutation import permuted
from builders.bulk.states import Rows, States
from builders.bulk.stringing import Positions
from builders.draws.counted import Counted
from builders.seed.mixing import constants
from builders.values.places import place_of
from builders.values.uniqueness import Numbered, UniqueInteger, UniquePick, UniqueText, UniqueUuid, ranges_of

_WIDE = "of more than 64 bits"


@column_of.register
def _(draw: Counted, place: Place) -> Column:
    return Column(pa.int64(), lambda rows: pa.array((rows.numbers + np.uint64(1)).view(np.int64)))


@column_of.register
def _(draw: UniqueUuid, place: Place) -> Column:
    return column_of(draw.draw, place)


def _places(size: int, place: Place, path: str) -> Callable[[Rows], States]:
    """`place_of` for each row."""
    key = constants(place.address)[0]

    def one(state: int, number: int) -> int:
        return place_of(state, number, size, key, path)

    def find(rows: Rows) -> States:
        origins = rows.origins()
        if not len(rows) or int(rows.numbers.max()) >= size or (origins != origins[0]).any():
            # Some have no place, which `place_of` says; or they are no row of objects that are counted together.
            pairs = zip(rows.states.tolist(), rows.numbers.tolist(), strict=True)
            return np.fromiter((one(*pair) for pair in pairs), dtype=np.uint64, count=len(rows))
        return permuted(rows.numbers.copy(), size, key ^ int(origins[0]))

    return find


@column_of.register
def _(draw: UniqueInteger, place: Place) -> Column:
    if draw.low < -SIGNED or draw.high >= SIGNED:
        return drawn_one_by_one(draw, place, f"an integer {_WIDE}")
    find = _places(draw.high - draw.low + 1, place, draw.path)
    least = np.uint64(draw.low % (1 << 64))
    return Column(pa.int64(), lambda rows: pa.array((find(rows) + least).view(np.int64)))


@column_of.register
def _(draw: UniquePick, place: Place) -> Column:
    pool = Pool(draw.items)
    find = _places(len(draw.items), place, draw.path)
    return Column(pool.type, lambda rows: pool.at(find(rows).view(np.int64)))


@column_of.register
def _(draw: UniqueText, place: Place) -> Column:
    pools = [list(map(str, values)) for values in ranges_of(draw.pieces) or []]
    size = math.prod(map(len, pools))
    if size >= SIGNED:
        return drawn_one_by_one(draw, place, f"a number {_WIDE} as text")
    find = _places(size, place, draw.path)

    def positions(rows: Rows) -> Positions:
        left = find(rows)
        found = np.empty((len(rows), len(pools)), dtype=np.int32)
        base = sum(map(len, pools))
        for number in range(len(pools) - 1, -1, -1):
            base -= len(pools[number])
            left, digit = np.divmod(left, np.uint64(len(pools[number])))
            found[:, number] = digit.astype(np.int32) + np.int32(base)
        return found

    return Spelling(tuple(text for pool in pools for text in pool), len(pools), positions).column()


@column_of.register
def _(draw: Numbered, place: Place) -> Column:
    column = column_of(draw.draw, place)
    if not is_text(column.type):
        return drawn_one_by_one(draw, place, f"a number in {column.type}")

    def make(rows: Rows) -> pa.Array:
        texts = decoded(column.make(rows))
        numbers = pa.array(rows.numbers + np.uint64(1)).cast(pa.string())
        at = pc.match_substring(texts, "@")
        has_at, longest = pc.any(at).as_py(), _longest(texts, numbers)
        if texts.null_count or has_at != pc.all(at).as_py() or (draw.longest is not None and longest > draw.longest):
            # Some are cut, or are numbered in another way than others.
            pairs = zip(texts.to_pylist(), rows.numbers.tolist(), strict=True)
            return pa.array([draw.numbered(text, number) for text, number in pairs], pa.string())
        if not has_at:
            return pc.binary_join_element_wise(texts, numbers, "-")
        parts = pc.split_pattern(texts, "@", max_splits=1, reverse=True).values
        return pc.binary_join_element_wise(
            parts.take(pa.array(np.arange(0, len(parts), 2))), ".", numbers, "@",
            parts.take(pa.array(np.arange(1, len(parts), 2))), "",
        )  # fmt: skip

    return Column(pa.string(), make, column.slow)


def _longest(texts: pa.Array, numbers: pa.Array) -> int:
    """How long a text with its number and a mark may be."""
    lengths = [pc.max(pc.utf8_length(part)).as_py() or 0 for part in (texts, numbers)]
    return sum(lengths) + 1
