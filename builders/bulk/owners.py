"""Whether a type has a say in its objects beyond what its plan knows: code of its author's that may change values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final, Protocol, cast

from builders.plan.record import Record

_CHANGES: Final = ("to_lower", "to_upper")
"""Not `strip_whitespace`: no text is drawn with a space at an end."""
_CONFIG_CHANGES: Final = ("str_to_lower", "str_to_upper")
_NOBODYS: Final = ("pydantic", "ipaddress")
"""Modules whose functions make of a value that was drawn what it is already."""
_AFTERWARDS: Final = ("__post_init__", "__attrs_post_init__", "__attrs_pre_init__", "__attrs_init__")


class _Attribute(Protocol):
    """What attrs knows of a field."""

    name: str
    validator: object
    converter: object


def own_code(record: Record) -> str:
    """What the type's author runs when an object is made, in words; "" for nothing.

    Columns are drawn without asking the type. That is right where the plan knows all that the type asks for, and where
    the object holds what was drawn.
    """
    class_ = getattr(record.type, "__origin__", record.type)
    return _of_class(class_) if isinstance(class_, type) else "its type is no class"


def _of_class(class_: type[object]) -> str:
    init: object = getattr(class_, "__init__", None)
    schema: object = getattr(class_, "__pydantic_core_schema__", None)
    if schema is not None:
        return _in_schema(class_, schema, set()) or _not_of("pydantic", init, class_)
    for name in _AFTERWARDS:
        if hasattr(class_, name):
            return name
    if dataclasses.is_dataclass(class_):
        return _not_of("", init, class_)
    mapper = getattr(class_, "__mapper__", None)
    if mapper is not None:
        return next(iter(cast("Mapping[str, object]", mapper.validators)), "") or _not_of("sqlalchemy", init, class_)
    attributes = cast("Sequence[_Attribute] | None", getattr(class_, "__attrs_attrs__", None))
    if attributes is not None:
        return next(
            (f"{one.name}'s validator or converter" for one in attributes if one.validator or one.converter), ""
        )
    bare = hasattr(class_, "__struct_fields__") or hasattr(class_, "_fields") or issubclass(class_, dict)
    return "" if bare else "__init__"


def _not_of(library: str, init: object, class_: type[object]) -> str:
    """ "__init__" where it is the author's own: neither the library's nor a dataclass's."""
    if library and (getattr(init, "__module__", None) or "").startswith(f"{library}."):
        return ""
    written = next(vars(cls) for cls in class_.__mro__ if "__init__" in vars(cls))
    parameters = written.get("__dataclass_params__")
    return "" if parameters is not None and parameters.init else "__init__"


def _in_schema(type_: type, schema: object, seen: set[int]) -> str:
    """The first function in a core schema that is not pydantic's own, or the first setting that changes values."""
    if isinstance(schema, Mapping):
        node = cast("Mapping[str, object]", schema)
        if id(node) in seen:
            return ""
        seen.add(id(node))
        kind = node.get("type")
        if kind in ("model", "dataclass") and node.get("cls") is not type_:
            # A record of its own, which is asked for itself.
            return ""
        if isinstance(kind, str) and kind.startswith("function-"):
            function = node.get("function")
            called = (
                cast("Mapping[str, object]", function).get("function") if isinstance(function, Mapping) else function
            )
            if not (getattr(called, "__module__", None) or "").startswith(_NOBODYS):
                return str(getattr(called, "__qualname__", called))
        after = node.get("post_init")
        if after and after != "init_private_attributes":
            return str(after if isinstance(after, str) else "__post_init__")
        for name in _CHANGES:
            if node.get(name) and kind == "str":
                return name
        config = node.get("config")
        if isinstance(config, Mapping):
            for name in _CONFIG_CHANGES:
                if cast("Mapping[str, object]", config).get(name):
                    return name
        parts: list[object] = [value for key, value in node.items() if key not in ("metadata", "serialization", "cls")]
    elif isinstance(schema, Sequence) and not isinstance(schema, str | bytes):
        parts = list(cast("Sequence[object]", schema))
    else:
        return ""
    for part in parts:
        found = _in_schema(type_, part, seen)
        if found:
            return found
    return ""
