"""What a value in a class body is: how it is called, or how it is read and written."""

from __future__ import annotations

import contextlib
import functools
import inspect
import types
from dataclasses import dataclass
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    CodeType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    WrapperDescriptorType,
)
from typing import Final

from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw
from mockfactory.spec.looking.static import MISSING, defines, instance_dict, is_class, stored
from mockfactory.spec.model import Binding, Kind


@dataclass(frozen=True, slots=True, eq=False)
class Callee:
    """A class value that is called.

    `function` is the value with `classmethod` and the like taken off; `links` is that function and what it wraps, the
    outermost first. `coroutine` is set for a plain function around a coroutine function, which it calls and hands on.
    """

    kind: Kind
    binding: Binding
    function: object
    links: tuple[object, ...]
    coroutine: bool = False
    abstract: bool = False
    dispatched: bool = False

    @property
    def definition(self) -> FunctionType | None:
        """The function in the source, under all decorators that say what they wrap."""
        innermost = self.links[-1]
        if type(innermost) is functools.partial:
            innermost = links_of(innermost.func)[-1]
        return innermost if type(innermost) is FunctionType else None


@dataclass(frozen=True, slots=True, eq=False)
class Getter:
    """A class value that is read through a function (`property`, `cached_property` and their like).

    `setter` is the function that a write goes through, None where there is none.
    """

    function: object
    settable: bool
    abstract: bool = False
    setter: object = None
    deletable: bool | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Storage:
    """A class value behind which an attribute of the instance is kept: a slot, a C member, any other descriptor."""

    descriptor: object
    found: str
    data: bool
    settable: bool
    deletable: bool | None = None


_C_ROUTINES: Final = (
    MethodDescriptorType,
    WrapperDescriptorType,
    ClassMethodDescriptorType,
    BuiltinFunctionType,
    MethodWrapperType,
)
_LRU_CACHE: Final[type] = type(functools.lru_cache(lambda: None))
# What `inspect.markcoroutinefunction` puts on a function: since 3.12, and renamed in 3.13.
_MARK: Final = getattr(inspect, "_is_coroutine_mark", getattr(inspect, "_is_coroutine_marker", MISSING))


def _helper(decorator: object) -> CodeType:
    assert isinstance(decorator, FunctionType)
    return next(const for const in decorator.__code__.co_consts if isinstance(const, CodeType))


_ENTERS: Final = _helper(contextlib.contextmanager)
_AENTERS: Final = _helper(contextlib.asynccontextmanager)


def links_of(function: object) -> tuple[object, ...]:
    """`function` and what it wraps, as `inspect.unwrap` walks it, with no code run."""
    if type(function) is FunctionType and function.__dict__.get("__wrapped__") is None:
        return (function,)
    links = [function]
    while len(links) < 100:
        last = links[-1]
        following: object = (
            last.__func__ if type(last) is MethodType else instance_dict(last).get("__wrapped__", MISSING)
        )
        if following is MISSING and type(last) is not FunctionType and not is_class(last):
            following = stored(last, "__wrapped__")
            if type(following) is property or (type(following) is FunctionType and find_raw(type(last), "__wrapped__")):
                following = MISSING
        if following is MISSING or following is None or any(following is link for link in links):
            break
        links.append(following)
    return tuple(links)


def code_of(function: object) -> CodeType | None:
    """The code object of a Python function, else None."""
    return function.__code__ if type(function) is FunctionType else None


def classify(value: object) -> Callee | Getter | Storage | None:
    """What a class value does; None when it is just a value.

    Args:
        value: what the class body holds, as stored in the class's `__dict__`.

    Returns:
        How it is called, how it is read, where it is kept, or None.
    """
    if type(value) is FunctionType:
        return callee(value, Binding.INSTANCE)
    if is_class(value):
        return None
    kind = type(value)
    if issubclass(kind, property):
        return _property(value)
    if issubclass(kind, staticmethod):
        return _unwrapped(staticmethod.__dict__["__func__"].__get__(value), Binding.STATIC)
    if issubclass(kind, classmethod):
        return _unwrapped(classmethod.__dict__["__func__"].__get__(value), Binding.CLASS)
    if issubclass(kind, functools.cached_property):
        return Getter(stored(value, "func"), settable=True)
    if issubclass(kind, types.DynamicClassAttribute):
        return Getter(stored(value, "fget"), settable=stored(value, "fset") not in (None, MISSING))
    return _callable(value) or _descriptor(value)


def _property(value: object) -> Getter:
    getter = property.__dict__["fget"].__get__(value)
    setter = property.__dict__["fset"].__get__(value)
    deletable = property.__dict__["fdel"].__get__(value) is not None
    abstract = _is_abstract(getter) or _is_abstract(setter)
    return Getter(getter, setter is not None, abstract, setter, deletable)


