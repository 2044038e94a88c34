"""Integers as text, four digits at a time."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np

from builders.bulk.column import Place, column_of
from builders.bulk.evaluating.pieces import Spelling
from builders.bulk.evaluating.ranges import range_of
from builders.bulk.states import Rows
from builders.bulk.stringing import Positions
from builders.draws.draw import Draw

_DIGITS: Final = 4
_GROUP: Final = 10**_DIGITS


def digits(draw: Draw, place: Place) -> Spelling | None:
    """How integers are spelled; `None` where there are negative ones, or more than 64 bits."""
    limits = range_of(draw)
    if limits is None or limits[0] < 0:
        return None
    column = column_of(draw, place)
    width = max(-(-len(str(limits[1])) // _DIGITS), 1)

    def positions(rows: Rows) -> Positions:
        found = np.empty((len(rows), width), dtype=np.int32)
        left = column.make(rows).to_numpy()
        for group in range(width - 1, -1, -1):
            left, value = np.divmod(left, _GROUP)
            # Where other digits stand in front, zeros are kept; where none do, only the last one is.
            alone = value + (1 + _GROUP) if group == width - 1 else np.where(value > 0, value + (1 + _GROUP), 0)
            found[:, group] = np.where(left > 0, value + 1, alone)
        return found

    return Spelling(_numbers(), width, positions)


@functools.cache
def _numbers() -> tuple[str, ...]:
    """Nothing; 0 to 9999 with zeros in front; and without."""
    return ("", *(f"{number:0{_DIGITS}}" for number in range(_GROUP)), *map(str, range(_GROUP)))
