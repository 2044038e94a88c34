"""What a fault plan costs a call that it lets pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mockfactory import when
from mockfactory.faults import FaultPlan, in_sequence, passes, raises
from tests.benchmarks.calling import call_and_await, call_by_position
from tests.benchmarks.making import make_double
from tests.benchmarks.subjects import Mailer
from tests.benchmarks.table import Row, shown
from tests.benchmarks.timing import Case, Loop, Measured, compare

PLANS: dict[str, FaultPlan] = {
    "by number": raises(OSError()).on_call(10**9),
    "by chance": raises(OSError()).with_probability(0),
    "by argument": raises(OSError()).given(to="nobody@example.org"),
    "sequence that is over": in_sequence(passes()),
}
SHAPES: dict[str, Callable[[Any, int], None]] = {"sync call": call_by_position, "async call": call_and_await}
_MOST = 1000.0
"""Nanoseconds that a plan may cost."""


def plans(quick: bool) -> list[Row]:
    """Each kind of plan, on a sync and an async method, against the same call without one."""
    n = 50 if quick else 1000
    rows: list[Row] = []
    for what, call in SHAPES.items():
        cases = [Case("none", _prepared(None, call), n)]
        cases += [Case(name, _prepared(plan, call), n) for name, plan in PLANS.items()]
        times = compare(cases, rounds=2 if quick else 25)
        rows += [_row(f"{what}, plan {name}, not firing", times[name], times["none"]) for name in PLANS]
    return rows


def _prepared(plan: FaultPlan | None, call: Callable[[Any, int], None]) -> Callable[[], Loop]:
    def prepare() -> Loop:
        mailer = make_double(Mailer)
        if plan is not None:
            for method in (mailer.send, mailer.fetch):
                when(method).fails(plan)
        call(mailer, 2)
        return lambda n: call(mailer, n)

    return prepare


def _row(what: str, under: Measured, without: Measured) -> Row:
    """How much longer it takes, as a share of what it may."""
    more = max(under.least - without.least, 0.0)
    noise = max(under.noise, without.noise)
    return Row(what, f"{shown(more)} more", "1 us more", shown(_MOST), more / _MOST, True, 1, noise)
