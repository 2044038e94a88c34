"""How the table of a mapped class takes rows: what its columns are called, and the form that each asks for.

Imported only where a class is mapped.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
from sqlalchemy import ARRAY, JSON, Column
from sqlalchemy.dialects.postgresql import HSTORE
from sqlalchemy.orm import Mapper

from builders.bulk.formats.postgresql import array_texts, document_texts, hstore_texts
from builders.bulk.formats.texts import TextFunction
from builders.bulk.holding import Row
from builders.bulk.storing import column_type, document_store, is_array, under
from builders.errors import CannotBuild


def forms_of(mapper: Mapper[object], row: Row, schema: pa.Schema) -> dict[str, TextFunction]:
    """By attribute, what writes the values of a column as PostgreSQL reads them, where its type alone does not say it.

    Args:
        mapper: of the class.
        row: how its objects are taken apart. What is stored as a text of its own has its form.
        schema: of the rows.
    """
    asked = {field.name: _form(mapper, field.name, schema.field(field.name).type) for field in row.fields}
    return {name: form for name, form in asked.items() if form is not None and not _is_written(row, schema, name)}


def _is_written(row: Row, schema: pa.Schema, name: str) -> bool:
    return name in row.stores and pa.types.is_string(schema.field(name).type)


def _form(mapper: Mapper[object], name: str, made: pa.DataType) -> TextFunction | None:
    type_ = under(column_type(mapper, name))
    if isinstance(type_, JSON):
        store = document_store(mapper, name)
        nothing = None if store is None else store(None)
        return lambda array: document_texts(array).fill_null(nothing) if nothing else document_texts(array)
    if isinstance(type_, HSTORE):
        return hstore_texts if pa.types.is_map(made) else None
    if is_array(type_) and pa.types.is_list(made):
        return functools.partial(array_texts, levels=_levels(type_, made))
    return None


def _levels(type_: ARRAY[Any], made: pa.DataType) -> int:
    """How many dimensions the arrays have. A list within may be a document."""
    if type_.dimensions or isinstance(under(type_.item_type), JSON):
        return type_.dimensions or 1
    levels = 1
    while pa.types.is_list(made.value_type):
        made, levels = made.value_type, levels + 1
    return levels


def column_names(mapper: Mapper[object], names: Iterable[str]) -> Mapping[str, str]:
    """The columns that attributes hold.

    Args:
        mapper: of the class.
        names: of the attributes that make a row.

    Raises:
        CannotBuild: one table does not take all of a row, or asks for what only SQLAlchemy gives.
    """
    title = mapper.class_.__qualname__
    tables = [getattr(table, "name", "") for table in mapper.tables]
    if len(tables) > 1:
        raise CannotBuild(
            f"a {title} is stored in {len(tables)} tables, {' and '.join(tables)}, and COPY fills one.\n"
            f"  what to do:  save_many(session, build_many({title}, ...)), or insert the rows of columns({title}, ...)"
        )
    found = {name: str(mapper.column_attrs[name].columns[0].name) for name in names}
    for name, given in _only_from_sqlalchemy(mapper):
        if name not in found:
            raise CannotBuild(
                f"{title}.{name} gets {given} from SQLAlchemy when it is saved, which COPY goes without.\n"
                f"  give it:  having={{{name!r}: ...}}, the same for all rows\n"
                f"  or draw:  Builder({title}, {name}=drawn())"
            )
    return found


def _only_from_sqlalchemy(mapper: Mapper[object]) -> Iterator[tuple[str, str]]:
    """The attributes whose values SQLAlchemy asks the database for, each with what it asks for."""
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        default = column.default if isinstance(column, Column) and column.server_default is None else None
        if default is not None and default.is_sequence and not getattr(default, "optional", False):
            yield attribute.key, f"the next number of the sequence {getattr(default, 'name', '')}"
        elif default is not None and default.is_clause_element:
            yield attribute.key, f"the value of {getattr(default, 'arg', default)}"
