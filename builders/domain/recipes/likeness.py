"""Values as a field of another name has them: a tenant's `name` is the name of a company."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Never

from builders.declaring.declaration import Declaration, Place
from builders.declaring.parts import refuse_parts
from builders.draws.compiling import compiled
from builders.draws.writer import DrawFunction
from builders.errors import CannotBuild
from builders.plan.deferred import Deferred
from builders.values.leaves import leaf


def like(name: str) -> Declaration[Never]:
    """Declare a text field whose values are those of a text field called `name`.

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

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        refuse_parts(place, parts, f"like({self.name!r})")
        return _Drawn(_function(self.name))


@functools.cache
def _function(name: str) -> DrawFunction:
    """Compiled once: a builder binds its declarations anew for each call with overrides."""
    draw = leaf(str, name)
    if draw is None:
        raise CannotBuild(f"no text is known for the name {name!r}")
    return compiled(draw, name, name)


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn(Deferred):
    function: DrawFunction

    def at(self, state: int, index: int, depth: int) -> object:
        return self.function(state, index, depth)
