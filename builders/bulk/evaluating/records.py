"""Columns of objects: a column for each field, or, where the type has a say, objects taken apart."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from builders.bulk.column import Column, Place, Slow, column_of, unfit
from builders.bulk.evaluating.choices import constant
from builders.bulk.evaluating.gathering import struct
from builders.bulk.evaluating.row_by_row import called
from builders.bulk.evaluating.shaping import decoded, is_text
from builders.bulk.holding import held, row_fields, stored_names, taken_apart
from builders.bulk.owners import own_code
from builders.bulk.plain import UNFIT, array_of, plain, same, type_for
from builders.bulk.states import Rows, rows_of
from builders.draws.draw import Draw
from builders.errors import CannotBuild
from builders.plan.deferred import Deferred
from builders.plan.nesting import Within
from builders.plan.record import Field, Nested, Record, records_in

_SAMPLE = list(zip(rows_of(0, 0, 2).states.tolist(), range(2), strict=True))
"""States and numbers of the objects that are looked at for what is not drawn."""
_MORE_ROWS = rows_of(0, 0, 32)
_MORE_SAMPLES = list(zip(_MORE_ROWS.states.tolist(), range(32), strict=True))


@column_of.register
def _(draw: Nested, place: Place) -> Column:
    depth = place.depth + (1 if draw.leads_back() else 0)
    return _nested(draw.record, Place(place.address, depth, place.path), {})


def _nested(record: Record, place: Place, given: Mapping[str, object]) -> Column:
    """The objects of another record, as structs."""
    column = of_objects(record, place.path, place.depth, given, None)[0]
    return Column(column.type, lambda rows: column.make(rows.inner(place.address)), column.slow)


def of_objects(
    record: Record, path: str, depth: int, given: Mapping[str, object], through_type: bool | None
) -> tuple[Column, list[Field]]:
    """The objects of a record, as structs, and the fields that are in them.

    Args:
        record: of which type.
        path: where they stand, for messages.
        depth: how often a recursive type was entered.
        given: values of fields, resolved; the same for all rows.
        through_type: whether each object is made by its type and taken apart: slow, and always right. `None` does so
            where the type has code of its own.
    """
    samples = [record.build(state, number, depth, given) for state, number in _SAMPLE]
    fields = row_fields(record, samples[0], given)
    columns = {
        field.name: _stored(
            record, field, _of_field(record, field, Place(field.name, depth, f"{path}.{field.name}"), given, samples)
        )
        for field in fields
    }
    why = "validate=True: each object is made by its type"
    if through_type is None:
        code = own_code(record)
        through_type = bool(code)
        why = f"{record.title} has code of its own ({code})"
        if not through_type:
            columns = {
                field.name: _as_held(record, field, columns[field.name], f"{path}.{field.name}", depth, given)
                for field in fields
            }
    column = _through_type(record, fields, path, depth, given, columns, why) if through_type else struct(columns)
    return column, fields


def _as_held(
    record: Record, field: Field, column: Column, path: str, depth: int, given: Mapping[str, object]
) -> Column:
    """The column, if objects hold what it draws; else one that asks the objects, one by one."""

    def ask(state: int, number: int) -> object:
        return held(record, record.build(state, number, depth, given), field)

    try:
        expected = array_of([ask(*one) for one in _MORE_SAMPLES], column.type).to_pylist()
        right = same(column.make(_MORE_ROWS).to_pylist(), expected)
    except UNFIT:
        right = False
    return column if right else called(ask, path, f"{record.title} makes something else of what is drawn")


def _of_field(record: Record, field: Field, place: Place, given: Mapping[str, object], samples: list[object]) -> Column:
    if field.name in given:
        value = given[field.name]
        if isinstance(value, Within) and len(value.choices) == 1:
            [(standing, overrides)] = value.choices
            return _nested(standing.record, Place(standing.address, place.depth, place.path), overrides)
        if isinstance(value, Deferred):
            return called(
                lambda state, number: value.at(state, number, place.depth),
                place.path,
                "its value is asked for each time",
            )
        return _always(field, place, plain(value))
    if field.draw is not None:
        return column_of(field.draw, place)
    first, second = (held(record, built, field) for built in samples)
    if first == second:
        return _always(field, place, first)
    return called(
        lambda state, number: held(record, record.build(state, number, place.depth, given), field),
        place.path,
        "its default is another one for each object",
    )


def _always(field: Field, place: Place, value: object) -> Column:
    """The column of a value that was given, or of a default; of the field's own type where it fits."""
    draw = _type_draw(field)
    if draw is not None:
        try:
            type_ = column_of(draw, place).type
            array_of([value], type_)
            return constant(value, type_)
        except (CannotBuild, *UNFIT):
            pass
    return constant(value, type_for([value]))


def _type_draw(field: Field) -> Draw | None:
    """How the field would be drawn; `None` where nobody knows, and for objects, which may lead back."""
    try:
        draw = field.draw or (field.type_draw() if field.type_draw is not None else None)
    except CannotBuild:
        return None
    return None if draw is None or any(True for _ in records_in(draw)) else draw


def _stored(record: Record, field: Field, column: Column) -> Column:
    """The column as the database has it: other texts for the members of an enum, where the class is mapped so."""
    texts = {plain(member): text for member, text in stored_names(record, field).items()}
    if not texts or not is_text(column.type):
        return column

    def make(rows: Rows) -> pa.Array:
        array = column.make(rows)
        if pa.types.is_string(array.type):
            array = array.dictionary_encode()
        words = pa.array([texts.get(word, word) for word in array.dictionary.to_pylist()], pa.string())
        array = pa.DictionaryArray.from_arrays(array.indices, words)
        return decoded(array) if pa.types.is_string(column.type) else array

    return Column(column.type, make, column.slow)


def _fitting(type_: pa.DataType, values: list[object]) -> pa.DataType:
    """The type that was drawn, or where the type of the objects made something else of it, one that holds that."""
    try:
        array_of(values, type_)
    except UNFIT:
        return type_for(values)
    return type_


def _through_type(
    record: Record,
    fields: list[Field],
    path: str,
    depth: int,
    given: Mapping[str, object],
    columns: Mapping[str, Column],
    why: str,
) -> Column:
    samples = [taken_apart(record, fields, record.build(*one, depth, given)) for one in _MORE_SAMPLES]
    types = [(name, _fitting(column.type, [row[name] for row in samples])) for name, column in columns.items()]

    def make(rows: Rows) -> pa.Array:
        built = [
            taken_apart(record, fields, record.build(state, number, depth, given))
            for state, number in zip(rows.states.tolist(), rows.numbers.tolist(), strict=True)
        ]
        arrays: list[pa.Array] = []
        for name, type_ in types:
            try:
                arrays.append(array_of([row[name] for row in built], type_))
            except UNFIT as error:
                raise unfit(f"{path}.{name}", f"a column of {type_} can't hold all values: {error}") from None
        if not types:
            return struct({}).make(rows)
        return pa.StructArray.from_arrays(arrays, fields=[pa.field(*pair) for pair in types])

    return Column(pa.struct(types), make, (Slow(path, why),))
