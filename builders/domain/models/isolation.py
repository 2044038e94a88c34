"""Whether two objects share what may change."""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import enum
import logging
import re
import types
from collections.abc import Container, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Final, cast
from uuid import UUID

from pydantic import BaseModel, SecretBytes, SecretStr

from builders.domain.models.frozen import FrozenDict, FrozenList

_CANNOT_CHANGE: Final = (
    str, bytes, int, float, complex, range, type(None), type(...), type(NotImplemented), Decimal, Fraction, UUID,
    PurePath, dt.date, dt.time, dt.timedelta, dt.tzinfo, re.Pattern, enum.Enum, SecretStr, SecretBytes,
    type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.GenericAlias,
    logging.Logger,  # it changes, and belongs to the process
)  # fmt: skip
_ONLY_HOLDS: Final = (tuple, frozenset, types.MappingProxyType, FrozenDict, FrozenList)
_SHOWN: Final = 5


class NotIsolated(AssertionError):
    """Two objects share something that may change: what is written through the one is read through the other."""


def check_isolated(one: object, other: object, /, *more: object, sharing: Iterable[object] = ()) -> None:
    """Check that nothing mutable can be reached from two of several objects: the contexts or states of several users.

    Looked at are the attributes of each, and the insides of dicts, lists, tuples, sets, dataclasses, pydantic, attrs
    and msgspec objects at any depth. Objects of other classes (a session, a client) are compared as wholes: two
    sessions of one engine are two sessions. What can't change may be shared: texts, frozen models, functions.

    Args:
        one: any object.
        other: another one.
        *more: and others.
        sharing: objects that are meant to be shared, such as the session of a parent and its child.

    Raises:
        NotIsolated: something is shared; the message says where it is in both.

    Example:
        >>> history = ["hello"]
        >>> check_isolated({"history": history}, {"history": list(history)})
        >>> check_isolated({"history": history}, {"log": [history]})
        Traceback (most recent call last):
        builders.domain.models.isolation.NotIsolated: what is written through one is read through the other:
          one['history'] and other['log'][0] are the same list: ['hello']
        Copy it where the object is made, or say that it is meant: check_isolated(..., sharing=[...]).
    """
    objects = (one, other, *more)
    names = ("one", "other") if not more else tuple(f"#{number}" for number in range(1, len(objects) + 1))
    meant = {id(thing) for thing in sharing}
    known: dict[int, _Found] = {}
    shared: list[str] = []
    for place, (root, name) in enumerate(zip(objects, names, strict=True)):
        if any(root is earlier for earlier in objects[:place]):
            raise NotIsolated(f"a {type(root).__qualname__} was compared with itself: different objects are needed")
        reached = list(_changeable(root, name, meant, ends=known))
        for found in reached:
            first = known.setdefault(id(found.thing), found)
            if first is not found:
                kind = type(found.thing).__qualname__
                shared.append(f"  {first.path()} and {found.path()} are the same {kind}: {_short(found.thing)}")
    if not shared:
        return
    hidden = [f"  ... and {len(shared) - _SHOWN} more"] if len(shared) > _SHOWN else []
    hint = "Copy it where the object is made, or say that it is meant: check_isolated(..., sharing=[...])."
    raise NotIsolated(
        "\n".join(["what is written through one is read through the other:", *shared[:_SHOWN], *hidden, hint])
    )


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """An object, and the last step of the way to it."""

    thing: object
    step: str
    within: _Found | None = None

    def path(self) -> str:
        steps = [self.step]
        around = self.within
        while around is not None:
            steps.append(around.step)
            around = around.within
        return "".join(reversed(steps))


def _changeable(root: object, name: str, leave_out: Iterable[int], ends: Container[int]) -> Iterator[_Found]:
    """What may change in `root`, itself included, the nearest first; not what lies inside of one of `ends`."""
    seen = set(leave_out)
    waiting = collections.deque([_Found(root, name)])
    while waiting:
        found = waiting.popleft()
        thing = found.thing
        if isinstance(thing, _CANNOT_CHANGE) or id(thing) in seen:
            continue
        seen.add(id(thing))
        if not _is_frozen(thing):
            yield found
            if id(thing) in ends:
                continue
        waiting.extend(_Found(part, step, found) for step, part in _parts(thing, root=found.within is None))


def _is_frozen(thing: object) -> bool:
    if isinstance(thing, BaseModel):
        return bool(thing.model_config.get("frozen"))
    if dataclasses.is_dataclass(thing):
        return bool(getattr(type(thing), "__dataclass_params__").frozen)  # noqa: B009  # no stub knows of it
    if hasattr(type(thing), "__attrs_attrs__"):
        return type(thing).__setattr__.__name__ == "_frozen_setattrs"
    if hasattr(type(thing), "__struct_config__"):
        return bool(getattr(type(thing), "__struct_config__").frozen)  # noqa: B009
    return isinstance(thing, _ONLY_HOLDS)


def _parts(thing: object, *, root: bool) -> Iterator[tuple[str, object]]:
    """What is in an object, each with the step that leads there."""
    held = thing  # stays an `object` for checkers, whatever `thing` turns out to be
    if isinstance(thing, Mapping):
        for key, item in cast("Mapping[object, object]", thing).items():
            yield f"[{key!r}]", item
    elif isinstance(thing, list | tuple | collections.deque):
        names = cast("tuple[str, ...]", getattr(type(held), "_fields", ()))
        for position, item in enumerate(cast("Iterable[object]", held)):
            yield f".{names[position]}" if names else f"[{position}]", item
    elif isinstance(thing, set | frozenset):
        for item in cast("set[object]", thing):
            yield "{...}", item
    elif isinstance(thing, types.MethodType):
        yield ".__self__", thing.__self__
    elif root or _is_record(thing):
        yield from _attributes(thing)


def _is_record(thing: object) -> bool:
    return (
        isinstance(thing, BaseModel | types.SimpleNamespace)
        or dataclasses.is_dataclass(thing)
        or hasattr(type(thing), "__attrs_attrs__")
        or hasattr(type(thing), "__struct_config__")
    )


def _attributes(thing: object) -> Iterator[tuple[str, object]]:
    """The attributes that an object itself holds. None of its code is run: no property, no `__getattr__`."""
    try:
        own: dict[str, object] = object.__getattribute__(thing, "__dict__")
    except AttributeError:
        own = {}  # all in slots
    for name, value in own.items():
        yield f".{name}", value
    for class_ in type(thing).__mro__:
        for name, slot in vars(class_).items():
            if isinstance(slot, types.MemberDescriptorType) and name != "__pydantic_fields_set__":
                try:
                    yield f".{name}", slot.__get__(thing)
                except AttributeError:
                    continue  # not set


def _short(thing: object) -> str:
    try:
        text = repr(thing)
    except Exception as error:
        text = f"(its __repr__ raised {type(error).__name__})"
    return text if len(text) <= 80 else text[:77] + "..."
