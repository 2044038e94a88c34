"""Names in a snapshot that mean the same wherever it is read: those that stand alone, and those of Python itself."""

from __future__ import annotations

import builtins
import collections.abc
import importlib.machinery
import sys
import sysconfig
import types
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

_NOT_TO_IMPORT: Final = frozenset({"__main__", "__future__", "antigravity", "this", "idlelib", "test", "turtledemo"})
"""What does something when it is imported, or is no library."""


def _by_name(found: Iterable[object]) -> Mapping[str, Any]:
    return {one.__name__: one for one in found if isinstance(one, type)}


_ALONE: Final[Mapping[str, Any]] = {
    **_by_name(one for one in vars(typing).values() if getattr(one, "__module__", "") == "typing"),
    **_by_name(one for one in vars(types).values() if getattr(one, "__module__", "") == "builtins"),
    **_by_name(vars(collections.abc).values()),
    **{name: found for name, found in vars(builtins).items() if isinstance(found, type)},
    **{name: getattr(typing, name) for name in ("Any", "LiteralString", "Never", "NoReturn")},
}


def known_alone(name: str) -> Any:
    """What a name without a module means: one of the builtins, of `typing`, `types` or `collections.abc`, or `None`.

    Example:
        >>> known_alone("int"), known_alone("TextIO"), known_alone("Receipt")
        (<class 'int'>, <class 'typing.TextIO'>, None)
    """
    return _ALONE.get(name)


@cache
def may_be_imported(module: str) -> bool:
    """Whether a module is the standard library's own, and not a file of somebody's that has its name.

    Example:
        >>> may_be_imported("asyncio"), may_be_imported("httpx"), may_be_imported("this")
        (True, False, False)
    """
    if module not in sys.stdlib_module_names or module in _NOT_TO_IMPORT:
        return False
    if module in sys.builtin_module_names:
        return True
    own = tuple(sysconfig.get_path(name) for name in ("stdlib", "platstdlib"))
    known = sys.modules.get(module)
    spec = getattr(known, "__spec__", None) or importlib.machinery.PathFinder.find_spec(module)
    origin = getattr(spec, "origin", None)
    if not isinstance(origin, str):
        return False
    return origin == "frozen" or (origin.startswith(own) and "-packages" not in origin)
