"""Named tuples."""

from __future__ import annotations

from typing import cast

from builders.draws.impossible import Impossible, give_it
from builders.plan.field import Field
from builders.plan.reading.generics import class_of, is_subclass
from builders.plan.reading.hints import hints_of
from builders.plan.reading.making import Called, checked
from builders.plan.reading.reading import Reading
from builders.plan.record import Record


def read(type_: object, reading: Reading) -> Record | None:
    """Read a named tuple, or an alias of a generic one; `None` when it is none."""
    class_ = class_of(type_)
    if class_ is None or not is_subclass(class_, tuple) or not hasattr(class_, "_fields"):
        return None
    names = cast("tuple[str, ...]", vars(class_).get("_fields") or getattr(class_, "_fields", ()))
    defaults = cast("dict[str, object]", getattr(class_, "_field_defaults", {}))
    record = reading.begin(type_, Called(class_, names))
    record.check = checked(record)
    hints = hints_of(type_)
    for name in names:
        if name in hints:
            reading.add(record, name, hints[name], default=name in defaults)
        else:
            draw = None if name in defaults else untyped(record, name)
            record.fields[name] = Field(name, object, draw)
    return record


def untyped(record: Record, name: str) -> Impossible:
    """What stands for a field that has neither a type nor a default."""
    path = f"{record.title}.{name}"
    return Impossible(
        path,
        f"it has no type and no default, so nothing is known of its values\n  write:    an annotation{give_it(path)}",
    )
