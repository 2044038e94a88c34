"""An object that is not made yet, as functions of its fields see it."""

from __future__ import annotations

import types
from collections.abc import Callable, Container, Mapping
from functools import cached_property
from typing import Final, cast
from weakref import WeakKeyDictionary

from builders.declaring.attributes import attribute_of, not_taken
from builders.plan.reading.generics import class_of
from builders.plan.record import Record

_MISSING: Final = object()
_OF_C: Final = (
    types.MemberDescriptorType,
    types.GetSetDescriptorType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
)
"""Slots, `__dict__`, methods that are written in C."""


class Seen:
    """What a function is given: the fields of an object that is not made yet.

    It stands in for the object as far as can be: properties and methods of its class run on it, and fields are found
    by key or by position too, as a TypedDict and a NamedTuple have them.
    """

    __slots__ = ("__fields", "__other", "__record", "__value_of")

    def __init__(self, record: Record, value_of: Callable[[str], object], other: Callable[[str], object]) -> None:
        """Nothing is asked for yet.

        Args:
            record: the type of the object.
            value_of: the value of a field.
            other: of an attribute that is no field of the constructor, and that the class has no value for.
        """
        self.__record = record
        self.__value_of = value_of
        self.__other = other
        self.__fields = _fields_by_attribute(record)

    def __getattr__(self, name: str) -> object:
        field = self.__fields.get(name)
        if field is not None:
            return self.__value_of(field)
        class_ = class_of(self.__record.type) or object
        for base in class_.__mro__:
            raw: object = vars(base).get(name, _MISSING)
            if raw is not _MISSING:
                if isinstance(raw, _OF_C) or name in _mapped(class_) or name in not_taken(class_):
                    break
                return _shown(raw, self, class_)
        return self.__other(name)

    def __getitem__(self, key: object) -> object:
        names = list(self.__record.fields)
        return self.__value_of(names[key] if isinstance(key, int) else str(key))

    def __repr__(self) -> str:
        return f"<the fields of a {self.__record.title} that is being built>"


_by_attribute: Final[WeakKeyDictionary[Record, Mapping[str, str]]] = WeakKeyDictionary()


def _fields_by_attribute(record: Record) -> Mapping[str, str]:
    known = _by_attribute.get(record)
    if known is None:
        known = _by_attribute[record] = {attribute_of(record.type, name): name for name in record.fields}
    return known


def _mapped(class_: type) -> Container[str]:
    """What SQLAlchemy maps: on the class, these are parts of queries."""
    mapper: object = getattr(class_, "__mapper__", None)
    return cast("Container[str]", getattr(mapper, "attrs", ()))


def _shown(raw: object, seen: Seen, class_: type) -> object:
    """What a class, or a base of it, holds under a name, as an object of the class shows it."""
    if isinstance(raw, cached_property):
        return cast("Callable[[object], object]", raw.func)(seen)
    if isinstance(raw, types.FunctionType):
        return types.MethodType(raw, seen)
    if isinstance(raw, classmethod):
        return types.MethodType(cast("classmethod[object, ..., object]", raw).__func__, class_)
    get: object = getattr(type(raw), "__get__", None)
    return get(raw, seen, class_) if callable(get) else raw
