"""A virtual clock at work: one thread, the event loops in it, and those for which it waits."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import threading
import time
from asyncio.base_events import BaseEventLoop
from collections.abc import Callable
from typing import Final, Protocol, cast

from mockfactory.faults.clock.bound import Bound
from mockfactory.faults.clock.guests import Guests
from mockfactory.faults.clock.names import Names
from mockfactory.faults.clock.party import Party
from mockfactory.faults.clock.stand_ins import OnClock
from mockfactory.faults.clock.tasks import AnyFuture
from mockfactory.faults.clock.threads import At, Others
from mockfactory.faults.clock.time_told import TimeTold
from mockfactory.faults.clock.waiting import Waiting, always

_real_monotonic: Final = time.monotonic


class _TurnsOfLoops(Protocol):
    _run_once: Callable[[BaseEventLoop], None]


class Running:
    """Virtual time at work, and what hangs on it.

    Args:
        owner: the thread that is on it; the loops of others come as guests.
    """

    def __init__(self, owner: int) -> None:
        self.told: Final = TimeTold(time.monotonic())
        self.entered = 0
        self.owner: Final = owner
        self.bound: Final = Bound(self.told)
        self._others: Final = Others()
        self._party: Final = Party(self._others, owner)
        self._names: Final = Names(OnClock(self.told, self._others, self.bound, self._party))
        self._guests: Final = Guests(self.told, owner, self._awaits_job)
        self._waiting: Final[dict[int, tuple[asyncio.AbstractEventLoop, Waiting]]] = {}
        self._hanging: Final[dict[AnyFuture, str]] = {}
        self._turn: Final = cast("_TurnsOfLoops", BaseEventLoop)._run_once  # pyright: ignore[reportPrivateUsage]

    @property
    def is_here(self) -> bool:
        """Whether it is this thread's."""
        return threading.get_ident() == self.owner

    def begin(self) -> None:
        """Take the thread's loops over: the one that runs now, and each that runs later."""
        loop = _running_loop()
        if loop is not None and self.is_here:
            self.take(loop)
        turn = self._turn

        def run_once(loop: BaseEventLoop) -> None:
            if id(loop) not in self._waiting:
                if self.is_here:
                    self.take(loop)
                elif (moment := self._guests.comes(loop)) is not None:
                    self._take(loop, moment, functools.partial(self._may_jump, loop))
            turn(loop)

        cast("_TurnsOfLoops", BaseEventLoop)._run_once = run_once  # pyright: ignore[reportPrivateUsage]
        self._names.begin()

    def end(self) -> None:
        """Give everything back."""
        self._guests.over = True
        self._names.end()
        cast("_TurnsOfLoops", BaseEventLoop)._run_once = self._turn  # pyright: ignore[reportPrivateUsage]
        for loop, waiting in list(self._waiting.values()):
            _end_in_its_thread(loop, waiting)
        self._waiting.clear()

    def take(self, loop: asyncio.AbstractEventLoop) -> None:
        """Put the loop that runs in this thread on the clock, if it is not: the thread's own, or another's.

        Raises:
            MisuseError: the loop is not one of asyncio's own.
        """
        __tracebackhide__ = True
        if id(loop) in self._waiting:
            self._waiting[id(loop)][1].stay()
        else:
            self._take(loop, _real_monotonic(), always)

    def _take(self, loop: asyncio.AbstractEventLoop, moment: float, may_jump: Callable[[float], bool]) -> None:
        __tracebackhide__ = True
        for number in [number for number, (one, _) in self._waiting.items() if one.is_closed()]:
            del self._waiting[number]
        hanging = functools.partial(self._hanging_in, loop)
        guest = not self.is_here
        waiting = Waiting(
            loop,
            self.told,
            hanging,
            self._others,
            self.bound,
            self._party,
            guest=guest,
            may_jump=may_jump,
            awaited=functools.partial(self._guests.is_awaited, loop),
        )
        self._names.join()
        self._party.join(loop)
        waiting.begin(moment)
        self.bound.something_happens()
        self._waiting[id(loop)] = (loop, waiting)

    def _may_jump(self, loop: asyncio.AbstractEventLoop, moment: float) -> bool:
        """Whether the test waits for another thread, or for a moment that is not before one."""
        return (
            self._party.owner_waits_until() >= moment
            or self._others.activity(self.owner) is At.NOTHING
            or self._guests.is_awaited(loop)
        )

    def _awaits_job(self) -> bool:
        return any(waiting.awaits_job for _, waiting in list(self._waiting.values()))

    async def hang(self, what: str) -> None:
        """Wait for ever, unless nothing else is left that could end the waiting."""
        __tracebackhide__ = True
        future: AnyFuture = asyncio.get_running_loop().create_future()
        self._hanging[future] = what
        try:
            await future
        finally:
            del self._hanging[future]

    def _hanging_in(self, loop: asyncio.AbstractEventLoop) -> dict[AnyFuture, str]:
        return {
            future: what
            for future, what in list(self._hanging.items())
            if not future.done() and future.get_loop() is loop
        }


def _end_in_its_thread(loop: asyncio.AbstractEventLoop, waiting: Waiting) -> None:
    if loop.is_closed():
        return
    if loop.is_running() and loop is not _running_loop():
        # It may end just now: then nobody asks for its time any more.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(waiting.end)
    else:
        waiting.end()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
