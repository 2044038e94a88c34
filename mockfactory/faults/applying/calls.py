"""A plan at work on a method of a double."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from mockfactory.double.recording.calls import calls_seen
from mockfactory.double.recording.current import home_of
from mockfactory.double.stubbing.failing import Failing
from mockfactory.faults.applying.arguments import reader_of
from mockfactory.faults.applying.attaching import AtWork, attach, effects_of
from mockfactory.faults.applying.fitting import endings
from mockfactory.faults.applying.holding import Held
from mockfactory.faults.applying.moments import Timing
from mockfactory.faults.applying.one_call import OneCall, release_now
from mockfactory.faults.applying.sorting import begin, sort
from mockfactory.faults.applying.steps import where_of
from mockfactory.faults.plans.effects import Reorders
from mockfactory.faults.plans.plan import FaultPlan

if TYPE_CHECKING:
    from mockfactory.double.matching.compare import Bound
    from mockfactory.double.matching.faults import Asking, Fired
    from mockfactory.double.matching.stubs import Stub
    from mockfactory.double.recording.record import Recorder
    from mockfactory.faults.deciding.parts import Firing


class MethodUnderPlan:
    """Says of each call of a method what happens to it.

    Args:
        method: of a double, or of a spy.
        plan: what fails, and when.
        work: the plan at work, where it was put to work on several methods at once.

    Raises:
        MisuseError: the method can't act the plan out.
    """

    def __init__(self, method: Recorder, plan: FaultPlan, work: AtWork | None = None) -> None:
        __tracebackhide__ = True
        self.method: Final = method
        self.timing: Final = Timing(method)
        self.endings: Final = endings(method, plan, self.timing)
        self.held: Final[Held[OneCall]] = Held()
        home = home_of(method.state.ledger)
        self._stub: Stub | None = None
        if work is None:
            work = attach(plan, where_of(method), home, saw=lambda: calls_seen(method), excused=self._excused)
        self._running: Final = work.run(where_of(method), reader_of(method.plan))
        holds = any(isinstance(effect, Reorders) for effect in effects_of(plan))
        if holds:
            work.settlers.append(self._settle)
        asks = self._running.asks or holds
        # Attributes and no methods: each step costs all the calls that pass.
        self.decide: Callable[[Bound], Fired | None] = (
            self._fails_or_lets_go if holds else self._running.asking(self._fails)
        )
        self.quick: Asking | None = None if asks else self._running.quick((), self._fails)
        self._on_clock: Final = work.on_clock
        work.when_shared(self._share)

    def placed(self, stub: Stub) -> None:
        self._stub = stub

    def _share(self) -> None:
        """From now on, see to the clock of the session that runs: before, each call is spared the question."""
        on_clock, decide, quick = self._on_clock, self.decide, self.quick

        def decide_on_clock(bound: Bound) -> Fired | None:
            __tracebackhide__ = True
            on_clock()
            return decide(bound)

        def quick_on_clock(args: tuple[object, ...], kwargs: dict[str, object]) -> Fired | None:
            __tracebackhide__ = True
            on_clock()
            return quick(args, kwargs) if quick is not None else None

        self.decide = decide_on_clock
        self.quick = None if quick is None else quick_on_clock
        self.method.settle()

    def _excused(self) -> bool:
        return self._stub is None or self._stub.lenient or self._stub.retired

    def _settle(self) -> list[str]:
        if not self.timing.in_loop:
            release_now(self.held.take())
            return []
        late = self.held.take(lambda call: call.is_stranded)
        return [call.told_lost() for call in late if not call.release_at_once()]

    def _fails(self, firings: tuple[Firing, ...]) -> Fired:
        what = sort(firings)
        if self.method.plan.awaited:
            begin(what)  # a call that nobody awaits is told as just that
        return OneCall(self.method, self.timing, what, self.endings, self.held)

    def _fails_or_lets_go(self, bound: Bound) -> Fired | None:
        firings = self._running.decide(bound)
        return self._fails(firings) if firings or self.held else None


def at_work(method: Recorder, plan: Failing) -> MethodUnderPlan:
    """A plan at work on a method, for the double that the method is of."""
    __tracebackhide__ = True
    assert isinstance(plan, FaultPlan)
    return MethodUnderPlan(method, plan)
