"""What stands in the place of a parameter's default, and is none: web frameworks read it, and Python hands it on."""

from __future__ import annotations

import copy
from collections.abc import Callable
from inspect import Parameter
from typing import Any, Final

from mockfactory.spec.looking.raw import module_name_of, mro_of, qualified_name_of

_ELSEWHERE: Final = frozenset({"Depends", "Provide", "Security"})
"""What web frameworks write in the place of a default: something comes from elsewhere."""


def is_default(value: object) -> bool:
    """Whether a parameter that nobody gives may stay what stands there."""
    if type(value).__name__ in _ELSEWHERE:
        return False
    return value is not Parameter.empty and (not is_field(value) or _stated(value) is not None)


def is_field(value: object) -> bool:
    """Whether it is what pydantic says of a field, or FastAPI of a parameter: `Query(10, le=99)`, `Body(...)`."""
    if value is Parameter.empty:
        return False
    return any(
        qualified_name_of(base) == "FieldInfo" and module_name_of(base).partition(".")[0] == "pydantic"
        for base in mro_of(type(value))
    )


def stated_default(value: object) -> Callable[[], object] | None:
    """What makes the default that such a field states; None for any other value, and where it states none."""
    return _stated(value) if is_field(value) else None


def _stated(field: Any) -> Callable[[], object] | None:
    factory: Callable[[], object] | None = field.default_factory
    if factory is not None:
        # One that takes the other values makes nothing without them.
        return None if getattr(field, "default_factory_takes_validated_data", None) else factory
    default: object = field.default
    if default is ... or type(default).__name__ == "PydanticUndefinedType":
        return None
    return lambda: copy.deepcopy(default)
