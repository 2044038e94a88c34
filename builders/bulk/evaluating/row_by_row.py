"""What no column is known for: drawn one by one, by the function that draws it for an object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pyarrow as pa

from builders.bulk.column import Column, Place, Slow, column_of, unfit
from builders.bulk.plain import UNFIT, array_of, plain, type_for
from builders.bulk.states import Rows, rows_of
from builders.draws.compiling import compiled
from builders.draws.draw import Draw
from builders.values.places import endless

NO_FORMULA: Final = "values of this kind have no formula for whole columns"
_SAMPLE = rows_of(0, 0, 256)


@column_of.register
def _(draw: Draw, place: Place) -> Column:
    return drawn_one_by_one(draw, place, NO_FORMULA)


def drawn_one_by_one(draw: Draw, place: Place, why: str) -> Column:
    """The column of a draw's own function. Its type is the one that holds what 256 fixed states draw."""
    function = compiled(draw, place.address, place.path)
    depth = place.depth
    return called(lambda state, number: function(state, number, depth), place.path, why)


def called(draw: Callable[[int, int], object], path: str, why: str, type_: pa.DataType | None = None) -> Column:
    """The column of a function.

    Args:
        draw: from a state and the object's number to the value.
        path: where the value stands.
        why: the reason that it is slow.
        type_: of the column; by default one that holds what is drawn for some fixed states.
    """

    def values(rows: Rows) -> list[object]:
        return [
            plain(draw(state, number))
            for state, number in zip(rows.states.tolist(), rows.numbers.tolist(), strict=True)
        ]

    # More than a unique column may have values.
    with endless():
        fixed = type_for(values(_SAMPLE)) if type_ is None else type_

    def make(rows: Rows) -> pa.Array:
        drawn = values(rows)
        try:
            return array_of(drawn, fixed)
        except UNFIT as error:
            raise unfit(path, f"a column of {fixed} can't hold all that is drawn: {error}") from None

    return Column(fixed, make, (Slow(path, why),))
