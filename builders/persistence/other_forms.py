"""Values that a column keeps in another form: a `Numeric(8, 2)` rounds, a `Date` has no time of day."""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, TypeEngine

from builders.plan.reading.sqlalchemy_models.taking import items_of

Check: TypeAlias = Callable[[Any], bool]
"""Of a value, not `None`: whether the row may hold another one."""


def has_own_code(type_: TypeEngine[Any]) -> bool:
    """Whether a type of the author's own reads and writes the values."""
    return isinstance(type_, TypeDecorator) and not isinstance(type_, sa.Interval | sa.PickleType)


def check_of(type_: TypeEngine[Any]) -> Check | None:
    """What tells of a column's values whether it keeps them as they are; `None` where it keeps all."""
    if has_own_code(type_):
        return lambda _: True
    match type_:
        case sa.Enum():
            class_ = type_.enum_class
            return None if class_ is None else lambda value: not isinstance(value, class_)
        case sa.Uuid():
            return lambda value: isinstance(value, UUID) is not bool(type_.as_uuid)
        case sa.CHAR():
            return (
                None
                if type_.length is None
                else lambda value: not isinstance(value, str) or len(value) < (type_.length or 0)
            )
        case sa.String():
            return lambda value: isinstance(value, enum.Enum)
        case sa.Boolean():
            return lambda value: not isinstance(value, bool)
        case sa.Integer():
            return lambda value: isinstance(value, bool)
        case sa.Numeric():
            return _number_check(type_)
        case sa.DateTime():
            return lambda value: not isinstance(value, dt.datetime) or (value.tzinfo is None) is bool(type_.timezone)
        case sa.Date():
            return lambda value: isinstance(value, dt.datetime)
        case sa.JSON():
            return _is_other_json
        case sa.ARRAY():
            return _array_check(type_)
        case _:
            return None


def _number_check(type_: sa.Numeric[Any]) -> Check:
    if not type_.asdecimal:
        return lambda value: not isinstance(value, float)
    scale = None if isinstance(type_, sa.Float) else type_.scale
    return lambda value: not isinstance(value, Decimal) or (scale is not None and _places(value) > scale)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _is_other_json(value: object) -> bool:
    """Whether JSON says it in another way: a tuple is a list there, and each key a text."""
    return bool(value) and json.loads(json.dumps(value, default=str)) != value


def _array_check(type_: sa.ARRAY[Any]) -> Check:
    item = check_of(type_.item_type)
    kind = tuple if type_.as_tuple else list

    def check(value: object) -> bool:
        is_other = item is not None and any(one is not None and item(one) for one in items_of(type_, value))
        return is_other or not isinstance(value, kind)

    return check
