"""`builders.seed.permutation` for whole columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from builders.bulk.states import States, stirred
from builders.seed.mixing import MASK, STIR

_STIR = np.uint64(STIR)
_HIGH = np.uint64(32)


def permuted(indices: States, size: int, key: int) -> States:
    """`permuted` of each index: see there.

    Args:
        indices: each from 0 to `size - 1`. The array is used up.
        size: at most 2**64.
        key: 64 bits.
    """
    half = max((max(size - 1, 1).bit_length() + 1) // 2, 1)
    width, mask = np.uint64(half), np.uint64((1 << half) - 1)
    last = np.uint64(size - 1)
    left = np.flatnonzero(np.ones(len(indices), dtype=np.bool_))
    values = indices
    while len(left):
        once = _once(values[left], width, mask, key)
        values[left] = once
        left = left[once > last]
    return values


def _once(values: States, width: np.uint64, mask: np.uint64, key: int) -> NDArray[np.uint64]:
    left, right = values >> width, values & mask
    for turn in range(4):
        mixed = right + np.uint64((key + turn * STIR) & MASK)
        mixed *= _STIR
        mixed = stirred(mixed)
        left, right = right, left ^ (mixed >> _HIGH & mask)
    return left << width | right
