"""How the values of a column are drawn: by its type, and by its annotation where the type leaves it open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.types import TypeDecorator, TypeEngine

from builders.draws.choices import Made, Pick
from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.draws.gathering import Many, Together
from builders.draws.impossible import Impossible
from builders.draws.numbers import Integer
from builders.errors import CannotBuild
from builders.plan.reading.reading import Reading
from builders.plan.reading.sqlalchemy_models.hints import says_nothing
from builders.plan.reading.sqlalchemy_models.limits import bounds_of
from builders.plan.reading.sqlalchemy_models.postgresql import RANGES, address, mac_address, network, ordered
from builders.plan.reading.sqlalchemy_models.unique_values import (
    Column,
    Spread,
    Tagged,
    unique_bytes,
    unique_days,
    unique_decimals,
    unique_item,
    unique_moments,
)
from builders.plan.record import Record
from builders.values.constraints import NONE, Constraints

ColumnType = TypeEngine[Any]
_ADDRESSES: Final = (pg.INET, pg.CIDR, pg.MACADDR)
_COLLECTIONS: Final = {dict: dict, list: list}


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """Where a column's values stand.

    Attributes:
        reading: reads annotations.
        name: the attribute's name.
        path: "User.email".
        within: the record.
        hint: the annotation, without `None`; `None` where there is none, or it could not be resolved.
        constraints: what is asked beyond the column's type.
        choices: the only values; empty for any.
    """

    reading: Reading
    name: str
    path: str
    within: Record
    hint: object
    constraints: Constraints = NONE
    choices: tuple[object, ...] = ()

    def draw(self, annotation: object, constraints: Constraints) -> Draw:
        return self.reading.draw(annotation, self.name, self.path, self.within, constraints)


def column_draw(type_: ColumnType, place: ColumnPlace) -> Draw:
    """How a value of a column of this type is drawn."""
    bounds = bounds_of(type_, place.constraints)
    if place.choices and not isinstance(type_, sa.Enum | sa.Boolean):
        return Pick(place.choices)
    if _is_decorated(type_) and place.hint is not None:
        return _by_hint(place, bounds)
    python = python_type(type_)
    match type_:
        case sa.Enum():
            return Pick(_items_of(type_, place.choices))
        case sa.Uuid() if not type_.as_uuid:
            return Of(str, place.draw(UUID, NONE))
        case sa.JSON() | pg.HSTORE():
            return _document(place, dict[str, str] if isinstance(type_, pg.HSTORE) else None)
        case sa.ARRAY():
            return _array(type_, place)
        case pg.INET() | pg.CIDR():
            return Of(network if isinstance(type_, pg.CIDR) else address, Integer(1, 0xFFFE))
        case pg.MACADDR():
            return Of(mac_address, Integer(0, 0xFFFFFF))
        case _ if type(type_) in RANGES:
            return _range(RANGES[type(type_)], place, aware=isinstance(type_, pg.TSTZRANGE))
        case _:
            pass
    if place.constraints is not NONE and place.hint is not None:
        return place.draw(place.hint, bounds)
    if python in (str, int, float, bool, bytes, Decimal, UUID, dt.date, dt.datetime, dt.time, dt.timedelta):
        return place.draw(python, bounds)
    return _by_hint(place, bounds)


def unique_draw(type_: ColumnType, place: ColumnPlace, plain: Draw, *, alone: bool, in_turn: bool = False) -> Draw:
    """The same, but another value for each object; `plain` where there is no such way.

    Args:
        type_: of the column.
        place: where its values stand.
        plain: draws a value that may come again.
        alone: whether the values must differ by themselves. Else a few values are enough: other columns differ too.
        in_turn: whether these few come in turn.
    """
    bounds = bounds_of(type_, place.constraints)
    longest = bounds.max_length
    column = Column(place.path, alone)
    python = place.hint if _is_decorated(type_) else python_type(type_)
    match plain:
        case Pick(items=items) if place.choices or isinstance(type_, sa.Enum):
            return unique_item(items, column) if alone or in_turn else plain
        case Of(function=function, draw=Integer(low=low, high=high)) if isinstance(type_, _ADDRESSES):
            return Of(function, Spread(low, high, column))
        case _:
            pass
    if isinstance(type_, sa.Enum | sa.Uuid):
        return plain
    if python is bool:
        return unique_item((False, True), column) if alone or in_turn else plain
    if python is str:
        return Tagged(plain, longest, column)
    if python is int:
        return Spread(*_whole(bounds), column)
    if python is dt.datetime:
        return unique_moments(column, aware=bool(bounds.aware))
    if python is dt.date:
        return unique_days(column)
    if python is Decimal:
        return unique_decimals(bounds.max_digits or 12, bounds.decimal_places or 0, column)
    return unique_bytes(longest, column) if python is bytes else plain


def _whole(bounds: Constraints) -> tuple[int, int]:
    """The least and the greatest integer within bounds; zero is left out where it may be."""
    lows = [int(bound) + step for bound, step in ((bounds.ge, 0), (bounds.gt, 1)) if isinstance(bound, int)]
    highs = [int(bound) - step for bound, step in ((bounds.le, 0), (bounds.lt, 1)) if isinstance(bound, int)]
    return max(lows, default=0) or 1, min(highs, default=(1 << 31) - 1)


def python_type(type_: ColumnType) -> type | None:
    """The type of the values of a column type; `None` where it does not say."""
    if isinstance(type_, sa.Uuid):
        return UUID if type_.as_uuid else str
    try:
        return type_.python_type
    except NotImplementedError:
        return None


def _items_of(type_: sa.Enum, names: Collection[object]) -> tuple[object, ...]:
    """The values of an `Enum`; where a CHECK lists the names of some of them in the database, these."""
    values: list[object] = list(type_.enums if type_.enum_class is None else type_.enum_class)
    if names and len(values) == len(type_.enums):
        return tuple(value for value, name in zip(values, type_.enums, strict=True) if name in names) or tuple(values)
    return tuple(values)


def _is_decorated(type_: ColumnType) -> bool:
    """Whether values go through code of the author's own."""
    return isinstance(type_, TypeDecorator) and not isinstance(type_, sa.Interval)


