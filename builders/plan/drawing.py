"""The fields of a type, drawn one by one: for what is given in part, and for what is drawn again."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Final

from builders.draws.compiling import compiled
from builders.draws.writer import DrawFunction
from builders.errors import BuildError
from builders.plan.deferred import Deferred
from builders.plan.field import Field
from builders.plan.kin import kin_of
from builders.plan.maker import Steps
from builders.plan.parts import Parts
from builders.plan.refusing import passed_on


class Drawing:
    """Draws single fields of one type; all are compiled when the first is asked for."""

    def __init__(self, title: str, fields: Mapping[str, Field]) -> None:
        """Nothing is compiled yet.

        Args:
            title: of the type, for messages.
            fields: by name; they may be added until the first is drawn.
        """
        self._title: Final = title
        self._fields: Final = fields
        self._parts: Final[dict[str, Parts]] = {}

    @functools.cached_property
    def functions(self) -> Mapping[str, DrawFunction]:
        """What draws each field that is drawn at all."""
        return {
            field.name: compiled(field.draw, field.name, f"{self._title}.{field.name}")
            for field in self._fields.values()
            if field.draw is not None
        }

    @functools.cached_property
    def light(self) -> frozenset[str]:
        """The fields that are drawn in little time: they hold no objects."""
        return frozenset(
            field.name for field in self._fields.values() if field.draw is not None and not field.draw.may_fail()
        )

    @functools.cached_property
    def kin(self) -> Mapping[str, frozenset[str]]:
        """The fields that are drawn together with each, so that they fit together."""
        return kin_of({field.name: field.draw for field in self._fields.values() if field.draw is not None})

    def drawn(self, name: str, given: Mapping[str, object], state: int, index: int, depth: int) -> object:
        """The value of a field that is drawn, or given as one that is known only for each object."""
        value = given.get(name)
        try:
            if isinstance(value, Deferred):
                return value.at(state, index, depth)
            return self.functions[name](state, index, depth)
        except BuildError as error:
            passed_on(error, self._title, name)

    def redrawn(self, name: str, value: object, steps: Steps, state: int, index: int, depth: int) -> object:
        """A copy of a field's value, of which one part is drawn again."""
        parts = self._parts.get(name)
        if parts is None:
            draw = self._fields[name].draw
            assert draw is not None
            parts = self._parts[name] = Parts(draw, name, self._title)
        try:
            return parts.redrawn(value, steps, state, index, depth)
        except BuildError as error:
            passed_on(error, self._title, name)
