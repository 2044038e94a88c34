"""A declared list must not be the list of all objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final, cast

from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.plan.deferred import Deferred

_MUTABLE: Final = (list, dict, set, bytearray)


@dataclass(frozen=True, slots=True, eq=False)
class _Copied(Deferred):
    declared: ClassVar[str | None] = ""

    original: object

    def at(self, state: int, index: int, depth: int) -> object:
        return copied(self.original)

    def is_settled(self) -> bool:
        return True

    def as_draw(self) -> Draw:
        return Constant(self.original)


def as_given(value: object) -> object:
    """A value to be given to many objects: built-in collections are copied for each, all else is the same object."""
    return _Copied(value) if type(value) in _MUTABLE else value


def copied(value: object) -> object:
    """A collection of its own, and the collections in it; what else is in them stays the same object."""
    if type(value) is list:
        return [copied(item) for item in cast("list[object]", value)]
    if type(value) is dict:
        return {key: copied(item) for key, item in cast("dict[object, object]", value).items()}
    if type(value) is set:
        return set(cast("set[object]", value))
    if type(value) is bytearray:
        return bytearray(value)
    return value
