"""What a method, or a function, has of its own: `cache_clear` of a cached one, what a decorator set on it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Final, Protocol, TypedDict

from mockfactory.spec.looking.raw import find_raw, namespace_of
from mockfactory.spec.looking.static import instance_dict, is_class
from mockfactory.spec.members.attributes import value_hint
from mockfactory.spec.members.kinds import Callee, classify
from mockfactory.spec.members.lazy import LazyMembers, is_dunder
from mockfactory.spec.model import Hint, Kind, Member, Spec, SpecKind
from mockfactory.spec.read import read_spec

_FOUND: Final = "attribute of a function"
_LRU_CACHE: Final[type] = type(functools.lru_cache(lambda: None))
_FUNCTIONS: Final = (FunctionType, BuiltinFunctionType, MethodType, _LRU_CACHE)


class _CacheParameters(TypedDict):
    maxsize: int | None
    typed: bool


class _Cached(Protocol):
    """What `functools.lru_cache` gives a function: it is written in C, and says no types itself."""

    def cache_info(self) -> functools._CacheInfo: ...  # pyright: ignore[reportPrivateUsage]
    def cache_clear(self) -> None: ...
    def cache_parameters(self) -> _CacheParameters: ...


class _Dispatched(Protocol):
    """What `functools.singledispatchmethod` gives a method."""

    def register(
        self, cls: type | Callable[..., object], method: Callable[..., object] | None = None
    ) -> Callable[..., object]: ...


def attributes_of(member: Member) -> Spec | None:
    """What can be read on the callable that `member` is; None where it has nothing of its own.

    Args:
        member: a member that is called, or the function of a spec.

    Returns:
        A spec of the callable as an object. Names of the language are in it only where they stand on this very
        function (`__wrapped__`).

    Example:
        >>> class Rates:
        ...     @functools.cache
        ...     def load(self, day: str) -> float: ...
        >>> found = attributes_of(read_spec(Rates).members["load"])
        >>> sorted(name for name in found.members if not name.startswith("_"))
        ['cache_clear', 'cache_info', 'cache_parameters']
    """
    function, dispatched = _callable_of(member)
    if type(function) is MethodType:
        function = function.__func__
    own = instance_dict(function)
    kind = _Dispatched if dispatched else _kind_of(function)
    if not own and kind is None:
        return None
    shared: Mapping[str, Member] = {} if kind is None else read_spec(kind).members
    names = [*own, *(name for name in shared if not is_dunder(name))]

    def build(name: str) -> Member:
        said = shared.get(name)
        if said is None:
            return _member(name, own[name], function)
        return replace(said, owner=function) if name in own and said.call is None else said

    return Spec(function, member.name, SpecKind.FUNCTION, type(function), None, LazyMembers(names, build))


def _callable_of(member: Member) -> tuple[object, bool]:
    """The callable itself, under `classmethod` and the like; and whether it chooses by the class of its argument."""
    owner = member.owner
    if is_class(owner):
        shape = classify(namespace_of(owner).get(member.name))
        return (shape.function, shape.dispatched) if isinstance(shape, Callee) else (None, False)
    if member.found == _FOUND:
        return instance_dict(owner).get(member.name), False
    return None if type(owner) is ModuleType else owner, False


def _kind_of(function: object) -> type | None:
    """The class that says what all callables like this one have."""
    kind = type(function)
    if kind is _LRU_CACHE:
        return _Cached
    found = find_raw(kind, "__call__")
    return kind if found is not None and type(found[1]) is FunctionType else None


def _member(name: str, value: object, function: object) -> Member:
    if type(value) in _FUNCTIONS:
        called = read_spec(value).function
        assert called is not None
        return replace(called, name=name, owner=function, found=_FOUND)
    if is_class(value):
        return Member(name, Kind.NESTED_CLASS, function, value=Hint(type[value]), found=_FOUND)
    hint = value_hint(value)
    if hint.unchecked == "no annotation":
        hint = Hint(type(value))
    return Member(name, Kind.CLASS_ATTRIBUTE, function, value=hint, settable=True, found=_FOUND)
