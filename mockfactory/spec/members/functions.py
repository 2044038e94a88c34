"""The functions behind what stands in the body of a class."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from types import CellType, FunctionType, GetSetDescriptorType, NoneType
from typing import Final

from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import stored
from mockfactory.spec.members.kinds import links_of
from mockfactory.spec.members.names import fills_in

# By identity: a metaclass may have a hash of its own.
_PLAIN: Final = frozenset(
    map(id, (str, int, float, bool, bytes, tuple, list, dict, set, frozenset, NoneType, GetSetDescriptorType))
)


def functions_of(owner: type) -> Iterator[tuple[FunctionType, type]]:
    """Each function written in the body of `owner`, decorated or not, with the class value's type that it was under."""
    seen: set[int] = set()
    for value in namespace_of(owner).values():
        if fills_in(value):  # its source is long, and no promise of the class
            continue
        for function in functions_in(value):
            if id(function) not in seen:
                seen.add(id(function))
                yield function, type(value)


def functions_in(value: object) -> Iterator[FunctionType]:
    """The functions behind a class value: under decorators, of a property, of a class method."""
    if type(value) is FunctionType:
        if value.__closure__ is None and "__wrapped__" not in value.__dict__:
            yield value  # a plain method, as most are
            return
        for link in links_of(value):
            if type(link) is FunctionType:
                yield link
                yield from _enclosed(link)
    elif issubclass(type(value), property):
        for name in ("fget", "fset", "fdel"):
            yield from functions_in(property.__dict__[name].__get__(value))
    elif issubclass(type(value), (staticmethod, classmethod)):
        base = staticmethod if issubclass(type(value), staticmethod) else classmethod
        yield from functions_in(base.__dict__["__func__"].__get__(value))
    elif issubclass(type(value), (functools.cached_property, functools.partialmethod, functools.singledispatchmethod)):
        yield from functions_in(stored(value, "func"))
    elif type(value) is not type and id(type(value)) not in _PLAIN:
        innermost = links_of(value)[-1]
        if type(innermost) is FunctionType:
            yield innermost


def _enclosed(wrapper: FunctionType) -> Iterator[FunctionType]:
    """Methods under a decorator that does not say what it wraps."""
    for cell in wrapper.__closure__ or ():
        content = _content(cell)
        if type(content) is FunctionType and _class_part(content) == _class_part(wrapper) != "":
            yield content


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:
        return None


def _class_part(function: FunctionType) -> str:
    return function.__qualname__.rpartition(".")[0]
