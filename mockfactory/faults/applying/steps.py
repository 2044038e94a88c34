"""The steps of one call under a plan: made or ended, spoiled on its way, written down."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from mockfactory.double.planning.later import Later
from mockfactory.double.recording.current import home_of
from mockfactory.double.recording.messages import shown_bound
from mockfactory.double.stubbing.answering import act, choose
from mockfactory.faults.applying.arguments import Passed, changed
from mockfactory.faults.applying.attaching import write_down
from mockfactory.faults.applying.changing import is_batch, part_of
from mockfactory.faults.applying.moments import Timing
from mockfactory.faults.applying.sorting import Sorted, seconds_of
from mockfactory.faults.plans.effects import Partially

if TYPE_CHECKING:
    from mockfactory.double.matching.compare import Bound
    from mockfactory.double.matching.stubs import Act
    from mockfactory.double.recording.record import Recorder
    from mockfactory.faults.deciding.parts import Firing


class Steps:
    """What can be done with one call.

    Args:
        method: that is called.
        timing: when its calls fail.
        what: the plan says about this one.
        endings: what ends a call, by the id of the effect.
    """

    __slots__ = ("_bound", "_endings", "_is_made", "_method", "_passed", "_timing", "_what")

    def __init__(self, method: Recorder, timing: Timing, what: Sorted, endings: Mapping[int, Act]) -> None:
        self._method: Final = method
        self._timing: Final = timing
        self._what: Final = what
        self._endings: Final = endings
        self._bound: Bound = ()
        self._passed: Passed = ((), {})
        self._is_made = False

    def _ended(self) -> object:
        __tracebackhide__ = True
        end = self._what.end
        assert end is not None
        self._tell(end)
        return self._endings[id(end.effect)](*self._passed)

    def _made(self) -> object:
        """The call as it would be without the plan, but for what was changed on its way."""
        __tracebackhide__ = True
        passed = self._passed
        for change in self._what.changes:
            spoiled = None if _is_of_answer(change) else changed(self._method.plan, passed, change)
            if spoiled is not None:
                if not self._is_made:  # what is made twice is spoiled in the same way, on its one way
                    self._tell(change)
                passed = spoiled
        self._is_made = True
        values = self._method.state.values
        if self._method.plan.member.call is None and self._method.stubs is None and self._method.plan.name in values:
            return values[self._method.plan.name]
        return act(self._method, choose(self._method, self._bound), self._bound, *passed)

    async def _awaited(self, value: object) -> object:
        __tracebackhide__ = True
        if type(value) is Later:
            return await value.wait()
        awaits = self._timing.awaits and hasattr(type(value), "__await__")
        return await cast("Awaitable[object]", value) if awaits else value

    def _part(self, value: object) -> object:
        for change in self._what.changes:
            if _is_of_answer(change) and is_batch(value):
                whole = cast("Sequence[object]", value)
                part = part_of(whole, cast("Partially", change.effect).keep)
                if len(part) < len(whole):
                    self._tell(change)
                value = part
        return value

    def _tell(self, firing: Firing, effect: str = "") -> None:
        plan = self._method.plan
        shown = shown_bound(plan, self._bound)[len(plan.name) + 1 : -1] if plan.member.call is not None else ""
        write_down(home_of(self._method.state.ledger), where_of(self._method), firing, shown, effect)

    async def _again(self, value: object) -> object:
        """What comes after a first answer that had to be awaited."""
        if self._what.twice is not None:
            self._tell(self._what.twice)
            await cast("Awaitable[object]", self._made())
        return self._part(value)

    def _lasting(self, delay: Firing) -> float:
        seconds = seconds_of(delay)
        self._tell(delay, f"delays({seconds:g})")
        return seconds


def where_of(method: Recorder) -> str:
    """The method, for the journal and for chance: a double that has a name of its own fails on its own."""
    name, plan = method.state.name, method.plan
    if name is None:
        return plan.qualname
    return f"{name}.{plan.name}" if plan.owner else name


def _is_of_answer(change: Firing) -> bool:
    return isinstance(change.effect, Partially) and change.effect.argument is None
