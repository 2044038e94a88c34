"""Single values that parameters ask for: each is drawn for its own name, as the field of a model would be."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from typing import Any, Final, TypedDict, cast

from mockfactory.factory.making.values import Values
from mockfactory.factory.wiring.dependencies import Asked

_known: Final[weakref.WeakKeyDictionary[Asked, dict[tuple[str, ...], Any]]] = weakref.WeakKeyDictionary()


def draw(values: Values, asked: Asked, title: str, module: str, wanted: Mapping[str, object]) -> dict[str, object]:
    """A value for each parameter.

    Args:
        values: builds them.
        asked: all that is asked for.
        title: of what asks.
        module: in which that stands.
        wanted: the types, by the names of the parameters.

    Raises:
        CannotCreate: one can't be built; the message has the path to it.
    """
    __tracebackhide__ = True
    shapes = _known.setdefault(asked, {})
    shape = shapes.get(tuple(wanted))
    if shape is None:
        shape = shapes[tuple(wanted)] = _shape(title, module, wanted)
    return cast("dict[str, object]", values.build(shape, title, {}, by_keyword=True))


def _shape(title: str, module: str, wanted: Mapping[str, object]) -> object:
    make: Any = TypedDict
    shape = make(title, dict(wanted))
    shape.__module__, shape.__qualname__ = module, f"{title} arguments"
    return shape
