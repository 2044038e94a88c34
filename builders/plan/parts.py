"""Parts of a value drawn again: one item of a list, what stands under one key of a mapping."""

from __future__ import annotations

from collections.abc import Sized
from copy import copy
from dataclasses import dataclass
from typing import Any, Final, cast

from builders.draws.choices import Maybe
from builders.draws.compiling import compiled
from builders.draws.distinct import DistinctItems
from builders.draws.draw import Draw
from builders.draws.gathering import ITEM, Many, Together
from builders.draws.writer import DrawFunction
from builders.plan.maker import Steps
from builders.seed.mixing import inner, item

_KEY: Final = "[key]"
"""The step that pydantic adds where a key is refused, and not what stands under it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: in which object, and how it is drawn there."""

    draw: Draw
    address: str
    state: int
    index: int


class Parts:
    """Draws parts of one field's value again, as they would be in another object.

    What no way leads into (an object, a set, an arm of a union) is drawn again as a whole.
    """

    def __init__(self, draw: Draw, name: str, title: str) -> None:
        """Nothing is compiled yet.

        Args:
            draw: how the field is drawn.
            name: the field's.
            title: of the type, for tracebacks.
        """
        self._draw: Final = draw
        self._name: Final = name
        self._title: Final = title
        self._functions: Final[dict[tuple[int, str], DrawFunction]] = {}

    def redrawn(self, value: object, steps: Steps, state: int, index: int, depth: int) -> object:
        """A copy of a value with another part.

        Args:
            value: what was drawn; it stays as it is.
            steps: the way to the part.
            state: of the other object.
            index: the object's.
            depth: how often a recursive type has been entered.
        """
        return self._redrawn(_Place(self._draw, self._name, state, index), value, steps, depth)

    def _redrawn(self, place: _Place, value: object, steps: Steps, depth: int) -> object:
        inside = _inside(place, value, steps)
        if inside is None:
            return self._function(place)(place.state, place.index, depth)
        key, part = inside
        # A list, a dictionary or a tuple.
        others: Any = list(cast("tuple[object, ...]", value)) if isinstance(value, tuple) else copy(value)
        others[key] = self._redrawn(part, others[key], steps[1:], depth)
        return tuple(others) if isinstance(value, tuple) else others

    def _function(self, place: _Place) -> DrawFunction:
        known = (id(place.draw), place.address)
        function = self._functions.get(known)
        if function is None:
            function = compiled(place.draw, place.address, f"{self._title}.{self._name}")
            self._functions[known] = function
        return function


def _inside(place: _Place, value: object, steps: Steps) -> tuple[object, _Place] | None:
    """The key of the part that the first step leads to, and its place; `None` where no way leads in."""
    draw = place.draw
    while isinstance(draw, Maybe):
        draw = draw.draw
    if not steps or steps[1:2] == (_KEY,):
        return None
    step, own = steps[0], inner(place.state, place.address)
    if isinstance(draw, Many) and isinstance(step, int) and 0 <= step < _length(value, list):
        return step, _Place(draw.item, ITEM, item(own, step), draw.index_of(place.index, step))
    if isinstance(draw, Together) and isinstance(step, int) and 0 <= step < _length(value, tuple):
        entry = _Place(draw.draws[step], f"{place.address}.{step}", place.state, place.index)
        return (step, entry) if draw.gather is None else None
    if isinstance(draw, DistinctItems) and draw.value is not None and _length(value, dict):
        for position, key in enumerate(cast("dict[object, object]", value)):
            if str(key) == str(step):
                return key, _Place(draw.value, ITEM, item(own, position), draw.index_of(place.index, position))
    return None


def _length(value: object, kind: type) -> int:
    """How many items there are; none in what is not of that very class."""
    return len(cast("Sized", value)) if type(value) is kind else 0
