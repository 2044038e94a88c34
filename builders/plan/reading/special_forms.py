"""Forms of `typing` that say something of one value: `Annotated`, `Literal`, `NewType`, `type[X]`, type variables."""

from __future__ import annotations

import types
import typing
from collections.abc import Hashable, Sequence, Sized
from dataclasses import replace
from typing import Any, Final, ForwardRef, NewType, TypeVar, cast, get_args, get_origin

import typing_extensions

from builders.draws.choices import Constant, Pick
from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.draws.such import Such
from builders.errors import CannotBuild
from builders.plan.reading import pydantic_reader
from builders.plan.reading.aliases import meaning
from builders.plan.reading.generics import class_of, is_any_of, without_init_var
from builders.plan.reading.metadata import Said
from builders.plan.reading.place import Place
from builders.plan.reading.reading import Reading
from builders.seed.naming import literal_name, short_name

_ANYTHING: Final[tuple[object, ...]] = (
    Any,
    object,
    typing_extensions.Any,
    Hashable,
    Sized,
    typing.Hashable,
    typing.Sized,
    typing.LiteralString,
    typing_extensions.LiteralString,
)
"""Whose values are text, or can be anything: then text is a modest choice."""
_LITERALS: Final = (typing.Literal, typing_extensions.Literal)
_SELVES: Final[tuple[object, ...]] = (vars(typing)["Self"], vars(typing_extensions)["Self"])
_QUALIFIERS: Final[tuple[object, ...]] = (
    typing.Final,
    typing_extensions.Final,
    typing.ClassVar,
    typing_extensions.Required,
    typing_extensions.NotRequired,
    typing_extensions.ReadOnly,
    typing.Required,
    typing.NotRequired,
)
_CLASSES: Final[tuple[object, ...]] = (type, typing.Type)  # noqa: UP006  # the old spelling is one of those read here
_TYPE_VARIABLES: Final = (TypeVar, typing_extensions.TypeVar)


def read(annotation: object, place: Place, reading: Reading) -> Draw | None:
    """Read a special form; `None` when it is none."""
    if annotation is None or annotation is types.NoneType:
        return Constant(None)
    if is_any_of(annotation, _ANYTHING):
        return reading.at(str, place)
    if is_any_of(annotation, _SELVES):
        return _self(place, reading)
    if isinstance(annotation, _TYPE_VARIABLES):
        return reading.at(standing_for(annotation), place)
    if isinstance(annotation, NewType):
        return reading.at(annotation.__supertype__, place.named_after(annotation.__name__))
    inner = without_init_var(annotation)
    if inner is not annotation:
        return reading.at(inner, place)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is typing.Annotated:
        return _annotated(arguments[0], annotation, place, reading)
    if origin in _LITERALS:
        # Two literals are equal whatever the order of their values, so that order must not tell them apart.
        values = _literals(arguments, place)
        if not values:
            raise CannotBuild(f"{place.path}: a Literal without values says nothing of what to draw")
        return Pick(tuple(sorted(values, key=literal_name)))
    if origin in _QUALIFIERS:
        return reading.at(arguments[0], place)
    if is_any_of(annotation, _QUALIFIERS):
        raise CannotBuild(f"{place.path}: {short_name(annotation)} without a type says nothing of its values")
    if origin is type or is_any_of(annotation, _CLASSES):
        return _class_itself(arguments, place)
    return None


def _annotated(base: object, annotation: object, place: Place, reading: Reading) -> Draw:
    metadata: tuple[object, ...] = getattr(annotation, "__metadata__", ())
    own = pydantic_reader.read_annotated(annotation, metadata, place, reading)
    if own is not None:
        return own
    said = Said(place.constraints)
    said.add(metadata)
    draw = (
        Pick(said.among.options)
        if said.among is not None
        else reading.at(base, replace(place, constraints=said.constraints))
    )
    for turned in said.turned or ():
        draw = Of(turned.function, draw)
    for condition in said.conditions or ():
        draw = Such(draw, condition.accepts, condition.words, place.path)
    return draw


def _self(place: Place, reading: Reading) -> Draw:
    owner = place.within.type if place.within is not None else place.owner
    if class_of(owner) is None:
        raise CannotBuild(f"{place.path}: Self means nothing outside of a class")
    return reading.at(owner, place)


def _literals(arguments: Sequence[object], place: Place) -> list[object]:
    """The values of a literal, those of the literals in it too."""
    values: list[object] = []
    for argument in arguments:
        known = meaning(argument, place) if not isinstance(argument, str) else argument
        values.extend(_literals(get_args(known), place) if get_origin(known) in _LITERALS else [known])
    return values


def standing_for(variable: object) -> object:
    """What a type variable that is bound to nothing stands for: its default, first constraint or bound, else text."""
    typed = cast("TypeVar", variable)
    default: object = getattr(typed, "__default__", None)
    if default is not None and default not in (typing_extensions.NoDefault, ...):
        return default
    if typed.__constraints__:
        return cast("object", typed.__constraints__[0])
    return typed.__bound__ if typed.__bound__ is not None else str


def _class_itself(arguments: Sequence[object], place: Place) -> Draw:
    if not arguments or arguments[0] is Any:
        return Constant(str)
    wanted = meaning(ForwardRef(arguments[0]) if isinstance(arguments[0], str) else arguments[0], place)
    if isinstance(wanted, _TYPE_VARIABLES):
        wanted = standing_for(wanted)
    if is_any_of(wanted, _SELVES) and place.within is not None:
        wanted = place.within.type
    if get_origin(wanted) in (typing.Union, types.UnionType):
        return Pick(tuple(sorted(get_args(wanted), key=short_name)))
    class_ = class_of(wanted)
    if class_ is None:
        raise CannotBuild(f"{place.path}: {short_name(wanted)} is no class, so there is no type[...] of it")
    return Constant(class_)
