"""Putting a plan to work on a target, in the session that runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, Protocol, TypeVar

from mockfactory.double.recording.current import NO_LEDGER
from mockfactory.double.recording.injected import Attached, Injected
from mockfactory.double.recording.record import Ledger
from mockfactory.faults.applying.clocks import ClockOfPlan
from mockfactory.faults.deciding.chance import seed
from mockfactory.faults.deciding.conditions import ABSENT, Reader
from mockfactory.faults.deciding.parts import Firing
from mockfactory.faults.deciding.run import Run
from mockfactory.faults.deciding.running import RunningPlan
from mockfactory.faults.plans.effects import Delays, Effect, Hangs, Reorders
from mockfactory.faults.plans.plan import FaultPlan, Rule, Sequence, parts_of
from mockfactory.faults.plans.triggers import Triggers
from mockfactory.wording.places import Place, caller

A = TypeVar("A")
LASTING: Final[tuple[type, ...]] = (Delays, Hangs, Reorders)
"""The effects that take time."""


class _Target(Protocol):
    """What a plan works on, whatever it is."""

    @property
    def idle(self) -> list[bool]: ...
    @property
    def asked(self) -> int: ...
    def idle_in(self, session: Ledger) -> list[bool]: ...
    def forget(self, session: Ledger) -> None: ...


class AtWork:
    """A plan that was put to work, by one line of a test, on one target or on several that count each for themselves.

    At the end of the session each part of it that acted on none of them is told, unless it is lenient, or chance had
    the say. To act is to be written into the journal: see `write_down`. Other sessions that use it (tests, what a wider
    fixture has made) have numbers of their own, and it is told among their plans.

    Args:
        plan: what fails, and when.
        counts: what its numbers count: "call".
        ledger: of the session in which it is put to work.
        lasting: the effects that themselves take time there.
    """

    def __init__(self, plan: FaultPlan, counts: str, ledger: Ledger, lasting: tuple[type, ...]) -> None:
        self._plan: Final = plan
        self._counts: Final = counts
        self._clock: Final = ClockOfPlan(ledger, any(isinstance(effect, lasting) for effect in effects_of(plan)))
        self.on_clock: Final = self._clock.on
        self._ledger: Final = ledger
        self._targets: Final[list[_Target]] = []
        self._users: Final[set[Ledger]] = set()
        self._lock: Final = threading.Lock()
        self.attached: Attached | None = None
        """How it is written down in the session in which it is put to work."""
        self.settlers: Final[list[Callable[[], list[str]]]] = []
        """Each brings what is held back on a target to an end, and gives a text for what can't be."""

    def run(self, name: str, reader: Reader[A]) -> RunningPlan[A]:
        """Let it run on a target.

        Args:
            name: of the target; with the seed, it is what chance depends on.
            reader: how the arguments of a call are read.
        """
        running = RunningPlan(self._plan, name, reader, self._ledger, self.on_clock, self._begins)
        self._targets.append(running)
        return running

    def _begins(self, session: Ledger) -> None:
        """Write down in another session that it is at work there, too. Only its own session judges it."""
        with self._lock:
            if session in self._users or session is NO_LEDGER or session.over or self.attached is None:
                return
            self._users.add(session)
        attached = replace(self.attached, seed=seed(), idle=lambda: self._idle_in(session), told=True)
        session.attach(attached)
        session.leaving.append(lambda: self._ends(session, attached))

    def _ends(self, session: Ledger, attached: Attached) -> None:
        attached.let_go()
        self._users.discard(session)
        for target in list(self._targets):
            target.forget(session)

    def when_shared(self, then: Callable[[], None]) -> None:
        """Do something when other sessions than the one that put it to work may come to ask it; see `ClockOfPlan`."""
        self._clock.when_shared(then)

    def idle(self) -> list[str]:
        """The parts that never acted and were to, as code."""
        return self._never([target.idle for target in self._targets])

    def _idle_in(self, session: Ledger) -> list[str]:
        return self._never([target.idle_in(session) for target in self._targets])

    def _never(self, idle: list[list[bool]]) -> list[str]:
        of_new = Run[None](self._plan, "", lambda name: lambda arguments: ABSENT).idle
        everywhere = [all(each) for each in zip(*(idle or [of_new]), strict=True)]
        parts = parts_of(self._plan)
        return [repr(part) for part, idle in zip(parts, everywhere, strict=True) if idle and not part.when.lenient]

    def settle(self) -> list[str]:
        """Bring what is held back to an end; a text for what can't be."""
        return [problem for settle in self.settlers for problem in settle()]

    def saw(self) -> str:
        """What it was asked about, in words."""
        number = sum(target.asked for target in self._targets)
        return f"{number or 'no'} {self._counts}{'' if number == 1 else 's'}"


def attach(
    plan: FaultPlan,
    where: str,
    ledger: Ledger,
    lasting: tuple[type, ...] = LASTING,
    *,
    counts: str = "call",
    saw: Callable[[], str] | None = None,
    excused: Callable[[], bool] = lambda: False,
    place: Place | None = None,
) -> AtWork:
    """Note that a plan is put to work, and put the session that runs on virtual time: see `ClockOfPlan`.

    Args:
        plan: what fails, and when.
        where: the target, for the journal: "Mailer.send".
        ledger: of the session in which it is put to work.
        lasting: the effects that themselves take time there.
        counts: what the numbers of the plan count, should it be told that a part of it never acted: "message".
        saw: says what it was asked about, where that is more than a number.
        excused: whether nobody is to hear of that.
        place: the line that puts it to work, if it is not one that runs now.

    Returns:
        The plan at work; it is to `run` on each of its targets.

    Raises:
        MisuseError: there can be no virtual clock, and the plan takes time.
    """
    __tracebackhide__ = True
    work = AtWork(plan, counts, ledger, lasting)
    at = place or caller()
    work.on_clock()  # first: a plan that is refused is not at work
    work.attached = Attached(where, plan, seed(), at, work.idle, saw or work.saw, excused, work.settle)
    ledger.attach(work.attached)
    return work


def effects_of(plan: FaultPlan) -> list[Effect]:
    """All that may happen under a plan."""
    found: list[Effect] = []
    for part in parts_of(plan):
        rules = (part,) if isinstance(part, Rule) else [rule for item in part.items for rule in item]
        found += [rule.effect for rule in rules]
    return found


def triggers_of(plan: FaultPlan) -> Iterator[Triggers]:
    """All conditions of a plan."""
    for part in parts_of(plan):
        yield part.when
        if isinstance(part, Sequence):
            yield from (rule.when for rules in part.items for rule in rules)


def write_down(ledger: Ledger, where: str, firing: Firing, arguments: str, effect: str = "") -> None:
    """Write a fault that acts into the journal."""
    firing.mark.acted = True
    ledger.inject(Injected(where, firing.number, arguments, effect or repr(firing.effect)))
