"""What an unstubbed call answers: a plain value of the declared type, a nested double, or a refusal that says why.

Never a mock of nothing.
"""

from __future__ import annotations

import collections
import contextlib
import enum
import types
import typing
from collections import abc
from collections.abc import Callable
from typing import Any, Final, Literal, TypeAlias, Union, cast, get_args, get_origin

from mockfactory.double.planning.refusals import is_named_tuple, is_typed_dict, why_not_doubled
from mockfactory.double.planning.shapes import AsyncContextManager, ContextManager, async_items, items
from mockfactory.spec import CallSpec, Hint, Kind, Member
from mockfactory.spec.annotations.forms import class_of_bare, origin_of
from mockfactory.spec.looking.identity import ByIdentity
from mockfactory.spec.looking.raw import module_name_of, namespace_of
from mockfactory.spec.looking.static import instance_dict, is_class

ITSELF: Final = object()
"""Given to `nest` in place of a type: the double that was asked."""

Nest: TypeAlias = Callable[[object, str], object]
"""Makes the nested double for a type: `nest(annotation, key)`."""


class Default:
    """One answer: `constant` with its `value`, or given by `make`, or `unknown` for a reason.

    `nested` says that `make` gives a nested double, always the same.
    """

    __slots__ = ("constant", "make", "nested", "unknown", "value")

    def __init__(
        self,
        value: object = None,
        *,
        make: Callable[[Nest], object] | None = None,
        unknown: str | None = None,
        nested: bool = False,
    ) -> None:
        self.value = value
        self.make = make
        self.unknown = unknown
        self.nested = nested
        self.constant = make is None and unknown is None


_VALUES: Final[dict[object, object]] = {
    None: None, types.NoneType: None, bool: False, int: 0, float: 0.0, complex: 0j, str: "", bytes: b"",
    frozenset: frozenset(), tuple: (),
}  # fmt: skip
_CONSTANTS: Final = ByIdentity(_VALUES.items())

_MADE: Final[dict[object, Callable[[], object]]] = {
    list: list, dict: dict, set: set, bytearray: bytearray,
    collections.deque: collections.deque, collections.OrderedDict: collections.OrderedDict,
    collections.Counter: collections.Counter, collections.ChainMap: collections.ChainMap,
    collections.defaultdict: collections.defaultdict,
    abc.Sequence: list, abc.MutableSequence: list, abc.Collection: list, abc.Iterable: list, abc.Container: list,
    abc.Reversible: list, abc.Sized: list, abc.Mapping: dict, abc.MutableMapping: dict, abc.Set: set,
    abc.MutableSet: set,
    abc.Iterator: lambda: items(()), abc.Generator: lambda: items(()),
    abc.AsyncIterator: lambda: async_items(()), abc.AsyncGenerator: lambda: async_items(()),
    abc.AsyncIterable: lambda: async_items(()),
}  # fmt: skip
_FRESH: Final = ByIdentity(_MADE.items())

_EPOCH: Final = (2000, 1, 1)
_STANDARD: Final[dict[tuple[str, str], Callable[[Any], object]]] = {
    ("decimal", "Decimal"): lambda cls: cls(0),
    ("fractions", "Fraction"): lambda cls: cls(0),
    ("datetime", "timedelta"): lambda cls: cls(0),
    ("datetime", "date"): lambda cls: cls(*_EPOCH),
    ("datetime", "datetime"): lambda cls: cls(*_EPOCH),
    ("datetime", "time"): lambda cls: cls(),
    ("uuid", "UUID"): lambda cls: cls(int=0),
    ("functools", "CacheInfo"): lambda cls: cls(0, 0, None, 0),
}
"""Values of the standard library that are plain enough to have a zero. Times stand still: never `now()`."""


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
        return _nested(types.GenericAlias(ContextManager, (result.enters.annotation,)), label)
    if member.kind is Kind.ASYNC_CONTEXT_MANAGER and result.aenters is not None:
        return _nested(types.GenericAlias(AsyncContextManager, (result.aenters.annotation,)), label)
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


def default_of(hint: Hint, label: str) -> Default:
    """A value of the hinted type.

    Args:
        hint: what was declared.
        label: names the nested double, should there be one.
    """
    if hint.unchecked is not None:
        return Default(unknown=f"its type is not known ({hint.unchecked})")
    annotation = class_of_bare(hint.annotation)
    if annotation in _CONSTANTS:
        return Default(_CONSTANTS[annotation])
    origin = origin_of(annotation)
    if origin is not None:
        return _of_generic(annotation, origin, label)
    return _of_plain(annotation, label)


def _fresh(make: Callable[[], object]) -> Default:
    return Default(make=lambda nest: make())


