"""Plain classes: what their constructors ask for."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from inspect import Parameter
from typing import Any, cast, get_overloads

from builders.plan.field import Field
from builders.plan.reading.generics import bindings, class_of
from builders.plan.reading.hints import hints_of_function
from builders.plan.reading.making import Called, checked
from builders.plan.reading.namedtuple_reader import untyped
from builders.plan.reading.reading import Reading
from builders.plan.record import Record

_VARIADIC = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


def read(type_: object, reading: Reading) -> Record | None:
    """Read a class by its constructor; `None` when it has none that says what it takes."""
    class_ = class_of(type_)
    if class_ is None:
        return None
    function, owner = _constructor(class_)
    stated = next(iter(get_overloads(function)), inspect.unwrap(function)) if inspect.isfunction(function) else function
    parameters = _passed(stated)
    bound = bindings(type_)
    hints = hints_of_function(stated, owner, bound.get(owner, {}))
    for inherited, base in _passed_on(class_, owner, stated):
        further = [entry for entry in _passed(inherited) if entry.name not in hints and _is_required(entry)]
        parameters += [entry for entry in further if all(entry.name != known.name for known in parameters)]
        hints = {**hints_of_function(inherited, base, bound.get(base, {})), **hints}
    by_position = tuple(entry.name for entry in parameters if entry.kind is Parameter.POSITIONAL_ONLY)
    record = reading.begin(type_, Called(class_, [entry.name for entry in parameters], by_position))
    record.check = checked(record)
    record.extra = any(entry.kind is Parameter.VAR_KEYWORD for entry in _all(stated))
    for entry in parameters:
        default = entry.default is not Parameter.empty
        hint = hints.get(entry.name, entry.annotation)
        if hint is not Parameter.empty:
            reading.add(record, entry.name, hint, default=default)
        else:
            record.fields[entry.name] = Field(entry.name, object, None if default else untyped(record, entry.name))
    return record


def _constructor(class_: type) -> tuple[Callable[..., object], type]:
    """The function that says what the class is called with, and the class in which it is defined."""
    for base in class_.__mro__:
        for name in ("__init__", "__new__"):
            if name in vars(base) and base is not object:
                found: Any = vars(base)[name]
                return (found.__func__ if isinstance(found, staticmethod) else found), base
    return cast("Callable[..., object]", object.__init__), class_


def _all(function: Callable[..., object]) -> list[Parameter]:
    return list(inspect.signature(function).parameters.values()) if inspect.isfunction(function) else []


def _is_required(entry: Parameter) -> bool:
    return entry.default is Parameter.empty and entry.kind is not Parameter.POSITIONAL_ONLY


def _passed_on(
    class_: type, owner: type, function: Callable[..., object]
) -> Iterator[tuple[Callable[..., object], type]]:
    """The inherited constructors that `**kwargs` are passed on to, as far as one has `**kwargs` after the other."""
    for base in class_.__mro__[class_.__mro__.index(owner) + 1 :]:
        if all(entry.kind is not Parameter.VAR_KEYWORD for entry in _all(function)):
            return
        if inspect.isfunction(vars(base).get("__init__")):
            function = inspect.unwrap(vars(base)["__init__"])
            yield function, base


def _passed(function: Callable[..., object]) -> list[Parameter]:
    """The parameters that get a value: not the object or class itself; and `*args` and `**kwargs` get none."""
    parameters = _all(function)
    own = 0 if parameters and parameters[0].kind in _VARIADIC else 1
    return [entry for entry in parameters[own:] if entry.kind not in _VARIADIC]
