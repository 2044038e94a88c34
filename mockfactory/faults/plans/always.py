"""The plan that each effect begins with."""

from __future__ import annotations

from mockfactory.faults.plans.effects import Effect
from mockfactory.faults.plans.plan import FaultPlan, Rule


def always(effect: Effect) -> FaultPlan:
    """A plan that fires on every call."""
    return FaultPlan((Rule(effect),))
