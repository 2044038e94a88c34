"""What may be said of an attribute that methods only ever set to plain constants (`self.count = 0`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MemberDescriptorType
from typing import Any, Final, Union

from mockfactory.spec.members.stores import Store
from mockfactory.spec.model import Hint

# An int is often replaced by 0.5 later, which type checkers find at the other assignment.
_PROMISED: Final[Mapping[type, Any]] = {bool: bool, int: int | float, float: float, str: str, bytes: bytes}


def hint_of_constants(stores: Iterable[Store], class_values: Iterable[object]) -> Hint | None:
    """The type that all assignments of an attribute agree on, as a type checker infers it.

    Args:
        stores: every assignment of the attribute, in any method of any class of the MRO.
        class_values: what class bodies hold under its name.

    Returns:
        The union of the types of the constants; None when there is no constant, or anything but constants.

    Example:
        >>> hint_of_constants([Store("count", constant=int), Store("count", augmented=True)], []).annotation
        typing.Union[int, float]
        >>> hint_of_constants([Store("name", constant=str), Store("name", none=True)], []) is None
        True
    """
    kinds = [store.constant for store in stores if not store.augmented]
    kinds += [type(value) for value in class_values if type(value) is not MemberDescriptorType]
    if not kinds or any(kind not in _PROMISED for kind in kinds):
        return None
    found: object = Union[tuple(_PROMISED[kind] for kind in dict.fromkeys(kinds) if kind is not None)]  # noqa: UP007
    return Hint(found)
