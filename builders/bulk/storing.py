"""What SQLAlchemy stores for what an object holds, where that is something else.

Imported only where a class is mapped.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias, cast

from sqlalchemy import ARRAY, JSON, Dialect, Enum
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.orm import Mapper
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import TypeIs

from builders.bulk.plain import plain, text_of
from builders.plan.reading.sqlalchemy_models.postgresql import RANGES

Store: TypeAlias = Callable[[Any], object]
"""Makes what is stored of what is held."""
ColumnType: TypeAlias = TypeEngine[Any]
_DIALECT: Final[Dialect] = cast("Callable[[], Dialect]", PGDialect)()
"""A type of the author's own may store something else in each kind of database."""


def column_type(mapper: Mapper[object], name: str) -> ColumnType:
    """The type of the column that an attribute holds."""
    return mapper.column_attrs[name].columns[0].type


def under(type_: ColumnType) -> ColumnType:
    """The type in PostgreSQL, under what decorates it."""
    made = type_.dialect_impl(_DIALECT)
    return made.impl_instance if isinstance(made, TypeDecorator) else made


def is_array(type_: ColumnType) -> TypeIs[ARRAY[Any]]:
    """Whether the values of a column have items."""
    return isinstance(type_, ARRAY)


def store_of(type_: ColumnType) -> Store | None:
    """What a column of this type stores; `None` where it is what the object holds."""
    if _has_code(type_):
        return type_.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    inner = under(type_)
    if isinstance(inner, Enum):
        return _name_in(inner)
    if is_array(inner):
        item = store_of(inner.item_type)
        return None if item is None and not inner.as_tuple else _each(item)
    return _text if isinstance(inner, tuple(RANGES)) else None


def member_names(type_: ColumnType) -> dict[enum.Enum, str]:
    """What is stored for the members of an enum: their names, unless SQLAlchemy is told otherwise."""
    inner = type_ if _has_code(type_) else under(type_)
    if not isinstance(inner, Enum) or inner.enum_class is None:
        return {}
    texts, members = inner.enums, inner.enum_class
    # Second names of members are left out, unless SQLAlchemy was told to keep them.
    named: Iterable[enum.Enum] = members if len(texts) == len(members) else members.__members__.values()
    return dict(zip(named, texts, strict=False))


def document_store(mapper: Mapper[object], name: str) -> Store | None:
    """What writes the text of a document, for a column of JSON; `None` for any other column."""
    inner = under(column_type(mapper, name))
    if not isinstance(inner, JSON):
        return None
    # SQLAlchemy makes of `None` the document `null`, unless it is told otherwise.
    nothing = None if inner.none_as_null else "null"
    return lambda value: nothing if value is None else json.dumps(value, default=_for_json)


def version_of(mapper: Mapper[object]) -> tuple[str, object] | None:
    """The attribute that counts the changes of a row, and the number of the first; `None` where nobody knows it."""
    column, generate = mapper.version_id_col, cast("Store | bool | None", mapper.version_id_generator)
    if column is None or not callable(generate):
        return None
    first = generate(None)
    return (mapper.get_property_by_column(column).key, first) if first == generate(None) else None


def _has_code(type_: ColumnType) -> bool:
    """Whether code beside SQLAlchemy's types makes what is stored."""
    if not isinstance(type_, TypeDecorator):
        return False
    return any(
        getattr(type(type_), name) is not getattr(TypeDecorator, name)
        for name in ("process_bind_param", "bind_processor")
    )


def _name_in(type_: Enum) -> Store | None:
    names = member_names(type_)
    return (lambda value: names.get(value, value) if isinstance(value, enum.Enum) else value) if names else None


def _each(item: Store | None) -> Store:
    """Of the items of an array, whatever its dimensions."""

    def store(value: object) -> object:
        if isinstance(value, list | tuple):
            return [store(one) for one in cast("Iterable[object]", value)]
        return value if item is None else item(value)

    return store


def _for_json(value: object) -> object:
    found = plain(value)
    return text_of(value) if found is value else found


def _text(value: object) -> object:
    return None if value is None else str(value)
