"""Fields as dataclasses, attrs, pydantic, msgspec and NamedTuple describe them; none of these is imported."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Final

from mockfactory.spec.looking.raw import find_raw, module_name_of, mro_of, namespace_of
from mockfactory.spec.looking.static import MISSING, as_dict, as_tuple, name_of, stored
from mockfactory.spec.looking.written import annotations_in

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
                return read(cls, names)
    return NO_FIELDS


def _dataclass(cls: type, names: Mapping[str, object]) -> Fields:
    frozen = stored(names.get("__dataclass_params__"), "frozen") is True
    fields: dict[str, Field] = {}
    hidden: set[str] = set()
    for name, one in as_dict(names["__dataclass_fields__"]).items():
        kind = repr(stored(one, "_field_type"))
        if kind == "_FIELD_INITVAR":
            hidden.add(name)
        elif kind != "_FIELD_CLASSVAR":
            fields[name] = Field("dataclass field", frozen)
    hidden.update(name for base in mro_of(cls) for name in _keyword_only_marks(base))
    # A plain subclass of a frozen dataclass holds only the fields.
    return Fields(fields, frozenset(hidden), frozen and "__dataclass_fields__" in namespace_of(cls))


def _keyword_only_marks(base: type) -> list[str]:
    return [
        name
        for name, value in annotations_in(base).items()
        if value is dataclasses.KW_ONLY or (type(value) is str and value.rpartition(".")[2] == "KW_ONLY")
    ]


def _attrs(cls: type, names: Mapping[str, object]) -> Fields:
    setter = find_raw(cls, "__setattr__")
    frozen = setter is not None and _is_named(setter[1], "_frozen_setattrs")
    fields: dict[str, Field] = {}
    for one in as_tuple(names["__attrs_attrs__"]):
        name, annotation = stored(one, "name"), stored(one, "type")
        if isinstance(name, str):
            held = frozen or _is_named(stored(one, "on_setattr"), "frozen")
            said = annotation is not None and annotation is not MISSING
            fields[name] = Field("attrs field", held, annotation if said else EMPTY)
    return Fields(fields, frozen=frozen)


def _is_named(function: object, name: str) -> bool:
    return type(function) is FunctionType and function.__name__ == name


def _pydantic(cls: type, names: Mapping[str, object]) -> Fields:
    config = find_raw(cls, "model_config")
    frozen = config is not None and as_dict(config[1]).get("frozen") is True
    fields = {
        name: Field("pydantic field", frozen or stored(one, "frozen") is True, stored(one, "annotation"))
        for name, one in as_dict(names["__pydantic_fields__"]).items()
    }
    return Fields(fields, frozen=frozen)


def _msgspec(cls: type) -> Fields:
    # msgspec keeps these in slots of the metaclass.
    frozen = stored(stored(cls, "__struct_config__"), "frozen") is True
    names = as_tuple(stored(cls, "__struct_fields__"))
    return Fields({str(name): Field("msgspec field", frozen) for name in names}, frozen=frozen)


def _named_tuple(cls: type, names: Mapping[str, object]) -> Fields:
    described = as_tuple(names["_fields"]) if any(base is tuple for base in mro_of(cls)) else ()
    return Fields({name: Field("NamedTuple field", True) for name in described if isinstance(name, str)})


def _typed_dict(cls: type, names: Mapping[str, object]) -> Fields:
    if all(base is not dict for base in mro_of(cls)):
        return Fields({})
    return Fields({name: Field("TypedDict key") for name in annotations_in(cls)})


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
