"""Unique without remembering: a permutation of the index.

A random value may come twice; a permuted index can't. The permutation is a four-round Feistel network over the smallest
even number of bits that holds the range, and a value outside the range is permuted again until it is inside (cycle
walking: J. Black, P. Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002). Any worker finds the value of any
index.
"""

from __future__ import annotations

from builders.seed.mixing import MASK, STIR


def permuted(index: int, size: int, key: int) -> int:
    """Where a permutation of `range(size)` sends `index`.

    Args:
        index: from 0 to `size - 1`.
        size: how many values there are.
        key: 64 bits that choose the permutation.

    Returns:
        A number from 0 to `size - 1`, another one for each index.

    Example:
        >>> sorted(permuted(index, 5, key=7) for index in range(5))
        [0, 1, 2, 3, 4]
    """
    half = max((max(size - 1, 1).bit_length() + 1) // 2, 1)
    mask = (1 << half) - 1
    value = index
    while True:
        left, right = value >> half, value & mask
        for turn in range(4):
            mixed = ((right + key + turn * STIR) & MASK) * STIR & MASK
            mixed = ((mixed ^ mixed >> 32) * STIR) & MASK
            left, right = right, left ^ (mixed >> 32 & mask if half <= 32 else mixed & mask)
        value = left << half | right
        if value < size:
            return value
