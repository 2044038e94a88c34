"""What is written around a type and says nothing about the value: `Annotated`, `Final`, `Required`, `Unpack`..."""

from __future__ import annotations

import sys
import typing

from mockfactory.spec.looking.static import is_class

_TRANSPARENT = ("Final", "ClassVar", "Required", "NotRequired", "ReadOnly")


def named(annotation: object, *names: str) -> bool:
    """True for one of these forms of `typing`, or of `typing_extensions` where that has one of its own.

    No form of `typing_extensions` can occur in an annotation unless that module is loaded: it is not imported here.
    """
    extensions = sys.modules.get("typing_extensions")
    for name in names:
        if annotation is getattr(typing, name, _ABSENT) or annotation is getattr(extensions, name, _ABSENT):
            return True
    return False


def stripped(annotation: object) -> object:
    """The type itself, without `Annotated`, `Final`, `ClassVar`, `Required`, `NotRequired`, `ReadOnly`, `InitVar`."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is not None and (origin is typing.Annotated or named(origin, *_TRANSPARENT)):
            annotation = typing.get_args(annotation)[0]
        elif type(annotation).__name__ == "InitVar" and type(annotation).__module__ == "dataclasses":
            annotation = getattr(annotation, "type", typing.Any)
        else:
            return annotation


def unpacked(annotation: object) -> object | None:
    """What `Unpack[X]` or `*X` unpacks, or None where nothing is unpacked."""
    if named(typing.get_origin(annotation), "Unpack"):
        return typing.cast("object", typing.get_args(annotation)[0])
    if not is_class(annotation) and getattr(annotation, "__unpacked__", False) is True:
        return typing.get_origin(annotation)[typing.get_args(annotation)]  # type: ignore[index,no-any-return]
    return None


_ABSENT = object()
