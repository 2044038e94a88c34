"""Plans that take turns."""

from __future__ import annotations

from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.plan import FaultPlan, Rule, Sequence, parts_of
from mockfactory.wording.text import report, show


def in_sequence(*plans: FaultPlan) -> FaultPlan:
    """Plans that take turns, one a call; afterwards all calls pass.

    Args:
        plans: without conditions on the numbers of calls: each has one turn.

    Raises:
        PlanError: for no plan, and for one that counts calls, or is itself a sequence.

    Example:
        >>> from mockfactory.faults import delays, in_sequence, passes, raises
        >>> in_sequence(raises(OSError()), passes(), delays(5))
        in_sequence(raises(OSError()), passes(), delays(5))
    """
    __tracebackhide__ = True
    write = "in_sequence(raises(TimeoutError()), passes(), delays(5))"
    if not plans:
        raise PlanError(report("in_sequence() was given no plan.", write=write))
    return FaultPlan((Sequence(tuple(_turn(plan, write) for plan in plans)),))


def _turn(plan: object, write: str) -> tuple[Rule, ...]:
    __tracebackhide__ = True
    if not isinstance(plan, FaultPlan):
        raise PlanError(report(f"in_sequence() takes fault plans, not {show(plan)}.", write=write))
    rules: list[Rule] = []
    for part in parts_of(plan):
        if isinstance(part, Sequence):
            raise PlanError(report("A sequence has no sequence in it.", came=repr(part), write="its plans, one by one"))
        if part.when.counted:
            raise PlanError(
                report(
                    "A plan in a sequence has one turn, so it counts no calls.",
                    came=repr(part),
                    write="passes() for each call that is to pass before it",
                )
            )
        if part.when.lenient:
            raise PlanError(
                report(
                    "A plan in a sequence is not lenient by itself: the sequence is.",
                    came=repr(part),
                    write=".lenient() behind in_sequence(...)",
                )
            )
        rules.append(part)
    return tuple(rules)
