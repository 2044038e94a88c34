"""Dataclasses."""

from __future__ import annotations

import dataclasses
import inspect
from typing import cast

from builders.plan.reading.defaults import keeps
from builders.plan.reading.generics import class_of, without_init_var
from builders.plan.reading.hints import hints_of
from builders.plan.reading.making import Called, checked
from builders.plan.reading.reading import Reading
from builders.plan.record import Record


def read(type_: object, reading: Reading) -> Record | None:
    """Read a dataclass, or an alias of a generic one; `None` when it is none, or has a constructor written by hand."""
    class_ = class_of(type_)
    if class_ is None or not dataclasses.is_dataclass(class_) or not _has_own_constructor(class_):
        return None
    # With those that are passed to the constructor only (`InitVar`), which `dataclasses.fields` leaves out.
    entries = cast("dict[str, dataclasses.Field[object]]", vars(_owner(class_))["__dataclass_fields__"])
    parameters = inspect.signature(class_.__init__).parameters
    names = [name for name in entries if name in parameters]
    record = reading.begin(type_, Called(class_, names))
    record.check = checked(record)
    hints = hints_of(type_)
    for name in names:
        entry = entries[name]
        hint = without_init_var(hints.get(name, entry.type))
        kept = entry.default is not dataclasses.MISSING or keeps(entry.default_factory)
        own = entry.default_factory is not dataclasses.MISSING
        reading.add(record, name, hint, default=kept, own=own)
    return record


def _owner(class_: type) -> type:
    """The class whose decorator made the constructor."""
    return next(base for base in class_.__mro__ if "__init__" in vars(base))


def _has_own_constructor(class_: type) -> bool:
    parameters: object = vars(_owner(class_)).get("__dataclass_params__")
    return bool(getattr(parameters, "init", False))
