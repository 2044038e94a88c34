"""What a type, and a name where there are two of one type, is found again by."""

from __future__ import annotations

from collections.abc import Hashable
from types import NoneType
from typing import Any, TypeAlias, get_args, get_origin

import typing_extensions

from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.looking.static import is_class
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report, show

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
    """The name in `Annotated[T, "name"]`: the first text; None where there is none. None beside it changes nothing.

    Example:
        >>> from typing import Annotated
        >>> name_in(Annotated[int, "port"]), name_in(Annotated[int, "port"] | None), name_in(int)
        ('port', 'port', None)
    """
    arms = _arms_beside_none(annotation)
    if arms is not None:
        return name_in(arms[0]) if len(arms) == 1 else None
    if get_origin(annotation) is not typing_extensions.Annotated:
        return None
    return next((said for said in get_args(annotation)[1:] if isinstance(said, str)), None)


def checked_name(name: object) -> str | None:
    """A name that was said, checked.

    Raises:
        MisuseError: it is no text, or empty.
    """
    __tracebackhide__ = True
    if name is not None and (not isinstance(name, str) or not name):
        raise MisuseError(
            report(
                f"name=... takes the text that stands in Annotated[..., 'backup'], not {show(name)}.",
                write="name='backup', or no name",
            )
        )
    return name


def without_name(annotation: object) -> object:
    """The type in `Annotated[T, "name"]`; what has no name in it as it is."""
    if name_in(annotation) is None:
        return annotation
    arms = _arms_beside_none(annotation)
    return get_args(annotation)[0] if arms is None else get_args(arms[0])[0] | None


def saying_the_same(annotation: object, inner: object) -> object:
    """Another type with what `Annotated` says of an annotation; the type itself where that says nothing.

    Example:
        >>> saying_the_same(typing_extensions.Annotated[int | None, "even"], int), saying_the_same(int | None, int)
        (typing.Annotated[int, 'even'], <class 'int'>)
    """
    if get_origin(annotation) is not typing_extensions.Annotated:
        return inner
    said: object = typing_extensions.Annotated[(inner, *get_args(annotation)[1:])]
    return said


def _arms_beside_none(annotation: object) -> list[Any] | None:
    """The types of a union that is None too; None for what is no such union."""
    if not is_union(annotation):
        return None
    arms = [arm for arm in get_args(annotation) if arm is not NoneType]
    return arms if len(arms) < len(get_args(annotation)) else None
