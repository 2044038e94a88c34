"""Putting a plan to work on a target, in the session that runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from mockfactory.double.recording.injected import Attached, Injected
from mockfactory.double.recording.record import Ledger
from mockfactory.double.wording.places import Place, caller
from mockfactory.faults.applying.clocks import ClockOfPlan
from mockfactory.faults.deciding.chance import seed
from mockfactory.faults.deciding.conditions import ABSENT, Reader
from mockfactory.faults.deciding.parts import Firing
from mockfactory.faults.deciding.running import RunningPlan
from mockfactory.faults.plans.effects import Delays, Effect, Hangs, Reorders
from mockfactory.faults.plans.plan import FaultPlan, Rule, Sequence, parts_of
from mockfactory.faults.plans.triggers import Triggers

A = TypeVar("A")
LASTING: Final[tuple[type, ...]] = (Delays, Hangs, Reorders)
"""The effects that take time."""


class AtWork:
    """A plan that was put to work, by one line of a test, on one target or on several that count each for themselves.

    At the end of the session each part of it that acted on none of them is told, unless it is lenient, or chance had
    the say. To act is to be written into the journal: see `write_down`.

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
        self._idle: Final[list[Callable[[], list[bool]]]] = []
        self._asked: Final[list[Callable[[], int]]] = []
        self.settlers: Final[list[Callable[[], list[str]]]] = []
        """Each brings what is held back on a target to an end, and gives a text for what can't be."""

    def run(self, name: str, reader: Reader[A]) -> RunningPlan[A]:
        """Let it run on a target.

        Args:
            name: of the target; with the seed, it is what chance depends on.
            reader: how the arguments of a call are read.
        """
        running = RunningPlan(self._plan, name, reader, self.on_clock)
        self._idle.append(lambda: running.idle)
        self._asked.append(lambda: running.asked)
        return running

    def when_shared(self, then: Callable[[], None]) -> None:
        """Do something when other sessions than the one that put it to work may come to ask it; see `ClockOfPlan`."""
        self._clock.when_shared(then)

    def idle(self) -> list[str]:
        """The parts that never acted and were to, as code."""
        everywhere = [all(each) for each in zip(*(idle() for idle in self._idle), strict=True)]
        parts = parts_of(self._plan)
        never = everywhere or RunningPlan[None](self._plan, "", lambda name: lambda arguments: ABSENT, _no_clock).idle
        return [repr(part) for part, idle in zip(parts, never, strict=True) if idle and not part.when.lenient]

    def settle(self) -> list[str]:
        """Bring what is held back to an end; a text for what can't be."""
        return [problem for settle in self.settlers for problem in settle()]

    def saw(self) -> str:
        """What it was asked about, in words."""
        number = sum(asked() for asked in self._asked)
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
    ledger.attach(Attached(where, plan, seed(), at, work.idle, saw or work.saw, excused, work.settle))
    return work


def _no_clock() -> None:
    pass


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
