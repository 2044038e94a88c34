"""What an object holds in the fields that make its row."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from builders.bulk.plain import Fields, plain
from builders.plan.field import Field
from builders.plan.record import Record

if TYPE_CHECKING:
    from sqlalchemy import Enum
    from sqlalchemy.orm import Mapper


def row_fields(record: Record, built: object, given: Mapping[str, object]) -> list[Field]:
    """The fields that make a row.

    Those that the object keeps: what its constructor takes may be no attribute of it. Of a class that SQLAlchemy maps,
    relationships are rows of other tables, and what the object leaves unset, the database sets.

    Args:
        record: of which type.
        built: an object of it.
        given: the fields that are given.
    """
    mapper = mapper_of(record)
    if mapper is None:
        fields = record.fields.values()
        return [field for field in fields if isinstance(built, Mapping) or _attribute(built, field.name) is not None]
    columns = set(mapper.column_attrs.keys())
    held = vars(built).keys() | given.keys()
    return [field for name, field in record.fields.items() if name in columns and name in held]


def mapper_of(record: Record) -> Mapper[object] | None:
    """SQLAlchemy's mapper of a mapped class."""
    return cast("Mapper[object] | None", getattr(record.type, "__mapper__", None))


def stored_names(record: Record, field: Field) -> dict[enum.Enum, str]:
    """What a database stores for the members of an enum: SQLAlchemy takes their names, unless it is told otherwise."""
    mapper = mapper_of(record)
    if mapper is None or field.name not in mapper.column_attrs:
        return {}
    type_ = mapper.column_attrs[field.name].columns[0].type
    class_ = getattr(type_, "enum_class", None)
    if class_ is None:
        return {}
    texts, members = cast("Enum", type_).enums, cast("type[enum.Enum]", class_)
    # Second names of members are left out, unless SQLAlchemy was told to keep them.
    named: Iterable[enum.Enum] = members if len(texts) == len(members) else members.__members__.values()
    return dict(zip(named, texts, strict=False))


def held(record: Record, built: object, field: Field) -> object:
    """The plain value that an object holds in a field."""
    if isinstance(built, Mapping):
        return plain(cast("Mapping[str, object]", built).get(field.name))
    name = _attribute(built, field.name)
    value: object = None if name is None else getattr(built, name)
    if isinstance(value, enum.Enum):
        return stored_names(record, field).get(value, plain(value))
    return plain(value)


def _attribute(built: object, name: str) -> str | None:
    """The attribute that holds a field: attrs takes `secret` for what it keeps as `_secret`."""
    return next((one for one in (name, f"_{name}") if hasattr(built, one)), None)


def taken_apart(record: Record, fields: list[Field], built: object) -> Fields:
    """The row of an object: the plain values of these fields."""
    return Fields((field.name, held(record, built, field)) for field in fields)
