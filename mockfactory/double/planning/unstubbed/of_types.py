"""The answer that a declared type has."""

from __future__ import annotations

import contextlib
import types
import typing
from collections import abc
from collections.abc import Callable
from typing import Any, Literal, Union, cast, get_args, get_origin

from mockfactory.double.planning.refusals import is_named_tuple, is_typed_dict, why_not_doubled
from mockfactory.double.planning.shapes import AsyncContextManager, ContextManager
from mockfactory.double.planning.unstubbed.default import Default, Nest, give
from mockfactory.double.planning.unstubbed.plain_values import CONSTANTS, FRESH, STANDARD
from mockfactory.spec import Hint
from mockfactory.spec.annotations.forms import class_of_bare, origin_of
from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import is_class


def default_of(hint: Hint, label: str) -> Default:
    """A value of the hinted type.

    Args:
        hint: what was declared.
        label: names the nested double, should there be one.
    """
    if hint.unchecked is not None:
        return Default(unknown=f"its type is not known ({hint.unchecked})")
    annotation = class_of_bare(hint.annotation)
    if annotation in CONSTANTS:
        return Default(CONSTANTS[annotation])
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
    if origin in FRESH:
        return _fresh(FRESH[origin])
    if origin in CONSTANTS:
        return Default(CONSTANTS[origin])
    if origin is contextlib.AbstractContextManager:
        return nested(types.GenericAlias(ContextManager, args[:1]), label)
    if origin is contextlib.AbstractAsyncContextManager:
        return nested(types.GenericAlias(AsyncContextManager, args[:1]), label)
    if origin is abc.Awaitable or origin is abc.Coroutine:
        inner = default_of(Hint(args[-1]), label)
        return Default(make=lambda nest: _later(give(inner, nest, label)))
    if not isinstance(origin, type):
        return Default(unknown=f"there is no plain value of {annotation!r}")
    return nested(annotation, label)


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
    if annotation in FRESH:
        return _fresh(FRESH[annotation])
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
    standard = STANDARD.get((cls.__module__, cls.__qualname__))
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
    return nested(cls, label)


def nested(annotation: object, label: str) -> Default:
    """A nested double of a type, always the same."""
    return Default(make=lambda nest: nest(annotation, label), nested=True)
