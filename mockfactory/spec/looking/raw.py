"""What a class holds, read past its metaclass: no descriptor, getter or `__getattribute__` of the class runs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any, Final, cast

_DICT: Final[Any] = type.__dict__["__dict__"]
_MRO: Final[Any] = type.__dict__["__mro__"]
_BASES: Final[Any] = type.__dict__["__bases__"]
_MODULE: Final[Any] = type.__dict__["__module__"]
_QUALNAME: Final[Any] = type.__dict__["__qualname__"]
_MODULE_DICT: Final[Any] = vars(ModuleType)["__dict__"]


def namespace_of(cls: type) -> Mapping[str, object]:
    """The names in the body of `cls` itself, as stored."""
    found: Mapping[str, object] = _DICT.__get__(cls)
    return found


def mro_of(cls: type) -> tuple[type, ...]:
    """The classes that `cls` inherits from, itself first."""
    found: tuple[type, ...] = _MRO.__get__(cls)
    return found


def bases_of(cls: type) -> tuple[type, ...]:
    """The bases that `cls` was made with."""
    found: tuple[type, ...] = _BASES.__get__(cls)
    return found


def module_name_of(cls: type) -> str:
    """The name of the module that `cls` says it comes from; "builtins" where it says nothing sensible."""
    try:
        found = _MODULE.__get__(cls)
    except AttributeError:
        return "builtins"
    return found if isinstance(found, str) else "builtins"


def qualified_name_of(cls: type) -> str:
    """`__qualname__` of `cls`, whatever its metaclass answers."""
    found: str = _QUALNAME.__get__(cls)
    return found


def module_namespace(name: str) -> Mapping[str, object] | None:
    """The global names of an imported module, or None when it is not imported."""
    module = sys.modules.get(name)
    return _MODULE_DICT.__get__(module) if isinstance(module, ModuleType) else None


def tuple_in(namespace: Mapping[str, object], name: str) -> tuple[object, ...] | None:
    """What stands under `name` when it is a tuple, None otherwise."""
    found = namespace.get(name)
    return cast("tuple[object, ...]", found) if type(found) is tuple else None


def dict_in(namespace: Mapping[str, object], name: str) -> dict[str, object] | None:
    """What stands under `name` when it is a dict, None otherwise."""
    found = namespace.get(name)
    return cast("dict[str, object]", found) if type(found) is dict else None


def find_raw(cls: type, name: str) -> tuple[type, object] | None:
    """The first class of the MRO whose body holds `name`, and what it holds; None when no class does."""
    for owner in mro_of(cls):
        namespace = namespace_of(owner)
        if name in namespace:
            return owner, namespace[name]
    return None
