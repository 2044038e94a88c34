"""What may still come to an event loop that has nothing to do, other than by a connection or a job of its own."""

from __future__ import annotations

import asyncio
from typing import Final, cast

from mockfactory.faults.clock.children import children
from mockfactory.faults.clock.outside import SelectorLoop, listens
from mockfactory.faults.clock.party import Party
from mockfactory.faults.clock.signals import handles_signals, may_hear_signals
from mockfactory.faults.clock.tasks import Wait, all_of, is_bare, is_job, waits_of
from mockfactory.faults.clock.threads import At, Others, has_hidden

SILENCE: Final = 5.0
"""Seconds that a thread may say nothing, before time jumps in spite of it."""
_CALLERS: Final = 1.0
"""Seconds that a server without connections waits for one, before it is called stuck."""
_MOMENT: Final = 0.001


class Expecting:
    """Asks threads, processes and signals.

    Args:
        loop: that has nothing to do.
        others: the threads beside the loop's.
        party: the loops of other threads on the clock.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, others: Others, party: Party) -> None:
        self._loop: Final = loop
        self._inside: Final = cast("SelectorLoop", loop)
        self._others: Final = others
        self._party: Final = party
        self._children: Final = children()

    def at_work(self) -> At:
        """What works for the loop, or may: time must not jump over it."""
        at = self._others.busiest(self._loop, self._party.waited_out(self._loop))
        if at is At.A_SOCKET:
            # A server in another thread answers by a connection, unless one of its jobs is waited for.
            at = At.A_JOB if self.has_a_job() else At.NOTHING
        if at is At.NOTHING and handles_signals(self._loop) and children() - self._children:
            return At.A_JOB
        return at

    def has_a_job(self) -> bool:
        """Whether a task waits for what a thread or process has been given to do."""
        return any(is_job(wait.future) for wait in self._waits())

    def hears_threads(self, idle: frozenset[int] = frozenset()) -> bool:
        """Whether any thread may still speak to the loop, but those that are known to be idle."""
        return self._others.busiest(self._loop, idle, any_may_speak=True) is not At.NOTHING

    def is_open(self) -> bool:
        """Whether anything at all may still come: then nobody can say that the loop is stuck."""
        return self.hears_threads() or may_hear_signals(self._loop) or (listens(self._inside) and bool(children()))

    def patience(self) -> float:
        """Seconds that it takes to be sure when nothing is known that may come."""
        if listens(self._inside):
            return _CALLERS
        return SILENCE if any(map(is_bare, self._waits())) and has_hidden() else _MOMENT

    def expect_no_more(self) -> None:
        """Take the threads for idle that have not spoken for so long."""
        self._others.take_for_quiet()

    def _waits(self) -> list[Wait]:
        return [wait for task in all_of(self._loop) for wait in waits_of(task)]
