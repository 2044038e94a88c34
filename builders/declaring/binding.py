"""Declarations in their places: each is told the field that it is for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import cast

from builders.declaring.copying import as_given
from builders.declaring.declaration import Declaration, Place
from builders.declaring.misplaced import refuse_misplaced
from builders.plan.field import Field
from builders.plan.items import Items
from builders.plan.nesting import SEPARATOR, Within, resolved, unknown
from builders.plan.record import Record
from builders.seed.naming import type_name


@dataclass(frozen=True, slots=True)
class Sorted:
    """What is declared of a record's fields, sorted by what it is.

    Attributes:
        plain: values.
        declarations: those of whole fields.
        parts: what is said of the parts of the objects that declarations give, by the field.
    """

    plain: dict[str, object]
    declarations: dict[str, Declaration[object]]
    parts: dict[str, dict[str, object]]


def sort(record: Record, declared: Mapping[str, object], options: Collection[str]) -> Sorted:
    """Sort what is declared.

    Args:
        record: whose fields they are.
        declared: values and declarations, by names.
        options: what an override may name besides, for the error.

    Raises:
        UnknownName: there is no such field.
    """
    for name in declared:
        if name not in record.fields and name.partition(SEPARATOR)[0] not in record.fields and not record.extra:
            raise unknown(record.title, name, (*record.fields, *options))
    declarations = {
        name: cast("Declaration[object]", value)
        for name, value in declared.items()
        if isinstance(value, Declaration) and name in record.fields
    }
    plain: dict[str, object] = {}
    parts: dict[str, dict[str, object]] = {}
    for name, value in declared.items():
        if name in declarations:
            continue
        head, separator, rest = name.partition(SEPARATOR)
        if separator and name not in record.fields and head in declarations:
            parts.setdefault(head, {})[rest] = value
        else:
            plain[name] = value
    return Sorted(plain, declarations, parts)


def bound(record: Record, declared: Mapping[str, object], options: Collection[str] = ()) -> dict[str, object]:
    """A value for each field that something is declared of, or what stands for one.

    Args:
        record, declared, options: as for `sort`.

    Raises:
        UnknownName: there is no such field.
        InvalidOverride: a builder stands where an object is asked for.
        BuildError: a declaration can't stand where it does.
    """
    found = sort(record, declared, options)
    result = _settled(record, resolved(record, found.plain))
    for name, declaration in found.declarations.items():
        result[name] = declaration.bound(Place(record, record.fields[name]), found.parts.get(name, {}))
    return result


def _settled(record: Record, given: Mapping[str, object], within: str = "") -> dict[str, object]:
    """Values as they are for each object, those in nested objects too."""
    return {name: _value(record, name, value, within) for name, value in given.items()}


def _value(record: Record, name: str, value: object, within: str) -> object:
    here = f"{within or type_name(record.type)}{SEPARATOR}{name}"
    if isinstance(value, Within):
        return Within(tuple((standing, _settled(standing.record, inner, here)) for standing, inner in value.choices))
    if isinstance(value, Items):
        # Where each is numbered as an item, `unique()` in it has the numbers of items.
        refuse_misplaced(record, name, [entry for entry in value.entries if not isinstance(entry, Within)])
        return replace(value, entries=[_value(record, name, entry, within) for entry in value.entries])
    if isinstance(value, Declaration):
        # Where the type takes any name, nothing is known of the field.
        field = record.fields.get(name) or Field(name, object, None)
        return cast("Declaration[object]", value).bound(Place(record, field, here if within else ""), {})
    return given_value(record, name, value)


def given_value(record: Record, name: str, value: object) -> object:
    """A plain value for a field of each object.

    Raises:
        InvalidOverride: it is a builder, or one stands in it.
    """
    refuse_misplaced(record, name, value)
    return as_given(value)
