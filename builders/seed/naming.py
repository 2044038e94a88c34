"""Names of types that are the same on every run."""

from __future__ import annotations

import enum
import re
import types
from collections.abc import Callable, Sequence
from typing import Annotated, Final, ForwardRef, Literal, Union, cast, get_args, get_origin

import typing_extensions

_ANNOTATED: Final = (Annotated, typing_extensions.Annotated)
_LITERALS: Final = (Literal, typing_extensions.Literal)


def type_name(type_: object) -> str:
    """The name that a type's objects are counted under: the module and the name of a class, and those of its arguments.

    Args:
        type_: a class or any other annotation. What is said of it by `Annotated` has no part in the name, nor has the
            order of a union's arms: Python takes such types for equal.

    Example:
        >>> type_name(dict[str, int | None])
        'builtins.dict[builtins.str, None | builtins.int]'
    """
    return _named(type_, _full)


def short_name(type_: object) -> str:
    """The name of a type for messages, without modules.

    Example:
        >>> short_name(dict[str, int | None])
        'dict[str, None | int]'
    """
    return _named(type_, _short)


def without_modules(name: str) -> str:
    """A name that objects are counted under, for messages.

    Example:
        >>> without_modules("builtins.dict[builtins.str, app.models.User]"), without_modules("Literal['a.b']")
        ('dict[str, User]', "Literal['a.b']")
    """
    return _MODULES.sub(lambda found: found.group("literal") or "", name)


_MODULES: Final = re.compile(r"(?P<literal>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")|(?:(?:[^\W\d]\w*|<\w+>)\.)+")
"""The dotted beginning of a name, or a text in a literal."""


def _full(class_: object) -> str:
    name: object = getattr(class_, "__qualname__", None)
    return f"{getattr(class_, '__module__', '')}.{name if isinstance(name, str) else _short(class_)}"


def _short(class_: object) -> str:
    name: object = getattr(class_, "__name__", None)
    return name if isinstance(name, str) else type(class_).__name__


def _named(type_: object, name: Callable[[object], str]) -> str:
    if type_ is None or type_ is types.NoneType:
        return "None"
    if type_ is Ellipsis:
        return "..."
    if isinstance(type_, str):
        return type_
    if isinstance(type_, ForwardRef):
        return type_.__forward_arg__
    if isinstance(type_, list | tuple):
        arguments = cast("Sequence[object]", type_)
        return f"[{', '.join(_named(argument, name) for argument in arguments)}]"
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is None:
        return name(type_)
    if origin in _ANNOTATED:
        return _named(arguments[0], name)
    if origin in _LITERALS:
        return f"Literal[{', '.join(sorted(map(literal_name, arguments)))}]"
    inside = [_named(argument, name) for argument in arguments]
    if origin is Union or origin is types.UnionType:
        return " | ".join(sorted(inside))
    return f"{name(origin)}[{', '.join(inside)}]"


def literal_name(value: object) -> str:
    """A literal in words: an enum's member by its name, anything else as it is written."""
    return f"{type(value).__qualname__}.{value.name}" if isinstance(value, enum.Enum) else repr(value)
