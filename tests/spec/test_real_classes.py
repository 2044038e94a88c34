"""Public classes of the standard library and of well-known packages: each is as `inspect` says of the real one."""

from __future__ import annotations

import enum
import functools
import importlib
import inspect
import sys
import warnings
from collections.abc import Iterator
from types import FunctionType
from typing import Any

import pytest

from mockfactory.spec import Binding, Kind, Member, Spec, SpecError, read_spec

pytestmark = pytest.mark.integration

MODULES = [
    "asyncio",
    "http.client",
    "sqlite3",
    "logging",
    "pathlib",
    "subprocess",
    "httpx",
    "aiohttp",
    "redis",
    "redis.asyncio",
    "websockets",
    "pydantic",
    "sqlalchemy",
    "sqlalchemy.orm",
    "sqlalchemy.ext.asyncio",
    "openai",
]

# A class that every library repeats is looked at once.
_seen: set[tuple[int, str]] = set()


@functools.cache
def classes_of(module_name: str) -> list[type]:
    module = importlib.import_module(module_name)
    found = []
    for name in dir(module):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = None if name.startswith("_") else getattr(module, name, None)
        if isinstance(value, type) and value not in found and value not in (Any, type(None)):
            found.append(value)
    return found


def methods_of(spec: Spec) -> Iterator[tuple[str, Member, object]]:
    """The callable members that are not looked at yet, with what stands in the class."""
    assert spec.cls is not None
    for base in spec.cls.__mro__:
        for name, raw in vars(base).items():
            if (id(base), name) in _seen or inspect.getattr_static(spec.cls, name) is not raw:
                continue
            if name in spec.members:
                _seen.add((id(base), name))
                member = spec.members[name]
                if member.call is not None:
                    yield name, member, raw


def real_signature(raw: object, member: Member) -> inspect.Signature | None:
    """What `inspect` says of the member bound to an instance or class."""
    bound: Any = raw
    try:
        if isinstance(raw, (classmethod, staticmethod)):
            bound = raw.__get__(None, object)
        elif isinstance(raw, (FunctionType, functools.partialmethod)):
            bound = raw.__get__(object(), object)
        elif member.binding is not Binding.STATIC:
            whole = inspect.signature(bound)
            parameters = list(whole.parameters.values())
            return whole.replace(parameters=parameters[1:])
        return inspect.signature(bound)
    except (ValueError, TypeError):
        return None


def real_kind(raw: object) -> Kind | None:
    function = raw.__func__ if isinstance(raw, (classmethod, staticmethod)) else raw
    if inspect.iscoroutinefunction(function):
        return Kind.ASYNC_METHOD
    if inspect.isasyncgenfunction(function):
        return Kind.ASYNC_GENERATOR
    if inspect.isgeneratorfunction(function):
        return Kind.GENERATOR
    return None


@pytest.mark.parametrize("module_name", MODULES)
def test_each_method_is_as_the_real_one(module_name: str) -> None:
    wrong = []
    for cls in classes_of(module_name):
        for name, member, raw in methods_of(read_spec(cls)):
            assert member.call is not None
            if name == "__class_getitem__":
                continue  # no double has it, and what `inspect` says of one made in C changes with the version
            if isinstance(raw, (FunctionType, classmethod, staticmethod)) or type(raw).__module__ == "builtins":
                expected = real_signature(raw, member)
                if member.call.signature != expected:
                    wrong.append(f"{cls.__name__}.{name}: {member.call.signature} is not {expected}")
            kind = real_kind(raw)
            plain = (Kind.METHOD, Kind.CONTEXT_MANAGER, Kind.ASYNC_CONTEXT_MANAGER)
            if member.kind is not kind and (kind is not None or member.kind not in plain):
                wrong.append(f"{cls.__name__}.{name}: {member.kind} is not {kind}")
            if member.call.signature is None and not member.call.unchecked:
                wrong.append(f"{cls.__name__}.{name}: no signature and no reason")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module_name", MODULES)
def test_each_class_is_called_as_the_real_one(module_name: str) -> None:
    wrong = []
    for cls in classes_of(module_name):
        spec = read_spec(cls)
        if spec.call is None or (sys.version_info >= (3, 12) and issubclass(cls, enum.Enum)):
            continue  # since 3.12 `inspect` gives what an enum says of itself, and not how it is called
        try:
            expected = inspect.signature(cls)
        except (ValueError, TypeError):
            expected = None
        if spec.call.signature != expected and not takes_anything(expected):
            wrong.append(f"{cls.__name__}: {spec.call.signature} is not {expected}")
    assert not wrong, "\n".join(wrong)


def takes_anything(signature: inspect.Signature | None) -> bool:
    """Then the spec looks on, to the constructor that is called in turn."""
    if signature is None:
        return False
    return [p.kind.name for p in signature.parameters.values()] == ["VAR_POSITIONAL", "VAR_KEYWORD"]


@pytest.mark.parametrize("module_name", MODULES)
def test_each_name_of_a_class_is_a_member(module_name: str) -> None:
    machinery = {"__module__", "__doc__", "__dict__", "__weakref__", "__class__"}
    missing = []
    for cls in classes_of(module_name):
        members = read_spec(cls).members
        for name in vars(cls):
            if not name.startswith("_") and name not in members:
                missing.append(f"{cls.__name__}.{name}")
        assert not machinery & set(members)
    assert not missing


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("aiohttp.ClientSession.get", Kind.METHOD),
        ("httpx.Client.stream", Kind.CONTEXT_MANAGER),
        ("httpx.AsyncClient.stream", Kind.ASYNC_CONTEXT_MANAGER),
        ("httpx.AsyncClient.get", Kind.ASYNC_METHOD),
        ("httpx.Response.iter_bytes", Kind.GENERATOR),
        ("httpx.Response.aiter_bytes", Kind.ASYNC_GENERATOR),
        ("httpx.Response.status_code", Kind.INSTANCE_ATTRIBUTE),
        ("httpx.Response.text", Kind.PROPERTY),
        ("sqlalchemy.orm.Session.get", Kind.METHOD),
        ("sqlalchemy.ext.asyncio.AsyncSession.get", Kind.ASYNC_METHOD),
        ("openai.OpenAI.chat", Kind.PROPERTY),
        ("http.client.HTTPConnection.timeout", Kind.INSTANCE_ATTRIBUTE),
        ("subprocess.Popen.returncode", Kind.INSTANCE_ATTRIBUTE),
        ("logging.LogRecord.levelname", Kind.INSTANCE_ATTRIBUTE),
        ("sqlite3.Connection.row_factory", Kind.INSTANCE_ATTRIBUTE),
    ],
)
def test_known_members(path: str, kind: Kind) -> None:
    owner, _, name = path.rpartition(".")
    module_name, _, class_name = owner.rpartition(".")
    cls = getattr(importlib.import_module(module_name), class_name)
    assert read_spec(cls).members[name].kind is kind


def test_a_request_of_aiohttp_is_awaited_or_entered() -> None:
    import aiohttp

    call = read_spec(aiohttp.ClientSession).members["post"].call
    assert call is not None
    awaited, entered = call.returns.awaits, call.returns.aenters
    assert awaited is not None
    assert entered is not None
    assert awaited.annotation is entered.annotation is aiohttp.ClientResponse
    assert call.returns.enters is None


def test_what_is_no_class_to_stand_in_for_is_refused() -> None:
    with pytest.raises(SpecError):
        read_spec(Any)
