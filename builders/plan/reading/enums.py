"""Enums and flags: one of the members."""

from __future__ import annotations

import enum

from builders.draws.choices import Pick
from builders.draws.draw import Draw
from builders.errors import CannotBuild
from builders.plan.reading.place import Place
from builders.plan.reading.reading import Reading


def read(annotation: object, place: Place, reading: Reading) -> Draw | None:
    """Read an enum; `None` when it is none."""
    if not (isinstance(annotation, type) and issubclass(annotation, enum.Enum)):
        return None
    # Those of value 0 are left out of a flag's iteration, and aliases out of any enum's.
    members: tuple[enum.Enum, ...] = tuple(annotation) or tuple(annotation.__members__.values())
    if not members:
        raise CannotBuild(f"{place.path}: the enum {annotation.__qualname__} has no members")
    return Pick(members)
