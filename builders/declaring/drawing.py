"""`drawn`: values drawn from the field's own type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final, Never
from weakref import WeakKeyDictionary

from builders.declaring.declaration import Declaration, Place
from builders.draws.compiling import compiled
from builders.draws.draw import Draw
from builders.draws.writer import DrawFunction
from builders.errors import CannotBuild
from builders.plan.deferred import Deferred
from builders.plan.field import Field, field_draw
from builders.plan.nesting import within


def drawn() -> Declaration[Never]:
    """Declare that a field is drawn from its type although it has a default.

    Returns:
        A declaration for `Builder(T, field=...)`.

    Example:
        >>> from dataclasses import dataclass
        >>> from builders import Builder, drawn
        >>> @dataclass
        ... class Account:
        ...     active: bool = True
        >>> {account.active for account in Builder(Account, active=drawn()).build_many(50)} == {True, False}
        True
    """
    return _Drawn()


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn(Declaration[Never]):
    shown: ClassVar[str] = "drawn()"

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        draw = field_draw(place.field)
        if draw is None:
            raise CannotBuild(f"{place.path} can't be drawn: its type is not known.\n  write:  {place.field.name}=...")
        if parts:
            return within(place.field, parts, place.path)
        known = _known.get(place.field)
        if known is None:
            known = _known[place.field] = DrawnAt(draw, compiled(draw, place.field.name, place.path))
        return known


@dataclass(frozen=True, slots=True, eq=False)
class DrawnAt(Deferred):
    """What draws a field: a draw, and the function that was compiled of it."""

    draw: Draw
    function: DrawFunction

    def at(self, state: int, index: int, depth: int) -> object:
        return self.function(state, index, depth)

    def as_draw(self) -> Draw:
        return self.draw


_known: Final[WeakKeyDictionary[Field, DrawnAt]] = WeakKeyDictionary()
"""Compiled once: a builder binds its declarations anew for each new choice of overrides."""
