"""What keeps an event loop from sleeping in earnest."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from selectors import SelectorKey
from typing import Final, cast

from mockfactory.faults.clock.bound import Bound
from mockfactory.faults.clock.circle import Circle
from mockfactory.faults.clock.expecting import SILENCE, Expecting
from mockfactory.faults.clock.outside import SelectorLoop, Threads, has_sockets, hears_from_elsewhere
from mockfactory.faults.clock.party import Party
from mockfactory.faults.clock.stuck import Telling
from mockfactory.faults.clock.tasks import AnyFuture
from mockfactory.faults.clock.threads import At, Others
from mockfactory.faults.clock.time_told import TimeTold, parted
from mockfactory.wording.errors import MisuseError


def always(moment: float) -> bool:
    """Whether a loop may jump to a moment that needs nobody's leave to do so."""
    return True


_Events = list[tuple[SelectorKey, int]]
_real_monotonic: Final = time.monotonic
_GRACE: Final = 0.001
"""Seconds that loopback may take, at most, to hand on what was sent."""
_SLICE: Final = 0.02
"""Seconds after which one looks again what the threads are at."""
_STEPS: Final = 10
"""Moments that who has its turn is given to come to it."""
_TURN: Final = 0.002
"""Seconds after which one looks again whether it is one's turn among the loops of several threads."""