def _of_generic(annotation: object, origin: object, label: str) -> Default:
    args = get_args(annotation)
    if origin is Union or origin is types.UnionType:
        return _of_union(args, label)
    if origin is Literal:
        return Default(args[0])
    if origin is typing.Annotated or origin is typing.Required or origin is typing.NotRequired:
        return default_of(Hint(args[0]), label)
    if origin is type and is_class(args[0]) and why_not_doubled(args[0]) is not None:
        return Default(args[0])  # `type[int]`
    if origin is typing.TypeGuard:
        return Default(False)
    if origin is tuple:
        return _of_tuple(args, label)
    if origin in _FRESH:
        return _fresh(_FRESH[origin])
    if origin in _CONSTANTS:
        return Default(_CONSTANTS[origin])
    if origin is contextlib.AbstractContextManager:
        return _nested(types.GenericAlias(ContextManager, args[:1]), label)
    if origin is contextlib.AbstractAsyncContextManager:
        return _nested(types.GenericAlias(AsyncContextManager, args[:1]), label)
    if origin is abc.Awaitable or origin is abc.Coroutine:
        inner = default_of(Hint(args[-1]), label)
        return Default(make=lambda nest: _later(give(inner, nest, label)))
    if not isinstance(origin, type):
        return Default(unknown=f"there is no plain value of {annotation!r}")
    return _nested(annotation, label)


async def _later(value: object) -> object:
    return value


def _of_union(arms: tuple[object, ...], label: str) -> Default:
    if any(arm is None or arm is types.NoneType for arm in arms):
        return Default(None)
    known = [default for default in (default_of(Hint(arm), label) for arm in arms) if default.unknown is None]
    for default in known:
        if default.constant:
            return default
    return known[0] if known else Default(unknown="no arm of the union has a plain value")


def _of_tuple(args: tuple[object, ...], label: str) -> Default:
    if not args or any(arg is Ellipsis for arg in args) or any(get_origin(arg) is typing.Unpack for arg in args):
        return Default(())
    parts = [default_of(Hint(arg), f"{label}[{index}]") for index, arg in enumerate(args)]
    for index, part in enumerate(parts):
        if part.unknown is not None:
            return Default(unknown=f"of the tuple's item {index} {part.unknown}")
    return Default(make=lambda nest: tuple(give(part, nest, label) for part in parts))


def _of_plain(annotation: object, label: str) -> Default:
    if isinstance(annotation, typing.NewType):
        return default_of(Hint(annotation.__supertype__), label)
    if isinstance(annotation, typing.TypeVar):
        bound = annotation.__bound__
        if bound is not None and not isinstance(bound, typing.ForwardRef):
            return default_of(Hint(bound), label)
        return Default(unknown=f"it depends on the type variable {annotation.__name__}")
    if annotation in _FRESH:
        return _fresh(_FRESH[annotation])
    if annotation is typing.NoReturn or annotation is typing.Never:
        return Default(unknown="it never returns")
    if is_typed_dict(annotation):
        return _of_typed_dict(annotation, label)
    if not isinstance(annotation, type):
        return Default(unknown=f"there is no plain value of {annotation!r}")
    return _of_class(annotation, label)


def _of_typed_dict(annotation: Any, label: str) -> Default:
    from mockfactory.spec.read import read_spec

    members = read_spec(annotation).members
    parts = _parts({key: members[key].value for key in sorted(annotation.__required_keys__)}, label)
    return parts if isinstance(parts, Default) else Default(make=lambda nest: _give_each(parts, nest, label))


def _of_named_tuple(cls: Any, label: str) -> Default:
    from mockfactory.spec.read import read_spec

    members = read_spec(cls).members
    parts = _parts({key: members[key].value for key in cls._fields}, label)
    if isinstance(parts, Default):
        return parts
    # Past a `__new__` of the user's own.
    new: Any = tuple.__new__  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return Default(make=lambda nest: new(cls, _give_each(parts, nest, label).values()))


def _parts(hints: dict[str, Hint], label: str) -> dict[str, Default] | Default:
    """The answer of each field; or, where one of them is unknown, that."""
    parts = {key: default_of(hint, f"{label}.{key}") for key, hint in hints.items()}
    unknown = next((key for key, part in parts.items() if part.unknown is not None), None)
    return parts if unknown is None else Default(unknown=f"of its field {unknown!r} {parts[unknown].unknown}")


def _give_each(parts: dict[str, Default], nest: Nest, label: str) -> dict[str, object]:
    return {key: give(part, nest, label) for key, part in parts.items()}


def _of_class(cls: type, label: str) -> Default:
    members = cast("dict[str, object] | None", namespace_of(cls).get("_member_map_"))
    if members:
        return Default(next(iter(members.values())))
    standard = _STANDARD.get((cls.__module__, cls.__qualname__))
    if standard is not None:
        return Default(standard(cls))
    if is_named_tuple(cls):
        return _of_named_tuple(cls, label)
    if cls is object or cls is type:
        return Default(unknown=f"{cls.__name__} says nothing of its value")
    if cls is abc.Awaitable or cls is abc.Coroutine:
        return Default(unknown=f"its type is not known ({cls.__name__} without a type argument)")
    reason = why_not_doubled(cls)
    if reason is not None:
        return Default(unknown=reason)
    return _nested(cls, label)


def _nested(annotation: object, label: str) -> Default:
    return Default(make=lambda nest: nest(annotation, label), nested=True)


def give(default: Default, nest: Nest, owner: str) -> object:
    """The answer itself.

    Raises:
        UnknownAnswerError: where nobody can say what it is.
    """
    if default.unknown is not None:
        raise UnknownAnswerError(owner, default.unknown)
    return default.value if default.make is None else default.make(nest)


class UnknownAnswerError(Exception):
    """An answer was wanted that the spec does not determine. Turned into a violation by the double that was asked."""

    def __init__(self, owner: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{owner}: {reason}")
