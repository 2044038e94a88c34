"""Factories of other libraries are no types of data."""

from __future__ import annotations

import sys
from typing import Final

from builders.errors import CannotBuild
from builders.plan.reading.place import Place

FACTORY_BOY: Final = "factory"
POLYFACTORY: Final = "polyfactory"
_BASES: Final = {FACTORY_BOY: "factory.base", POLYFACTORY: "polyfactory.factories.base"}


def library_of(thing: object) -> str | None:
    """The library that a factory class is one of; `None` for anything else.

    A library that nobody has imported has no factories, and is not imported here.
    """
    if isinstance(thing, type):
        for library, module in _BASES.items():
            base: object = getattr(sys.modules.get(module), "BaseFactory", None)
            if isinstance(base, type) and issubclass(thing, base):
                return library
    return None


def refuse(annotation: object, place: Place) -> None:
    """Say how a factory class is used: calling it, as a constructor, might save what it makes.

    Raises:
        CannotBuild: it is one, of factory_boy or polyfactory.
    """
    if library_of(annotation) is not None:
        name: str = getattr(annotation, "__qualname__", "")
        raise CannotBuild(
            f"{place.path}: {name} is a factory class, not the type of its objects\n"
            f"  write:    from_factory({name}).build()"
        )
