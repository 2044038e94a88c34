"""Numbers within bounds."""

from __future__ import annotations

import math
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Final

from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.draws.gathering import Together
from builders.draws.numbers import Integer, Quotient, Real, Scaled, Steps
from builders.errors import CannotBuild
from builders.values.constraints import Constraints, contradiction

_WIDE: Final = 1_000_000_000
"""A range wider than this says what fits into a column, not what is usual."""
_EXACT: Final = 1 << 53
"""Integers up to here are floats too."""
Usual = tuple[int, int]
USUAL_INTEGERS: Final[Usual] = (0, 9999)
USUAL_REALS: Final[Usual] = (0, 1000)


def integers(constraints: Constraints, path: str, usual: Usual | None = None) -> Draw:
    """An integer within the bounds.

    Args:
        constraints: what is asked of it.
        path: where it stands, for errors.
        usual: the range that the field's name speaks of; it holds as far as the bounds allow.

    Raises:
        CannotBuild: no integer is within the bounds.
    """
    step = _exact(constraints.multiple_of)
    if step is None or step == 0:
        low, high = _counts(constraints, Fraction(1), path)
        return Integer(*_window(low, high, usual or USUAL_INTEGERS, usual is not None))
    # An integer that is a multiple of 3/2 is one of 3.
    step = Fraction(abs(step).numerator)
    low, high = _counts(constraints, step, path)
    start, end = usual or USUAL_INTEGERS
    window = _window(low, high, (math.ceil(start / step), math.floor(end / step)), usual is not None)
    return Steps(Integer(*window), int(step))


def floats(constraints: Constraints, path: str, usual: Usual | None = None, places: int = 2) -> Draw:
    """A float within the bounds: with so many decimal places where there is room, else any.

    Raises:
        CannotBuild: no float is within the bounds.
    """
    start, end = usual or USUAL_REALS
    step = step_of(constraints)
    if step:
        low, high = _counts(constraints, step, path)
        window = _window(low, high, (math.ceil(start / step), math.floor(end / step)), usual is not None)
        if step.numerator == 1:
            return Quotient(Integer(*window), step.denominator)
        return Steps(Integer(*window), int(step) if step.denominator == 1 else float(step))
    return _free_float(constraints, path, (start, end), usual is not None, places)


def step_of(constraints: Constraints) -> Fraction | None:
    """The step that is asked for, as it was meant: 0.1 as a float is not a tenth, but who wrote it meant one."""
    step = _exact(constraints.multiple_of)
    if not step:
        return None
    step = abs(step)
    nearest = round(1 / step)
    return Fraction(1, nearest) if nearest > 1 and float(step) == 1 / nearest else step


def _free_float(constraints: Constraints, path: str, usual: Usual, named: bool, places: int) -> Draw:
    unit = Fraction(1, 10**places)
    low, high = limits(constraints, unit)
    if low is None or high is None or high - low >= 10:
        first, last = _window(low, high, (usual[0] * 10**places, usual[1] * 10**places), named)
        if max(abs(first), abs(last)) < _EXACT:
            return Quotient(Integer(first, last), 10**places)
    least, most = _float_limits(constraints)
    if least > most:
        raise _contradiction(constraints, path)
    return Real(max(least, -sys.float_info.max), min(most, sys.float_info.max))


def _float_limits(constraints: Constraints) -> tuple[float, float]:
    """The least and the greatest float within the bounds."""
    lows, highs = [-math.inf], [math.inf]
    if (bound := _exact(constraints.ge)) is not None:
        lows.append(float(bound) if Fraction(float(bound)) >= bound else math.nextafter(float(bound), math.inf))
    if (bound := _exact(constraints.gt)) is not None:
        lows.append(float(bound) if Fraction(float(bound)) > bound else math.nextafter(float(bound), math.inf))
    if (bound := _exact(constraints.le)) is not None:
        highs.append(float(bound) if Fraction(float(bound)) <= bound else math.nextafter(float(bound), -math.inf))
    if (bound := _exact(constraints.lt)) is not None:
        highs.append(float(bound) if Fraction(float(bound)) < bound else math.nextafter(float(bound), -math.inf))
    return max(lows), min(highs)


def decimals(constraints: Constraints, path: str, usual: Usual | None = None, places: int = 2) -> Draw:
    """A `Decimal` within the bounds and with no more digits than allowed.

    Raises:
        CannotBuild: there is none.
    """
    start, end = usual or USUAL_REALS
    step = _exact(constraints.multiple_of)
    allowed = constraints.decimal_places
    if allowed is None or (constraints.max_digits is not None and constraints.max_digits < allowed):
        allowed = 28 if constraints.max_digits is None else constraints.max_digits
    if step:
        step = abs(step)
        own = _places_of(step)
        if own > allowed:
            raise _contradiction(constraints, path)
        low, high = _counts(digits_as_bounds(constraints, own), step, path)
        window = _window(low, high, (math.ceil(start / step), math.floor(end / step)), usual is not None)
        factor = int(step * 10**own)
        count = Integer(*window)
        return Scaled(count if factor == 1 else Steps(count, factor), own)
    for tried in range(min(places, allowed), allowed + 1):
        unit = Fraction(1, 10**tried)
        bounded = digits_as_bounds(constraints, tried)
        low, high = limits(bounded, unit)
        if low is None or high is None or low <= high:
            scale = 10**tried
            return Scaled(Integer(*_window(low, high, (start * scale, end * scale), usual is not None)), tried)
    raise _contradiction(constraints, path)


