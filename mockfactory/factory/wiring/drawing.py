"""Single values that parameters ask for: each is drawn for its own name, as the field of a model would be."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from typing import Any, Final, TypedDict, cast

from mockfactory.factory.making.workshop import Workshop
from mockfactory.factory.wiring.dependencies import Asked
from mockfactory.wording.places import Place

_known: Final[weakref.WeakKeyDictionary[Asked, dict[tuple[str, ...], Any]]] = weakref.WeakKeyDictionary()


def draw(
    workshop: Workshop, asked: Asked, title: str, module: str, wanted: Mapping[str, object], place: Place
) -> dict[str, object]:
    """A value for each parameter.

    Args:
        workshop: builds them.
        asked: all that is asked for.
        title: of what asks.
        module: in which that stands.
        wanted: the types, by the names of the parameters.
        place: the line that asks.

    Raises:
        CannotCreate: one can't be built; the message has the path to it.
    """
    __tracebackhide__ = True
    shapes = _known.setdefault(asked, {})
    shape = shapes.get(tuple(wanted))
    if shape is None:
        shape = shapes[tuple(wanted)] = _shape(title, module, wanted)
    supply = workshop.supplies if any(workshop.supplies.stand_in(one) for one in wanted.values()) else None
    made = workshop.tools.values.build(shape, title, {}, place, supply, by_keyword=True)
    return cast("dict[str, object]", made)


def _shape(title: str, module: str, wanted: Mapping[str, object]) -> object:
    make: Any = TypedDict
    shape = make(title, dict(wanted))
    shape.__module__, shape.__qualname__ = module, f"{title} arguments"
    return shape
