"""Values as a field of another name has them: a tenant's `name` is the name of a company."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Never
from weakref import WeakKeyDictionary

from builders.declaring.declaration import Declaration, Place
from builders.declaring.parts import refuse_parts
from builders.draws.compiling import compiled
from builders.draws.writer import DrawFunction
from builders.errors import CannotBuild
from builders.plan.deferred import Deferred
from builders.plan.field import Field


def like(name: str) -> Declaration[Never]:
    """Declare a field whose values are those of a field called `name`, in the words of the place that is asked for.

    Example:
        >>> from builders import Builder
        >>> from builders.domain import Tenant
        >>> Builder(Tenant, name=like("company")).build().name != ""
        True
    """
    return _Like(name)


@dataclass(frozen=True, slots=True, eq=False)
class _Like(Declaration[Never]):
    name: str
    _known: WeakKeyDictionary[Field, DrawFunction] = field(default_factory=WeakKeyDictionary[Field, DrawFunction])
    """By the field, of which there is one for each locale: a builder binds its declarations anew for each call."""

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        refuse_parts(place, parts, f"like({self.name!r})")
        known = self._known.get(place.field)
        if known is None:
            known = self._known[place.field] = self._function(place)
        return _Drawn(known)

    def _function(self, place: Place) -> DrawFunction:
        if place.field.draw_as is None:
            raise CannotBuild(f"{place.path}: nobody knows what it would be if it was called {self.name!r}")
        return compiled(place.field.draw_as(self.name), self.name, self.name)


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn(Deferred):
    function: DrawFunction

    def at(self, state: int, index: int, depth: int) -> object:
        return self.function(state, index, depth)
