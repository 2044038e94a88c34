"""Objects as a table holds them: an enum's member is its value, a secret its text, an object with fields a struct."""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import cast
from uuid import UUID

import numpy as np
import pyarrow as pa

_AS_IS = (str, bool, int, float, bytes, dt.date, dt.time, dt.timedelta, Decimal, UUID)
UNFIT = (pa.ArrowException, TypeError, ValueError, OverflowError)
"""What is raised when a type can't hold a value."""
_ADDRESS = " at 0x"
"""Where in memory something is, is no value."""
_ORDERED = (str, int, float, bytes, dt.date, Decimal, UUID)
_LARGEST = 2**63
_DIGITS = 38
"""So many a decimal of Arrow's has at most, in 128 bits: wider ones are little known elsewhere."""


class Fields(dict[str, object]):
    """The plain values of an object's fields; a `dict` that is not one of these is a mapping."""


def plain(value: object) -> object:
    """What stands for a value in a table; the value itself where nothing does, for `array_of` to see to."""
    if value is None:
        return None
    if isinstance(value, enum.Enum):
        return None if is_absent(value) else plain(value.value)
    if isinstance(value, dt.time) and value.tzinfo is not None:
        # Arrow's times of day have no zone.
        return value.isoformat()
    if isinstance(value, _AS_IS):
        return value
    if isinstance(value, Mapping):
        return {_plain_key(key): plain(item) for key, item in cast("Mapping[object, object]", value).items()}
    if isinstance(value, tuple):
        items = cast("tuple[object, ...]", value)
        names: Iterable[str] = getattr(items, "_fields", map(str, range(len(items))))
        return Fields((name, plain(item)) for name, item in zip(names, items, strict=True))
    if isinstance(value, set | frozenset):
        # A set of texts has another order in each process.
        members = [plain(item) for item in cast("Iterable[object]", value)]
        return sorted(
            members, key=lambda item: (type(item).__name__, item if isinstance(item, _ORDERED) else repr(item))
        )
    if isinstance(value, Sequence):
        return [plain(item) for item in cast("Sequence[object]", value)]
    reveal = getattr(value, "get_secret_value", None)
    if reveal is not None:
        return plain(cast("Callable[[], object]", reveal)())
    attributes = _field_names(type(value))
    if attributes is not None:
        return Fields((name, plain(getattr(value, name, None))) for name in attributes)
    return value


def same(one: object, other: object) -> bool:
    """Whether two values of Arrow's are the same. No NaN equals itself."""
    return one == other or repr(one) == repr(other)


def is_absent(value: object) -> bool:
    """Whether a drawn value stands for a key that is left out."""
    class_ = type(value)
    return isinstance(value, enum.Enum) and value.name == "ABSENT" and class_.__module__.startswith("builders.plan.")


def _plain_key(key: object) -> object:
    key = plain(key)
    return text_of(cast("object", key)) if isinstance(key, dict | list) else key


def _field_names(cls: type) -> Iterable[str] | None:
    for attribute in ("model_fields", "__dataclass_fields__", "__struct_fields__", "__pydantic_fields__"):
        found = getattr(cls, attribute, None)
        if isinstance(found, Mapping | tuple):
            return list(cast("Iterable[str]", found))
    found = getattr(cls, "__attrs_attrs__", None)
    return None if found is None else [attribute.name for attribute in found]


def type_for(values: Iterable[object]) -> pa.DataType:
    """The type of a column that holds these plain values; text where they have nothing else in common."""
    found = [value for value in values if value is not None]
    if not found:
        return pa.null()
    if all(isinstance(value, Fields) for value in found):
        names = dict.fromkeys(name for value in found for name in cast("Fields", value))
        return pa.struct([(name, type_for(cast("Fields", value).get(name) for value in found)) for name in names])
    if all(isinstance(value, dict) for value in found):
        mappings = cast("list[dict[object, object]]", found)
        keys = type_for(key for value in mappings for key in value)
        return pa.map_(
            # A key is never null.
            pa.string() if pa.types.is_null(keys) else keys,
            type_for(item for value in mappings for item in value.values()),
        )
    if all(isinstance(value, list) for value in found):
        return pa.list_(type_for(item for value in cast("list[list[object]]", found) for item in value))
    if all(isinstance(value, UUID) for value in found):
        return pa.uuid()
    if all(isinstance(value, int) for value in found) and not all(
        -_LARGEST <= cast("int", value) < _LARGEST for value in found
    ):
        return pa.string()
    if all(isinstance(value, Decimal) for value in found):
        return decimal_type(cast("list[Decimal]", found))
    try:
        return pa.array(found).type
    except UNFIT:
        return pa.string()


