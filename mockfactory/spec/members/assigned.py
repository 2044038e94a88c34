"""What may be said of the type of an attribute by what methods assign to it."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Union

from mockfactory.spec.annotations.hints import strip_qualifiers
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.members.constants import hint_of_constants
from mockfactory.spec.members.guessing import guess_of
from mockfactory.spec.members.reading import Reading
from mockfactory.spec.members.signatures import scope_of
from mockfactory.spec.members.stored_types import class_called, parameter_hint
from mockfactory.spec.members.storing import Place
from mockfactory.spec.model import Hint, Kind


@dataclass(frozen=True, slots=True, eq=False)
class Assigned:
    """One attribute that a method of `owner` assigns; `guess` is set where nothing says its type: see `Member`."""

    name: str
    owner: type
    hint: Hint
    found: str
    kind: Kind = Kind.INSTANCE_ATTRIBUTE
    final: bool = False
    guess: Hint | None = None


def assigned_at(
    reading: Reading, name: str, places: Sequence[Place], values: Sequence[object], *, are_all: bool
) -> Assigned:
    """What the places where an attribute is assigned say of it together.

    Args:
        reading: the reading of the class.
        name: of the attribute.
        places: where it is assigned, at least one.
        values: what class bodies hold under its name.
        are_all: whether it can be assigned nowhere else in the class.
    """
    for place in places:
        if place.store.annotation is not None:
            return _annotated(reading, name, place)
    first = min(places, key=lambda place: place.method.function.__name__ != "__init__")
    kind = (
        Kind.CLASS_ATTRIBUTE
        if all(place.method.binding is classmethod for place in places)
        else Kind.INSTANCE_ATTRIBUTE
    )
    method = first.method.function.__name__
    found = f"assignment in {method}"
    constants = hint_of_constants([one.store for one in places], values) if are_all else None
    hint = guess = _hint_of_parameters(reading, places) or constants
    if hint is None:
        hint = Hint(class_called(reading, first), f"assigned in {method} without annotation")
        guess = (guess_of(reading, places, values) if are_all else None) or hint
    return Assigned(name, first.method.owner, hint, found, kind, guess=guess)


def _annotated(reading: Reading, name: str, place: Place) -> Assigned:
    scope = scope_of(reading, place.method.function, place.method.owner)
    bare, qualifiers = strip_qualifiers(place.store.annotation)
    hint = reading.hint(bare, scope, place.method.owner)
    if bare is inspect.Parameter.empty and place.store.parameter:
        hint = parameter_hint(reading, place) or hint
    found = f"assignment in {place.method.function.__name__}"
    return Assigned(name, place.method.owner, hint, found, final="Final" in qualifiers)


def _hint_of_parameters(reading: Reading, places: Sequence[Place]) -> Hint | None:
    """What the parameters that are stored say together; None when something else may be stored as well."""
    hints: list[Hint] = []
    optional = False
    for place in places:
        store = place.store
        if store.parameter is not None:
            hint = parameter_hint(reading, place)
            if hint is None or hint.unchecked is not None:
                return hint
            hints.append(hint)
        elif store.none:
            optional = True
        elif not store.augmented and not annotations_in(place.method.function):
            # An annotated method is taken to keep the type, since type checkers look into it; another one need not.
            return None
    if not hints:
        return None
    annotations = [hint.annotation for hint in hints] + ([None] if optional else [])
    found: object = Union[tuple(annotations)]  # noqa: UP007
    return Hint(None if found is type(None) else found)
