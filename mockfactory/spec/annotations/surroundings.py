"""What stands around the code that wrote an annotation: closures, functions still running, type parameters."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator, Mapping
from types import CellType, FunctionType, MethodType
from typing import Any, Final, cast

from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import instance_dict, is_class

LOCAL: Final = ".<locals>."
MISSING: Final = object()
_WRAPPINGS: Final = 100


def plain_function(fn: object) -> FunctionType | None:
    """The Python function whose annotations count for `fn`: past bound methods, partials, properties and `__wrapped__`.

    As `inspect.signature` does, it stops at a function with a `__signature__` of its own. None for what is no Python
    function at all.
    """
    inner: Any = fn
    for _ in range(_WRAPPINGS):
        if isinstance(inner, (staticmethod, classmethod, MethodType)):
            inner = cast(Any, inner).__func__
        elif isinstance(inner, (functools.partial, functools.partialmethod, functools.cached_property)):
            inner = inner.func
        elif isinstance(inner, property):
            inner = inner.fget
        else:
            own = instance_dict(inner)
            if "__wrapped__" not in own or "__signature__" in own:
                break
            inner = own["__wrapped__"]
    return inner if isinstance(inner, FunctionType) else None


def functions_in(cls: type) -> Iterator[FunctionType]:
    """The functions behind the methods and properties in the body of `cls`."""
    for value in namespace_of(cls).values():
        function = plain_function(value)
        if function is not None:
            yield function


def closure_of(function: FunctionType) -> Mapping[str, object]:
    """The names of enclosing functions that `function` itself uses."""
    cells: tuple[CellType, ...] = function.__closure__ or ()
    found: dict[str, object] = {}
    for name, cell in zip(function.__code__.co_freevars, cells, strict=True):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # not bound yet
            continue
    return found


def own_type_parameters(parameters: object) -> Mapping[str, object]:
    """A tuple of type parameters (`__type_params__`), by name; `type` itself has a descriptor there."""
    listed = type(parameters) is tuple
    return {parameter.__name__: parameter for parameter in cast("tuple[Any, ...]", parameters)} if listed else {}


def type_parameters_around(names: Mapping[str, object], qualified: str) -> dict[str, object]:
    """The type parameters of the classes around a nested class; its own annotations may use them."""
    found: dict[str, object] = {}
    level = names
    for part in qualified.split(".")[:-1]:
        cls = level.get(part)
        if not is_class(cls):
            break
        level = namespace_of(cls)
        found.update(own_type_parameters(level.get("__type_params__")))
    return found


def functions_around(qualified: str) -> tuple[str, ...]:
    """The qualified names of the functions around a local name, innermost first."""
    pieces = qualified.split(LOCAL)
    return tuple(LOCAL.join(pieces[:end]) for end in range(len(pieces) - 1, 0, -1))


def find_in_running(functions: tuple[str, ...], names: Mapping[str, object], name: str) -> object:
    """A local name of one of these functions while it runs: where a test defines the classes that it uses.

    Args:
        functions: qualified names, innermost first.
        names: the globals that the function must have.
        name: what to look for.

    Returns:
        The object, or MISSING when no such function runs in this thread or none has the name.
    """
    for qualified in functions:
        frame = inspect.currentframe()
        while frame is not None:
            if frame.f_code.co_qualname == qualified and frame.f_globals is names and name in frame.f_locals:
                found: object = frame.f_locals[name]
                return found
            frame = frame.f_back
    return MISSING
