"""One field of a type."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from builders.draws.draw import Draw


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Field:
    """One field of a record.

    Attributes:
        name: by which an override names it.
        annotation: its type, for messages and for checks of overrides.
        draw: how it is drawn; `None` when it is left out, and the type's own default holds. Where the maker has to be
            given the default, that is drawn.
        constraint: what it has to be, in words; "" when its type says it all.
        type_draw: how it is drawn when it is asked for although it has a default; `None` when it has none, so that
            `draw` says it.
        draw_as: how it would be drawn if it had another name; `None` when nobody knows.
        said_by: other fields that say the same when all of them are given, so that this one is not drawn: the columns
            of a foreign key say which object is referred to.
        items: how a list of objects would be drawn in it, where none ever is: items of it may be given in part.
    """

    name: str
    annotation: object
    draw: Draw | None
    constraint: str = ""
    type_draw: Callable[[], Draw] | None = None
    draw_as: Callable[[str], Draw] | None = None
    said_by: tuple[str, ...] = ()
    items: Callable[[], Draw] | None = None

    def is_said(self, given: Collection[str]) -> bool:
        """Whether a value is given for it, or for what says the same."""
        return self.name in given or (bool(self.said_by) and all(name in given for name in self.said_by))


_by_type: Final[WeakKeyDictionary[Field, Draw]] = WeakKeyDictionary()
"""The draws of fields that keep their default otherwise: to read a type takes a thousand times as long as this."""


def field_draw(field: Field) -> Draw | None:
    """How a field is drawn, be it that its default holds otherwise."""
    if field.type_draw is None:
        return field.draw
    drawn = _by_type.get(field)
    if drawn is None:
        drawn = _by_type[field] = field.type_draw()
    return drawn
