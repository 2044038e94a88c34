"""What a factory does for a type, why, and how."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from mockfactory.double.building.allocation import Compiled
from mockfactory.factory.binding.keys import Key
from mockfactory.wording.places import Place

Make: TypeAlias = Callable[[Place], object]
"""Makes it, for the line that asks."""


class Made(enum.Enum):
    """What comes out."""

    REAL = "real"
    DOUBLE = "double"
    FAKE = "fake"
    BOUND = "bound"
    ERROR = "error"


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """What a factory does for a type.

    Attributes:
        annotation: the type.
        made: what comes out.
        reason: why, in words.
        make: makes it.
        key: what the shared one is found under.
        is_drawn: it is a single value, of which each parameter gets its own.
        builds: the type that is given to builders, where that is what happens.
        doubles: the double that is made, where that is what happens and it bears no name.
        constructs: the class or function that is called with all that it depends on, where one is bound.
        shares: makes the shared one, where that is no new one like all others.
    """

    annotation: object
    made: Made
    reason: str
    make: Make
    key: Key
    is_drawn: bool = False
    builds: object = None
    doubles: Compiled | None = None
    shares: Make | None = None
    constructs: object = None

    @property
    def is_certain(self) -> bool:
        """Whether it is the same when it is asked for again."""
        return self.made is not Made.ERROR
