"""Models whose constructors do not say what they take: their fields do."""

from __future__ import annotations

import inspect
from inspect import Signature
from typing import Annotated

from mockfactory.factory.deciding.models import parts_of
from mockfactory.spec import CallSpec, Hint
from mockfactory.spec.annotations.result import result_of
from mockfactory.spec.looking.raw import find_raw, namespace_of
from mockfactory.spec.looking.static import as_dict, as_tuple, stored
from mockfactory.spec.model import NO_ANNOTATION, Kind


def takes_its_fields(cls: type) -> bool:
    """Whether a class is a Struct of msgspec, whose constructor is written in C, or a dataclass of pydantic's."""
    return type(stored(cls, "__struct_fields__")) is tuple or "__is_pydantic_dataclass__" in namespace_of(cls)


def call_by_fields(annotation: object, cls: type) -> CallSpec | None:
    """The call that makes such a model; None where its signature can't be had."""
    try:
        signature: Signature = inspect.signature(cls)
    except (TypeError, ValueError):
        return None
    hints = {part.label: Hint(part.annotation) for part in parts_of(annotation)}
    known = {name: hints.get(name, NO_ANNOTATION) for name in signature.parameters}
    return CallSpec(signature, known, result_of(Kind.METHOD, Hint(annotation)))


def said_by_field(cls: type, name: str, written: object) -> object:
    """A parameter's type with what the field of its name says of values, beside its type.

    Args:
        cls: a class of attrs, whose fields have validators, or a dataclass of pydantic's.
        name: of the parameter.
        written: its type.
    """
    if "__is_pydantic_dataclass__" in namespace_of(cls):
        field = as_dict(_raw(cls, "__pydantic_fields__")).get(name)
        return written if field is None else Annotated[written, field]
    for attribute in as_tuple(_raw(cls, "__attrs_attrs__")):
        if name in (stored(attribute, "alias"), stored(attribute, "name")):
            from builders.plan.reading.attrs_validators import validated

            return validated(written, stored(attribute, "validator"))
    return written


def _raw(cls: type, name: str) -> object:
    found = find_raw(cls, name)
    return None if found is None else found[1]
