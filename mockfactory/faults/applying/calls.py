"""A plan at work on a method of a double."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from mockfactory.double.recording.calls import calls_seen
from mockfactory.double.recording.current import NO_LEDGER, counting, home_of
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
    from mockfactory.double.recording.record import Ledger, Recorder
    from mockfactory.faults.deciding.parts import Firing
    from mockfactory.faults.deciding.run import Run

    Deciding: TypeAlias = Callable[[Bound], Fired | None]


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
        self._holds: Final = holds
        # Attributes and no methods: each step costs all the calls that pass.
        self.decide, self.quick = self._asking(self._running.own)
        self._on_clock: Final = work.on_clock
        work.when_shared(self._share)

    def placed(self, stub: Stub) -> None:
        self._stub = stub

    def _asking(self, run: Run[Bound]) -> tuple[Deciding, Asking | None]:
        """Say of each call whether it fails, as one session counts: with its arguments, and without."""
        if self._holds:
            return self._fails_or_lets_go(run), None
        return run.asking(self._fails), None if self._running.asks else run.quick((), self._fails)

    def _share(self) -> None:
        """From now on, see to the session that runs, its clock and its numbers: before, each call is spared that."""
        on_clock, running, ledger = self._on_clock, self._running, self._running.ledger
        latest: tuple[Ledger | None, Deciding, Asking | None] = (None, self.decide, self.quick)

        def of(session: Ledger) -> tuple[Ledger | None, Deciding, Asking | None]:
            nonlocal latest
            latest = found = (session, *self._asking(running.of(session)))
            return found

        def decide(bound: Bound) -> Fired | None:
            __tracebackhide__ = True
            session, found = counting(ledger), latest
            if session is not NO_LEDGER:
                on_clock()
            return (found if found[0] is session else of(session))[1](bound)

        def quick(args: tuple[object, ...], kwargs: dict[str, object]) -> Fired | None:
            __tracebackhide__ = True
            session, found = counting(ledger), latest
            if session is not NO_LEDGER:
                on_clock()
            ask = (found if found[0] is session else of(session))[2]
            return None if ask is None else ask(args, kwargs)

        self.decide, self.quick = decide, None if self.quick is None else quick
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

    def _fails_or_lets_go(self, run: Run[Bound]) -> Deciding:
        def decide(bound: Bound) -> Fired | None:
            firings = run.decide(bound)
            return self._fails(firings) if firings or self.held else None

        return decide


def at_work(method: Recorder, plan: Failing) -> MethodUnderPlan:
    """A plan at work on a method, for the double that the method is of."""
    __tracebackhide__ = True
    assert isinstance(plan, FaultPlan)
    return MethodUnderPlan(method, plan)
