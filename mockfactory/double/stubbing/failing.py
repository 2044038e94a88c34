"""Failures over the answers of a method: what a double knows of fault plans, which are made elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from mockfactory.double.matching.faults import Working
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report, show

if TYPE_CHECKING:
    from mockfactory.double.recording.record import Recorder


class Failing:
    """What says when and how a method fails. `mockfactory.faults.FaultPlan` is one."""

    __slots__ = ()


_workers: Final[list[Callable[[Recorder, Failing], Working]]] = []


def works_by(make: Callable[[Recorder, Failing], Working]) -> None:
    """Say how a plan is put to work on a method: whoever makes plans knows it, a double does not."""
    _workers.append(make)


def failing(method: Recorder, plan: Failing) -> Working:
    """A plan at work on a method, checked against what the method promises.

    Raises:
        MisuseError: for what is no plan, or a plan that the method can't act out.
    """
    __tracebackhide__ = True
    if not isinstance(plan, Failing):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise MisuseError(
            report(
                f"when({method.plan.qualname}).fails() takes a fault plan, not {show(plan)}.",
                write="from mockfactory.faults import raises; when(...).fails(raises(TimeoutError()).on_call(3))",
            )
        )
    return _workers[-1](method, plan)
