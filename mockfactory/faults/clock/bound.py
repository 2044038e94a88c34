"""The most that virtual time may run on while nothing but timers happens."""

from __future__ import annotations

import enum
from typing import Final

from mockfactory.faults.clock.time_told import TimeTold
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import show

DAY: Final = 86_400.0
_STEP: Final = 500
"""Jumps after which one looks again; twice as many are too few to be a circle, however far they go."""
_REPEATED: Final = 8_500
"""Jumps after which one looks whether anything changes from then on: see `Circle`."""
_MANY: Final = 200_000
"""Jumps that are a circle, however short they are: they take some seconds in earnest."""


class Verdict(enum.Enum):
    """What is to be thought of a jump."""

    FINE = enum.auto()
    LONG = enum.auto()
    """Time has run on for so long that it is a circle, if the test waits for the same thing all along."""
    MANY = enum.auto()
    """Time has jumped so often that it is a circle, if nothing has changed meanwhile."""
    TOO_LONG = enum.auto()


class Bound:
    """Counts how often time has jumped since something else happened, and how far.

    Args:
        clock: the one that jumps.
    """

    def __init__(self, clock: TimeTold) -> None:
        self._clock: Final = clock
        self._since = clock.now()
        self._jumps = 0
        self._measures: Final[list[tuple[object, float]]] = []

    @property
    def passed(self) -> float:
        """Seconds that have passed since something other than a timer happened."""
        return self._clock.now() - self._since

    @property
    def most(self) -> float | None:
        """Seconds that a block has asked for: of several, the one that began last."""
        return self._measures[-1][1] if self._measures else None

    def measure(self, block: object, most: float) -> None:
        """Take the measure of a block, until its end."""
        self._measures.append((block, most))
        self.something_happens()

    def no_measure(self, block: object) -> None:
        """Forget it. Blocks of several tasks may end in any order."""
        self._measures[:] = [one for one in self._measures if one[0] is not block]

    def something_happens(self) -> None:
        """Count anew."""
        self._since, self._jumps = self._clock.now(), 0

    def jump(self) -> Verdict:
        """Count one."""
        self._jumps += 1
        if self._jumps % _STEP or self._jumps == _STEP:
            return Verdict.FINE
        most = self.most
        if most is not None:
            return Verdict.TOO_LONG if self.passed > most else Verdict.FINE
        if self._jumps > _MANY:
            return Verdict.TOO_LONG
        if self.passed > DAY:
            return Verdict.LONG
        return Verdict.MANY if self._jumps > _REPEATED else Verdict.FINE


def checked_most(most: object) -> float:
    """The seconds that a test may ask for."""
    __tracebackhide__ = True
    if not isinstance(most, int | float) or isinstance(most, bool) or not most > 0:
        raise MisuseError(f"virtual_clock(most=...) takes seconds above 0, and math.inf for no bound, not {show(most)}")
    return most
