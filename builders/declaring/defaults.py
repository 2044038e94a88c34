"""The default of a field, for functions that read it before the object is made."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from typing import Final, cast, get_origin

from builders.plan.reading.defaults import keeps

MISSING: Final = object()
"""There is no default, or it may be another for each object."""


def default_of(type_: object, name: str) -> object:
    """The value that a field has when nobody gives it one.

    Args:
        type_: a class with fields, or an alias of a generic one.
        name: the field's.

    Returns:
        `MISSING` where the type does not say, or has a function for it.
    """
    class_: object = get_origin(type_) or type_
    if not isinstance(class_, type):
        return MISSING
    owner = cast("type[object]", class_)
    if "pydantic" in sys.modules:
        from pydantic import BaseModel

        if issubclass(owner, BaseModel):
            field = owner.model_fields.get(name)
            if field is None or field.is_required():
                return MISSING
            return _kept(field.default, field.default_factory)
    if dataclasses.is_dataclass(owner):
        for entry in dataclasses.fields(owner):
            if entry.name == name:
                return _kept(entry.default, entry.default_factory)
        return MISSING
    try:
        parameter = inspect.signature(owner).parameters.get(name)
    except (TypeError, ValueError):
        return MISSING
    # Other kinds show a marker of their own where the default is made for each object.
    default: object = MISSING if parameter is None else parameter.default
    return default if default is None or isinstance(default, bool | int | float | str | bytes) else MISSING


def _kept(default: object, factory: object) -> object:
    """A default, or the empty collection that a factory makes."""
    if callable(factory):
        return factory() if keeps(factory) else MISSING
    return MISSING if default is dataclasses.MISSING else default
