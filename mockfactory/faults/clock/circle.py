"""Finds out whether timers go round for ever in an event loop."""

from __future__ import annotations

import asyncio
import math
from typing import Final, cast

from mockfactory.faults.clock.bound import Bound, Verdict
from mockfactory.faults.clock.outside import SelectorLoop
from mockfactory.faults.clock.stuck import Telling
from mockfactory.faults.clock.tasks import Wait, main_of, waits_of


class Circle:
    """Looks now and then at what has changed while time has jumped.

    Args:
        loop: whose timers they are.
        bound: the most that time may run on.
        telling: what is called when it does.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, bound: Bound, telling: Telling) -> None:
        self._loop: Final = loop
        self._bound: Final = bound
        self._telling: Final = telling
        self._waits: set[Wait] = set()
        self._timers: dict[int, asyncio.TimerHandle] = {}

    def check(self) -> None:
        """Count a jump, and tell if it is one too many."""
        __tracebackhide__ = True
        verdict = self._bound.jump()
        if verdict is Verdict.FINE or (verdict is Verdict.LONG and not self._is_as_it_was()):
            return
        passed = self._bound.passed
        self._bound.something_happens()
        self._telling.goes_round(passed)

    def _is_as_it_was(self) -> bool:
        """Whether the test still waits for what it waited for when this was last asked, and for no timer set then."""
        main = main_of(self._loop)
        waits: set[Wait] = set() if main is None else set(waits_of(main))
        scheduled = cast("SelectorLoop", self._loop)._scheduled  # pyright: ignore[reportPrivateUsage]
        timers = {id(timer): timer for timer in scheduled if not timer.cancelled() and math.isfinite(timer.when())}
        same = waits == self._waits and not timers.keys() & self._timers.keys()
        self._waits, self._timers = waits, timers
        return same
