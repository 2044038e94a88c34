"""What stands in a collection, which `fresh_many` fills."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.types import Instance, Type

from builders.mypy.fields import arms

_LISTS: Final = frozenset(
    {"builtins.list", *(f"typing.{name}" for name in ("Sequence", "MutableSequence", "Collection", "Iterable"))}
)
_OTHERS: Final = frozenset(
    {"builtins.tuple", "builtins.set", "builtins.frozenset", "typing.AbstractSet", "typing.MutableSet"}
    | {"collections.deque"}
)


def items(type_: Type) -> Iterator[Type]:
    """The types of the items of the collections that a type may be."""
    yield from _of(type_, _LISTS | _OTHERS)


def items_of_no_list(type_: Type) -> Iterator[Type]:
    """The same, without those of collections that a list will do for."""
    yield from _of(type_, _OTHERS)


def _of(type_: Type, names: frozenset[str]) -> Iterator[Type]:
    for arm in arms(type_):
        if isinstance(arm, Instance) and arm.type.fullname in names and len(arm.args) == 1:
            yield arm.args[0]
