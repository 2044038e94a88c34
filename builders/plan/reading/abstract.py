"""Types that have no objects of their own: abstract classes and protocols."""

from __future__ import annotations

import inspect
from typing import cast

import typing_extensions

from builders.draws.impossible import field_of
from builders.errors import CannotBuild
from builders.plan.reading.generics import class_of
from builders.plan.reading.place import Place
from builders.seed.naming import short_name

_FEW = 5


def refuse(annotation: object, place: Place) -> None:
    """Refuse an abstract class or a protocol: which of its subclasses is meant is not for us to guess.

    Raises:
        CannotBuild: it is one.
    """
    class_ = class_of(annotation)
    if class_ is None:
        return
    is_protocol = typing_extensions.is_protocol(class_)
    if not is_protocol and not inspect.isabstract(class_):
        return
    kind = "a protocol" if is_protocol else "abstract"
    lines = [f"{place.path}: {short_name(class_)} is {kind}, so it has no objects of its own"]
    missing = sorted(cast("frozenset[str]", getattr(class_, "__abstractmethods__", frozenset[str]())))
    if missing:
        lines.append(f"  open:      {', '.join(missing)}")
    concrete = sorted({short_name(found) for found in _concrete(class_)})
    if concrete:
        lines.append(f"  concrete:  {', '.join(concrete[:_FEW])}{', ...' if len(concrete) > _FEW else ''}")
    one = concrete[0] if concrete else "AnImplementation"
    field = field_of(place.path)
    lines.append(f"  give it:   build(..., {field}=build({one}))" if field else f"  write:     build({one})")
    raise CannotBuild("\n".join(lines))


def _concrete(class_: type) -> list[type]:
    """The subclasses that have objects, at any depth."""
    found: list[type] = []
    subclasses: list[type] = type.__subclasses__(class_)
    for subclass in subclasses:
        if not inspect.isabstract(subclass) and not typing_extensions.is_protocol(subclass):
            found.append(subclass)
        found.extend(_concrete(subclass))
    return found
