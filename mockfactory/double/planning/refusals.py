"""Which types are no spec of a double, and what to use in their place."""

from __future__ import annotations

import enum
import typing
from types import ModuleType, NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin

from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw, module_name_of, mro_of, qualified_name_of
from mockfactory.spec.looking.static import is_class, name_of

_VALUES: Final = (
    bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, memoryview,
    NoneType, type, object,
)  # fmt: skip
_VALUE_NAMES: Final = frozenset({
    ("datetime", "datetime"), ("datetime", "date"), ("datetime", "time"), ("datetime", "timedelta"),
    ("datetime", "timezone"), ("decimal", "Decimal"), ("fractions", "Fraction"), ("uuid", "UUID"),
})  # fmt: skip


def why_not_doubled(target: object) -> str | None:
    """Why `target` can't be the spec of a double, in words that say what to write instead; None where it can be.

    Example:
        >>> why_not_doubled(int)
        'int is a value: use a real one'
    """
    # First, and by its real type alone: a metaclass may answer `isinstance` and `get_origin` with code of its own.
    if is_class(target) and target is not Any:
        return _why_not_class(target)
    origin = get_origin(target)
    if target is Any:
        return "Any promises nothing that a double could keep: name the class or write a Protocol of what is used"
    if isinstance(target, str):
        return f"{target!r} is a string: give the class itself"
    if origin is Union or origin is UnionType:
        return f"{target} is a union: choose the one type that this test needs"
    if is_typed_dict(origin or target):
        return f"{_name(target)} is a TypedDict, which is data and no behaviour: write the dict"
    if isinstance(target, (typing.TypeVar, typing.ParamSpec)):
        return f"{target} is a type variable: give the type that it stands for"
    if isinstance(target, typing.NewType):
        return f"{target.__name__} is a NewType of {_name(target.__supertype__)}: use a real value"
    if isinstance(target, ModuleType):
        return f"{target.__name__} is a module: give a class or a function of it"
    if target is None:
        return "None is not a class"
    if origin is typing.Annotated:
        return why_not_doubled(get_args(target)[0])
    if is_double(target):
        return f"{target!r} is itself a double: give the class that it stands for"
    if origin is type:
        return f"{target} is a class itself, not an instance: use double_class() of that class"
    return _why_not_class(origin) if is_class(origin) else None


def _why_not_class(cls: type[object]) -> str | None:
    if is_typed_dict(cls):
        return f"{name_of(cls)} is a TypedDict, which is data and no behaviour: write the dict"
    if is_double(cls):
        return f"{cls!r} is itself a double: give the class that it stands for"
    if issubclass(cls, enum.Enum):
        return f"{name_of(cls)} is an enum: use one of its members"
    if issubclass(cls, BaseException):
        return f"{name_of(cls)} is an exception: use a real one"
    if is_named_tuple(cls):
        return f"{name_of(cls)} is a NamedTuple, which is data and no behaviour: build a real one"
    if any(cls is value for value in _VALUES) or (module_name_of(cls), qualified_name_of(cls)) in _VALUE_NAMES:
        return f"{name_of(cls)} is a value: use a real one"
    return None


def is_typed_dict(target: object) -> bool:
    """Whether `target` is a TypedDict, made by `typing` or by `typing_extensions`, which does not know the other's."""
    return type(target).__name__ == "_TypedDictMeta"


def is_named_tuple(cls: type) -> bool:
    """Whether `cls` is a tuple whose items have names."""
    return find_raw(cls, "_fields") is not None and is_one_of(tuple, mro_of(cls))


def is_double(target: object) -> bool:
    """Whether `target` is a double, a double's method, or a class double; or a mock of `unittest.mock`."""
    kind = type(target)
    marked = any("__mockfactory_call__" in base.__dict__ for base in type.mro(kind)) if kind is not type else False
    return marked or any(base.__module__ == "unittest.mock" for base in type.mro(kind))


def _name(target: object) -> str:
    return getattr(target, "__name__", None) or str(target)
