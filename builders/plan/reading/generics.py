"""Type variables: which argument each stands for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar, TypeVarTuple, cast, get_args, get_origin

import typing_extensions
from typing_extensions import get_original_bases

Bindings = Mapping[object, object]
_TYPE_VARIABLE_TUPLES: Final = (TypeVarTuple, typing_extensions.TypeVarTuple)


def class_of(type_: object) -> type | None:
    """The class of a class or of an alias of a generic one; `None` for anything else."""
    if isinstance(type_, type) and get_origin(type_) is None:
        return type_
    origin = get_origin(type_)
    return origin if isinstance(origin, type) else None


def is_subclass(class_: type, bases: type | tuple[type, ...]) -> bool:
    """`issubclass`, after which a type checker still knows the class as any class."""
    return issubclass(class_, bases)


def is_any_of(annotation: object, forms: Iterable[object]) -> bool:
    """Whether an annotation is one of several forms; no `==` of a metaclass is asked."""
    return any(annotation is form for form in forms)


def without_init_var(annotation: object) -> object:
    """An annotation without the `InitVar` around it, if there is one."""
    if not isinstance(annotation, dataclasses.InitVar):
        return annotation
    inner: object = getattr(cast("object", annotation), "type", None)
    return inner


def bindings(type_: object) -> dict[type, Bindings]:
    """What each class that a type inherits from has its type variables bound to.

    Args:
        type_: a class, or an alias of a generic one: `Page[User]`.
    """
    found: dict[type, Bindings] = {}
    waiting: list[tuple[object, Bindings]] = [(type_, {})]
    while waiting:
        base, around = waiting.pop()
        class_ = class_of(base)
        if class_ is None or class_ in found:
            continue
        arguments = tuple(substituted(argument, around) for argument in get_args(base))
        parameters = _parameters(class_)
        found[class_] = _matched(parameters, arguments)
        waiting.extend((parent, found[class_]) for parent in _bases(class_))
    return found


def _matched(parameters: tuple[object, ...], arguments: tuple[object, ...]) -> Bindings:
    """Each parameter's argument; a `TypeVarTuple` takes as many as the others leave, packed in a tuple."""
    packed = [isinstance(parameter, _TYPE_VARIABLE_TUPLES) for parameter in parameters]
    if not any(packed):
        return dict(zip(parameters, arguments, strict=True)) if len(parameters) == len(arguments) else {}
    before, after = packed.index(True), len(parameters) - packed.index(True) - 1
    if len(arguments) < before + after:
        return {}
    end = len(arguments) - after
    return dict(zip(parameters, (*arguments[:before], arguments[before:end], *arguments[end:]), strict=True))


def _parameters(class_: type) -> tuple[object, ...]:
    parameters: object = getattr(class_, "__parameters__", ()) or getattr(class_, "__type_params__", ())
    # A class with a property of that name has none.
    return cast("tuple[object, ...]", parameters) if isinstance(parameters, tuple) else ()


def _bases(class_: type) -> tuple[object, ...]:
    try:
        return tuple(get_original_bases(class_))
    except TypeError:
        return class_.__bases__


def substituted(annotation: object, bound: Bindings) -> object:
    """An annotation with its type variables replaced by what they are bound to."""
    if not bound:
        return annotation
    if isinstance(annotation, TypeVar):
        return bound.get(annotation, annotation)
    inner = without_init_var(annotation)
    if inner is not annotation:
        return substituted(inner, bound)
    if get_origin(annotation) is None:
        return annotation
    variables: tuple[object, ...] = getattr(annotation, "__parameters__", ())
    if not any(variable in bound for variable in variables):
        return annotation
    try:
        return annotation[_spread(variables, bound)]  # type: ignore[index]  # it has parameters
    except TypeError:
        return annotation


def _spread(variables: tuple[object, ...], bound: Bindings) -> tuple[object, ...]:
    arguments: list[object] = []
    for variable in variables:
        value = bound.get(variable, variable)
        if isinstance(variable, _TYPE_VARIABLE_TUPLES) and isinstance(value, tuple):
            arguments.extend(cast("tuple[object, ...]", value))
        else:
            arguments.append(value)
    return tuple(arguments)
