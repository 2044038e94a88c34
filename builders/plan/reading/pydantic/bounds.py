"""What a node asks of its value, and whether that can be had."""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, Final, cast

from builders.plan.reading.pydantic.node import Node, function_of
from builders.values.constraints import NONE, Constraints

_NAMES: Final = tuple(field.name for field in fields(Constraints) if field.name not in ("pattern", "aware"))
_LOWEST: Final = ("ge", "gt", "min_length")
_HIGHEST: Final = ("le", "lt", "max_length", "max_digits", "decimal_places")
PAST: Final = dt.datetime(2025, 1, 1)
"""What is past on any clock: values are drawn before this instant anyway."""
FUTURE: Final = dt.datetime(2090, 1, 1)
"""What is future on any clock that a test of today will run on."""


def said_by(node: Node) -> Constraints:
    """The constraints in a node of a single value or a collection."""
    found: dict[str, Any] = {name: node[name] for name in _NAMES if node.get(name) is not None}
    pattern: object = node.get("pattern")
    if isinstance(pattern, str):
        found["pattern"] = pattern
    elif pattern is not None:
        found["pattern"] = _written(cast("re.Pattern[str]", pattern))
    zone: object = node.get("tz_constraint")
    if zone is not None:
        found["aware"] = zone != "naive"
    return Constraints(**found)


def _written(pattern: re.Pattern[str]) -> str:
    return f"(?i:{pattern.pattern})" if pattern.flags & re.IGNORECASE else pattern.pattern


def said_by_config(config: Node) -> Constraints:
    """What a model's configuration asks of all its texts."""
    least, most = config.get("str_min_length"), config.get("str_max_length")
    return Constraints(min_length=least or None, max_length=most) if least or most is not None else NONE


def otherwise(said: Constraints, general: Constraints) -> Constraints:
    """Constraints, with the general ones where they say nothing of their own."""
    return replace(
        said,
        min_length=general.min_length if said.min_length is None else said.min_length,
        max_length=general.max_length if said.max_length is None else said.max_length,
    )


def said_by_function(node: Node) -> Constraints:
    """The constraints in a validator by which pydantic checks what a node can't: `Annotated[int | str, Gt(3)]`."""
    function = function_of(node)
    if not isinstance(function, functools.partial) or not function.func.__module__.startswith("pydantic."):
        return NONE
    return Constraints(**{name: value for name, value in function.keywords.items() if name in _NAMES})


def both(first: Constraints, second: Constraints) -> Constraints:
    """Constraints that ask for what both ask for."""
    if first is NONE or second is NONE:
        return second if first is NONE else first
    merged: dict[str, Any] = {}
    for field in fields(Constraints):
        one, other = getattr(first, field.name), getattr(second, field.name)
        if one is None or other is None:
            merged[field.name] = other if one is None else one
        else:
            tighter: Callable[..., Any] | None = (
                max if field.name in _LOWEST else min if field.name in _HIGHEST else None
            )
            merged[field.name] = tighter(one, other) if tighter else other
    return Constraints(**merged)


def of_type(type_: type, said: Constraints, node: Node) -> Constraints:
    """Bounds as values of the type that is drawn, as tight as the clock makes them."""
    if type_ is int:
        return _changed(said, lower=math.ceil, upper=math.floor)
    if type_ is float:
        return _changed(said, lower=float, upper=float)
    if type_ is Decimal:
        return _changed(said, lower=_decimal, upper=_decimal)
    if type_ in (dt.datetime, dt.date):
        return _in_time(type_, said, node.get("now_op"))
    return said


def contradiction(said: Constraints) -> str:
    """Why no collection can be as long as is asked; "" where one can."""
    least, most = said.min_length or 0, said.max_length
    if most is not None and least > most:
        return f"it is to be at least {least} long and at most {most} long"
    return ""


def _changed(said: Constraints, lower: Callable[[Any], object], upper: Callable[[Any], object]) -> Constraints:
    changed: dict[str, Any] = {}
    for name, turn in (("ge", lower), ("gt", upper), ("le", upper), ("lt", lower)):
        bound: Any = getattr(said, name)
        if bound is None:
            continue
        if isinstance(bound, float | Decimal) and not math.isfinite(bound):
            changed[name] = None
            continue
        changed[name] = turn(bound)
    return replace(said, **changed) if changed else said


def _decimal(bound: Any) -> Decimal:
    return bound if isinstance(bound, Decimal) else Decimal(str(bound))


def _in_time(type_: type, said: Constraints, side: object) -> Constraints:
    bounds: list[Any] = [bound for bound in (said.ge, said.gt, said.le, said.lt) if bound is not None]
    aware = said.aware
    if type_ is dt.datetime and aware is None and bounds:
        aware = bounds[0].tzinfo is not None
        said = replace(said, aware=aware)
    if side not in ("past", "future"):
        return said
    limit: Any = PAST if side == "past" else FUTURE
    if type_ is dt.date:
        limit = limit.date()
    elif aware is not False:
        limit = limit.replace(tzinfo=dt.UTC)
    if side == "past":
        return said if _reached(min, limit, bounds_of=(said.le, said.lt)) else replace(said, le=limit)
    return said if _reached(max, limit, bounds_of=(said.ge, said.gt)) else replace(said, ge=limit)


def _reached(tighter: Callable[..., Any], limit: Any, bounds_of: tuple[Any, Any]) -> bool:
    """Whether a bound is already as tight as the clock's."""
    return any(bound is not None and tighter(bound, limit) == bound for bound in bounds_of)
