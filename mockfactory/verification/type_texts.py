"""Types as text that says which class is meant: `list[httpx.Response]`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from types import NoneType
from typing import Final, Union, cast, get_args

from mockfactory.spec.annotations.forms import is_list, is_type_parameter, is_union, origin_of
from mockfactory.spec.description.shown import shown_type
from mockfactory.spec.looking.raw import module_name_of, namespace_of, qualified_name_of
from mockfactory.spec.looking.static import is_class, name_of

_EVERYWHERE: Final = ("builtins", "typing", "typing_extensions", "collections.abc", "__main__")
"""Modules whose names stand alone: nobody takes `Mapping` for a class of a project, whose own has its module."""


def type_text(annotation: object) -> str:
    """A type expression with the module of each name, but for those of the builtins, `typing` and `collections.abc`.

    Example:
        >>> import decimal
        >>> from collections.abc import Mapping
        >>> type_text(Mapping[str, decimal.Decimal | None])
        'Mapping[str, decimal.Decimal | None]'
    """
    if annotation is None or annotation is NoneType:
        return "None"
    if is_class(annotation):
        return full_name(annotation)
    if is_list(annotation):
        return f"[{', '.join(map(type_text, annotation))}]"
    if is_type_parameter(annotation):
        return repr(annotation)  # with the sign of its variance
    origin, arguments = origin_of(annotation), get_args(annotation)
    if is_union(annotation) or origin is Union:
        return " | ".join(map(type_text, arguments))
    shown = shown_type(annotation)
    if not is_class(origin) and not arguments:
        return shown
    name, bracket, _ = shown.partition("[")
    if not bracket or name.endswith("Literal"):
        return shown
    if is_class(origin):
        name = f"{'*' * name.startswith('*')}{full_name(origin)}"
    if not arguments:
        return f"{name}[()]"
    return f"{name}[{', '.join('...' if one is Ellipsis else type_text(one) for one in arguments)}]"


def full_name(cls: type) -> str:
    """The name of a class with its module: of the packages on the way to it, the first that has it under its own name.

    So it stays the same where a library moves a class from one of its modules to another, and exports it as before.

    Example:
        >>> import httpx
        >>> full_name(httpx.Response), full_name(int)
        ('httpx.Response', 'int')
    """
    module, name = module_name_of(cls), qualified_name_of(cls)
    if module in _EVERYWHERE or not all(part.isidentifier() for part in name.split(".")):
        return name_of(cls)
    parts = module.split(".")
    packages = [".".join(parts[:size]) for size in range(1, len(parts) + 1)]
    home = next((one for one in packages if _has(one, name, cls)), module)
    return f"{home}.{name}"


def _has(module: str, name: str, cls: type) -> bool:
    first, *inner = name.split(".")
    found = _exported(sys.modules.get(module), first)
    for part in inner:
        found = namespace_of(found).get(part) if is_class(found) else None
    return found is cls


def _exported(module: object, name: str) -> object:
    names: Mapping[str, object] = getattr(module, "__dict__", {})
    if name in names or "__getattr__" not in names or name not in cast("Iterable[str]", names.get("__all__", ())):
        return names.get(name)
    try:
        return getattr(module, name)  # a package that imports what it exports when somebody asks for it
    except Exception:
        return None
