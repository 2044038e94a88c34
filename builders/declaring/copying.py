"""A declared list must not be the list of all objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from builders.copying import copied
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


def as_written(value: object) -> object:
    """The value that `as_given` was asked for; any other as it is."""
    return value.original if isinstance(value, _Copied) else value
