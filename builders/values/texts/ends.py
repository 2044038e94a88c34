"""The shortest and the longest text or bytes that constraints allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.draws.impossible import Impossible
from builders.draws.limited import Limited
from builders.errors import CannotBuild
from builders.values.constraints import Constraints

_LONGEST: Final = 100_000
"""A limit above this one says only that there is some."""


def limited(draw: Draw, constraints: Constraints, of: Callable[[Constraints], Draw]) -> Draw:
    """The draw, which knows its ends where a length is limited.

    Args:
        draw: draws values of a usual length.
        constraints: what they have to be.
        of: the draw for other constraints.
    """
    named = (constraints.min_length, constraints.max_length)
    asked = sorted({length for length in named if length is not None and length <= _LONGEST})
    if not asked or isinstance(draw, Constant | Impossible):
        return draw

    def ends() -> tuple[Draw, ...]:
        found: list[Draw] = []
        for length in asked:
            try:
                found.append(of(replace(constraints, min_length=length, max_length=length)))
            except CannotBuild:  # a pattern may have nothing that is so long
                continue
        return tuple(found)

    return Limited(draw, ends)
