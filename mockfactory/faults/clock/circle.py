"""Finds out whether timers go round for ever in an event loop."""

from __future__ import annotations

import asyncio
from typing import Final

from mockfactory.double.recording.record import tick
from mockfactory.faults.clock.bound import Bound, Verdict
from mockfactory.faults.clock.states import State, state_of
from mockfactory.faults.clock.stuck import Telling
from mockfactory.faults.clock.tasks import Wait, main_of, timers_of, waits_of

_TIMES: Final = 3


class Circle:
    """Looks now and then at what has changed while time has jumped.

    Args:
        loop: whose timers they are.
        bound: the most that time may run on.
        telling: what is called when it does.
        guest: whether the test waits in another thread, so that nobody can say for what in this loop.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, bound: Bound, telling: Telling, *, guest: bool) -> None:
        self._loop: Final = loop
        self._bound: Final = bound
        self._telling: Final = telling
        self._guest: Final = guest
        self._waits: set[Wait] = set()
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._state: State = ()
        self._drawn = self._same = 0

    def check(self) -> None:
        """Count a jump, and tell if it is one too many."""
        __tracebackhide__ = True
        verdict = self._bound.jump()
        if verdict is Verdict.FINE:
            return
        is_circle = self._is_for_nothing() if verdict is not Verdict.TOO_LONG else True
        if verdict is Verdict.MANY or (self._guest and verdict is Verdict.LONG):
            is_circle = self._repeats() and is_circle
        if not is_circle:
            return
        passed = self._bound.passed
        self._bound.something_happens()
        self._telling.goes_round(passed)

    def _is_for_nothing(self) -> bool:
        """Whether the test still waits for what it waited for when this was last asked, and for no timer set then."""
        main = main_of(self._loop)
        waits: set[Wait] = set() if main is None else set(waits_of(main))
        timers = {id(timer): timer for timer in timers_of(self._loop)}
        same = waits == self._waits and not timers.keys() & self._timers.keys()
        self._waits, self._timers = waits, timers
        return same

    def _repeats(self) -> bool:
        """Whether nothing has changed since this was last asked, and the times before: no variable, and no call."""
        state, drawn = state_of(self._loop), tick()
        self._same = self._same + 1 if state == self._state and drawn == self._drawn + 1 else 0
        self._state, self._drawn = state, drawn
        return self._same >= _TIMES