def decimal_type(values: Sequence[Decimal], places: int = 0) -> pa.DataType:
    """The type of a column of decimals; text where they have more digits than a column holds.

    Args:
        values: the decimals.
        places: decimal places that there are to be at least.
    """
    whole = 0
    for value in values:
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int):
            return pa.string()  # infinite, or no number
        places = max(places, -exponent)
        whole = max(whole, value.adjusted() + 1 if value else 0)
    return pa.decimal128(_DIGITS, places) if whole + places <= _DIGITS else pa.string()


def array_of(values: Sequence[object], type_: pa.DataType) -> pa.Array:
    """An array of plain values.

    Raises:
        ValueError, TypeError, OverflowError: the type cannot hold one of them.
    """
    if pa.types.is_struct(type_):
        nulls = np.fromiter((value is None for value in values), dtype=np.bool_, count=len(values))
        fields = [type_.field(n) for n in range(type_.num_fields)]
        children = [array_of([_part(row, f.name) for row in values], f.type) for f in fields]
        return pa.StructArray.from_arrays(children, fields=fields, mask=pa.array(nulls)) if fields else empty(nulls)
    if pa.types.is_list(type_):
        lists = [
            list(value.values()) if isinstance(value, Fields) else cast("list[object] | None", value)
            for value in values
        ]
        flat = array_of([item for value in lists if value is not None for item in value], type_.value_type)
        return pa.ListArray.from_arrays(_offsets(lists), flat, type=type_)
    if pa.types.is_map(type_):
        maps = cast("Sequence[Mapping[object, object] | None]", values)
        keys = array_of([key for value in maps if value is not None for key in value], type_.key_type)
        items = array_of([item for value in maps if value is not None for item in value.values()], type_.item_type)
        return pa.MapArray.from_arrays(_offsets(maps), keys, items, type=type_)
    if pa.types.is_string(type_) or (pa.types.is_dictionary(type_) and pa.types.is_string(type_.value_type)):
        texts = [value if value is None or isinstance(value, str) else text_of(value) for value in values]
        return pa.array(texts, type=type_)
    if type_ == pa.uuid():
        return pa.ExtensionArray.from_storage(type_, pa.array(list(map(_bytes_of, values)), pa.binary(16)))
    return pa.array(values, type=type_)


def _bytes_of(value: object) -> bytes | None:
    if value is not None and not isinstance(value, UUID):
        raise TypeError(f"{value!r} is no UUID")
    return None if value is None else value.bytes


def empty(nulls: object) -> pa.Array:
    """Structs without a single field."""
    rows = [None if null else Fields() for null in cast("Iterable[bool]", nulls)]
    return pa.array(rows, type=pa.struct([]))


def text_of(value: object) -> str:
    """The text of a value in a column of text. What has no text of its own is named by its class."""
    if isinstance(value, dict | list):
        return json.dumps(value, default=text_of)
    text = str(value)
    return f"<{type(value).__qualname__}>" if _ADDRESS in text else text


def _part(value: object, name: str) -> object:
    """A field of a struct's plain value; of an object that has no plain value, its attribute."""
    if value is None:
        return None
    return (
        cast("Mapping[str, object]", value).get(name)
        if isinstance(value, Mapping)
        else plain(getattr(value, name, None))
    )


def _offsets(values: Sequence[Sequence[object] | Mapping[object, object] | None]) -> pa.Array:
    # A null offset says that the list before it is null.
    offsets: list[int | None] = [0]
    end = 0
    nulls = [n for n, value in enumerate(values) if value is None]
    for value in values:
        end += 0 if value is None else len(value)
        offsets.append(end)
    for n in nulls:
        offsets[n] = None
    return pa.array(offsets, type=pa.int32())
