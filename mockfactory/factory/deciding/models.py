"""Classes that say what they hold: pydantic, dataclass, attrs, msgspec, TypedDict, NamedTuple, SQLAlchemy, enums."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import MISSING, dataclass
from typing import Final

from mockfactory.double.planning.refusals import is_named_tuple, is_typed_dict
from mockfactory.factory.deciding.judgement import Part
from mockfactory.spec.looking.raw import find_raw, mro_of
from mockfactory.spec.looking.static import as_dict, as_tuple, is_class, stored
from mockfactory.spec.members.fields import fields_of


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of model a class is.

    Attributes:
        name: in words.
        plain: it is nothing but its parts, and can be made of any: a TypedDict, a NamedTuple.
        closed: what it holds is not ours to look at: an enum, a mapped class.
    """

    name: str
    plain: bool = False
    closed: bool = False


_ENUM: Final = Kind("an enum", closed=True)
_MAPPED: Final = Kind("a mapped class of SQLAlchemy", closed=True)
_TYPED_DICT: Final = Kind("a TypedDict", plain=True)
_NAMED_TUPLE: Final = Kind("a NamedTuple", plain=True)
_MSGSPEC: Final = Kind("a msgspec Struct")
_MARKED: Final = (
    ("__pydantic_fields__", Kind("a pydantic model")),
    ("__attrs_attrs__", Kind("an attrs class")),
    ("__dataclass_fields__", Kind("a dataclass")),
)


def kind_of(cls: type) -> Kind | None:
    """What sort of model a class is; None where it is none.

    Example:
        >>> from typing import NamedTuple
        >>> class Point(NamedTuple):
        ...     x: int
        >>> kind_of(Point).name
        'a NamedTuple'
    """
    if is_typed_dict(cls):
        return _TYPED_DICT
    if any(base is enum.Enum for base in mro_of(cls)):
        return _ENUM
    if find_raw(cls, "__mapper__") is not None:
        return _MAPPED
    if is_named_tuple(cls):
        return _NAMED_TUPLE
    if type(stored(cls, "__struct_fields__")) is tuple:
        return _MSGSPEC
    for mark, kind in _MARKED:
        if find_raw(cls, mark) is not None:
            return kind
    return None


def parts_of(annotation: object) -> tuple[Part, ...]:
    """The fields of a model with their types; a type that can't be found stays the name that was written.

    Of a mapped class, those that hold another object.

    Args:
        annotation: the class, or an alias of it with type arguments.
    """
    from mockfactory.spec.annotations.forms import origin_of
    from mockfactory.spec.read import read_spec

    cls = annotation if is_class(annotation) else origin_of(annotation)
    if not is_class(cls):
        return ()
    if kind_of(cls) is _MAPPED:
        from mockfactory.factory.deciding.mapped import references_of

        return references_of(cls)
    members = read_spec(annotation).members
    names = [name for name in fields_of(cls).fields if name in members]
    return tuple(Part(name, members[name].value.annotation) for name in names)


def keeps_default(cls: type, name: str) -> bool:
    """Whether a field that nobody gives holds what is written in the class; a function that makes it is no such thing.

    Args:
        cls: a model.
        name: of a field.
    """
    if name in as_dict(_raw(cls, "_field_defaults")):
        return True
    field = as_dict(_raw(cls, "__dataclass_fields__")).get(name)
    if field is not None:
        return stored(field, "default") is not MISSING
    field = as_dict(_raw(cls, "__pydantic_fields__")).get(name)
    if field is not None:
        return repr(stored(field, "default")) != "PydanticUndefined"
    for field in as_tuple(_raw(cls, "__attrs_attrs__")):
        if stored(field, "name") == name:
            default = stored(field, "default")
            return type(default).__name__ != "Factory" and repr(default) != "NOTHING"
    return False


def is_empty_by_default(cls: type, name: str) -> bool:
    """Whether a field that nobody gives holds a new empty collection: `field(default_factory=list)`."""
    field = as_dict(_raw(cls, "__dataclass_fields__")).get(name) or as_dict(_raw(cls, "__pydantic_fields__")).get(name)
    made = stored(field, "default_factory")
    for attribute in as_tuple(_raw(cls, "__attrs_attrs__")):
        if stored(attribute, "name") == name and type(stored(attribute, "default")).__name__ == "Factory":
            made = stored(stored(attribute, "default"), "factory")
    return any(made is empty for empty in (list, dict, set, frozenset, tuple))


def private_classes(cls: type) -> Iterator[tuple[str, type]]:
    """The classes that a pydantic model makes its private attributes with, by attribute."""
    for name, private in as_dict(_raw(cls, "__private_attributes__")).items():
        made = stored(private, "default_factory")
        if is_class(made):
            yield name, made


def _raw(cls: type, name: str) -> object:
    found = find_raw(cls, name)
    return None if found is None else found[1]
