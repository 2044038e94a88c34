"""Putting a plan to work on a target, in the session that runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mockfactory.double.recording.current import NO_LEDGER
from mockfactory.double.recording.injected import Attached, Injected
from mockfactory.double.recording.record import Ledger
from mockfactory.double.wording.errors import MisuseError
from mockfactory.faults.clock.running import switch_on
from mockfactory.faults.deciding.chance import seed
from mockfactory.faults.deciding.parts import Firing
from mockfactory.faults.plans.effects import Delays, Effect, Hangs, Reorders
from mockfactory.faults.plans.plan import FaultPlan, Rule, Sequence, parts_of
from mockfactory.faults.plans.triggers import Triggers

LASTING: Final[tuple[type, ...]] = (Delays, Hangs, Reorders)
"""The effects that take time."""


def attach(plan: FaultPlan, where: str, ledger: Ledger, lasting: tuple[type, ...] = LASTING) -> None:
    """Note that a plan is put to work, and put this thread on a virtual clock until the session ends.

    A plan that only raises has it too: what fails is tried again, and the waiting between is not to last.

    Args:
        plan: what fails, and when.
        where: the target, for the journal: "Mailer.send".
        ledger: of the session; without one, time is real.
        lasting: the effects that themselves take time there.

    Raises:
        MisuseError: there can be no virtual clock, and the plan takes time.
    """
    __tracebackhide__ = True
    ledger.attach(Attached(where, plan, seed()))
    if ledger is NO_LEDGER:
        return
    try:
        ledger.undo.append(switch_on())
    except MisuseError:
        if any(isinstance(effect, lasting) for effect in effects_of(plan)):
            raise


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
    ledger.inject(Injected(where, firing.number, arguments, effect or repr(firing.effect)))
