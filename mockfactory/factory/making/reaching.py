"""All types that stand in a type, at any depth: in its arguments, the fields of models, what constructors take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NewType, TypeVar, cast, get_args

from mockfactory.factory.binding.keys import Key, key_of
from mockfactory.factory.deciding.forms import class_in
from mockfactory.factory.deciding.known import is_of_pydantic, why_value
from mockfactory.factory.deciding.models import kind_of, parts_of
from mockfactory.spec import SpecError
from mockfactory.spec.annotations.forms import is_type_alias
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.refusals import is_refused


def reached(annotation: object) -> Iterator[object]:
    """A type, and all that stand in it, each once.

    Example:
        >>> from dataclasses import dataclass
        >>> @dataclass
        ... class Team:
        ...     members: list[int]
        >>> [one is Team or one for one in reached(Team)]
        [True, list[int], <class 'int'>]
    """
    waiting, seen = [annotation], set[Key]()
    while waiting:
        here = waiting.pop()
        key = key_of(here)
        if key not in seen:
            seen.add(key)
            yield here
            waiting += _inside(here)


def _inside(annotation: object) -> list[object]:
    if is_type_alias(annotation):
        return [cast("Any", annotation).__value__, *get_args(annotation)]
    if isinstance(annotation, NewType):
        return [annotation.__supertype__]
    if isinstance(annotation, TypeVar):
        return [annotation.__bound__, *annotation.__constraints__]
    inside: list[object] = []
    for argument in get_args(annotation):
        inside += cast("list[object]", argument) if isinstance(argument, list) else [argument]
    cls = class_in(annotation)
    if cls is None or is_refused(cls) or is_protocol(cls):
        return inside
    if kind_of(cls) is not None:
        return inside + [part.annotation for part in parts_of(annotation)]
    if why_value(cls) is None and not is_of_pydantic(cls):
        inside += _taken(annotation)
    return inside


def _taken(annotation: object) -> list[object]:
    """What the constructor of a plain class takes."""
    from mockfactory.spec.read import read_spec

    try:
        call = read_spec(annotation).call
    except SpecError:
        return []
    return [] if call is None else [hint.annotation for hint in call.hints.values()]
