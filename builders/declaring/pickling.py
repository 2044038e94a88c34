"""Builders for other processes."""

from __future__ import annotations

from collections.abc import Iterator
from pickle import PicklingError

from builders.declaring.recipe import Recipe
from builders.declaring.steps import where


def check_portable(builder: str, recipe: Recipe) -> None:
    """See that other processes can find the functions of a builder, which pickle only knows by name.

    Args:
        builder: in words, for the error.
        recipe: what it declares.

    Raises:
        PicklingError: one is a lambda, or stands within another function.
    """
    for what, function in _functions(recipe):
        name: str = getattr(function, "__qualname__", "")
        if "<lambda>" in name or "<locals>" in name:
            raise PicklingError(
                f"{builder} can't be pickled: {what} has no name that another process could find.\n"
                f"  it is:  {where(function)}\n"
                "  write:  a function at the top of a module"
            )


def _functions(recipe: Recipe) -> Iterator[tuple[str, object]]:
    yield from ((f"the rule for {name}", rule) for name, rule in recipe.rules.items())
    yield from ((f"step {number} after building", step) for number, step in enumerate(recipe.steps, start=1))
