"""What fits into a column."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, TypeEngine

from builders.values.constraints import Constraints

_FEW: Final = 8
_BITS: Final[tuple[tuple[type, int], ...]] = ((sa.SmallInteger, 15), (sa.BigInteger, 63))


def stored(type_: TypeEngine[Any]) -> TypeEngine[Any]:
    """The type in the database, under what decorates it."""
    return type_.impl_instance if isinstance(type_, TypeDecorator) else type_


def bounds_of(type_: TypeEngine[Any], more: Constraints) -> Constraints:
    """The constraints of a column type, and `more`."""
    inner = stored(type_)
    match inner:
        case _ if isinstance(type_, sa.Interval | sa.Enum):
            return more
        case sa.String():
            longest = _least(inner.length, more.max_length)
            # CHAR pads what is shorter, so only a full one is read as it was written.
            padded = isinstance(inner, sa.CHAR) and longest is not None and longest <= 64
            return replace(more, max_length=longest, min_length=longest if padded else more.min_length)
        case sa.LargeBinary():
            return replace(more, max_length=_least(inner.length, more.max_length))
        case sa.Integer():
            low = more.ge if more.ge is not None or more.gt is not None else 0
            return replace(more, ge=low, le=highest_integer(inner) if more.le is None and more.lt is None else more.le)
        case sa.Float():
            return more
        case sa.Numeric():
            if inner.precision is None:
                return more
            low = more.ge if more.ge is not None or more.gt is not None else 0
            if not inner.asdecimal:
                return replace(
                    more, ge=low, lt=more.lt if more.lt is not None else 10 ** (inner.precision - (inner.scale or 0))
                )
            return replace(more, ge=low, max_digits=inner.precision, decimal_places=inner.scale or 0)
        case sa.DateTime() | sa.Time():
            return replace(more, aware=bool(inner.timezone))
        case _:
            return more


def highest_integer(type_: sa.Integer) -> int:
    return (1 << next((bits for kind, bits in _BITS if isinstance(type_, kind)), 31)) - 1


def too_much(type_: TypeEngine[Any], value: object) -> str:
    """Why a value does not fit into a column of this type; "" when it does."""
    inner = stored(type_)
    if isinstance(type_, sa.Enum):
        return _none_of(type_, value) if isinstance(value, str) else ""
    if isinstance(inner, sa.Enum):
        return ""  # what the author's code makes of the value is not known here
    if isinstance(type_, sa.Uuid):
        return _no_uuid(value) if isinstance(value, str) else ""
    if isinstance(inner, sa.String) and isinstance(value, str) and not _can_be_written(value):
        return "it holds half of a surrogate pair, which no database can store"
    if isinstance(inner, sa.String | sa.LargeBinary) and inner.length is not None and isinstance(value, str | bytes):
        unit = "characters" if isinstance(value, str) else "bytes"
        if len(value) > inner.length:
            return f"it has {len(value)} {unit}, and the column is {type(inner).__name__}({inner.length})"
    if isinstance(value, Decimal) and value.is_nan():
        return ""  # some databases have it, and others refuse it
    if isinstance(inner, sa.Integer) and isinstance(value, int):
        highest = highest_integer(inner)
        if not -highest - 1 <= value <= highest:
            return f"the column {type(inner).__name__} takes {-highest - 1} to {highest}"
    if isinstance(inner, sa.Numeric) and inner.precision is not None and isinstance(value, int | float | Decimal):
        whole = inner.precision - (inner.scale or 0)
        if abs(value) >= 10**whole:
            return f"the column Numeric({inner.precision}, {inner.scale or 0}) takes {whole} digits before the point"
    return ""


def _none_of(type_: sa.Enum, value: str) -> str:
    """SQLAlchemy writes any text, and fails when it reads the row.

    The members of an enum of texts are texts themselves, and are written by their names as others are.
    """
    names: list[str] = type_.enums
    members: list[object] = list(type_.enum_class or ())
    if value in members:
        return ""
    more = ", ..." if len(names) > _FEW else ""
    return "" if value in names else f"it is none of {', '.join(map(repr, names[:_FEW]))}{more}"


def _no_uuid(value: str) -> str:
    try:
        UUID(value)
    except ValueError:
        return "it is no UUID"
    return ""


def _can_be_written(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _least(one: int | None, other: int | None) -> int | None:
    return min((length for length in (one, other) if length is not None), default=None)
