"""The default of a field, for functions that read it before the object is made."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from typing import Any, Final, cast

from builders.declaring.attributes import attrs_fields
from builders.plan.reading.defaults import keeps
from builders.plan.reading.generics import class_of

MISSING: Final = object()
"""There is no default, or it may be another for each object."""


def default_of(type_: object, name: str) -> object:
    """The value that a field has when nobody gives it one.

    Args:
        type_: a class with fields, or an alias of a generic one.
        name: the field's, as its constructor has it.

    Returns:
        `MISSING` where the type does not say, or has a function for it.
    """
    found = class_of(type_)
    if found is None:
        return MISSING
    owner = cast("type[object]", found)
    fields: object = getattr(owner, "__pydantic_fields__", None)
    if isinstance(fields, dict):
        return _of_pydantic(owner, cast("dict[str, Any]", fields).get(name))
    for entry in attrs_fields(type_):
        if name == (entry.alias or entry.name):
            return _of_attrs(entry)
    if dataclasses.is_dataclass(owner):
        return _of_dataclass(owner, name)
    try:
        parameter = inspect.signature(owner).parameters.get(name)
    except (TypeError, ValueError):
        return MISSING
    # Other kinds show a marker of their own where the default is made for each object.
    default: object = MISSING if parameter is None else parameter.default
    return default if default is None or isinstance(default, bool | int | float | str | bytes) else MISSING


def default_of_attribute(type_: object, name: str) -> object:
    """The value of an attribute that no constructor takes (`init=False`): its default, where nothing else may set it.

    Args:
        type_: as for `default_of`.
        name: the attribute's.
    """
    owner = class_of(type_)
    if owner is None or hasattr(owner, "__post_init__") or hasattr(owner, "__attrs_post_init__"):
        return MISSING
    for entry in attrs_fields(type_):
        if entry.name == name and not entry.init:
            return _of_attrs(entry)
    return _of_dataclass(owner, name) if dataclasses.is_dataclass(owner) else MISSING


def _of_pydantic(owner: type, field: Any) -> object:
    if field is None or field.is_required():
        return MISSING
    config: dict[str, object] = getattr(owner, "model_config", None) or getattr(owner, "__pydantic_config__", {})
    validates: bool | None = field.validate_default
    if config.get("validate_default", False) if validates is None else validates:
        # It may be converted.
        return MISSING
    return _kept(field.default, field.default_factory)


def _of_attrs(entry: Any) -> object:
    attrs = sys.modules["attr"]
    default: object = entry.default
    if default is attrs.NOTHING:
        return MISSING
    factory = cast("Any", default) if isinstance(default, attrs.Factory) else None
    value = default if factory is None else MISSING
    if factory is not None and not factory.takes_self:
        value = _kept(MISSING, factory.factory)
    if value is MISSING or entry.converter is None:
        return value
    # A converter that asks for the object needs one.
    return MISSING if isinstance(entry.converter, attrs.Converter) else entry.converter(value)


def _of_dataclass(owner: Any, name: str) -> object:
    found = next((entry for entry in dataclasses.fields(owner) if entry.name == name), None)
    return MISSING if found is None else _kept(found.default, found.default_factory)


def _kept(default: object, factory: object) -> object:
    """A default, or the empty collection that a factory makes."""
    if callable(factory):
        return factory() if keeps(factory) else MISSING
    return MISSING if default is dataclasses.MISSING else default
