"""Whether a value is of a type beyond doubt: the quick answer, for what is asked of each object."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Annotated, Final, Union, cast, get_args, get_origin

_UNIONS: Final[tuple[object, ...]] = (Union, UnionType)


def is_plainly(value: object, annotation: object) -> bool:
    """Whether a value's class is the one that an annotation names; for lists and tuples, the classes of their items.

    Args:
        value: any.
        annotation: a type.

    Returns:
        `False` where it is not, or where more than classes has to be looked at. What `Annotated` says besides is not.
    """
    if isinstance(annotation, type):
        return type(value) is annotation
    if annotation is None:
        return value is None
    origin = get_origin(annotation)
    arguments = get_args(annotation)
    if origin in _UNIONS:
        return any(is_plainly(value, NoneType if arm is None else arm) for arm in arguments)
    if origin is Annotated:
        return is_plainly(value, arguments[0])
    if origin is list and type(value) is list:
        return all(is_plainly(item, arguments[0]) for item in cast("list[object]", value))
    if origin is tuple and type(value) is tuple:
        return _is_plain_tuple(cast("Sequence[object]", value), arguments)
    return False


def classes_of(annotation: object) -> frozenset[type]:
    """The classes whose objects are of a type, whatever is in them. There may be others."""
    if isinstance(annotation, type):
        return frozenset((annotation,))
    if get_origin(annotation) in _UNIONS:
        return frozenset[type]().union(*map(classes_of, get_args(annotation)))
    return frozenset()


def _is_plain_tuple(items: Sequence[object], arguments: tuple[object, ...]) -> bool:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return all(is_plainly(item, arguments[0]) for item in items)
    return len(items) == len(arguments) and all(map(is_plainly, items, arguments))
