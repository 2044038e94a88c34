"""Names that stand for types: names in quotes, `type` statements, and those of them that lead back to themselves."""

from __future__ import annotations

import typing
from dataclasses import dataclass, replace
from typing import Final, ForwardRef, Protocol, cast, get_args, get_origin

import typing_extensions

from builders.draws.draw import Draw
from builders.draws.impossible import give_it
from builders.errors import CannotBuild
from builders.plan.field import Field
from builders.plan.maker import Refusal
from builders.plan.nested import Nested
from builders.plan.reading.generics import class_of, substituted
from builders.plan.reading.hints import found
from builders.plan.reading.place import Place
from builders.plan.reading.reading import Reading
from builders.plan.record import Record
from builders.seed.naming import short_name

_VALUE = "value"
_ALIAS_TYPES: Final[tuple[type, ...]] = (
    typing_extensions.TypeAliasType,
    # Python's own, from 3.12 on; the two may be one.
    vars(typing).get("TypeAliasType", typing_extensions.TypeAliasType),
)


class _Alias(Protocol):
    __name__: str
    __value__: object
    __type_params__: tuple[object, ...]
    __module__: str


@dataclass(frozen=True)
class _Same:
    """An alias has no objects of its own: what was drawn is all there is."""

    def make(self, values: dict[str, object]) -> object:
        return values[_VALUE]

    def refusal(self, error: Exception) -> Refusal | None:
        return None


def read(annotation: object, place: Place, reading: Reading) -> Draw | None:
    """Read what a name stands for; `None` when the annotation is no name."""
    if isinstance(annotation, str):
        annotation = _reference(annotation, place)
    value = meaning(annotation, place)
    if value is annotation:
        return None
    alias = _type_alias(annotation)
    if alias is not None:
        place = replace(place.named_after(alias.__name__), owner=alias)
    if class_of(value) is not None and not get_args(value):
        return reading.at(value, place)
    if not _leads_back(annotation, value, place):
        return reading.at(value, place)
    # One record for all fields, whatever their names: which of them is read first must make no difference.
    scope: object = getattr(place.owner, "__module__", "")
    key = ("alias", short_name(annotation), _hashable(value), scope, _hashable(place.constraints))
    known = reading.records.get(key)
    if known is not None:
        return Nested(known, place.within)
    record = Record(annotation, short_name(annotation), _Same())
    reading.records[key] = record
    draw = reading.at(value, replace(place, name="", within=record, path=record.title))
    record.fields[_VALUE] = Field(_VALUE, value, draw)
    return Nested(record, place.within)


def _reference(text: str, place: Place) -> ForwardRef:
    try:
        return ForwardRef(text, is_argument=False, is_class=True)
    except SyntaxError:
        raise CannotBuild(f"{place.path}: {text!r} is no annotation{give_it(place.path)}") from None


def meaning(annotation: object, place: Place) -> object:
    """What a name stands for; the annotation itself when it is no name.

    Raises:
        CannotBuild: the name is not known.
    """
    if isinstance(annotation, ForwardRef):
        return found(annotation, place.owner, place.path)
    alias = _type_alias(annotation)
    if alias is None:
        return annotation
    try:
        value = alias.__value__
        if isinstance(value, str):
            value = found(ForwardRef(value), alias, place.path)
    except NameError as error:
        raise CannotBuild(f"{place.path}: {error.name!r}, of which {alias} is made, can't be resolved") from None
    arguments = get_args(annotation)
    return substituted(value, dict(zip(alias.__type_params__, arguments, strict=False))) if arguments else value


def _type_alias(annotation: object) -> _Alias | None:
    alias = annotation if isinstance(annotation, _ALIAS_TYPES) else get_origin(annotation)
    return cast("_Alias", alias) if isinstance(alias, _ALIAS_TYPES) else None


def _leads_back(name: object, value: object, place: Place) -> bool:
    """Whether a name stands for something that holds the name again; the fields of classes don't count."""
    own, seen = _hashable(name), set[object]()
    waiting = list(_inside(value))
    while waiting:
        inner = waiting.pop()
        key = _hashable(inner)
        if key == own:
            return True
        if key in seen:
            continue
        seen.add(key)
        try:
            stands_for = meaning(inner, place)
        except CannotBuild:
            continue
        waiting.extend(_inside(inner) if stands_for is inner else [*_inside(stands_for)])
    return False


def _inside(annotation: object) -> list[object]:
    inner: list[object] = []
    for argument in get_args(annotation):
        inner.extend(cast("list[object]", argument) if isinstance(argument, list) else [argument])
    return [ForwardRef(one) if isinstance(one, str) and get_origin(annotation) in _QUOTING else one for one in inner]


_QUOTING = (list, dict, set, frozenset, tuple, type)
"""`list["Json"]` keeps the text; typing's own forms make a reference of it, and in a `Literal` text is a value."""


def _hashable(value: object) -> object:
    if isinstance(value, ForwardRef):
        return ("name", value.__forward_arg__)
    try:
        hash(value)
    except TypeError:
        return id(value)
    return value
