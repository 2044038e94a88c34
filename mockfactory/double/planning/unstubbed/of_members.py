"""The answer that a member has: by what Python wants of its name, by its kind, else by its declared type."""

from __future__ import annotations

import enum
import types
from collections import abc
from collections.abc import Callable
from typing import Final

from mockfactory.double.planning.shapes import AsyncContextManager, ContextManager, async_items, items
from mockfactory.double.planning.unstubbed.default import ITSELF, Default, Nest
from mockfactory.double.planning.unstubbed.of_types import default_of, nested
from mockfactory.spec import CallSpec, Hint, Kind, Member
from mockfactory.spec.looking.raw import module_name_of, namespace_of
from mockfactory.spec.looking.static import instance_dict, is_class


def default_of_member(member: Member, call: CallSpec, value: Hint) -> Default:
    """What an unstubbed call of this member answers.

    Args:
        member: the member.
        call: how it is called; of several overloads, one.
        value: the hint of what is to be given (for `async def`: of what awaiting it gives).
    """
    result, name = call.returns, member.name
    label = name
    if member.call is None:
        stored = _class_value(member)
        if stored is not None:
            return stored
    if name in ("__enter__", "__aenter__") and value.unchecked is not None:
        return Default(make=lambda nest: nest(ITSELF, label), nested=True)
    if name in _EXHAUSTED:
        return Default(make=_raising(_EXHAUSTED[name]))
    if name in _BY_LANGUAGE and value.unchecked is not None:
        return default_of(Hint(_BY_LANGUAGE[name]), label)
    if name in _SERIALISERS and is_class(member.owner) and module_name_of(member.owner) == "pydantic.main":
        return Default(unknown="only a real model can tell; give one where this double comes from")
    if name in _CLOSERS and value.unchecked is not None:
        return Default(None)
    if member.kind is Kind.CONTEXT_MANAGER and result.enters is not None:
        return nested(types.GenericAlias(ContextManager, (result.enters.annotation,)), label)
    if member.kind is Kind.ASYNC_CONTEXT_MANAGER and result.aenters is not None:
        return nested(types.GenericAlias(AsyncContextManager, (result.aenters.annotation,)), label)
    if member.kind is Kind.GENERATOR:
        return Default(make=lambda nest: items(()))
    if member.kind is Kind.ASYNC_GENERATOR:
        return Default(make=lambda nest: async_items(()))
    if call.no_value and value.unchecked == "no annotation":
        return Default(None)
    return default_of(value, label)


_BY_LANGUAGE: Final[dict[str, object]] = {
    "__len__": int, "__length_hint__": int, "__int__": int, "__index__": int, "__float__": float,
    "__complex__": complex, "__bool__": bool, "__contains__": bool, "__iter__": abc.Iterator[object],
    "__reversed__": abc.Iterator[object],
    "__aiter__": abc.AsyncIterator[object],
}  # fmt: skip
"""What Python itself insists on, where nothing is annotated."""

_EXHAUSTED: Final[dict[str, type[BaseException]]] = {"__next__": StopIteration, "__anext__": StopAsyncIteration}


def _raising(error: type[BaseException]) -> Callable[[Nest], object]:
    def make(nest: Nest) -> object:
        raise error

    return make


_CLOSERS: Final = frozenset({"__exit__", "__aexit__", "__setitem__", "__delitem__", "__init__"})


_SERIALISERS: Final = frozenset({"model_dump", "model_dump_json", "dict", "json", "__iter__"})
"""Methods of pydantic models that give the model as data: an empty answer would be a wrong one."""


def _class_value(member: Member) -> Default | None:
    """The constant in the body of the class, where it is one that nobody can change; a nested class itself."""
    owner = member.owner
    if member.kind is Kind.PROPERTY:
        return None
    if not is_class(owner):
        return _value_on_function(instance_dict(owner), member.name)
    value = namespace_of(owner).get(member.name)
    if member.kind is Kind.NESTED_CLASS or isinstance(value, _IMMUTABLE):
        return Default(value)
    return None


def _value_on_function(values: dict[str, object], name: str) -> Default | None:
    """The constant that was set on a function. Nothing else says what is there, so more is taken for one: a mark that
    is compared by identity, None."""
    if name not in values:
        return None
    value = values[name]
    plain = value is None or type(value) is object or is_class(value) or issubclass(type(value), (*_IMMUTABLE, tuple))
    return Default(value) if plain else None


_IMMUTABLE: Final = (bool, int, float, complex, str, bytes, enum.Enum)
