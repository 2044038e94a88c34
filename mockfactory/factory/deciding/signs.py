"""Signs that a class does work, whatever it is called."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Final, cast

from mockfactory.factory.deciding.outside import why_outside
from mockfactory.spec.looking.raw import find_raw, module_name_of, mro_of, namespace_of

_FRAMEWORKS: Final = frozenset({
    "abc", "attr", "attrs", "builtins", "collections", "dataclasses", "enum", "msgspec", "numbers", "pydantic",
    "pydantic_settings", "sqlmodel", "typing", "typing_extensions", "py_abc", "_py_abc",
})  # fmt: skip
"""What classes of values are made with; its methods are theirs, not the class's own."""
_ENTERS: Final = ("__enter__", "__aenter__")
_AT_WORK: Final = frozenset({
    "acquire", "aclose", "close", "commit", "connect", "delete", "disconnect", "dispatch", "download", "execute",
    "fetch", "flush", "listen", "open", "poll", "publish", "query", "read", "receive", "recv", "release", "request",
    "rollback", "run", "save", "send", "serve", "shutdown", "start", "stop", "submit", "subscribe", "upload", "write",
})  # fmt: skip
"""Names that methods of plain values do not have."""


def why_working(cls: type) -> str | None:
    """The first sign that a class does work; None where there is none.

    Context managers, async methods, and methods that reach outside of the program. What a model inherits from its
    framework does not count.

    Example:
        >>> class Session:
        ...     async def get(self, url: str) -> str: ...
        >>> why_working(Session)
        'get() is async'
    """
    for name in _ENTERS:
        found = find_raw(cls, name)
        if found is not None and found[1] is not None and not _of_framework(found[0]):
            return "it is a context manager"
    for name, function in _functions(cls):
        if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            return f"{name}() is async"
    for name, function in _functions(cls):
        reason = why_outside(function)
        if reason is not None:
            return f"{name}() works outside of the program: {reason}"
    return None


def why_service(cls: type) -> str | None:
    """A sign that a plain class, which says nothing of itself, is no value; None where there is none."""
    for name, function in _functions(cls):
        if name in _AT_WORK:
            return f"it has a method {name}()"
        if not name.startswith("__") and _is_stub(function.__code__):
            return f"{name}() has no body here, so the class stands for something else"
    return None


def _functions(cls: type) -> Iterator[tuple[str, FunctionType]]:
    """The methods that the class and its bases define, as plain functions; getters of properties too."""
    for base in mro_of(cls):
        if _of_framework(base):
            continue
        for name, value in namespace_of(base).items():
            for function in _inside(value):
                if function.__module__ == module_name_of(base) or not _is_made(function):
                    yield name, function


def _inside(value: object) -> Iterator[FunctionType]:
    if type(value) is FunctionType:
        yield cast("FunctionType", inspect.unwrap(value)) if hasattr(value, "__wrapped__") else value
    elif type(value) in (staticmethod, classmethod):
        yield from _inside(cast("staticmethod[..., object]", value).__func__)
    elif type(value) is property and type(value.fget) is FunctionType:
        yield value.fget


def _is_made(function: FunctionType) -> bool:
    """Whether a library wrote the function, and nobody else."""
    return function.__code__.co_filename.startswith("<") or _root(str(function.__module__)) in _FRAMEWORKS


def _of_framework(cls: type) -> bool:
    return _root(module_name_of(cls)) in _FRAMEWORKS


def _root(module: str) -> str:
    return module.partition(".")[0]


def _is_stub(code: CodeType) -> bool:
    """`...`, `pass`, or nothing but a `NotImplementedError`."""
    import dis

    steps = [step for step in dis.get_instructions(code) if step.opname not in _NO_MATTER]
    if any(step.argval == "NotImplementedError" and step.opname == "LOAD_GLOBAL" for step in steps[:1]):
        return True
    gives_none = bool(steps) and steps[0].argval is None
    return gives_none and [step.opname for step in steps] in (["RETURN_CONST"], ["LOAD_CONST", "RETURN_VALUE"])


_NO_MATTER: Final = frozenset({"RESUME", "NOP", "CACHE", "PUSH_NULL", "COPY_FREE_VARS", "MAKE_CELL"})
