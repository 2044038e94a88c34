"""What a recipe comes to, kept for each choice of traits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from builders.declaring.choice import Choice
from builders.declaring.ready import Ready
from builders.declaring.recipe import Recipe
from builders.seed.namespaces import HERE


class Choices:
    """The choices of one recipe, in each locale that it was asked for in."""

    __slots__ = ("_known", "_plain", "_recipe")

    def __init__(self, recipe: Recipe) -> None:
        self._recipe: Final = recipe
        self._known: Final[dict[tuple[str, tuple[str, ...]], Choice]] = {}
        self._plain: Final[dict[tuple[str, tuple[str, ...]], Ready]] = {}
        """Those without overrides and options, which are the same each time."""

    def ready(self, traits: tuple[str, ...], overrides: Mapping[str, object]) -> Ready:
        """What objects are built from.

        Args:
            traits: names of traits that are there.
            overrides: as the user wrote them.
        """
        key = (HERE.namespace.locale, traits)
        if not overrides and key in self._plain:
            return self._plain[key]
        choice = self._known.get(key) or self._choice(key)
        ready = choice.ready(overrides)
        if not overrides and not choice.options.names:
            self._plain[key] = ready
        return ready

    def _choice(self, key: tuple[str, tuple[str, ...]]) -> Choice:
        choice = self._recipe.choice(key[1])
        if not choice.plan.problem:
            # What failed may be put right: a name is imported, a class gets defined.
            self._known[key] = choice
        return choice
