"""What was said last of an object, and what the object is without it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

Make = Callable[[int, int], object]
"""Makes an object of a state and an index."""


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What was said of an object beyond what its builder declares: overrides and traits.

    Attributes:
        fields: that something was said of.
        without: what makes the object without what was said of some of these: there, rules and declarations hold again.
    """

    fields: Collection[str]
    without: Callable[[Collection[str]], Make]
