"""A list of objects of which some are given in part: `lines=[{"quantity": 3}, {}]`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, get_origin

import typing_extensions

from builders.draws.choices import Maybe, OneOf
from builders.draws.draw import Draw
from builders.draws.gathering import Many
from builders.plan.deferred import Deferred
from builders.plan.field import Field, field_draw
from builders.plan.nested import Nested
from builders.seed.mixing import inner, item


@dataclass(frozen=True, slots=True, eq=False)
class Items(Deferred):
    """A list or tuple, some of whose items are known only for each object.

    Attributes:
        draw: how the field is drawn: an item that is given in part has the other values of the one drawn in its place.
        address: of the field.
        gather: makes the list or tuple, or the set that a relationship holds.
        entries: the items; `Deferred` ones stand for objects of which parts are given.
    """

    declared: ClassVar[str | None] = ""

    draw: Many
    address: str
    gather: Callable[[list[object]], object]
    entries: Sequence[object]

    def at(self, state: int, index: int, depth: int) -> object:
        own, draw, number = inner(state, self.address), self.draw, len(self.entries)

        def numbered(position: int) -> int:
            # In a list that is longer than any drawn one, the numbers are those of lists of this length.
            return draw.index_of(index, position) if number <= draw.most else index * number + position

        return self.gather(
            [
                entry.at(item(own, position), numbered(position), depth) if isinstance(entry, Deferred) else entry
                for position, entry in enumerate(self.entries)
            ]
        )


def items_of(field: Field) -> Many | None:
    """How a list of objects is drawn in a field; `None` where it holds anything else.

    Items that are mappings themselves, or may be, are none that are given in part: they are given as they are.
    """
    draw = field_draw(field) if field.items is None else field.items()
    while isinstance(draw, Maybe):
        draw = draw.draw
    return draw if isinstance(draw, Many) and _is_object(draw.item) else None


def _is_object(draw: Draw) -> bool:
    if isinstance(draw, Nested):
        return not typing_extensions.is_typeddict(get_origin(draw.record.type) or draw.record.type)
    if isinstance(draw, OneOf):
        return all(_is_object(arm) for _, arm in draw.arms)
    return isinstance(draw, Maybe) and _is_object(draw.draw)
