"""Columns of objects: a column for each field, or, where the type has a say, objects taken apart."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import pyarrow as pa

from builders.bulk.column import Column, Place, Slow, column_of, unfit
from builders.bulk.evaluating.choices import constant
from builders.bulk.evaluating.gathering import struct
from builders.bulk.evaluating.row_by_row import called
from builders.bulk.evaluating.stored import stored, with_documents
from builders.bulk.fitting import fitting
from builders.bulk.holding import Row, row_of
from builders.bulk.owners import own_code
from builders.bulk.plain import UNFIT, array_of, plain, same, type_for
from builders.bulk.source import Source, is_builder, source_of
from builders.bulk.states import Rows, rows_of
from builders.declaring.parents import FreshAt
from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.errors import CannotBuild
from builders.plan.deferred import Deferred
from builders.plan.field import Field, field_draw
from builders.plan.nested import Nested, records_in
from builders.plan.nesting import Within
from builders.values.places import endless

_SAMPLE = list(zip(rows_of(0, 0, 2).states.tolist(), range(2), strict=True))
"""States and numbers of the objects that are looked at for what is not drawn."""
_MORE_ROWS = rows_of(0, 0, 32)
_MORE_SAMPLES = list(zip(_MORE_ROWS.states.tolist(), range(32), strict=True))


@column_of.register
def _(draw: Nested, place: Place) -> Column:
    return _nested(Source(draw.record, {}, place.depth + (1 if draw.leads_back() else 0)), place)


def _nested(source: Source, place: Place) -> Column:
    """The objects in the fields of others, as structs."""
    column = of_objects(source, place.path, None)[0]
    return Column(column.type, lambda rows: column.make(rows.inner(place.address)), column.slow)


def _fresh(source: Source, place: Place) -> Column:
    """The same, of another builder: they are a row of their own."""
    column = of_objects(source, place.path, None)[0]
    return Column(column.type, lambda rows: column.make(rows.beside(place.address)), column.slow)


@endless()  # more objects are looked at than a unique column may have values
def of_objects(source: Source, path: str, through_type: bool | None) -> tuple[Column, Row]:
    """Objects as structs, and how one is taken apart.

    Args:
        source: which objects.
        path: where they stand, for messages.
        through_type: whether each object is made by its type and taken apart: slow, and always right. `None` does so
            where the type has code of its own.
    """
    source = replace(source, record=source.record.fitting(source.given))
    record = source.record
    samples = [source.build(state, number) for state, number in _SAMPLE]
    row = row_of(record, samples[0], source.given)
    columns = {field.name: _of_field(source, row, field, path, samples) for field in row.fields}
    row = with_documents(source, row, columns, path)
    why = source.why or ("validate=True: each object is made by its type" if through_type else "")
    if through_type is None and not why:
        code = own_code(record)
        why = f"{record.title} has code of its own ({code})" if code else ""
        if not code:
            objects = [source.build(*one) for one in _MORE_SAMPLES]
            columns = {
                field.name: _as_held(source, row, field, columns[field.name], path, objects) for field in row.fields
            }
    return (_through_type(source, row, path, columns, why) if why else struct(columns)), row


def _as_held(source: Source, row: Row, field: Field, column: Column, path: str, objects: list[object]) -> Column:
    """The column, if these objects hold what it draws; else one that asks each object."""
    try:
        expected = array_of([row.held(one, field) for one in objects], column.type).to_pylist()
        right = same(column.make(_MORE_ROWS).to_pylist(), expected)
    except UNFIT:
        right = False
    if right:
        return column
    why = f"{source.record.title} makes something else of what is drawn"
    type_ = fitting(column.type, [row.held(one, field) for one in objects])
    return called(functools.partial(_held, source, row, field), f"{path}.{field.name}", why, type_)


def _held(source: Source, row: Row, field: Field, state: int, number: int) -> object:
    return row.held(source.build(state, number), field)


def _of_field(source: Source, row: Row, field: Field, path: str, samples: list[object]) -> Column:
    place = Place(field.name, source.depth, f"{path}.{field.name}")
    if field.name in source.given:
        return stored(source, row, field, place, _given(source.given[field.name], field, place))
    if field.draw is not None:
        return stored(source, row, field, place, column_of(field.draw, place))
    first, second = (row.held(built, field) for built in samples)
    if same(first, second):
        return _always(_type_draw(field), place, first)
    why = "its default is another one for each object"
    return called(functools.partial(_held, source, row, field), place.path, why)


def _given(value: object, field: Field, place: Place) -> Column:
    """The column of a value that was given, or declared."""
    if isinstance(value, Within) and len(value.choices) == 1:
        [(standing, overrides)] = value.choices
        return _nested(Source(standing.record, overrides, place.depth), place.at(standing.address))
    if isinstance(value, FreshAt) and is_builder(value.builder):
        return _fresh(source_of(value.builder, value.parts, value.traits), place.at(value.address))
    draw = value.as_draw() if isinstance(value, Deferred) else Constant(value)
    if isinstance(draw, Constant):
        return _always(field_draw(field), place, plain(draw.value))
    if draw is not None:
        return column_of(draw, place)
    asked = cast("Deferred", value)

    def ask(state: int, number: int) -> object:
        return asked.at(state, number, place.depth)

    own = _own_type(field_draw(field), place, [plain(ask(*one)) for one in _MORE_SAMPLES])
    return called(ask, place.path, "its value is asked for each time", own)


def _always(draw: Draw | None, place: Place, value: object) -> Column:
    """The column of a value that was given, or of a default; `draw` is how the field is drawn otherwise."""
    return constant(value, _own_type(draw, place, [value]) or type_for([value]))


def _own_type(draw: Draw | None, place: Place, values: list[object]) -> pa.DataType | None:
    """The type of the column that a draw gives, so far as it holds these values."""
    if draw is None:
        return None
    try:
        type_ = column_of(draw, place).type
    except CannotBuild:
        return None
    return fitting(type_, values)


def _type_draw(field: Field) -> Draw | None:
    """How a field is drawn that keeps its default; `None` where nobody knows, and for objects, which may lead back."""
    try:
        draw = field_draw(field)
    except CannotBuild:
        return None
    return None if draw is None or any(True for _ in records_in(draw)) else draw


def _through_type(source: Source, row: Row, path: str, columns: Mapping[str, Column], why: str) -> Column:
    samples = [row.apart(source.build(*one)) for one in _MORE_SAMPLES]
    types = [(name, fitting(column.type, [one[name] for one in samples])) for name, column in columns.items()]

    def make(rows: Rows) -> pa.Array:
        built = [
            row.apart(source.build(state, number))
            for state, number in zip(rows.states.tolist(), rows.numbers.tolist(), strict=True)
        ]
        arrays: list[pa.Array] = []
        for name, type_ in types:
            try:
                arrays.append(array_of([one[name] for one in built], type_))
            except UNFIT as error:
                raise unfit(f"{path}.{name}", f"a column of {type_} can't hold all values: {error}") from None
        if not types:
            return struct({}).make(rows)
        return pa.StructArray.from_arrays(arrays, fields=[pa.field(*pair) for pair in types])

    return Column(pa.struct(types), make, (Slow(path, why),))
