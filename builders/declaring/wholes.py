"""A field that was declared as a whole, and of which parts are given later: the later word holds."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar, cast

from builders.copying import copied
from builders.declaring.attributes import attribute_of
from builders.declaring.copying import as_given
from builders.declaring.declaration import Declaration, Place
from builders.declaring.misplaced import refuse_misplaced
from builders.errors import InvalidOverride
from builders.plan.deferred import Deferred
from builders.plan.nesting import SEPARATOR, unknown, within
from builders.plan.planning import plan_of
from builders.plan.record import Record

V_co = TypeVar("V_co", covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Whole(Declaration[V_co], Generic[V_co]):
    """A plain value of a field, whose parts may be given later.

    Attributes:
        value: what was declared. `None` gives way to an object that is drawn with the parts; an object is copied with
            other parts.
    """

    takes_parts: ClassVar[bool] = True
    shown: ClassVar[str] = "a value"

    value: V_co

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        refuse_misplaced(place.record, place.field.name, self.value)
        if not parts:
            return _Kept(as_given(self.value))
        if self.value is None:
            return within(place.field, parts, place.path)
        if not can_change(self.value):
            # Where there is no such part, it says so.
            within(place.field, parts, place.path)
        return _Kept(_changed(self.value, parts, place, place.field.name))


@dataclass(frozen=True, slots=True, eq=False)
class _Kept(Deferred):
    declared: ClassVar[str | None] = ""

    value: object

    def at(self, state: int, index: int, depth: int) -> object:
        return self.value.at(state, index, depth) if isinstance(self.value, Deferred) else self.value

    def is_settled(self) -> bool:
        return not isinstance(self.value, Deferred) or self.value.is_settled()


@dataclass(frozen=True, slots=True, eq=False)
class _Changed(Deferred):
    """A copy of an object with other values in some fields, made by its type.

    Attributes:
        record: of the object's own class.
        values: of all its fields.
    """

    record: Record
    values: Mapping[str, object]

    def at(self, state: int, index: int, depth: int) -> object:
        return self.record.build(state, index, depth, self.values)

    def is_settled(self) -> bool:
        return True


def can_change(value: object) -> bool:
    """Whether a copy of an object can be made of its fields, by its type's own validation."""
    class_ = type(value)
    if dataclasses.is_dataclass(class_) or (isinstance(value, tuple) and hasattr(class_, "_fields")):
        return True
    if "attrs" in sys.modules and hasattr(class_, "__attrs_attrs__"):
        return True
    return any(
        module in sys.modules and isinstance(value, getattr(sys.modules[module], name))
        for module, name in (("pydantic", "BaseModel"), ("msgspec", "Struct"))
    )


def _changed(value: object, parts: Mapping[str, object], place: Place, way: str) -> _Changed:
    record = plan_of(type(value)).record if can_change(value) else None
    held = {name: attribute_of(type(value), name) for name in record.fields} if record is not None else {}
    if record is None or not all(hasattr(value, attribute) for attribute in held.values()):
        raise _unchangeable(value, parts, place, way)
    values: dict[str, object] = {name: copied(getattr(value, attribute)) for name, attribute in held.items()}
    values.update(cast("Any", value).model_extra or {} if hasattr(value, "model_extra") else {})
    deeper: dict[str, dict[str, object]] = {}
    for name, part in parts.items():
        head, separator, rest = name.partition(SEPARATOR)
        if name in record.fields or (record.extra and not separator):
            values[name] = as_given(part)
        elif separator and rest and head in record.fields:
            deeper.setdefault(head, {})[rest] = part
        else:
            raise unknown(place.path, name, record.fields)
    for head, inner in deeper.items():
        there = values[head]
        values[head] = (
            within(record.fields[head], inner, f"{place.path}.{head}")
            if there is None
            else _changed(there, inner, place, f"{way}{SEPARATOR}{head}")
        )
    return _Changed(record, values)


def _unchangeable(value: object, parts: Mapping[str, object], place: Place, way: str) -> InvalidOverride:
    named = ", ".join(f"{way}{SEPARATOR}{part}" for part in parts)
    kind = type(value).__qualname__
    return InvalidOverride(
        f"{place.record.title}.{way.replace(SEPARATOR, '.')} was declared as a whole, a {kind}, "
        f"which can't be copied with another part ({named}).\n"
        f"  write:  Builder({place.record.title}, {place.field.name}=fresh(Builder({type(value).__qualname__}, ...))), "
        "of which parts can be given"
    )
