"""Columns of mapped classes as the database has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa

from builders.bulk.column import Column, Place
from builders.bulk.evaluating.row_by_row import called
from builders.bulk.evaluating.shaping import decoded, is_text
from builders.bulk.fitting import fitting
from builders.bulk.formats.texts import json_texts
from builders.bulk.holding import Row, mapper_of
from builders.bulk.plain import UNFIT, array_of, plain, same, type_for
from builders.bulk.source import Source
from builders.bulk.states import Rows, rows_of
from builders.draws.compiling import compiled
from builders.errors import CannotBuild
from builders.plan.field import Field

_ROWS = rows_of(0, 0, 256)
_SAMPLES = list(zip(_ROWS.states.tolist(), range(256), strict=True))


def stored(source: Source, row: Row, field: Field, place: Place, column: Column) -> Column:
    """The column of what is stored for what a column holds.

    Args:
        source: which objects.
        row: how one is taken apart.
        field: which of its fields.
        place: where.
        column: of what is held.

    Raises:
        CannotBuild: something else is stored each time.
    """
    mapper = mapper_of(source.record)
    store = row.stores.get(field.name)
    if mapper is None or store is None:
        return column
    from builders.bulk.storing import column_type, member_names

    type_ = column_type(mapper, field.name)
    texts = {plain(member): text for member, text in member_names(type_).items()}
    if texts and is_text(column.type):
        return _renamed(column, texts)
    kind = type(type_).__name__
    objects = _objects(source)
    values = [row.held(one, field) for one in objects]
    if not same(values, [row.held(one, field) for one in objects]):
        raise CannotBuild(
            f"{place.path}: {kind} stores something else each time, so its rows can't be the same twice.\n"
            "  what to do:  have it store the same for the same value under test, or save objects"
        )
    is_open = is_text(column.type) or pa.types.is_nested(column.type)
    made = type_for(values) if is_open else fitting(column.type, values)
    why = f"{kind} makes what is stored"
    if field.draw is None or field.name in source.given:
        return _asked(source, row, field, place.path, why, made)
    function, depth = compiled(field.draw, place.address, place.path), place.depth
    return called(lambda state, number: store(function(state, number, depth)), place.path, why, made)


def with_documents(source: Source, row: Row, columns: dict[str, Column], path: str) -> Row:
    """The row, with JSON for those documents of JSON that no column of another type holds; their columns are changed.

    A key that one document has and another has not, or values of several types, are only in their text.

    Args:
        source: which objects.
        row: how one is taken apart.
        columns: of the fields.
        path: where the objects stand.

    Raises:
        CannotBuild: a document can't be written.
    """
    mapper = mapper_of(source.record)
    if mapper is None:
        return row
    from builders.bulk.storing import document_store

    objects: list[object] = []
    for field in row.fields:
        store = None if field.name in row.stores else document_store(mapper, field.name)
        if store is None:
            continue
        objects = objects or _objects(source)
        as_text = replace(row, stores={**row.stores, field.name: store})
        place = f"{path}.{field.name}"
        try:
            texts = [as_text.held(one, field) for one in objects]
        except TypeError as error:
            raise CannotBuild(f"{place}: what it holds can't be written as JSON: {error}") from None
        if not _say(columns[field.name].type, [row.held(one, field) for one in objects], texts):
            row = as_text
            columns[field.name] = _asked(source, row, field, place, "its documents are not all alike", pa.string())
    return row


def _objects(source: Source) -> list[object]:
    return [source.build(*one) for one in _SAMPLES]


def _asked(source: Source, row: Row, field: Field, path: str, why: str, type_: pa.DataType) -> Column:
    return called(lambda state, number: row.held(source.build(state, number), field), path, why, type_)


def _renamed(column: Column, texts: Mapping[object, str]) -> Column:
    """The column with other texts: the members of an enum."""

    def make(rows: Rows) -> pa.Array:
        array = column.make(rows)
        if pa.types.is_string(array.type):
            array = array.dictionary_encode()
        words = pa.array([texts.get(word, word) for word in array.dictionary.to_pylist()], pa.string())
        array = pa.DictionaryArray.from_arrays(array.indices, words)
        return decoded(array) if pa.types.is_string(column.type) else array

    return Column(column.type, make, column.slow)


def _say(type_: pa.DataType, values: list[object], texts: list[object]) -> bool:
    """Whether a column of this type says, of these values, what the JSON of each says."""
    try:
        written: list[str] = json_texts(array_of(values, type_)).to_pylist()
    except (*UNFIT, AttributeError):
        return False
    pairs = zip(written, texts, strict=True)
    return all(same(json.loads(one), json.loads(str(other) if other is not None else "null")) for one, other in pairs)
