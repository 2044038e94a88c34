"""attrs classes."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from builders.plan.field import Field
from builders.plan.maker import Refusal
from builders.plan.reading.attrs_validators import validated
from builders.plan.reading.defaults import keeps
from builders.plan.reading.generics import bindings, class_of
from builders.plan.reading.hints import hints_of, hints_of_function
from builders.plan.reading.making import checked, refusal
from builders.plan.reading.namedtuple_reader import untyped
from builders.plan.reading.reading import Reading
from builders.plan.record import Record

if TYPE_CHECKING:
    import attrs


class _Factory(Protocol):
    factory: Callable[..., object]
    takes_self: bool


@dataclass(frozen=True, eq=False)
class _Maker:
    """Calls the class, whose validators name the attribute that they refuse."""

    call: Callable[..., object]
    names: Collection[str]

    def make(self, values: dict[str, object]) -> object:
        return self.call(**values)

    def refusal(self, error: Exception) -> Refusal | None:
        import attrs

        if isinstance(error, ValueError | TypeError):
            for said in error.args:
                if isinstance(said, attrs.Attribute) and said.alias in self.names:
                    return Refusal({said.alias or said.name: str(error.args[0])})
        return refusal(error, self.names)


def read(type_: object, reading: Reading) -> Record | None:
    """Read an attrs class, or an alias of a generic one; `None` when it is none, or has a handwritten constructor."""
    class_ = class_of(type_)
    if "attr" not in sys.modules or class_ is None:
        return None
    import attrs

    if not attrs.has(class_) or not _has_own_constructor(class_):
        return None
    # A private attribute `_x` is passed as `x`.
    entries = {entry.alias or entry.name: entry for entry in attrs.fields(class_) if entry.init}
    record = reading.begin(type_, _Maker(class_, entries.keys()))
    check = checked(record)
    # A converter may take more than its attribute's type says.
    record.check = lambda name, value: (
        "" if name in entries and entries[name].converter is not None else check(name, value)
    )
    hints = hints_of(type_)
    for name, entry in entries.items():
        factory = cast("_Factory", entry.default) if isinstance(entry.default, attrs.Factory) else None  # type: ignore[arg-type]
        kept = (
            entry.default is not attrs.NOTHING
            if factory is None
            # One that takes the object derives its value from the other fields.
            else factory.takes_self or keeps(factory.factory)
        )
        hint = _hint(entry, hints.get(entry.name, entry.type), type_)
        if hint is not Any or entry.name in hints:
            reading.add(record, name, hint, default=kept, own=factory is not None)
        else:
            draw = None if kept or factory is not None else untyped(record, name)
            record.fields[name] = Field(name, object, draw)
    return record


def _has_own_constructor(class_: type) -> bool:
    owner = next(base for base in class_.__mro__ if "__init__" in vars(base))
    function = vars(owner)["__init__"]
    return inspect.isfunction(function) and "attrs generated" in function.__code__.co_filename


def _hint(entry: attrs.Attribute[Any], annotation: object, type_: object) -> object:
    """What to draw for an attribute: what its converter takes, else what the attribute holds."""
    held: object = Any if annotation is None else annotation
    converter: object = getattr(entry, "converter", None)
    taken = _taken(converter, type_)
    if taken is not None and taken is not Any and taken is not object:
        return taken if held is not Any and taken != held else validated(taken, entry.validator)
    if held is Any and isinstance(converter, type):
        held = converter
    return validated(held, entry.validator)


def _taken(converter: object, type_: object) -> object:
    """The annotation of a converter's first parameter, if it has one."""
    import attrs

    wrapped: object = getattr(converter, "converter", None)
    function = wrapped if type(converter) is attrs.Converter else converter
    class_ = class_of(type_)
    if not inspect.isfunction(function) or class_ is None:
        return None
    first = next(iter(inspect.signature(function).parameters), None)
    if first is None:
        return None
    return hints_of_function(function, class_, bindings(type_).get(class_, {})).get(first)
