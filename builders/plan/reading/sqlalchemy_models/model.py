"""A mapped class, looked at once: what its columns, its relationships and its constructor ask for."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import ColumnProperty, Mapper, RelationshipDirection, RelationshipProperty, registry

from builders.plan.reading.sqlalchemy_models.hints import hints_of
from builders.plan.reading.sqlalchemy_models.unique_together import UniqueTogether
from builders.values.constraints import NONE, Constraints

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

BUILT_IN_FACTORIES: Final = (list, dict, set, frozenset, tuple)
_BOUNDS: Final = ("ge", "gt", "le", "lt", "multiple_of", "min_length", "max_length")
AnyColumn = sa.Column[Any]
if TYPE_CHECKING:
    AnyTable = sa.Table[Any]  # a generic class since 2.1
AnyMapper = Mapper[Any]
Relation = RelationshipProperty[Any]


class Model:
    """A mapped class and what was found out about it.

    Attributes:
        type: the class.
        mapper: its mapper, configured.
        hints: the types of the annotations, by attribute.
        unique: the columns of which no two rows may have the same values.
        required: the parameters of the constructor that have no default; empty where it takes any keywords.
        parameters: all of them; `None` where it takes any keywords.
    """

    def __init__(self, type_: type, mapper: AnyMapper) -> None:
        self.type = type_
        self.mapper = mapper
        self.hints = hints_of(type_)
        self.parameters, self.required = _constructor(type_)
        self.relations = [relation for relation in mapper.relationships if not relation.viewonly]
        self.unique = UniqueTogether(tables_of(mapper), self._keeps)
        self._referring = {column for relation in self.parents() for column in relation.local_columns}

    def parents(self) -> Iterator[Relation]:
        """The relationships whose foreign key is on this side."""
        return (one for one in self.relations if one.direction is RelationshipDirection.MANYTOONE)

    def columns(self) -> Iterator[tuple[str, AnyColumn]]:
        """The attributes that hold a column of a table, each with its column; expressions are left out."""
        for attribute in self.mapper.column_attrs:
            columns = [column for column in attribute.columns if isinstance(column, sa.Column)]
            if len(columns) == len(attribute.columns):
                yield attribute.key, _first_of(columns)

    def attribute_of(self, column: sa.ColumnElement[Any]) -> str:
        found = self.mapper.get_property_by_column(cast("AnyColumn", column))
        return cast("ColumnProperty[Any]", found).key

    def is_referring(self, column: AnyColumn) -> bool:
        """Whether a relationship fills the column."""
        return column in self._referring

    def is_inherited_key(self, column: AnyColumn) -> bool:
        """Whether the column joins a row of this class's table to one of the parent class's (joined inheritance)."""
        parents: list[object] = list(self.mapper.inherits.tables) if self.mapper.inherits is not None else []
        return column.primary_key and any(
            key.column.table in parents for key in column.foreign_keys if column.table not in parents
        )

    def is_discriminator(self, column: AnyColumn) -> bool:
        return column is self.mapper.polymorphic_on

    def default_of(self, name: str) -> object:
        """The default that a class mapped as a dataclass or an `SQLModel` gives the attribute; `MISSING` for none.

        A factory is given as it is.
        """
        field = self._sqlmodel_field(name)
        if field is not None:
            return dataclasses.MISSING if field.is_required() else field.default_factory or field.default
        for entry in dataclasses.fields(self.type) if dataclasses.is_dataclass(self.type) else ():
            if entry.name == name:
                return entry.default if entry.default is not dataclasses.MISSING else entry.default_factory
        return dataclasses.MISSING

    def keeps_default(self, name: str) -> bool:
        """Whether the class itself gives the attribute a value that is the same on every run."""
        default = self.default_of(name)
        if default is dataclasses.MISSING:
            return False
        return default in BUILT_IN_FACTORIES if callable(default) else True

    def _keeps(self, column: AnyColumn) -> bool:
        """Whether each row has the same value in a column, or the database gives it."""
        value, _ = column_default(column)
        return (
            value is not dataclasses.MISSING
            or is_left_to_the_database(column)
            or any(self.keeps_default(name) for name, one in self.columns() if one is column)
        )

    def constraints_of(self, name: str) -> Constraints:
        """What an `SQLModel` asks of the values of a field."""
        field = self._sqlmodel_field(name)
        found = {
            bound: getattr(entry, bound)
            for entry in (field.metadata if field is not None else ())
            for bound in _BOUNDS
            if getattr(entry, bound, None) is not None and type(entry).__module__.partition(".")[0] == "annotated_types"
        }
        return Constraints(**found) if found else NONE

    def _sqlmodel_field(self, name: str) -> FieldInfo | None:
        fields: object = getattr(self.type, "model_fields", None)
        return cast("dict[str, FieldInfo]", fields).get(name) if isinstance(fields, dict) else None


def column_default(column: AnyColumn) -> tuple[object, Callable[[], object] | None]:
    """The default that SQLAlchemy gives a column: its value (`MISSING` for none), and the function that makes it."""
    default = column.default
    if default is None:
        return dataclasses.MISSING, None
    if default.is_callable:
        made = cast("Any", default).arg
        return dataclasses.MISSING, getattr(made, "__wrapped__", made)
    return (cast("Any", default).arg, None) if default.is_scalar else (dataclasses.MISSING, None)


def is_left_to_the_database(column: AnyColumn) -> bool:
    """Whether the database, or an SQL expression, gives the value. SQLAlchemy asks a default of its own first."""
    if column.default is not None:
        return not column.default.is_callable and not column.default.is_scalar
    if column.server_default is not None or column.identity is not None:
        return True
    return column.table.autoincrement_column is column


def _first_of(columns: list[AnyColumn]) -> AnyColumn:
    """The one that the others refer to: an attribute of several columns joins the tables of an inheritance."""
    return next((one for one in columns if not any(key.column in columns for key in one.foreign_keys)), columns[0])


def tables_of(mapper: AnyMapper) -> list[AnyTable]:
    """The tables that a row of the class has a part in."""
    tables: list[AnyTable] = [table for table in mapper.tables if isinstance(table, sa.Table)]
    return tables


def _constructor(type_: type) -> tuple[frozenset[str] | None, frozenset[str]]:
    constructor = inspect.getattr_static(type_, "__init__")
    if constructor is object.__init__:
        return frozenset(), frozenset()
    parameters = list(inspect.signature(constructor).parameters.values())[1:]
    if any(one.kind is one.VAR_KEYWORD for one in parameters):
        return None, frozenset()
    named = [one for one in parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)]
    return frozenset(one.name for one in named), frozenset(one.name for one in named if one.default is one.empty)


def is_declarative(type_: type) -> bool:
    """Whether a class that is not mapped is one that mapped classes derive from."""
    if "sqlmodel" in sys.modules and hasattr(type_, "__pydantic_core_schema__"):
        return False
    return isinstance(getattr(type_, "registry", None), registry) and isinstance(
        getattr(type_, "metadata", None), sa.MetaData
    )
