"""What an object calls what its constructor takes by another name."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING, Any

from builders.plan.reading.generics import class_of

if TYPE_CHECKING:
    import attrs


def attrs_fields(type_: object) -> tuple[attrs.Attribute[Any], ...]:
    """The fields of an attrs class; none of any other."""
    if "attr" not in sys.modules:
        return ()
    fields: tuple[attrs.Attribute[Any], ...] = getattr(class_of(type_), "__attrs_attrs__", ())
    return fields


def attribute_of(type_: object, name: str) -> str:
    """The attribute in which an object holds what its constructor takes by a name: attrs passes `_x` as `x`."""
    return next(
        (entry.name for entry in attrs_fields(type_) if entry.init and name == (entry.alias or entry.name)), name
    )


def not_taken(type_: object) -> list[str]:
    """The fields that the constructor does not take (`init=False`), by their attributes."""
    class_ = class_of(type_)
    found = [entry.name for entry in attrs_fields(type_) if not entry.init]
    if class_ is not None and dataclasses.is_dataclass(class_):
        found += [entry.name for entry in dataclasses.fields(class_) if not entry.init]
    return found


def is_attribute(type_: object, name: str) -> bool:
    """Whether an object has an attribute, although its constructor does not take it."""
    class_ = class_of(type_)
    if class_ is None:
        return False
    private: dict[str, object] = getattr(class_, "__private_attributes__", {})
    return name in not_taken(type_) or name in private or any(name in vars(base) for base in class_.__mro__)
