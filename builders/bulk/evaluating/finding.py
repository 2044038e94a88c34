"""Finding the word that a lane stands for."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from builders.bulk.states import States
from builders.seed.mixing import LANE_BITS

_FEW_BITS: Final = 14
_MORE_BITS: Final = 16


@functools.lru_cache(maxsize=512)
def finder(thresholds: tuple[int, ...]) -> Callable[[States], NDArray[np.int32]]:
    """`bisect(thresholds, lane)` for each lane.

    The upper bits of a lane mostly say it; where a threshold lies among the lanes that share them, it is searched for.
    """
    few = all(threshold % (1 << LANE_BITS - _FEW_BITS) == 0 for threshold in thresholds)
    bits = _FEW_BITS if few else _MORE_BITS
    shift = np.uint64(LANE_BITS - bits)
    ordered = np.array(thresholds, dtype=np.uint64)
    edges = np.arange((1 << bits) + 1, dtype=np.uint64) << shift
    first = np.searchsorted(ordered, edges[:-1], side="right")
    last = np.searchsorted(ordered, edges[1:] - np.uint64(1), side="right")
    guide = np.where(first == last, first, -1).astype(np.int32)
    clear = bool((guide >= 0).all())

    def find(lanes: States) -> NDArray[np.int32]:
        # "clip" spares a check: no lane has more than its thirty bits.
        found = np.take(guide, (lanes >> shift).view(np.int64), mode="clip")
        if not clear:
            unclear = np.flatnonzero(found < 0)
            found[unclear] = np.searchsorted(ordered, lanes[unclear], side="right")
        return found

    return find
