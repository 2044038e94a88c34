"""Doubles of real classes: each method looks like the real one, and none of the real code runs."""

from __future__ import annotations

import cProfile
import enum
import gc
import importlib
import inspect
import os
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    CodeType,
    FunctionType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any, TypeAlias

import pytest

from mockfactory import SpecError, double, double_class

pytestmark = pytest.mark.integration

MODULES = [
    "asyncio",
    "http.client",
    "logging",
    "pathlib",
    "sqlite3",
    "subprocess",
    "aiohttp",
    "httpx",
    "openai",
    "openai.resources",
    "pydantic",
    "redis",
    "redis.asyncio",
    "sqlalchemy",
    "sqlalchemy.ext.asyncio",
    "sqlalchemy.orm",
    "websockets",
    "websockets.asyncio.client",
]
Real: TypeAlias = tuple[str, Callable[..., object], inspect.Signature | None]
"""A method: its name, the real thing, and its signature once it is bound, if it has one."""

LOOKED_AT: set[int] = set()
"""The functions that were looked at in an earlier class or package: twins inherit hundreds of methods."""

C_DESCRIPTORS = (MethodDescriptorType, WrapperDescriptorType)
KINDS = (inspect.iscoroutinefunction, inspect.isgeneratorfunction, inspect.isasyncgenfunction)


def public_classes(module: ModuleType) -> list[type]:
    """What the module itself gives away, each class once."""
    names = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    home = module.__name__.partition(".")[0]
    found = [getattr(module, name) for name in names]
    own = [c for c in found if inspect.isclass(c) and c.__module__.lstrip("_").partition(".")[0] == home]
    return list(dict.fromkeys(own))


def real_methods(cls: type, seen: set[int] | None = None) -> Iterator[Real]:
    """The public methods of a class.

    They are bound by hand: making an instance, or asking a descriptor, would run code of the class. What is in `seen`
    was inherited by an earlier class, and looked at there.
    """
    seen = set() if seen is None else seen
    raw = {name: value for base in reversed(cls.__mro__[:-1]) for name, value in vars(base).items()}
    for name, value in raw.items():
        if name.startswith("_") or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, staticmethod):
            yield name, value.__func__, signature_of(value.__func__)
        elif isinstance(value, classmethod) and isinstance(value.__func__, FunctionType):
            bound = MethodType(value.__func__, cls)
            yield name, bound, signature_of(bound)
        elif isinstance(value, ClassMethodDescriptorType):
            bound_builtin = value.__get__(None, cls)
            yield name, bound_builtin, signature_of(bound_builtin)
        elif isinstance(value, FunctionType):
            bound = MethodType(value, object())
            yield name, bound, signature_of(bound)
        elif isinstance(value, C_DESCRIPTORS):
            unbound = signature_of(value)
            rest = list(unbound.parameters.values())[1:] if unbound is not None else []
            yield name, value, None if unbound is None else unbound.replace(parameters=rest)


def signature_of(thing: Callable[..., object]) -> inspect.Signature | None:
    try:
        return inspect.signature(thing)
    except ValueError:
        return None


def is_refused_by_rule(cls: type) -> bool:
    """The documented refusals: enum members and exceptions are there to be used, a TypedDict is a dict, a NamedTuple a
    tuple."""
    named_tuple = issubclass(cls, tuple) and hasattr(cls, "_fields")
    return named_tuple or issubclass(cls, (enum.Enum, BaseException)) or type(cls).__name__ == "_TypedDictMeta"