def _by_hint(place: ColumnPlace, bounds: Constraints) -> Draw:
    if place.hint is None or says_nothing(place.hint):
        if isinstance(place.hint, type) or getattr(place.hint, "__origin__", None) in _COLLECTIONS:
            return _document(place, None)
        return Impossible(place.path, _unknown(place))
    # What bounds a number of the column does not bound a type of the author's own.
    try:
        return place.draw(
            place.hint,
            bounds if isinstance(place.hint, type) and place.hint in (str, bytes, int, float, Decimal) else NONE,
        )
    except CannotBuild as error:
        return Impossible(place.path, f"{str(error).partition(': ')[2] or error}\n  {_unknown(place)}")


def _unknown(place: ColumnPlace) -> str:
    return f"it is not known what values the column takes.\n  give it:  build({place.within.title}, {place.name}=...)"


def _document(place: ColumnPlace, default: object) -> Draw:
    """A document of JSON: as the annotation says, else an empty one."""
    hint = place.hint if place.hint is not None else default
    origin = getattr(hint, "__origin__", hint)
    if hint is None or says_nothing(hint) or hint is dict or hint is list:
        return Made(list if origin is list else dict)
    try:
        return place.draw(hint, NONE)
    except CannotBuild as error:
        return Impossible(place.path, f"{error}\n  {_unknown(place)}")


def _array(type_: sa.ARRAY[Any], place: ColumnPlace) -> Draw:
    item = column_draw(type_.item_type, ColumnPlace(place.reading, place.name, f"{place.path}[]", place.within, None))
    levels = type_.dimensions or 1
    for _ in range(levels):
        # PostgreSQL asks all rows of an array with several dimensions to be of the same length.
        item = Many(item, 0, 3) if levels == 1 else Many(item, 2, 2)
    return Of(tuple, item) if type_.as_tuple else item


def _range(bound: type, place: ColumnPlace, *, aware: bool) -> Draw:
    inner = Constraints(aware=aware) if bound is dt.datetime else NONE
    draw = place.draw(bound, inner)
    return Together((draw, draw), ordered)
