"""`drawn` and `unique`: values drawn from the field's own type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Final, Never, Union, get_args, get_origin
from weakref import WeakKeyDictionary

from builders.declaring.declaration import Declaration, Place
from builders.declaring.parts import refuse_parts
from builders.draws.compiling import compiled
from builders.draws.draw import Draw
from builders.draws.writer import DrawFunction
from builders.errors import CannotBuild
from builders.plan.deferred import Deferred
from builders.plan.nesting import field_draw, within
from builders.plan.record import Field
from builders.values.uniqueness import UniqueInteger, distinct


def drawn() -> Declaration[Never]:
    """Declare that a field is drawn from its type although it has a default.

    Returns:
        A declaration for `Builder(T, field=...)`.

    Example:
        >>> from dataclasses import dataclass
        >>> from builders import Builder, drawn
        >>> @dataclass
        ... class Account:
        ...     active: bool = True
        >>> {account.active for account in Builder(Account, active=drawn()).build_many(50)} == {True, False}
        True
    """
    return _Drawn()


def unique() -> Declaration[Never]:
    """Declare that no two objects of a type, in one test, have the same value in a field.

    Nothing is remembered: the value is a permutation of the object's number, so it is unique on
    each worker, and over all.

    Returns:
        A declaration for `Builder(T, field=...)`; for fields of integers, text, UUIDs, enums and literals.

    Raises:
        CannotBuild: (on building) the type has no such values, or fewer than there are objects.

    Example:
        >>> from dataclasses import dataclass
        >>> from builders import Builder, unique
        >>> @dataclass
        ... class Account:
        ...     email: str
        >>> len({account.email for account in Builder(Account, email=unique()).build_many(5000)})
        5000
    """
    return _Unique()


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn(Declaration[Never]):
    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        draw = field_draw(place.field)
        if draw is None:
            raise CannotBuild(f"{place.path} can't be drawn: its type is not known.\n  write:  {place.field.name}=...")
        if parts:
            return within(place.field, parts, place.path)
        return _function(_drawn, place, lambda: draw)


@dataclass(frozen=True, slots=True, eq=False)
class _Unique(Declaration[Never]):
    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        refuse_parts(place, parts, "unique()")
        return _function(_distinct, place, lambda: _distinct_draw(place))


def _distinct_draw(place: Place) -> Draw:
    text = _is_text(place.field.annotation)
    found = _widest([distinct(draw, place.path, text=text) for draw in _ways(place.field, text=text)])
    if found is None:
        raise CannotBuild(
            f"{place.path} can't be unique(): values of {place.field.annotation!r} can't be counted.\n"
            f"  write:  {place.field.name}=sequence(lambda number: ...)"
        )
    return found


Functions = WeakKeyDictionary[Field, DrawFunction]
_drawn: Final[Functions] = WeakKeyDictionary()
_distinct: Final[Functions] = WeakKeyDictionary()


def _function(known: Functions, place: Place, draw: Callable[[], Draw]) -> Deferred:
    """What draws a field; compiled once, for each build with overrides asks for it again."""
    function = known.get(place.field)
    if function is None:
        function = known[place.field] = compiled(draw(), place.field.name, place.path)
    return _Function(function)


@dataclass(frozen=True, slots=True, eq=False)
class _Function(Deferred):
    function: DrawFunction

    def at(self, state: int, index: int, depth: int) -> object:
        return self.function(state, index, depth)


def _ways(field: Field, *, text: bool) -> Iterable[Draw]:
    """How a field may be drawn: text as its name says; an age not as an age, but from all that its type allows."""
    if not text and field.draw_as is not None:
        yield field.draw_as("id")
        yield field.draw_as("")
    else:
        draw = field_draw(field)
        if draw is not None:
            yield draw


def _widest(found: Sequence[Draw | None]) -> Draw | None:
    """Of several ranges the widest; else the first way that there is."""
    ranges = [draw for draw in found if isinstance(draw, UniqueInteger)]
    if ranges:
        return max(ranges, key=lambda draw: draw.high - draw.low)
    return next((draw for draw in found if draw is not None), None)


def _is_text(annotation: object) -> bool:
    """Whether a field holds any text: `str`, a subclass, pydantic's `EmailStr`, and each of them or `None`."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    union = get_origin(annotation) in (Union, UnionType)
    arms = [arm for arm in (get_args(annotation) if union else (annotation,)) if arm is not NoneType]
    return all(isinstance(arm, type) and (_is_str(arm) or arm.__name__.endswith("Str")) for arm in arms)


def _is_str(class_: type) -> bool:
    return issubclass(class_, str) and not issubclass(class_, Enum)
