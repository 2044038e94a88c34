"""The bounds that an `SQLModel` declares: its tables take any value."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sized
from decimal import InvalidOperation
from typing import Any, Final, cast

from builders.plan.reading.sqlalchemy_models.judging import Judge
from builders.values.constraints import Constraints

_BOUNDS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "ge": operator.ge,
    "gt": operator.gt,
    "le": operator.le,
    "lt": operator.lt,
}


def bounded_judge(judge: Judge, constraints: Constraints) -> Judge:
    """Judges values as `judge` does, and then by bounds.

    Args:
        judge: of the column.
        constraints: of the field: bounds, a step, lengths.
    """

    def bounded(value: object) -> str:
        wrong = judge(value)
        if wrong or value is None or hasattr(value, "__clause_element__"):
            return wrong
        try:
            right = _fits(value, constraints)
        except TypeError:
            # An SQL expression, or what can't be compared with the bound: the database has to say.
            return ""
        except InvalidOperation:
            # `Decimal("NaN")` is neither less nor more.
            right = False
        return "" if right else f"it has to be {constraints.in_words()}"

    return bounded


def _fits(value: object, constraints: Constraints) -> bool:
    for name, holds in _BOUNDS.items():
        bound = getattr(constraints, name)
        if bound is not None and not holds(value, bound):
            return False
    if constraints.multiple_of is not None and cast("Any", value) % constraints.multiple_of:
        return False
    least, most = constraints.min_length, constraints.max_length
    if least is None and most is None:
        return True
    length = len(cast("Sized", value))
    return (least or 0) <= length and (most is None or length <= most)