class Waiting:
    """One event loop on the virtual clock.

    Args:
        loop: one of asyncio's own.
        clock: moved when all tasks of the loop wait for a time.
        hanging: what waits in the loop as a plan wants it to.
        others: the threads beside the loop's.
        bound: the most that time may run on.
        party: the loops of other threads on the clock.
        guest: whether the loop is of another thread than the one that the clock was made for.
        may_jump: for one that is there for the test's waiting: whether the test waits, at least until a moment.
        awaited: whether the test does nothing but wait for it, if it is of another thread.

    Raises:
        MisuseError: the loop is of another library.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        clock: TimeTold,
        hanging: Callable[[], Mapping[AnyFuture, str]],
        others: Others,
        bound: Bound,
        party: Party,
        *,
        guest: bool,
        may_jump: Callable[[float], bool],
        awaited: Callable[[], bool],
    ) -> None:
        if not (hasattr(loop, "_selector") and hasattr(loop, "_scheduled") and hasattr(loop, "_ssock")):
            raise MisuseError(
                f"virtual_clock() needs one of asyncio's own event loops, not {type(loop).__module__}."
                f"{type(loop).__qualname__}, whose waiting it can't see\n"
                "  write:  asyncio.SelectorEventLoop() for tests of time"
            )
        self._loop: Final = loop
        self._inside: Final = cast("SelectorLoop", loop)
        self._clock: Final = clock
        self._telling: Final = Telling(loop, hanging)
        self._circle: Final = Circle(loop, bound, self._telling, guest=guest)
        self._expecting: Final = Expecting(loop, others, party)
        self._bound: Final = bound
        self._party: Final = party
        self._guest: Final = guest
        self._may_jump = may_jump
        self._awaited: Final = awaited
        self.awaits_job = False
        """Whether it has nothing to do until a job of another thread is done."""
        self._threads: Final = Threads(loop)
        self._silent, self._still, self._ahead, self._rest = 0.0, 0.0, 0, 0.0
        self._select: Callable[[float | None], _Events] = self._inside._selector.select  # pyright: ignore[reportPrivateUsage]

    def begin(self, moment: float) -> None:
        """Put the loop on the virtual clock.

        Args:
            moment: of real time, which is that of the clock now.
        """
        selector = self._inside._selector  # pyright: ignore[reportPrivateUsage]  # asyncio has no public way
        selector.select = self._wait  # type: ignore[method-assign]  # of this one selector, until `end`
        self._loop.time = self._clock.now  # type: ignore[method-assign]  # of this one loop, until `end`
        self._threads.begin()
        self._move_timers(self._clock.now() - moment)

    def stay(self) -> None:
        """Let it jump whether the test waits or not: a fault takes time in it."""
        self._may_jump = always

    def end(self) -> None:
        """Put it back on the real clock. What it still waits for comes as much later as it would have."""
        self._threads.end()
        del self._inside._selector.select  # pyright: ignore[reportPrivateUsage]
        del self._loop.time
        self._move_timers(_real_monotonic() - self._clock.now())

    def _move_timers(self, seconds: float) -> None:
        for handle in self._inside._scheduled:  # pyright: ignore[reportPrivateUsage]
            # All by the same: the heap stays in order.
            handle._when += seconds  # type: ignore[attr-defined]  # pyright: ignore[reportPrivateUsage]

    def _wait(self, timeout: float | None = None) -> _Events:
        """Stands in for the selector's `select`: how an event loop sleeps."""
        __tracebackhide__ = True
        events = self._select(0)
        if events or (timeout is not None and timeout <= 0):
            if not events and not self._inside._ready:  # pyright: ignore[reportPrivateUsage]
                # A timer is due, but by less than a large reading can tell: asyncio waits for the next one it can.
                self._clock.tick()
            self._silent, self._still, self._ahead = 0.0, 0.0, 0
            return events
        if has_sockets(self._inside):
            events = self._select(_GRACE)
            if events:
                self._silent, self._still, self._ahead = 0.0, 0.0, 0
                return events
        beside = self._party.beside(self._loop)
        if not (beside or self._guest):
            return self._wait_alone(timeout)
        self._party.idle(self._loop, math.inf if timeout is None else self._next())
        try:
            return self._wait_beside(timeout, beside) if beside else self._wait_alone(timeout)
        finally:
            self._party.busy(self._loop)

    def _wait_alone(self, timeout: float | None) -> _Events:
        __tracebackhide__ = True
        elsewhere = hears_from_elsewhere(self._inside)
        if self._threads or elsewhere:
            self.awaits_job = not elsewhere
            try:
                return self._wait_in_earnest(timeout)
            finally:
                self.awaits_job = False
        at = self._expecting.at_work()
        if at is not At.NOTHING:
            return self._wait_for_threads(timeout, at)
        if timeout is not None and math.isfinite(self._next()):
            if not self._may_jump(self._next()):
                return self._wait_for_others(timeout, _SLICE)
            if self._guest and (events := self._select(0)):  # the test has given it something before it came to wait
                return events
            self._clock.advance(max(timeout, self._next() - self._clock.now()))
            return self._jumped()
        return self._wait_for_no_time(frozenset())

    def _wait_beside(self, timeout: float | None, beside: list[asyncio.AbstractEventLoop]) -> _Events:
        """The same, while other threads have event loops on the clock."""
        __tracebackhide__ = True
        if (
            len(self._threads) > len(beside)  # a job that is none of theirs
            or hears_from_elsewhere(self._inside)
            or self._expecting.at_work() is not At.NOTHING
        ):
            return self._wait_in_earnest(timeout, _TURN)
        moment = math.inf if timeout is None else self._next()
        if self._party.next_moment(beside) < moment:
            return self._wait_for_others(timeout, _TURN)
        if math.isfinite(moment):
            if not self._may_jump(moment):
                return self._wait_for_others(timeout, _SLICE)
            if self._guest and (events := self._select(0)):
                return events
            if self._party.take_turn(self._loop, self._clock):
                return self._jumped()
            return self._wait_for_others(timeout, _TURN)
        return self._wait_for_no_time(self._party.threads_of(beside))

    def _wait_for_no_time(self, idle: frozenset[int]) -> _Events:
        __tracebackhide__ = True
        if self._guest and not self._is_left_alone(idle):
            return self._wait_in_peace()
        if self._telling.hangs():
            self._still = 0.0
            return []
        if self._guest and not self._awaited():
            return self._wait_in_peace()
        return self._select(0) or self._wait_for_nothing()  # what has come before the test began to wait

    def _wait_for_others(self, timeout: float | None, most: float) -> _Events:
        """It is another's turn: of a loop, or of the test. At first it may only be on its way, which takes no time."""
        self._ahead += 1
        if self._ahead < _STEPS:
            return self._wait_in_peace(_TURN)
        return self._wait_in_earnest(timeout, most)

    def _wait_in_peace(self, most: float = _SLICE) -> _Events:
        """Nothing goes on elsewhere that has to do with this loop: no time passes by that."""
        events = self._select(most)
        if events:
            self._bound.something_happens()
        return events

    def _next(self) -> float:
        return self._inside._scheduled[0].when()  # pyright: ignore[reportPrivateUsage]

    def _is_left_alone(self, idle: frozenset[int]) -> bool:
        """Whether no other thread is going to do something for this one, or has not for long."""
        self._still += _SLICE
        return self._still > (SILENCE if self._expecting.hears_threads(idle) else _SLICE)

    def _jumped(self) -> _Events:
        __tracebackhide__ = True
        self._silent, self._still, self._ahead = 0.0, 0.0, 0
        self._circle.check()
        return []

    def _wait_for_threads(self, timeout: float | None, at: At) -> _Events:
        begun = _real_monotonic()
        events = self._wait_in_earnest(timeout, _SLICE)
        self._silent = 0.0 if events else self._silent + _real_monotonic() - begun
        if self._silent > SILENCE and at is not At.A_JOB and not self._expecting.has_a_job():
            self._silent = 0.0
            self._expecting.expect_no_more()
        return events

    def _wait_for_nothing(self) -> _Events:
        """No timer is set, and nothing is known that will come: see whether something may."""
        __tracebackhide__ = True
        if self._expecting.is_open():
            self._still = 0.0
            return self._wait_in_earnest(None, _SLICE)
        if self._still < self._expecting.patience():
            events = self._wait_in_earnest(None, _SLICE)
            self._still = 0.0 if events else self._still + _SLICE
            return events
        self._still = 0.0
        self._telling.stuck()
        return []

    def _wait_in_earnest(self, timeout: float | None, most: float = math.inf) -> _Events:
        """Something outside may come: real time passes, and the virtual as much."""
        begun, moment = _real_monotonic(), self._clock.now()
        cut = timeout is None or timeout > most
        events = self._select((None if most == math.inf else most) if cut else timeout)
        passed, self._rest = parted(_real_monotonic() - begun + self._rest)
        if events:
            self._bound.something_happens()
        self._clock.pass_since(moment, passed if cut or events or timeout is None else max(passed, timeout))
        return events
