"""Fields as dataclasses, attrs, pydantic, msgspec and NamedTuple describe them; none of these is imported."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Final

from mockfactory.spec.raw import find_raw, module_name_of, mro_of, namespace_of
from mockfactory.spec.static import MISSING, name_of, stored

EMPTY: Final = inspect.Parameter.empty


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `annotation` is set only where the class body does not say it."""

    found: str
    frozen: bool = False
    annotation: object = EMPTY


@dataclass(frozen=True, slots=True)
class Fields:
    """All fields of a class, and the annotated names that are none (`InitVar`, `KW_ONLY`)."""

    fields: Mapping[str, Field]
    hidden: frozenset[str] = frozenset()
    frozen: bool = False


NO_FIELDS: Final = Fields({})


def fields_of(cls: type) -> Fields:
    """The fields of `cls` with those it inherits."""
    if type(cls) is not type and type(stored(cls, "__struct_fields__")) is tuple:
        return _msgspec(cls)
    for base in mro_of(cls):
        names = namespace_of(base)
        for mark, read in _READERS:
            if mark in names:
                return read(base, names)
    return NO_FIELDS


def _dataclass(cls: type, names: Mapping[str, object]) -> Fields:
    described = names["__dataclass_fields__"]
    if not isinstance(described, dict):
        return NO_FIELDS
    params = names.get("__dataclass_params__")
    frozen = getattr(params, "frozen", False) is True
    fields: dict[str, Field] = {}
    hidden: set[str] = set()
    for name, one in described.items():
        kind = repr(getattr(one, "_field_type", None)) if isinstance(one, dataclasses.Field) else ""
        if kind == "_FIELD_INITVAR":
            hidden.add(name)
        elif kind != "_FIELD_CLASSVAR":
            fields[name] = Field("dataclass field", frozen)
    hidden.update(name for base in mro_of(cls) for name in _keyword_only_marks(base))
    return Fields(fields, frozenset(hidden), frozen)


def _keyword_only_marks(base: type) -> list[str]:
    written = namespace_of(base).get("__annotations__")
    if not isinstance(written, dict):
        return []
    return [
        name
        for name, value in written.items()
        if value is dataclasses.KW_ONLY or (isinstance(value, str) and value.rpartition(".")[2] == "KW_ONLY")
    ]


def _attrs(cls: type, names: Mapping[str, object]) -> Fields:
    described = names["__attrs_attrs__"]
    if not isinstance(described, tuple):
        return NO_FIELDS
    setter = find_raw(cls, "__setattr__")
    frozen = setter is not None and type(setter[1]) is FunctionType and setter[1].__name__ == "_frozen_setattrs"
    fields: dict[str, Field] = {}
    for one in described:
        name, annotation, on_setattr = stored(one, "name"), stored(one, "type"), stored(one, "on_setattr")
        if isinstance(name, str):
            held = frozen or (type(on_setattr) is FunctionType and on_setattr.__name__ == "frozen")
            fields[name] = Field("attrs field", held, EMPTY if annotation in (None, MISSING) else annotation)
    return Fields(fields, frozen=frozen)


def _pydantic(cls: type, names: Mapping[str, object]) -> Fields:
    described = names["__pydantic_fields__"]
    if not isinstance(described, dict):
        return NO_FIELDS
    config = find_raw(cls, "model_config")
    settings: Mapping[str, Any] = config[1] if config is not None and isinstance(config[1], dict) else {}
    frozen = settings.get("frozen") is True
    fields = {
        name: Field("pydantic field", frozen or stored(one, "frozen") is True, stored(one, "annotation"))
        for name, one in described.items()
    }
    return Fields(fields, frozen=frozen)


def _msgspec(cls: type) -> Fields:
    # msgspec keeps these in slots of the metaclass.
    described = stored(cls, "__struct_fields__")
    frozen = stored(stored(cls, "__struct_config__"), "frozen") is True
    names = described if isinstance(described, tuple) else ()
    return Fields({name: Field("msgspec field", frozen) for name in names}, frozen=frozen)


def _named_tuple(cls: type, names: Mapping[str, object]) -> Fields:
    described = names["_fields"]
    if not isinstance(described, tuple) or tuple not in mro_of(cls):
        return NO_FIELDS
    return Fields({name: Field("NamedTuple field", True) for name in described if isinstance(name, str)})


def _typed_dict(cls: type, names: Mapping[str, object]) -> Fields:
    written = names.get("__annotations__")
    keys = written if isinstance(written, dict) and dict in mro_of(cls) else {}
    return Fields({name: Field("TypedDict key") for name in keys})


_READERS: Final = (
    ("__dataclass_fields__", _dataclass),
    ("__pydantic_fields__", _pydantic),
    ("__attrs_attrs__", _attrs),
    ("_fields", _named_tuple),
    ("__required_keys__", _typed_dict),
)


def is_pydantic(cls: type) -> bool:
    """Whether `cls` is a pydantic model."""
    return any(name_of(base) == "BaseModel" and module_name_of(base) == "pydantic.main" for base in mro_of(cls))
