"""Pydantic models and dataclasses, through their core schema (see `builders.plan.reading.pydantic`)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final, cast

from builders.draws.draw import Draw
from builders.errors import CannotBuild
from builders.plan.reading.generics import class_of
from builders.plan.reading.place import Place
from builders.plan.reading.reading import Reading
from builders.plan.record import Record
from builders.seed.naming import short_name

_KINDS: Final = ("UuidVersion", "PathType")
"""Entries of `Annotated` that are neither bounds nor functions: they say which UUIDs and which paths are meant."""
_VALIDATORS: Final = ("AfterValidator", "BeforeValidator", "PlainValidator", "WrapValidator")
_VALIDATING: Final = "pydantic.functional_validators"


def read(type_: object, reading: Reading) -> Record | None:
    """Read a model or a pydantic dataclass; `None` when it is none."""
    if "pydantic" not in sys.modules:
        return None
    from pydantic import BaseModel

    from builders.plan.reading.pydantic.models import read_dataclass, read_model
    from builders.plan.reading.pydantic.structures import is_pydantic_dataclass

    class_ = class_of(type_)
    if class_ is None:
        return None
    if issubclass(class_, BaseModel):
        return read_model(class_, reading)
    if any(base.__module__ == "pydantic.v1.main" for base in class_.__mro__):
        raise CannotBuild(
            f"{short_name(type_)} is a model of pydantic.v1, of which nothing is read here\n"
            "  write:  the model for pydantic 2, or give each object"
        )
    return read_dataclass(type_, reading) if is_pydantic_dataclass(class_of(type_)) else None


def read_value(annotation: object, place: Place, reading: Reading) -> Draw | None:
    """Read a class that tells pydantic how it is validated, but is no model; `None` for any other annotation."""
    if "pydantic" not in sys.modules or not isinstance(annotation, type) or hasattr(annotation, "__pydantic_fields__"):
        return None
    if not hasattr(annotation, "__get_pydantic_core_schema__"):
        return None
    from builders.plan.reading.pydantic.values import draw_of

    return draw_of(annotation, place, reading)


def read_annotated(annotation: object, metadata: Iterable[object], place: Place, reading: Reading) -> Draw | None:
    """Read `UUID1`, `DirectoryPath` and their like, and what a validator in `Annotated` lets pass, wherever they stand.

    Returns:
        `None` for any other annotation.
    """
    if "pydantic" not in sys.modules:
        return None
    metadata = tuple(metadata)
    if any(type(entry).__name__ in _VALIDATORS and type(entry).__module__ == _VALIDATING for entry in metadata):
        from builders.plan.reading.pydantic.values import draw_such

        return draw_such(annotation, place, reading)
    if not any(type(entry).__name__ in _KINDS and type(entry).__module__ == "pydantic.types" for entry in metadata):
        return None
    from builders.plan.reading.pydantic.node import Spot, unknown
    from builders.plan.reading.pydantic.values import draw_of

    found = draw_of(cast("type", annotation), place, reading)
    if found is not None:
        return found
    return unknown(Spot(place.name, place.path), "no value of it is right on every machine: its file has to exist")
