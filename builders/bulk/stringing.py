"""Texts put together of pieces, in one step for a whole column.

Arrow keeps the texts of an array one behind the other in one buffer. So when an array holds all pieces of all rows in
order, its buffer is that of the column that is wanted, and only the offsets have to be thinned out. Taking pieces by
position from a pool gives such an array; nothing is joined.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Positions = NDArray[np.int32]


def strung(pool: pa.Array, positions: Positions) -> pa.Array:
    """The texts of rows that each have the same number of pieces.

    Args:
        pool: texts.
        positions: where in the pool each row's pieces are; a line for each row.
    """
    count, width = positions.shape
    if width == 1:
        return pool.take(pa.array(positions[:, 0]))
    return thinned(pool.take(pa.array(positions.reshape(-1))), np.arange(0, count * width + 1, width, dtype=np.int64))


def thinned(pieces: pa.Array, ends: NDArray[np.int64]) -> pa.Array:
    """The texts that begin and end at these pieces: text `i` has those from `ends[i]` up to `ends[i + 1]`."""
    offsets = np.frombuffer(pieces.buffers()[1], dtype=np.int32, count=len(pieces) + 1)[ends]
    return pa.Array.from_buffers(pa.string(), len(ends) - 1, [None, pa.py_buffer(offsets), pieces.buffers()[2]])
