"""The type of a column as its annotation has it, changed only where it can't hold the values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

import pyarrow as pa

from builders.bulk.plain import UNFIT, array_of, decimal_type, type_for


def fitting(type_: pa.DataType, values: Sequence[object]) -> pa.DataType:
    """The type, or one like it that holds these plain values: only the leaf that can't hold its own is another.

    A decimal gets more digits, as far as there are any; any other leaf becomes what the values have in common, or text.
    """
    if _holds(type_, values):
        return type_
    found = [value for value in values if value is not None]
    if pa.types.is_struct(type_) and all(isinstance(value, Mapping) for value in found):
        rows = cast("list[Mapping[str, object]]", found)
        return pa.struct([(one.name, fitting(one.type, [row.get(one.name) for row in rows])) for one in type_])
    if pa.types.is_list(type_) and all(isinstance(value, list) for value in found):
        items = [item for value in cast("list[list[object]]", found) for item in value]
        return pa.list_(fitting(type_.value_type, items))
    if pa.types.is_map(type_) and all(isinstance(value, Mapping) for value in found):
        maps = cast("list[Mapping[object, object]]", found)
        keys = fitting(type_.key_type, [key for value in maps for key in value])
        return pa.map_(keys, fitting(type_.item_type, [item for value in maps for item in value.values()]))
    if pa.types.is_decimal(type_) and all(isinstance(value, Decimal) for value in found):
        return decimal_type(cast("list[Decimal]", found), cast("Any", type_).scale)
    return type_for(found)


def _holds(type_: pa.DataType, values: Sequence[object]) -> bool:
    try:
        array_of(values, type_)
    except (*UNFIT, AttributeError):
        return False
    return True
