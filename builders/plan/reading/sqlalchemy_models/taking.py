"""What a column takes where its annotation does not say it: PostgreSQL's own types have no Python type."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.types import TypeEngine

from builders.plan.reading.sqlalchemy_models.postgresql import RANGES

_HOSTS: Final = str | ipaddress.IPv4Address | ipaddress.IPv6Address | ipaddress.IPv4Interface | ipaddress.IPv6Interface
_NETWORKS: Final = str | ipaddress.IPv4Network | ipaddress.IPv6Network


def taken_by(type_: TypeEngine[Any]) -> object:
    """The type of the values that a column takes; `None` where it is not known."""
    match type_:
        case pg.INET():
            return _HOSTS
        case pg.CIDR():
            return _NETWORKS
        case pg.MACADDR() | pg.MACADDR8() | pg.TSVECTOR():
            return str
        case pg.HSTORE():
            return dict
        case pg.OID():
            return int
        case pg.BIT():
            return None  # each driver has a type of its own
        case sa.Uuid():
            return type_.python_type if type_.as_uuid else str
        case sa.JSON():
            return None  # a document may be a list or a text too
        case sa.ARRAY():
            return list[object] | tuple[object, ...]
        case _:
            return _python_type(type_)


def _python_type(type_: TypeEngine[Any]) -> type | None:
    try:
        found = type_.python_type
    except NotImplementedError:
        return None
    return None if found is object else found


def no_range(type_: TypeEngine[Any], value: object) -> str:
    """Why a value is none for a column of ranges; "" where it is, and for other columns."""
    if not isinstance(type_, tuple(RANGES)) or isinstance(value, str):
        return ""
    # Drivers have ranges of their own, with these two ends.
    return (
        "" if hasattr(value, "lower") and hasattr(value, "upper") and not isinstance(value, bytes) else "it is no Range"
    )


def items_of(type_: sa.ARRAY[Any], value: object) -> list[object]:
    """The items of an array, whatever its dimensions."""
    if not isinstance(value, list | tuple):
        return []
    items = list(cast("Sequence[object]", value))
    if type_.dimensions == 1:
        return items
    return [inner for item in items for inner in _one_or_more(type_, item)]


def _one_or_more(type_: sa.ARRAY[Any], item: object) -> list[object]:
    return items_of(type_, cast("object", item)) if isinstance(item, list | tuple) else [item]
