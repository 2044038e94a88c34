"""Arrays of one type from arrays of several."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from builders.bulk.plain import array_of, plain


def is_text(type_: pa.DataType) -> bool:
    """Whether the values are texts, in a dictionary or not."""
    return pa.types.is_string(type_.value_type if pa.types.is_dictionary(type_) else type_)


def decoded(array: pa.Array) -> pa.Array:
    """The values of a dictionary column; any other array as it is."""
    return array.dictionary.take(array.indices) if pa.types.is_dictionary(array.type) else array


def spread(array: pa.Array, there: NDArray[np.bool_]) -> pa.Array:
    """The values of `array`, one for each place that is `there`, and nulls in the others."""
    positions = np.cumsum(there, dtype=np.int64)
    positions -= 1
    return array.take(pa.array(positions, mask=~there))


def common_type(types: Sequence[pa.DataType]) -> pa.DataType:
    """A type that holds what columns of all these types hold; text when there is no better one."""
    known = [type_ for type_ in dict.fromkeys(types) if not pa.types.is_null(type_)]
    if len(known) <= 1:
        return known[0] if known else pa.null()
    plain_types = list(dict.fromkeys(type_.value_type if pa.types.is_dictionary(type_) else type_ for type_ in known))
    if len(plain_types) == 1:
        return plain_types[0]
    if all(type_ in (pa.int64(), pa.float64()) for type_ in plain_types):
        return pa.float64()
    if all(pa.types.is_struct(type_) for type_ in plain_types):
        members: dict[str, list[pa.DataType]] = {}
        for type_ in plain_types:
            for field in type_:
                members.setdefault(field.name, []).append(field.type)
        return pa.struct([(name, common_type(found)) for name, found in members.items()])
    if all(pa.types.is_list(type_) for type_ in plain_types):
        return pa.list_(common_type([type_.value_type for type_ in plain_types]))
    return pa.string()


def conformed(array: pa.Array, type_: pa.DataType) -> pa.Array:
    """The array as one of `type_`, which is `common_type` of its own and others."""
    if array.type == type_:
        return array
    if pa.types.is_null(array.type):
        return pa.nulls(len(array), type_)
    array = decoded(array)
    if array.type == type_:
        return array
    if pa.types.is_struct(type_):
        names = {field.name: n for n, field in enumerate(array.type)}
        children = [
            conformed(array.field(names[field.name]), field.type)
            if field.name in names
            else pa.nulls(len(array), field.type)
            for field in type_
        ]
        return pa.StructArray.from_arrays(children, fields=list(type_), mask=array.is_null())
    if pa.types.is_float64(type_):
        return array.cast(type_, safe=False)
    return array_of([plain(value) for value in array.to_pylist()], type_)
