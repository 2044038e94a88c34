"""Texts as positions of pieces in a pool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from builders.bulk.column import Column
from builders.bulk.states import Rows
from builders.bulk.stringing import Positions, strung


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the texts of a draw are spelled.

    Attributes:
        pool: the pieces.
        width: how many of them each row has.
        positions: where in the pool they are.
    """

    pool: tuple[str, ...]
    width: int
    positions: Callable[[Rows], Positions]

    def column(self) -> Column:
        """The column of these texts: a dictionary where each is one piece."""
        pool = pa.array(self.pool, pa.string())
        if self.width == 1:
            type_ = pa.dictionary(pa.int32(), pa.string())
            return Column(
                type_,
                lambda rows: pa.DictionaryArray.from_arrays(pa.array(self.positions(rows)[:, 0]), pool, safe=False),
            )
        return Column(pa.string(), lambda rows: strung(pool, self.positions(rows)))
