"""A plan at work on a method of a double."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from mockfactory.double.recording.current import home_of
from mockfactory.double.stubbing.failing import Failing
from mockfactory.faults.applying.arguments import reader_of
from mockfactory.faults.applying.attaching import attach, effects_of
from mockfactory.faults.applying.fitting import endings
from mockfactory.faults.applying.holding import Held
from mockfactory.faults.applying.one_call import OneCall, release_now, where_of
from mockfactory.faults.applying.sorting import sort
from mockfactory.faults.deciding.running import RunningPlan
from mockfactory.faults.plans.effects import Reorders
from mockfactory.faults.plans.plan import FaultPlan

if TYPE_CHECKING:
    from mockfactory.double.matching.compare import Bound
    from mockfactory.double.matching.faults import Fired
    from mockfactory.double.recording.record import Recorder
    from mockfactory.faults.deciding.parts import Firing


class MethodUnderPlan:
    """Says of each call of a method what happens to it.

    Args:
        method: of a double, or of a spy.
        plan: what fails, and when.
        attached: whether it was put to work with others, and written down.

    Raises:
        MisuseError: the method can't act the plan out.
    """

    def __init__(self, method: Recorder, plan: FaultPlan, *, attached: bool = False) -> None:
        __tracebackhide__ = True
        self.method: Final = method
        self.endings: Final = endings(method, plan)
        self.held: Final[Held[OneCall]] = Held()
        home = home_of(method.state.ledger)
        if not attached:
            attach(plan, where_of(method), home)
        self._running: Final = RunningPlan(plan, where_of(method), reader_of(method.plan))
        holds = any(isinstance(effect, Reorders) for effect in effects_of(plan))
        if holds and not method.plan.awaited:
            home.undo.append(lambda: release_now(self.held.take()))
        asks = self._running.asks or holds
        # Attributes and no methods: each step costs all the calls that pass.
        self.decide: Callable[[Bound], Fired | None] = (
            self._fails_or_lets_go if holds else self._running.asking(self._fails)
        )
        self.quick: Callable[[], Fired | None] | None = None if asks else self._running.quick((), self._fails)

    def _fails(self, firings: tuple[Firing, ...]) -> Fired:
        return OneCall(self.method, sort(firings), self.endings, self.held)

    def _fails_or_lets_go(self, bound: Bound) -> Fired | None:
        firings = self._running.decide(bound)
        return self._fails(firings) if firings or self.held else None


def at_work(method: Recorder, plan: Failing) -> MethodUnderPlan:
    """A plan at work on a method, for the double that the method is of."""
    __tracebackhide__ = True
    assert isinstance(plan, FaultPlan)
    return MethodUnderPlan(method, plan)