def _unwrapped(function: object, binding: Binding) -> Callee | Getter | Storage | None:
    if type(function) is FunctionType or type(function) is _LRU_CACHE:
        return callee(function, binding)
    inner = classify(function)
    if isinstance(inner, Callee):
        return callee(inner.function, binding)
    if inner is None and (is_class(function) or defines(type(function), "__call__")):
        return callee(function, Binding.STATIC)
    return inner


def _callable(value: object) -> Callee | None:
    kind = type(value)
    if kind is BuiltinFunctionType or kind is MethodWrapperType:
        return callee(value, Binding.STATIC)
    if type(value) is MethodType:
        return bound_method(value)
    if kind is ClassMethodDescriptorType:
        return callee(value, Binding.CLASS)
    if is_one_of(kind, _C_ROUTINES) or kind is _LRU_CACHE:
        return callee(value, Binding.INSTANCE)
    if issubclass(kind, functools.partialmethod):
        return _partial_method(value)
    if issubclass(kind, functools.singledispatchmethod):
        inner = classify(stored(value, "func"))
        if isinstance(inner, Callee):
            return callee(inner.function, inner.binding, dispatched=True)
        return None
    if issubclass(kind, functools.partial):
        return callee(value, Binding.STATIC)
    if not defines(kind, "__call__"):
        return None
    binds = defines(kind, "__get__")
    if len(links_of(value)) > 1 and code_of(links_of(value)[-1]) is not None:
        return callee(value, Binding.INSTANCE if binds else Binding.STATIC)
    found = find_raw(kind, "__call__")
    if found is not None and type(found[1]) is not FunctionType:
        return callee(value, Binding.INSTANCE if binds else Binding.STATIC)
    return None


def _partial_method(value: object) -> Callee | None:
    inner = classify(stored(value, "func"))
    if not isinstance(inner, Callee):
        return None
    arguments, keywords = stored(value, "args"), stored(value, "keywords")
    if type(arguments) is not tuple or type(keywords) is not dict or not callable(inner.function):
        return None
    bound = () if inner.binding is Binding.STATIC else (None,)
    function: functools.partial[object] = functools.partial(inner.function, *bound, *arguments, **keywords)
    return Callee(inner.kind, inner.binding, function, (function,), inner.coroutine, inner.abstract)


def bound_method(method: MethodType) -> Callee:
    """How a bound method is called: its first argument is given already."""
    inner = callee(method.__func__, Binding.STATIC)
    function: functools.partial[object] = functools.partial(method.__func__, method.__self__)
    return Callee(inner.kind, Binding.STATIC, method, (function,), inner.coroutine)


def callee(function: object, binding: Binding, *, dispatched: bool = False) -> Callee:
    """How `function` is called, by its own code and by what it wraps."""
    links = links_of(function)
    kind, coroutine = _kind_of(links)
    return Callee(kind, binding, function, links, coroutine, _is_abstract(function), dispatched)


def _kind_of(links: tuple[object, ...]) -> tuple[Kind, bool]:
    for position, link in enumerate(links):
        if type(link) is functools.partial:
            return _kind_of(links_of(link.func))
        code = code_of(link)
        if code is None:
            continue
        if code is _ENTERS:
            return Kind.CONTEXT_MANAGER, False
        if code is _AENTERS:
            return Kind.ASYNC_CONTEXT_MANAGER, False
        flags = code.co_flags
        if flags & inspect.CO_COROUTINE:
            # A plain function around a coroutine function hands on the coroutine, unless it runs it to the end.
            return (
                (Kind.ASYNC_METHOD, False) if position == 0 else (Kind.METHOD, not _runs_to_the_end(links[:position]))
            )
        if position == 0 and _MARK is not MISSING and instance_dict(link).get("_is_coroutine_marker") is _MARK:
            return Kind.ASYNC_METHOD, False
        if flags & inspect.CO_ASYNC_GENERATOR:
            return (Kind.ASYNC_GENERATOR if position == 0 else Kind.METHOD), False
        if flags & inspect.CO_GENERATOR:
            return (Kind.GENERATOR if position == 0 else Kind.METHOD), False
    return Kind.METHOD, False


_RUNNERS: Final = frozenset(
    {"run", "run_until_complete", "run_coroutine_threadsafe", "run_sync", "async_to_sync", "from_thread"}
)


def _runs_to_the_end(wrappers: tuple[object, ...]) -> bool:
    codes = [code_of(wrapper) for wrapper in wrappers]
    return any(code is not None and not _RUNNERS.isdisjoint(code.co_names) for code in codes)


def _is_abstract(function: object) -> bool:
    return function is not None and instance_dict(function).get("__isabstractmethod__") is True


def _descriptor(value: object) -> Storage | None:
    kind = type(value)
    if kind is MemberDescriptorType:
        return Storage(value, "slot", data=True, settable=True)
    if kind is GetSetDescriptorType:
        return Storage(value, "C attribute", data=True, settable=True)
    if not defines(kind, "__get__"):
        return None
    settable = defines(kind, "__set__")
    deletable = defines(kind, "__delete__")
    data = settable or deletable
    return Storage(value, "descriptor", data, settable or not data, deletable if data else None)
