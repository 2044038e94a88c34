"""Type arguments put in the place of type parameters."""

from __future__ import annotations

import typing
from collections.abc import Mapping


def substituted(annotation: object, arguments: Mapping[object, object]) -> object:
    """`dict[str, T]` with `{T: int}` is `dict[str, int]`. What has no argument stays as it is."""
    if not arguments:
        return annotation
    try:
        if annotation in arguments:
            return arguments[annotation]
    except TypeError:  # not hashable, and so no type parameter
        return annotation
    parameters: object = getattr(annotation, "__parameters__", ())
    if not isinstance(parameters, tuple) or not parameters or isinstance(annotation, type):
        return annotation
    wanted = tuple(arguments.get(each, each) for each in typing.cast("tuple[object, ...]", parameters))
    try:
        return typing.cast("object", annotation[wanted])  # type: ignore[index]
    except Exception:
        return annotation
