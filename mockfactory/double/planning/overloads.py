"""Overloads at run time: which of them a call is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockfactory.double.planning.fitting import unfit

if TYPE_CHECKING:
    from mockfactory.double.planning.plan import Plan


def fitting(plan: Plan, args: tuple[object, ...], kwargs: dict[str, object]) -> list[Plan]:
    """The overloads that take these arguments, in the order of the source; the member itself where it has none.

    Matchers stand for any argument, so a pattern may fit several.
    """
    if not plan.overloads:
        return [plan]
    found: list[Plan] = []
    for overload in plan.overloads:
        try:
            bound = overload.bind(*args, **kwargs)
        except TypeError:
            continue
        if unfit(overload, bound) is None:
            found.append(overload)
    return found
