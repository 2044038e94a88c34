"""`unique`: values drawn from the field's own type, none of them twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, ClassVar, Final, Never, Union, get_args, get_origin
from weakref import WeakKeyDictionary

from builders.declaring.declaration import Declaration, Place
from builders.declaring.drawing import DrawnAt
from builders.declaring.parts import refuse_parts
from builders.draws.compiling import compiled
from builders.draws.draw import Draw
from builders.draws.writer import DrawFunction
from builders.errors import CannotBuild
from builders.plan.deferred import Deferred
from builders.plan.field import Field, field_draw
from builders.seed.mixing import state_of
from builders.seed.namespaces import HERE
from builders.values.uniqueness import Numbered, UniqueInteger, UniqueUuid, distinct


def unique() -> Declaration[Never]:
    """Declare that no two objects of a type, in one test, have the same value in a field.

    Nothing is remembered: the value is a permutation of the object's number, so it is unique on each worker, and over
    all. What stands in another object's field has the number of that object, and goes by another permutation: two such
    fields have the same value as seldom as two random values are the same.

    Returns:
        A declaration for `Builder(T, field=...)`; for fields of numbers, text, URLs, dates and times, UUIDs, enums and
        literals, and of tuples in which there is one of these.

    Raises:
        CannotBuild: (on building) the type has no such values, or fewer than there are objects.
        InvalidOverride: (on building) a validator refuses the value of an object.

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
class _Unique(Declaration[Never]):
    shown: ClassVar[str] = "unique()"

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        refuse_parts(place, parts, "unique()")
        if place.within:
            within = _within.setdefault(place.field, {})
            if place.within not in within:
                function = compiled(_distinct_draw(place), place.within, place.path)
                within[place.within] = _UniqueWithin(function, place.within)
            return within[place.within]
        known = _known.get(place.field)
        if known is None:
            draw = _distinct_draw(place)
            known = _known[place.field] = UniqueAt(draw, compiled(draw, place.field.name, place.path))
        return known


class UniqueAt(DrawnAt):
    """Draws a field of which no two objects have the same value."""

    __slots__ = ()

    def is_settled(self) -> bool:
        # Another value would be that of another object. Text and UUIDs may change without coming to be the same.
        return not isinstance(self.draw, Numbered | UniqueUuid)


@dataclass(frozen=True, slots=True, eq=False)
class _UniqueWithin(Deferred):
    """Draws a field of an object that was drawn into another: it takes its place among those at the same address."""

    function: DrawFunction
    address: str

    def at(self, state: int, index: int, depth: int) -> object:
        return self.function(state_of(HERE.namespace.key_of(self.address), index), index, depth)

    def is_settled(self) -> bool:
        return True


_known: Final[WeakKeyDictionary[Field, UniqueAt]] = WeakKeyDictionary()
_within: Final[WeakKeyDictionary[Field, dict[str, _UniqueWithin]]] = WeakKeyDictionary()


def _distinct_draw(place: Place) -> Draw:
    text = _is_text(place.field.annotation)
    found = _widest([distinct(draw, place.path, text=text) for draw in _ways(place.field, text=text)])
    if found is None:
        raise CannotBuild(
            f"{place.path} can't be unique(): values of {place.field.annotation!r} can't be counted.\n"
            f"  write:  {place.field.name}=sequence(lambda number: ...)"
        )
    return found


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
    """Whether a field holds any text: `str`, a subclass, pydantic's `EmailStr` and URLs, and each of them or `None`."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    union = get_origin(annotation) in (Union, UnionType)
    arms = [arm for arm in (get_args(annotation) if union else (annotation,)) if arm is not NoneType]
    return all(isinstance(arm, type) and (_is_str(arm) or arm.__name__.endswith(("Str", "Url"))) for arm in arms)


def _is_str(class_: type) -> bool:
    return issubclass(class_, str) and not issubclass(class_, Enum)