def digits_as_bounds(constraints: Constraints, places: int) -> Constraints:
    """The bounds that follow from how many digits a decimal with so many places may have."""
    if constraints.max_digits is None:
        return constraints
    whole = constraints.max_digits - (places if constraints.decimal_places is None else constraints.decimal_places)
    most = Fraction(10 ** max(whole, 0)) - Fraction(1, 10**places)
    ge, le = _exact(constraints.ge), _exact(constraints.le)
    return Constraints(
        ge=-most if ge is None else max(ge, -most),
        gt=constraints.gt,
        le=most if le is None else min(le, most),
        lt=constraints.lt,
        multiple_of=constraints.multiple_of,
        max_digits=constraints.max_digits,
        decimal_places=constraints.decimal_places,
    )


def fractions(constraints: Constraints, path: str) -> Draw:
    """A `Fraction` within the bounds, in hundredths where there are any."""
    step = _exact(constraints.multiple_of) or Fraction(1, 100)
    low, high = limits(constraints, step)
    while low is not None and high is not None and low > high and constraints.multiple_of is None:
        if step.denominator > 10**30:
            raise _contradiction(constraints, path)
        step /= 10
        low, high = limits(constraints, step)
    if low is not None and high is not None and low > high:
        raise _contradiction(constraints, path)
    usual = (math.ceil(USUAL_REALS[0] / step), math.floor(USUAL_REALS[1] / step))
    numerator = Steps(Integer(*_window(low, high, usual, False)), step.numerator)
    return Together((numerator, Constant(step.denominator)), Fraction)


def _counts(constraints: Constraints, step: Fraction, path: str) -> tuple[int | None, int | None]:
    low, high = limits(constraints, step)
    if low is not None and high is not None and low > high:
        raise _contradiction(constraints, path)
    return low, high


def limits(constraints: Constraints, step: Fraction) -> tuple[int | None, int | None]:
    """The least and the greatest number of steps within the bounds; `None` where there is no bound."""
    lows: list[int] = []
    highs: list[int] = []
    if (bound := _exact(constraints.ge)) is not None:
        lows.append(math.ceil(bound / step))
    if (bound := _exact(constraints.gt)) is not None:
        lows.append(math.floor(bound / step) + 1)
    if (bound := _exact(constraints.le)) is not None:
        highs.append(math.floor(bound / step))
    if (bound := _exact(constraints.lt)) is not None:
        highs.append(math.ceil(bound / step) - 1)
    return max(lows, default=None), min(highs, default=None)


def _window(low: int | None, high: int | None, usual: Usual, named: bool) -> tuple[int, int]:
    """The range to draw from: what the name says, as far as it is allowed; else all that is allowed, or what is usual.

    A range is never empty: where the usual one lies outside of the bounds, as much as it holds is taken next to them.
    """
    first, last = usual
    last = max(first, last)
    size = last - first
    if not named and low is not None and high is not None and high - low <= _WIDE:
        return low, high
    if low is not None and low > last:
        # A bound beyond what is usual: from there on.
        return low, low + size if high is None else min(high, low + size)
    if high is not None and high < first:
        return high - size if low is None else max(low, high - size), high
    if low is not None and not named:
        first = low if low > first or high is None else first
        last = max(last, first + size) if high is None else last
    return first if low is None else max(first, low), last if high is None else min(last, high)


def greatest(constraints: Constraints) -> Fraction | None:
    """The number that none is to be above, as it was written; `None` where there is none."""
    bound = _exact(constraints.le)
    return bound if bound is not None else _exact(constraints.lt)


def _exact(bound: object) -> Fraction | None:
    """A bound as an exact number; `None` for none, and for an infinite one."""
    if isinstance(bound, float) and not math.isfinite(bound):
        return None
    if isinstance(bound, Decimal) and not bound.is_finite():
        return None
    if isinstance(bound, (int, float, Decimal, Fraction)):
        return Fraction(bound)
    return None


def _places_of(step: Fraction) -> int:
    """How many decimal places it takes to write a number; 28 where no number of them is enough."""
    return next((places for places in range(28) if (step * 10**places).denominator == 1), 28)


def _contradiction(constraints: Constraints, path: str) -> CannotBuild:
    return contradiction(path, "no number", constraints)
