"""What a type, and a name where there are two of one type, is found again by."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeAlias, get_args, get_origin

import typing_extensions

from mockfactory.spec.looking.static import is_class

Key: TypeAlias = Hashable


def key_of(annotation: object, name: str | None = None) -> Key:
    """The key of a type. A class is itself and nothing that equals it; other type expressions go by what they say."""
    if is_class(annotation):
        return (_Itself(annotation), name)
    try:
        hash(annotation)
    except Exception:  # what stands in it has no hash, or code of its own for it
        return (_Itself(annotation), name)
    return (annotation, name)


class _Itself:
    """Something by identity: a metaclass may have its own idea of what equals a class."""

    __slots__ = ("_it",)

    def __init__(self, it: object) -> None:
        self._it = it

    def __hash__(self) -> int:
        return id(self._it)

    def __eq__(self, other: object) -> bool:
        return type(other) is _Itself and other._it is self._it


def name_in(annotation: object) -> str | None:
    """The name in `Annotated[T, "name"]`: the first text; None where there is none.

    Example:
        >>> from typing import Annotated
        >>> name_in(Annotated[int, "port"]), name_in(int)
        ('port', None)
    """
    if get_origin(annotation) is not typing_extensions.Annotated:
        return None
    return next((said for said in get_args(annotation)[1:] if isinstance(said, str)), None)


def without_name(annotation: object) -> object:
    """The type in `Annotated[T, "name"]`; what has no name in it as it is."""
    return get_args(annotation)[0] if name_in(annotation) is not None else annotation
