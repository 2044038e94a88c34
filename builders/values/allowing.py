"""Whether all that a draw can give is sure to be within constraints."""

from __future__ import annotations

from fractions import Fraction

from builders.values.constraints import Constraints
from builders.values.extents import Extent
from builders.values.numbers import digits_as_bounds, limits, step_of


def allowed(constraints: Constraints, extent: Extent | None, places: int = 0) -> bool:
    """Whether all numbers of so many decimal places are allowed that `extent` speaks of.

    Args:
        constraints: what is asked of them.
        extent: the least and the greatest, counted in units of the last place: 100 to 9999 for 1.00 to 99.99.
        places: how many decimal places they have.
    """
    if extent is None:
        return False
    unit = Fraction(1, 10**places)
    step = step_of(constraints)
    if step and (unit / step).denominator != 1:
        return False
    if constraints.decimal_places is not None and constraints.decimal_places < places:
        return False
    low, high = limits(digits_as_bounds(constraints, places), unit)
    return (low is None or low <= extent[0]) and (high is None or extent[1] <= high)
