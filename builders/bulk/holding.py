"""What an object holds in the fields that make its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from builders.bulk.plain import Fields, plain
from builders.plan.field import Field
from builders.plan.record import Record

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapper


@dataclass(frozen=True, slots=True)
class Row:
    """How an object is taken apart.

    Attributes:
        fields: those that make the row.
        stores: by field, what makes what a database stores of what the object holds, where that is something else.
    """

    fields: tuple[Field, ...]
    stores: Mapping[str, Callable[[object], object]]

    def held(self, built: object, field: Field) -> object:
        """The plain value of a field."""
        store = self.stores.get(field.name)
        value = _value(built, field.name)
        return plain(value if store is None else store(value))

    def apart(self, built: object) -> Fields:
        """The plain values of all fields."""
        return Fields((field.name, self.held(built, field)) for field in self.fields)


def row_of(record: Record, built: object, given: Mapping[str, object]) -> Row:
    """How objects of a type are taken apart.

    The fields are those that the object keeps: what its constructor takes may be no attribute of it. Of a class that
    SQLAlchemy maps, relationships are rows of other tables, and what the object leaves unset, the database sets.

    Args:
        record: of which type.
        built: an object of it.
        given: the fields that are given.
    """
    fields = record.fields.values()
    mapper = mapper_of(record)
    if mapper is None:
        kept = [field for field in fields if isinstance(built, Mapping) or _attribute(built, field.name) is not None]
        return Row(tuple(kept), {})
    from builders.bulk.storing import column_type, store_of, version_of

    columns = record.fields.keys() & mapper.column_attrs.keys()
    held = {name for name in columns if name in given or _is_held(built, name)}
    stores = {name: store for name in held if (store := store_of(column_type(mapper, name))) is not None}
    version = version_of(mapper)
    if version is not None and version[0] not in held:
        held.add(version[0])
        stores[version[0]] = lambda _: version[1]
    return Row(tuple(field for name, field in record.fields.items() if name in held), stores)


def mapper_of(record: Record) -> Mapper[object] | None:
    """SQLAlchemy's mapper of a mapped class."""
    return cast("Mapper[object] | None", getattr(record.type, "__mapper__", None))


def _is_held(built: object, name: str) -> bool:
    """Whether the object has a value: in itself, or, as a class mapped as a dataclass has defaults, by its class."""
    return name in vars(built) or getattr(built, name, None) is not None


def _value(built: object, name: str) -> object:
    if isinstance(built, Mapping):
        return cast("Mapping[str, object]", built).get(name)
    attribute = _attribute(built, name)
    return None if attribute is None else getattr(built, attribute)


def _attribute(built: object, name: str) -> str | None:
    """The attribute that holds a field: attrs takes `secret` for what it keeps as `_secret`."""
    return next((one for one in (name, f"_{name}") if hasattr(built, one)), None)
