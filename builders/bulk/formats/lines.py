"""Rows as lines of text: CSV, and the text format of PostgreSQL's COPY."""

from __future__ import annotations

import abc
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from builders.bulk.formats.postgresql import array_texts, single_texts
from builders.bulk.formats.texts import TextFunction, holds_any, is_nested, texts


class Lines(abc.ABC):
    """One way to write a row as a line.

    Attributes:
        separator: what stands between two values.
        null: what stands for no value.
    """

    separator: str
    null: str

    def data(self, batch: pa.RecordBatch) -> pa.Buffer:
        """The lines of these rows, in UTF-8."""
        last = len(batch.columns) - 1
        pool: list[pa.Array] = []
        pieces: list[NDArray[np.int32]] = []
        base = 0
        for number, column in enumerate(map(self.formed, batch.schema.names, batch.columns)):
            end = "\n" if number == last else self.separator
            if pa.types.is_dictionary(column.type):
                # The few texts of a dictionary get what follows them at once.
                indices = column.indices
                words = pc.binary_join_element_wise(self._written(column.dictionary).fill_null(self.null), end, "")
                if column.null_count:
                    indices = indices.cast(pa.int32()).fill_null(len(words))
                    words = pa.concat_arrays([words, pa.array([self.null + end])])
                pool.append(words)
                pieces.append(indices.to_numpy().astype(np.int32) + np.int32(base))
            else:
                pool += [self._written(column).fill_null(self.null), pa.array([end])]
                pieces.append(np.arange(base, base + len(column), dtype=np.int32))
                pieces.append(np.full(len(column), base + len(column), dtype=np.int32))
            base = sum(map(len, pool))
        # The pieces of an Arrow array stand one behind the other: that is the file.
        lines = pa.concat_arrays(pool).take(pa.array(np.stack(pieces, axis=1).reshape(-1)))
        return cast("pa.Buffer", lines.buffers()[2])

    def head(self, schema: pa.Schema) -> bytes:
        """What stands before the first line."""
        return b""

    def _written(self, array: pa.Array) -> pa.Array:
        type_ = array.type
        if pa.types.is_dictionary(type_):
            return self._written(array.dictionary).take(array.indices)
        if is_nested(type_) or pa.types.is_string(type_) or pa.types.is_binary(type_):
            return self.escaped(self.nested(array) if is_nested(type_) else self.single(array))
        # Numbers, times and UUIDs hold nothing that has to be escaped.
        return self.single(array)

    def formed(self, name: str, array: pa.Array) -> pa.Array:
        """The values of a column, or their texts where it has a form of its own."""
        return array

    def single(self, array: pa.Array) -> pa.Array:
        """The text of each single value."""
        return texts(array)

    def nested(self, array: pa.Array) -> pa.Array:
        """The text of each value that is made of others."""
        return texts(array)

    @abc.abstractmethod
    def escaped(self, array: pa.Array) -> pa.Array:
        """These texts, so that they can stand in a line."""
        raise NotImplementedError


class Csv(Lines):
    """RFC 4180, with names in the first line. A null is empty, an empty text is `""`. Lists and structs are JSON."""

    separator = ","
    null = ""
    _MARKS: Final = (b'"', b",", b"\n", b"\r")

    def head(self, schema: pa.Schema) -> bytes:
        names = self.escaped(pa.array(schema.names, pa.string()))
        return ",".join(names.to_pylist()).encode() + b"\n"

    def escaped(self, array: pa.Array) -> pa.Array:
        quoted = pc.equal(pc.binary_length(array), 0)
        if holds_any(array, self._MARKS):
            quoted = pc.or_(quoted, pc.match_substring_regex(array, '[",\r\n]'))
        elif not pc.any(quoted).as_py():
            return array
        doubled = pc.replace_substring(array, '"', '""')
        return pc.if_else(quoted, pc.binary_join_element_wise('"', doubled, '"', ""), array)


class Copy(Lines):
    r"""The text format of `COPY ... FROM STDIN`: tabs, `\N` for null, `{a,b}` for lists of single values, else JSON.

    Args:
        forms: by column, what writes its values where the table asks for another form.
    """

    separator = "\t"
    null = "\\N"
    _ESCAPES: Final = (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))

    def __init__(self, forms: Mapping[str, TextFunction] = MappingProxyType({})) -> None:
        self._forms = forms

    def formed(self, name: str, array: pa.Array) -> pa.Array:
        return self._forms[name](array) if name in self._forms else array

    def escaped(self, array: pa.Array) -> pa.Array:
        for mark, written in self._ESCAPES:
            if holds_any(array, (mark.encode(),)):
                array = pc.replace_substring(array, mark, written)
        return array

    def single(self, array: pa.Array) -> pa.Array:
        return single_texts(array)

    def nested(self, array: pa.Array) -> pa.Array:
        simple = pa.types.is_list(array.type) and not is_nested(array.type.value_type)
        return array_texts(array, 1) if simple else texts(array)
