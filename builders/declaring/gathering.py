"""The collection that a field asks for."""

from __future__ import annotations

import collections
import collections.abc
from collections.abc import Callable, Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Final, ForwardRef, TypeVar, Union, cast, get_args, get_origin

from builders.declaring.declaration import Place
from builders.errors import CannotBuild, InvalidOverride
from builders.plan.reading.generics import class_of, is_any_of

Gather = Callable[[list[object]], object]
_LISTS: Final = (
    list,
    collections.abc.Sequence,
    collections.abc.MutableSequence,
    collections.abc.Iterable,
    collections.abc.Collection,
)
_SETS: Final = (set, collections.abc.Set, collections.abc.MutableSet)


def gather_of(place: Place) -> Gather:
    """What makes the collection of a field from a list.

    Raises:
        InvalidOverride: the field holds no list, tuple or set.
    """
    mapped = _mapped(place)
    for made in (mapped,) if mapped is not None else collections_in(place.field.annotation):
        return _Set(made, place) if made in (set, frozenset) else cast("Gather", made)
    if any(_says_nothing(arm) for arm in _arms(place.field.annotation)):
        return list
    raise InvalidOverride(
        f"{place.path} is declared as fresh_many(...), and holds no list, tuple or set.\n"
        f"  write:  {place.field.name}=fresh(...)"
    )


def _says_nothing(annotation: object) -> bool:
    """Whether anything may stand there, as far as is known: a name that can't be resolved has said nothing."""
    return is_any_of(annotation, (Any, object)) or isinstance(annotation, TypeVar | ForwardRef | str)


def _arms(annotation: object) -> Iterator[object]:
    """The types that an annotation stands for: the arms of a union, what an alias names."""
    named: object = getattr(annotation, "__value__", None) or getattr(annotation, "__supertype__", None)
    if get_origin(annotation) is Annotated:
        yield from _arms(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for arm in get_args(annotation):
            yield from _arms(arm)
    elif named is not None:
        yield from _arms(named)
    elif annotation is not NoneType:
        yield annotation


def collections_in(annotation: object) -> Iterator[type]:
    """The collections that an annotation asks for: those that hold items, and no keys."""
    for arm in _arms(annotation):
        class_ = class_of(arm)
        if class_ in _LISTS:
            yield list
        elif class_ in _SETS:
            yield set
        elif class_ in (tuple, frozenset, collections.deque):
            yield class_


def _mapped(place: Place) -> type | None:
    """The collection of a relationship of SQLAlchemy, which its field does not say; `None` for any other field."""
    relations: object = getattr(getattr(place.record.type, "__mapper__", None), "relationships", None)
    if relations is None or place.field.name not in cast("collections.abc.Container[str]", relations):
        return None
    relation = cast("Any", relations)[place.field.name]
    asked: object = relation.collection_class or list
    return asked if relation.uselist and isinstance(asked, type) and asked in (list, set) else None


class _Set:
    """Makes a set, and says of what can't be in one."""

    def __init__(self, class_: type, place: Place) -> None:
        self._class = class_
        self._place = place

    def __call__(self, items: list[object]) -> object:
        try:
            made = self._class(items)
        except TypeError as error:
            place, kind = self._place, type(items[0]).__name__
            raise CannotBuild(
                f"{place.path} is a {self._class.__name__}, which can't hold a {kind}: {error}\n"
                f"  write:  a {kind} that is frozen, or a list in {place.record.title}"
            ) from None
        if len(made) < len(items):
            raise CannotBuild(
                f"{self._place.path} is a {self._class.__name__} of {len(items)} objects, "
                f"of which only {len(made)} differ.\n"
                "  write:  unique() or sequence(...) for a field of the objects"
            )
        return made
