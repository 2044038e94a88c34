"""What reading an attribute through a descriptor gives, without calling its `__get__`."""

from __future__ import annotations

import inspect
import typing
from types import FunctionType
from typing import Any, Final, TypeVar

from mockfactory.spec.annotations.forms import origin_of
from mockfactory.spec.annotations.generics import substitution
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.looking.raw import find_raw, mro_of
from mockfactory.spec.looking.static import defines, is_class, name_of, stored
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.members.kinds import Getter
from mockfactory.spec.members.reading import Reading
from mockfactory.spec.members.signatures import getter_hint, parameter_hint
from mockfactory.spec.model import NO_ANNOTATION, Hint

_WRAPPED: Final = ("fget", "func", "__wrapped__", "wrapped", "method", "getter")


def descriptor_hint(reading: Reading, descriptor: object, owner: type) -> Hint:
    """What `descriptor`, a value in the body of `owner`, gives on an instance.

    The return annotation of its `__get__` says so, with the descriptor's own type parameters filled in; where one of
    them stays open, the function that it wraps.
    """
    kind = type(descriptor)
    target = stored(descriptor, "__orig_class__")
    hint = _get_hint(target if origin_of(target) is kind else kind)
    if hint is not None and hint.unchecked is None and not is_open(hint.annotation):
        return hint
    for name in _WRAPPED:
        function = stored(descriptor, name)
        if type(function) is FunctionType:
            wrapped = getter_hint(reading, owner, Getter(function, settable=False))
            if wrapped.unchecked is None:
                return wrapped
    return Hint(inspect.Parameter.empty, f"descriptor {name_of(kind)} does not say what it gives")


def written_hint(descriptor: object) -> Hint | None:
    """What the `__set__` of `descriptor` takes; None where it does not say so exactly."""
    kind = type(descriptor)
    target = stored(descriptor, "__orig_class__")
    found = find_raw(kind, "__set__")
    if found is None:
        return None
    form = target if origin_of(target) is kind else kind
    hint = parameter_hint(Reading(form, kind, substitution(form)), found[0], found[1], 2)
    return None if hint is None or hint.unchecked is not None or is_open(hint.annotation) else hint


def through_descriptor(reading: Reading, hint: Hint, value: object) -> Hint:
    """`hint`, or what its descriptor gives where the annotation names a descriptor (`id: Mapped[int]`)."""
    annotation = hint.annotation
    origin = annotation if origin_of(annotation) is None else origin_of(annotation)
    if hint.unchecked is not None or not is_class(origin) or not _is_descriptor(origin, value):
        return hint
    given = _get_hint(annotation)
    if given is not None and given.unchecked is None and (not is_open(given.annotation) or is_open(annotation)):
        return given
    arguments = typing.get_args(annotation)
    if len(arguments) == 1:
        return Hint(None if arguments[0] is type(None) else arguments[0], "Any" if arguments[0] is Any else None)
    return Hint(annotation, f"descriptor {name_of(origin)} does not say what it gives")


def _is_descriptor(annotated: type, value: object) -> bool:
    if defines(annotated, "__get__"):
        return True
    # SQLAlchemy's `Mapped` is a descriptor for type checkers only; at run time a subclass of it stands in the class.
    kind = type(value)
    return any(base is annotated for base in mro_of(kind)) and defines(kind, "__get__")


def _get_hint(descriptor: object) -> Hint | None:
    origin = origin_of(descriptor)
    kind = descriptor if origin is None else origin
    if not is_class(kind):
        return None
    found = find_raw(kind, "__get__")
    if found is None or type(found[1]) is not FunctionType:
        return None
    owner, function = found[0], found[1]
    reading = Reading(descriptor, kind, substitution(descriptor))
    overloads: list[object] = list(typing.get_overloads(function))
    for candidate in [*overloads, function]:
        if type(candidate) is not FunctionType:
            continue
        scope = Scope.of_function(candidate, owner, reading.scope_of(owner))
        names, written = candidate.__code__.co_varnames, annotations_in(candidate)
        instance = reading.hint(written.get(names[1]), scope, owner) if len(names) > 1 else NO_ANNOTATION
        if candidate is not function and instance.annotation is None:
            continue
        if "return" in written:
            return reading.hint(written["return"], scope, owner)
    return None


def is_open(annotation: object) -> bool:
    """Whether `annotation` still holds a type parameter."""
    if is_class(annotation):
        return False
    if isinstance(annotation, TypeVar):
        return True
    return any(is_open(argument) for argument in typing.get_args(annotation))
