"""Members that are read rather than called: fields, class values, properties, slots, descriptors, enum members."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from types import BuiltinFunctionType, ModuleType
from typing import Any, Final

from mockfactory.spec.annotations.hints import strip_qualifiers
from mockfactory.spec.looking.identity import ByIdentity, same_type
from mockfactory.spec.looking.raw import namespace_of, qualified_name_of
from mockfactory.spec.looking.static import as_dict, defines, is_class
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.members.assigned import Assigned
from mockfactory.spec.members.descriptors import descriptor_hint, through_descriptor, written_hint
from mockfactory.spec.members.guessing import class_of_value
from mockfactory.spec.members.kinds import Getter, Storage
from mockfactory.spec.members.names import Names
from mockfactory.spec.members.reading import Reading
from mockfactory.spec.members.signatures import getter_hint, setter_hint
from mockfactory.spec.model import NO_ANNOTATION, Hint, Kind, Member

_EMPTY: Final = inspect.Parameter.empty
# A default of 30 is often replaced by 0.5 and the other way round, so either stands for both.
_NUMBER: Final = int | float
_SIMPLE: Final = ByIdentity[object]({bool: bool, int: _NUMBER, float: _NUMBER, str: str, bytes: bytes}.items())


@dataclass(frozen=True, slots=True)
class Declared:
    """What annotations say of an attribute."""

    hint: Hint
    qualifiers: frozenset[str] = frozenset()


def declared(reading: Reading, names: Names, name: str) -> Declared | None:
    """What the nearest annotation says of `name`; None when no class annotates it."""
    owner = names.places[name].annotation if name in names.places else None
    field = names.fields.fields.get(name)
    if field is not None and field.annotation is not _EMPTY and (owner is None or field.found == "pydantic field"):
        writer = names.cls if owner is None else owner
        return Declared(reading.hint(field.annotation, reading.scope_of(writer), writer))
    if owner is None:
        return None
    written = written_annotation(owner, name)
    bare, qualifiers = strip_qualifiers(written)
    return Declared(reading.hint(bare, reading.scope_of(owner), owner), qualifiers)


def written_annotation(owner: type, name: str) -> object:
    """The annotation of `name` in the body of `owner`, as it stands there."""
    return annotations_in(owner).get(name, _EMPTY)


def annotated_member(reading: Reading, names: Names, name: str) -> Member:
    """The member of a name that a class annotates or a library describes as a field."""
    said = declared(reading, names, name) or Declared(NO_ANNOTATION)
    place = names.places[name]
    field = names.fields.fields.get(name)
    value = namespace_of(place.body)[name] if place.body is not None else None
    class_level = "ClassVar" in said.qualifiers or ("Final" in said.qualifiers and place.body is not None and not field)
    hint = said.hint
    if hint.annotation is _EMPTY and place.body is not None:
        hint = value_hint(value) if "Final" in said.qualifiers else hint
    settable = not ((field is not None and field.frozen) or names.fields.frozen or "Final" in said.qualifiers)
    return Member(
        name,
        Kind.CLASS_ATTRIBUTE if class_level else Kind.INSTANCE_ATTRIBUTE,
        names.cls if place.owner is None else place.owner,
        value=through_descriptor(reading, hint, value),
        settable=settable,
        found=field.found if field is not None else "annotation",
    )


def getter_member(reading: Reading, names: Names, name: str, getter: Getter, owner: type) -> Member:
    """The member of a property or of what reads like one."""
    hint = getter_hint(reading, owner, getter)
    if hint.annotation is _EMPTY:
        said = declared(reading, names, name)
        hint = said.hint if said is not None else hint
    return Member(
        name,
        Kind.PROPERTY,
        owner,
        value=hint,
        settable=getter.settable,
        found="property",
        abstract=getter.abstract,
        written=_if_other(setter_hint(reading, owner, getter.setter), hint),
        deletable=getter.deletable,
    )


def _if_other(written: Hint | None, value: Hint) -> Hint | None:
    """The hint of what is written, where it is not that of what is read."""
    return None if written is None or same_type(written.annotation, value.annotation) else written


def storage_member(
    reading: Reading, names: Names, name: str, storage: Storage, owner: type, *, assigned: Assigned | None
) -> Member:
    """The member of a slot, a C attribute or a descriptor."""
    said = declared(reading, names, name)
    found, written, guess = storage.found, None, None
    if found == "slot" and "__slots__" not in namespace_of(owner):
        found = "C attribute"
    if said is not None:
        hint = through_descriptor(reading, said.hint, storage.descriptor)
    elif found == "descriptor" and name not in names.fields.fields:
        hint = descriptor_hint(reading, storage.descriptor, owner)
        written = _if_other(written_hint(storage.descriptor), hint)
    elif assigned is not None:
        hint, guess = assigned.hint, assigned.guess
    else:
        hint = NO_ANNOTATION
        guess = hint if found == "slot" else None
    field = names.fields.fields.get(name)
    frozen = (field is not None and field.frozen) or names.fields.frozen
    final = said is not None and "Final" in said.qualifiers
    kind = Kind.INSTANCE_ATTRIBUTE if storage.data else Kind.PROPERTY
    settable = storage.settable and not frozen and not final
    where = field.found if field else found
    deletable = storage.deletable and settable
    return Member(
        name, kind, owner, value=hint, settable=settable, found=where, written=written, deletable=deletable, guess=guess
    )  # fmt: skip


def value_member(names: Names, name: str, value: object, owner: type, assigned: Assigned | None) -> Member:
    """The member of a class value that no class annotates."""
    if _is_enum_member(owner, name):
        return Member(name, Kind.CLASS_ATTRIBUTE, owner, value=Hint(owner), found="enum member")
    if is_class(value):
        nested = qualified_name_of(value).startswith(qualified_name_of(owner) + ".")
        kind = Kind.NESTED_CLASS if nested else Kind.CLASS_ATTRIBUTE
        hint = Hint(_class_of(value))
        found, guess = ("nested class", None) if nested else ("class value", hint)
        return Member(name, kind, owner, value=hint, settable=not nested, found=found, guess=guess)
    frozen = names.fields.frozen
    hint = value_hint(value) if assigned is None else assigned.hint
    guess = _guess(value, hint) if assigned is None else assigned.guess
    return Member(name, Kind.CLASS_ATTRIBUTE, owner, value=hint, settable=not frozen, guess=guess)


def _guess(value: object, hint: Hint) -> Hint:
    """What a class value without annotation is, where nothing of that is promised."""
    kind = None if hint.unchecked is None or value is None else class_of_value(value)
    return hint if kind is None else Hint(kind)


def value_hint(value: object) -> Hint:
    """What may be said of an unannotated class value that no method assigns.

    A simple immutable value promises its type, as type checkers have it; `None` and everything else promises nothing,
    since it usually is a default that something of another type replaces.
    """
    kind = type(value)
    if kind in _SIMPLE:
        return Hint(_SIMPLE[kind])
    if value is None:
        return Hint(_EMPTY, "only None seen")
    if callable_value(value):
        return Hint(kind)
    return Hint(_EMPTY, "no annotation")


def callable_value(value: object) -> bool:
    """Whether `value` is an object of a Python class that can be called."""
    return type(value) is not BuiltinFunctionType and not is_class(value) and defines(type(value), "__call__")


def _class_of(value: Any) -> object:
    return type[value]


def _is_enum_member(owner: type, name: str) -> bool:
    return name in as_dict(namespace_of(owner).get("_member_map_"))


def module_value_hint(value: object) -> Hint:
    """What may be said of an unannotated global of a module."""
    return Hint(ModuleType) if type(value) is ModuleType else value_hint(value)
