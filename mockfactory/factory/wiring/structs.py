"""How a Struct of msgspec is constructed: its constructor is written in C, and its fields say what it takes."""

from __future__ import annotations

import inspect
from inspect import Signature

from mockfactory.factory.deciding.models import parts_of
from mockfactory.spec import CallSpec, Hint
from mockfactory.spec.annotations.result import result_of
from mockfactory.spec.looking.static import stored
from mockfactory.spec.model import NO_ANNOTATION, Kind


def is_struct(cls: type) -> bool:
    """Whether a class is a Struct."""
    return type(stored(cls, "__struct_fields__")) is tuple


def struct_call(annotation: object, cls: type) -> CallSpec | None:
    """The call that makes a Struct; None where its signature can't be had."""
    try:
        signature: Signature = inspect.signature(cls)
    except (TypeError, ValueError):
        return None
    hints = {part.label: Hint(part.annotation) for part in parts_of(annotation)}
    known = {name: hints.get(name, NO_ANNOTATION) for name in signature.parameters}
    return CallSpec(signature, known, result_of(Kind.METHOD, Hint(annotation)))
