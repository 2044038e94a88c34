"""The keys under which a model takes its fields: aliases, where it takes nothing else.

What is given by any other name, it ignores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from builders.errors import InvalidOverride
from builders.plan.reading.generics import class_of


def key_of(type_: object, name: str, path: str, *, by_name: bool = False) -> str:
    """The key under which a type takes a field.

    Args:
        type_: of the objects.
        name: the field's; an alias stays as it is.
        path: of the object, for the error.
        by_name: whether the factory hands all values over by the fields' names.

    Raises:
        InvalidOverride: the field is read out of a structure, which nobody can give a part of.
    """
    fields: object = getattr(class_of(type_), "__pydantic_fields__", {})
    field: Any = cast("Mapping[str, object]", fields).get(name)
    alias: Any = getattr(field, "validation_alias", None)
    if alias is None or by_name or _takes_names(type_):
        return name
    for choice in cast("Sequence[Any]", getattr(alias, "choices", None) or [alias]):
        steps: Sequence[object] = [choice] if isinstance(choice, str) else choice.path
        if len(steps) == 1:
            return str(steps[0])
    raise InvalidOverride(
        f"{path}.{name} can't be given to the factory: the model reads it by {alias!r} only\n"
        "  write:  a factory that gives the model its fields by name (__by_name__ = True in polyfactory)"
    )


def _takes_names(type_: object) -> bool:
    class_ = class_of(type_)
    config: Mapping[str, object] = getattr(class_, "model_config", None) or getattr(class_, "__pydantic_config__", {})
    return bool(config.get("validate_by_name") or config.get("populate_by_name"))
