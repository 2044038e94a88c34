"""A plan at work on one target, for whichever session uses it: each has numbers and chances of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from mockfactory.double.recording.current import counting
from mockfactory.double.recording.record import Ledger
from mockfactory.faults.deciding.conditions import Reader
from mockfactory.faults.deciding.parts import Firing, needs_arguments
from mockfactory.faults.deciding.run import Run
from mockfactory.faults.plans.plan import FaultPlan, parts_of

A = TypeVar("A")
_lock: Final = threading.Lock()


class RunningPlan(Generic[A]):
    """Counts the calls (messages, exchanges) of one target and says of each what fires. Safe under threads.

    What several tests share counts anew in each: so a test sees the same failures, alone, among others, in whatever
    order, and on whichever worker process.

    Args:
        plan: what fails, and when.
        name: of the target: with the seed and the test that runs, it is what chance depends on.
        reader: how the arguments of a call are read.
        ledger: of the session in which it was put to work.
        before: is called before it decides.
        begins: is called when another session begins to use it.
    """

    __slots__ = ("_asked", "_before", "_begins", "_make", "_nothing", "_past", "_runs", "asks", "ledger", "own")

    def __init__(
        self,
        plan: FaultPlan,
        name: str,
        reader: Reader[A],
        ledger: Ledger,
        before: Callable[[], None],
        begins: Callable[[Ledger], None],
    ) -> None:
        self._before: Final = before
        self._begins: Final = begins
        self.ledger: Final = ledger
        """Of the session in which it was put to work. When that is over, or parked, others begin to use it."""
        self._make: Final[Callable[[], Run[A]]] = lambda: Run(plan, name, reader)
        self.asks: Final = any(needs_arguments(part) for part in parts_of(plan))
        """Whether it depends on arguments."""
        self.own: Final = self._make()
        """What the session has in which it was put to work."""
        self._runs: Final[dict[Ledger, Run[A]]] = {ledger: self.own}
        self._nothing: Final = [True] * len(parts_of(plan))
        self._past = self._nothing
        self._asked = 0

    def decide(self, arguments: A) -> tuple[Firing, ...]:
        """What is to happen to the next call; nothing where it is empty.

        Args:
            arguments: of the call.
        """
        self._before()
        return self.of(counting(self.ledger)).decide(arguments)

    def of(self, session: Ledger) -> Run[A]:
        """What a session has of it."""
        run = self._runs.get(session)
        if run is None:
            with _lock:
                run = self._runs.setdefault(session, self._make())
            self._begins(session)
        return run

    @property
    def idle(self) -> list[bool]:
        """Of each part of the plan, whether it never acted, in no session."""
        return _nowhere([self._past, *(run.idle for run in list(self._runs.values()))])

    def idle_in(self, session: Ledger) -> list[bool]:
        """The same in one session."""
        run = self._runs.get(session)
        return self._nothing if run is None else run.idle

    @property
    def asked(self) -> int:
        """How often it was asked to `decide`, in all sessions."""
        return self._asked + sum(run.asked for run in list(self._runs.values()))

    def forget(self, session: Ledger) -> None:
        """A session is over: keep what came of it, and nothing else."""
        run = self._runs.pop(session, None)
        if run is not None:
            self._past = _nowhere([self._past, run.idle])
            self._asked += run.asked


def _nowhere(idle: list[list[bool]]) -> list[bool]:
    return [all(each) for each in zip(*idle, strict=True)]