class Trap:
    """Notes each call of a Python function that lives in the package of `module`.

    Left out is what is no code of a class: a module that is imported because an annotation names it, an annotation's
    own brackets, a value of an annotation being printed, and pydantic's own making of a model's signature.

    A profiler does the noting: it is written in C, and a trace function in Python makes all that runs twice as slow.
    """

    def __init__(self, module: ModuleType) -> None:
        whole = module if module.__name__ == "http.client" else sys.modules[module.__name__.partition(".")[0]]
        file = whole.__file__ or ""
        self._prefix = os.path.dirname(file) + os.sep if os.path.basename(file) == "__init__.py" else file
        self._profile = cProfile.Profile(subcalls=False, builtins=False)
        self.caught: set[str] = set()

    def _is_fine(self, code: CodeType) -> bool:
        printed = code.co_name == "__class_getitem__" or code.co_qualname == "_NoArg.__repr__"
        return printed or f"{os.sep}pydantic{os.sep}_internal{os.sep}" in code.co_filename

    def __enter__(self) -> Trap:
        execute = SourceFileLoader.exec_module
        pausing = False

        def importing(loader: SourceFileLoader, module: ModuleType) -> None:
            nonlocal pausing
            if pausing or not (module.__file__ or "").startswith(self._prefix):
                return execute(loader, module)
            pausing = True
            self._profile.disable()
            try:
                execute(loader, module)
            finally:
                self._profile.enable()
                pausing = False

        # What other tests left behind tells the package when it is collected; that is not for this test.
        self._collects = gc.isenabled()
        gc.disable()
        self._patched = pytest.MonkeyPatch()
        self._patched.setattr(SourceFileLoader, "exec_module", importing)
        self._profile.enable()
        return self

    def __exit__(self, *error: object) -> None:
        self._profile.disable()
        self._patched.undo()
        if self._collects:
            gc.enable()
        for entry in self._profile.getstats():
            code = entry.code
            if isinstance(code, CodeType) and code.co_filename.startswith(self._prefix) and not self._is_fine(code):
                self.caught.add(f"{code.co_filename}:{code.co_firstlineno} {code.co_qualname}")


def differences(made: object, methods: list[Real]) -> Iterator[str]:
    """Where a method of the double does not look like the real one."""
    for name, real, promised in methods:
        found: Any = getattr(made, name)
        if promised is not None and inspect.signature(found) != promised:
            yield f"{made!r}.{name}: {inspect.signature(found)} is not {promised}"
        for look in KINDS:
            if look(found) != look(real):
                yield f"{made!r}.{name}: {look.__name__} is {look(found)}"


@pytest.mark.parametrize("name", MODULES)
def test_a_double_of_each_class_looks_like_it_and_runs_none_of_it(name: str) -> None:
    module = importlib.import_module(name)
    classes = public_classes(module)
    doubled = [cls for cls in classes if not is_refused_by_rule(cls)]
    assert len(doubled) > 1
    methods = {cls: list(real_methods(cls, LOOKED_AT)) for cls in doubled}
    with Trap(module) as trap:
        made: list[tuple[type, object]] = [(cls, double(cls)) for cls in doubled]
        for cls, instance in made:
            for method, _, _ in methods[cls]:
                getattr(instance, method)
            double_class(cls)
    assert sorted(trap.caught) == []
    assert [found for cls, instance in made for found in differences(instance, methods[cls])] == []
    assert [cls for cls, instance in made if may_be_asked(cls) and not isinstance(instance, cls)] == []
    for cls in {*classes} - {*doubled}:
        with pytest.raises(SpecError, match=r"is an (enum|exception): use |is a (TypedDict|NamedTuple), which is data"):
            double(cls)


def may_be_asked(cls: type) -> bool:
    """Whether `isinstance` takes the class at all: of Protocols, only those made for it."""
    return not getattr(cls, "_is_protocol", False) or getattr(cls, "_is_runtime_protocol", False)


def test_the_trap_catches_code_that_runs() -> None:
    import http.client

    with Trap(http.client) as trap:
        http.client.HTTPConnection("localhost")
    assert any("HTTPConnection.__init__" in caught for caught in trap.caught)


CONSTRUCTORS = [
    *("httpx.Client", "httpx.AsyncClient", "httpx.Request", "httpx.Response"),
    *("openai.OpenAI", "openai.AsyncOpenAI", "redis.Redis", "redis.asyncio.Redis"),
    *("sqlalchemy.MetaData", "sqlalchemy.ext.asyncio.AsyncEngine", "sqlalchemy.ext.asyncio.AsyncSession"),
    "websockets.asyncio.client.ClientConnection",
]


# By their names, so that these packages are not imported by a process that collects tests and runs others.
@pytest.mark.parametrize("name", CONSTRUCTORS)
def test_a_class_double_has_the_signature_of_the_constructor(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    cls = getattr(importlib.import_module(module), attribute)
    assert inspect.signature(double_class(cls)) == inspect.signature(cls)


def test_a_builtin_function_as_method_is_still_found() -> None:
    import sqlite3

    # `connect` is C code with a signature; a double of the function has the same one.
    assert isinstance(sqlite3.connect, BuiltinFunctionType)
    connect = double(sqlite3.connect)
    assert (signature_of(sqlite3.connect) is None) or inspect.signature(connect) == inspect.signature(sqlite3.connect)
