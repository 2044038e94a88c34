"""Taking bits of the sixty at an address (`builders.draws.wide`), for whole columns."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from builders.bulk.states import Chosen, Rows, States, products
from builders.draws.wide import CHOICE_BITS, WIDE_BITS, WIDE_SHIFT, Mostly, Slice
from builders.seed.mixing import LANE_BITS


def wide(states: States, address: str) -> States:
    """The sixty bits at `address`, for each."""
    bits = products(states, address)
    bits >>= np.uint64(WIDE_SHIFT)
    bits &= np.uint64((1 << WIDE_BITS) - 1)
    return bits


def positions_of(draw: Slice, find: Callable[[States], NDArray[np.int32]], rows: Rows) -> NDArray[np.int32]:
    """Which of its words each row has; what several columns take alike is looked up once.

    Args:
        draw: says which bits.
        find: the position that a lane stands for.
        rows: for which.
    """

    def found(all_: Rows) -> NDArray[np.int32]:
        bits = wide(all_.states, draw.address)
        bits >>= np.uint64(draw.shift)
        bits &= np.uint64((1 << draw.bits) - 1)
        bits <<= np.uint64(LANE_BITS - draw.bits)
        return find(bits)

    return rows.shared((draw.address, draw.shift, draw.bits, draw.words.thresholds), found)


def are_rest(draw: Mostly, rows: Rows) -> Chosen:
    """For each row, 1 where it is of the rest, else 0."""
    chosen = wide(rows.states, draw.choice) & np.uint64((1 << CHOICE_BITS) - 1)
    return (chosen >= np.uint64(draw.share)).astype(np.int64)
