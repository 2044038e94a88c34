"""What mypy did not judge, told: it does not see the types."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

from mockfactory.rules.comparing.pair import Pair
from mockfactory.rules.telling.findings import Finding, Report, Severity, in_order
from mockfactory.rules.untold import untold
from mockfactory.verification.by_mypy.compared import compared
from mockfactory.verification.by_mypy.seeing import Sight

ACCEPTED: Final = "accepts it"
"""What is said of mypy where it does not refuse what the rules do."""
_NOT_SEEN: Final = "of a module that is not found or has no types, made at run time, or by a decorator"
_MOST: Final = 5
_UNREAD: Final = 30


def with_hidden(pair: Pair, report: Report, sight: Sight, *, alone: bool) -> Report:
    """The report, with what mypy did not see.

    Args:
        pair: that was judged.
        report: of the rules and of mypy.
        sight: what mypy did not judge.
        alone: whether the rules were not asked: they tell of what is not annotated, and bind type parameters.
    """
    dark = {*sight.hidden, *sight.unbound}
    findings = [
        dataclasses.replace(one, mypy="did not judge it")
        if one.mypy == ACCEPTED and not dark.isdisjoint(one.about)
        else one
        for one in report.findings
    ]
    why = "; ".join(sight.causes) or _NOT_SEEN
    told = [*not_judged(sight.hidden, f"a type there is Any to it: {why}")]
    if alone:
        told += not_judged(sight.untyped, f"{pair.impl.name} does not say what is given there")
        told += not_judged(sight.unbound, f"to mypy {pair.iface.name} without type arguments has Any for them")
    judged = compared(pair).keys() - dark - set(sight.untyped)
    kept = [one for one in findings if not (_is_unread(one, pair) and judged.issuperset(one.about))]
    if any(one in kept for one in untold(pair)):
        kept = in_order([*(one for one in kept if one not in [*untold(pair)]), *untold(pair, judged)])
    return dataclasses.replace(report, findings=kept).beside(told)


def _is_unread(finding: Finding, pair: Pair) -> bool:
    """Whether it tells only that the rules can't read how a member is called: mypy has its stub, and judged it."""
    if finding.rule != _UNREAD or finding.severity is not Severity.UNVERIFIED or not finding.about:
        return False
    sides = [side[name] for name in finding.about for side in (pair.demanded, pair.impl.members) if name in side]
    calls = [call for one in sides if one.call is not None for call in one.overloads or (one.call,)]
    return any(one.signature is None for one in calls)


def not_judged(members: Sequence[str], why: str) -> Sequence[Finding]:
    """What is told of members that mypy did not judge: nothing where there are none.

    Args:
        members: their names; "" for the whole.
        why: the reason.
    """
    if not members:
        return ()
    named = [name for name in members if name]
    names = [*named[:_MOST], *([f"{len(named) - _MOST} more"] if len(named) > _MOST else [])]
    what = " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else "it"
    problem = f"mypy did not judge {what}: {why}"
    return [Finding(None, Severity.UNVERIFIED, "", problem, found_by=("mypy",), members=tuple(named))]
