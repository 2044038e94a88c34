"""Columns of text that is made of parts."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from builders.bulk.column import Column, Place, column_of
from builders.bulk.evaluating.ranges import range_of
from builders.bulk.evaluating.row_by_row import drawn_one_by_one
from builders.bulk.evaluating.shaping import decoded, is_text
from builders.bulk.evaluating.spelling import spelling_of
from builders.bulk.states import Rows
from builders.draws.texts import Cut, Padded, Text


@column_of.register
def _(draw: Text, place: Place) -> Column:
    spelling = spelling_of(draw, place)
    if spelling is not None:
        return spelling.column()
    columns: list[Column | str] = []
    for number, piece in enumerate(draw.pieces):
        column = piece if isinstance(piece, str) else column_of(piece, place.at(f"{place.address}.{number}"))
        if isinstance(column, Column) and not is_text(column.type) and column.type != pa.int64():
            return drawn_one_by_one(draw, place, f"text with {column.type} in it")
        columns.append(column)

    def make(rows: Rows) -> pa.Array:
        parts = [
            pa.scalar(column) if isinstance(column, str) else decoded(column.make(rows)).cast(pa.string())
            for column in columns
        ]
        # As Python writes it.
        return pc.binary_join_element_wise(*parts, "", null_handling="replace", null_replacement="None")

    return Column(pa.string(), make, tuple(s for column in columns if isinstance(column, Column) for s in column.slow))


@column_of.register
def _(draw: Padded, place: Place) -> Column:
    spelling = spelling_of(draw, place)
    if spelling is not None:
        return spelling.column()
    limits = range_of(draw.number)
    if limits is None or limits[0] < 0:
        return drawn_one_by_one(draw, place, "a padded number that may be negative")
    column = column_of(draw.number, place)
    return Column(
        pa.string(),
        lambda rows: pc.ascii_lpad(column.make(rows).cast(pa.string()), draw.width, "0"),
        column.slow,
    )


@column_of.register
def _(draw: Cut, place: Place) -> Column:
    column = column_of(draw.text, place)
    if not is_text(column.type):
        return drawn_one_by_one(draw, place, f"a part of {column.type}")

    def make(rows: Rows) -> pa.Array:
        array = column.make(rows)
        if pa.types.is_dictionary(array.type):
            return pa.DictionaryArray.from_arrays(array.indices, cut(array.dictionary))
        return cut(array)

    def cut(array: pa.Array) -> pa.Array:
        return pc.utf8_rtrim_whitespace(pc.utf8_slice_codeunits(array, 0, draw.most))

    return Column(column.type, make, column.slow)
