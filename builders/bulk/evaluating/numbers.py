"""Columns of numbers, and of what is made of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from builders.bulk.column import Column, Place, column_of
from builders.bulk.evaluating.choices import constant
from builders.bulk.evaluating.ranges import EXACT, SIGNED, range_of
from builders.bulk.evaluating.row_by_row import drawn_one_by_one
from builders.bulk.permutation import permuted
from builders.bulk.states import Rows, States, lanes, positions, products
from builders.draws.draw import Draw
from builders.draws.numbers import Integer, Quotient, Real, Scaled, Steps, Total, Whole
from builders.draws.positions import Distinct, Ordinal
from builders.draws.uuids import Uuid
from builders.seed.mixing import LANE_BITS, LANE_MASK, constants

_SHIFT: Final = np.uint64(LANE_BITS)
_LIMB: Final = np.uint64(LANE_MASK)
_WIDE: Final = "an integer of more than 64 bits"
Numbers: TypeAlias = NDArray[Any]
"""Integers or floats, of 64 bits."""


@column_of.register
def _(draw: Integer, place: Place) -> Column:
    if draw.low == draw.high:
        return constant(draw.low)
    if range_of(draw) is None:
        return drawn_one_by_one(draw, place, _WIDE)
    span = draw.high - draw.low + 1
    least = np.uint64(draw.low % (1 << 64))
    addresses = [place.address, *(f"{place.address}~{number}" for number in range(1, draw.lanes()))]

    def make(rows: Rows) -> pa.Array:
        drawn = _scaled([lanes(rows.states, address) for address in addresses], span)
        drawn += least
        return pa.array(drawn.view(np.int64))

    return Column(pa.int64(), make)


def _scaled(wide: list[States], span: int) -> States:
    """Bits times `span`, without the lowest `30 * len(wide)` bits of the product.

    Args:
        wide: 30 bits from each lane, the highest first.
        span: at most 2**64.
    """
    if len(wide) == 1:
        # A span of one lane has 15 bits at most.
        return wide[0] * np.uint64(span) >> _SHIFT
    if len(wide) == 2 and span.bit_length() <= 33:
        return wide[0] * np.uint64(span) + (wide[1] * np.uint64(span) >> _SHIFT) >> _SHIFT
    # By hand, in digits of 30 bits: no sum of products here has more than 63 bits.
    digits = [np.uint64(span >> shift & LANE_MASK) for shift in range(0, span.bit_length(), LANE_BITS)]
    lowest_first = wide[::-1]
    result = np.zeros(len(wide[0]), dtype=np.uint64)
    carry = np.zeros(len(wide[0]), dtype=np.uint64)
    for place in range(len(wide) + len(digits)):
        for n, bits in enumerate(lowest_first):
            if 0 <= place - n < len(digits):
                carry += bits * digits[place - n]
        if place >= len(wide):
            result |= (carry & _LIMB) << np.uint64(LANE_BITS * (place - len(wide)))
        carry >>= _SHIFT
    return result


@column_of.register
def _(draw: Real, place: Place) -> Column:
    if draw.low == draw.high:
        return constant(float(draw.low), pa.float64())
    high = float(draw.high)
    start, step, times = draw.steps()

    def make(rows: Rows) -> pa.Array:
        drawn = lanes(rows.states, place.address).astype(np.float64)
        drawn *= step
        drawn += start
        if times > 1:
            with np.errstate(over="ignore"):  # what is more than a float holds is `high`, as it is for one object
                drawn *= times
        return pa.array(np.minimum(drawn, high, out=drawn))

    return Column(pa.float64(), make)


def numbers_of(column: Column) -> Callable[[Rows], Numbers]:
    """The numbers of a column that has no nulls."""
    return lambda rows: column.make(rows).to_numpy(zero_copy_only=True)


def is_number(*columns: Column) -> bool:
    """Whether all of them are of integers or floats."""
    return all(column.type in (pa.int64(), pa.float64()) for column in columns)


@column_of.register
def _(draw: Total, place: Place) -> Column:
    first, second = column_of(draw.first, place), column_of(draw.second, place.at(f"{place.address}~more"))
    return _combined(draw, place, _sum, first, second)


@column_of.register
def _(draw: Steps, place: Place) -> Column:
    return _combined(draw, place, _product, column_of(draw.count, place), constant(draw.step))


def _sum(one: Numbers, other: Numbers) -> Numbers:
    return one + other


def _product(one: Numbers, other: Numbers) -> Numbers:
    return one * other


def _whole_part(one: Numbers, other: Numbers) -> Numbers:
    return one // other


def _combined(
    draw: Draw, place: Place, combine: Callable[[Numbers, Numbers], Numbers], first: Column, second: Column
) -> Column:
    if not is_number(first, second):
        return drawn_one_by_one(draw, place, "it is made of more than numbers")
    integers = first.type == second.type == pa.int64()
    if integers and range_of(draw) is None:
        return drawn_one_by_one(draw, place, _WIDE)
    one, other = numbers_of(first), numbers_of(second)
    type_ = pa.int64() if integers else pa.float64()
    return Column(type_, lambda rows: pa.array(combine(one(rows), other(rows))), first.slow + second.slow)


@column_of.register
def _(draw: Whole, place: Place) -> Column:
    return _combined(draw, place, _whole_part, column_of(draw.count, place), constant(draw.divisor))


@column_of.register
def _(draw: Quotient, place: Place) -> Column:
    limits = range_of(draw.count)
    if limits is None or max(-limits[0], limits[1], draw.divisor) > EXACT:
        return drawn_one_by_one(draw, place, "a quotient of integers that no float holds")
    column = column_of(draw.count, place)
    count = numbers_of(column)
    return Column(pa.float64(), lambda rows: pa.array(count(rows) / float(draw.divisor)), column.slow)


@column_of.register
def _(draw: Scaled, place: Place) -> Column:
    limits = range_of(draw.count)
    if limits is None or draw.places > 18:
        return drawn_one_by_one(draw, place, "a decimal of more than 18 digits")
    column = column_of(draw.count, place)
    count = numbers_of(column)
    type_ = decimal_type(limits, draw.places)

    def make(rows: Rows) -> pa.Array:
        whole = np.empty((len(rows), 2), dtype=np.int64)
        whole[:, 0] = count(rows)
        whole[:, 1] = whole[:, 0] >> 63
        return pa.Array.from_buffers(type_, len(rows), [None, pa.py_buffer(whole)])

    return Column(type_, make, column.slow)


def decimal_type(limits: tuple[int, int], places: int) -> pa.DataType:
    """18 digits, which Parquet keeps in 64 bits, or 38: how many are drawn just now is nothing to build upon."""
    return pa.decimal128(18 if max(-limits[0], limits[1]) < 10**18 else 38, places)


@column_of.register
def _(draw: Ordinal, place: Place) -> Column:
    modulus = 1 << draw.bits
    factor = np.uint64(constants(place.address)[1] % modulus)
    lowest = np.uint64(modulus - 1)
    return Column(pa.int64(), lambda rows: pa.array((positions(rows.states) * factor & lowest).view(np.int64)))


@column_of.register
def _(draw: Distinct, place: Place) -> Column:
    size = draw.high - draw.low + 1
    if draw.low < -SIGNED or draw.high >= SIGNED:
        return drawn_one_by_one(draw, place, _WIDE)
    key = constants(place.address)[0]
    least = np.uint64(draw.low % (1 << 64))

    def make(rows: Rows) -> pa.Array:
        drawn = permuted(positions(rows.states) % np.uint64(size), size, key)
        drawn += least
        return pa.array(drawn.view(np.int64))

    return Column(pa.int64(), make)


@column_of.register
def _(draw: Uuid, place: Place) -> Column:
    def make(rows: Rows) -> pa.Array:
        halves = np.empty((len(rows), 2), dtype=">u8")
        first = products(rows.states, place.address)
        second = products(rows.states, f"{place.address}~1")
        halves[:, 0] = first & np.uint64(0xFFFF_FFFF_FFFF_0FFF) | np.uint64(4 << 12)
        halves[:, 1] = second & np.uint64((1 << 62) - 1) | np.uint64(2 << 62)
        storage = pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), len(halves), [None, pa.py_buffer(halves)])
        return pa.ExtensionArray.from_storage(pa.uuid(), storage)

    return Column(pa.uuid(), make)
