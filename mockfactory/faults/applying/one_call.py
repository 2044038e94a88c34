"""One call that fails: what happens to it, step by step."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, cast, get_origin

from mockfactory.double.planning.later import Later
from mockfactory.double.planning.moments import Moment
from mockfactory.double.recording.messages import shown_bound
from mockfactory.double.stubbing.answering import would_answer
from mockfactory.faults.applying.holding import PATIENCE, Held
from mockfactory.faults.applying.late import late_of
from mockfactory.faults.applying.moments import Timing
from mockfactory.faults.applying.shapes import (
    AsyncEnteredAfter,
    EnteredAfter,
    LateObject,
    async_items_after,
    items_after,
)
from mockfactory.faults.applying.sorting import Sorted, begin
from mockfactory.faults.applying.steps import Steps, where_of
from mockfactory.faults.clock.library import loop_for
from mockfactory.faults.clock.pausing import block, hang, pause
from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.effects import Hangs
from mockfactory.wording.text import report, show

if TYPE_CHECKING:
    from mockfactory.double.matching.compare import Bound
    from mockfactory.double.matching.stubs import Act
    from mockfactory.double.recording.record import Recorder
    from mockfactory.faults.deciding.parts import Firing

_tasks: Final[set[asyncio.Task[None]]] = set()
"""An event loop keeps only weak references to its tasks."""


class OneCall(Steps):
    """One call, and what the plan says about it. Made when it is called; it fails when it is performed."""

    __slots__ = ("_held", "_loop")

    def __init__(
        self, method: Recorder, timing: Timing, what: Sorted, endings: Mapping[int, Act], held: Held[OneCall]
    ) -> None:
        super().__init__(method, timing, what, endings)
        self._held: Final = held
        self._loop: asyncio.AbstractEventLoop | None = None

    def perform(self, bound: Bound, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """Let the call fail, in the shape that the method gives."""
        __tracebackhide__ = True
        self._bound, self._passed = bound, (args, kwargs)
        if self._what.end is not None or self._what.delays or self._what.later is not None:
            would_answer(self._method, bound)
        match self._timing.moment:
            case Moment.AWAITED:
                return Later(self._later(), lambda value: value)
            case Moment.AS_COROUTINE:
                return self._later()
            case Moment.AS_TASK:
                return asyncio.get_running_loop().create_task(self._later())
            case Moment.ON_FIRST_USE:
                annotation = self._method.plan.result.value.annotation
                return LateObject(get_origin(annotation) or annotation, self._wait_async, self._finish)
            case Moment.FIRST_STEP:
                return items_after(self._wait, self._finish)
            case Moment.FIRST_ASYNC_STEP:
                return async_items_after(self._wait_async, self._finish)
            case Moment.ENTERED:
                return EnteredAfter(self._wait, self._finish)
            case Moment.ASYNC_ENTERED:
                return AsyncEnteredAfter(self._wait_async, self._finish)
            case Moment.AT_CALL:
                return self._at_call()

    def _at_call(self) -> object:
        __tracebackhide__ = True
        end = self._what.end
        hangs = end is not None and isinstance(end.effect, Hangs)
        if hangs or (self._timing.open and end is None and self._what.later is None):
            return self._by_what_comes(hangs)
        self._wait()
        due = self._held.passed() if self._what.later is None else []
        value = self._finish()
        release_now(due)
        return value

    def _by_what_comes(self, hangs: bool) -> object:
        """The call is made, and what it gives is late: nothing is annotated, so only that tells when."""
        __tracebackhide__ = True
        value = self._made()
        late = late_of(value, self._wait, self._wait_async, self._again)
        if late is not None:
            return late
        begin(self._what)
        if hangs:
            name = self._method.plan.qualname
            raise PlanError(
                report(
                    f"hangs(): {name}() gave {show(value)} at once, and nothing that could be cancelled.",
                    write="delays(3600), or raises(TimeoutError())",
                )
            )
        self._wait()
        if self._what.twice is not None:
            self._tell(self._what.twice)
            self._made()
        return self._part(value)

    async def _later(self) -> object:
        __tracebackhide__ = True
        await self._wait_async()
        what = self._what
        if what.later is not None:
            self._hold_back(what.later)
            self._loop = loop_for("a fault that takes time")
            task = self._loop.create_task(self._release_in_time())
            _tasks.add(task)
            task.add_done_callback(_tasks.discard)
            return None
        due = self._held.passed()
        value = await self._awaited(self._ended() if what.end is not None else self._made())
        if what.twice is not None:
            self._tell(what.twice)
            await self._awaited(self._made())
        for call in due:
            await call.release()
        return self._part(value)

    def _wait(self) -> None:
        for delay in begin(self._what).delays:
            block(self._lasting(delay))

    async def _wait_async(self) -> None:
        __tracebackhide__ = True
        for delay in begin(self._what).delays:
            await pause(self._lasting(delay))
        end = self._what.end
        if end is not None and isinstance(end.effect, Hangs):
            self._tell(end)
            await hang(f"{where_of(self._method)}() (call {end.number})")

    def _finish(self) -> object:
        __tracebackhide__ = True
        what = self._what
        if what.end is not None:
            return self._ended()
        if what.later is not None:
            self._hold_back(what.later)
            return None
        value = self._made()
        if what.twice is not None:
            self._tell(what.twice)
            self._made()
        return self._part(value)

    def _hold_back(self, later: Firing) -> None:
        self._tell(later)
        if self._what.twice is not None:
            self._tell(self._what.twice)
        self._held.hold(self, later)

    @property
    def _times(self) -> range:
        return range(1 if self._what.twice is None else 2)

    async def release(self) -> None:
        """Make the call that was held back. Its caller has its answer already, so nobody hears of an error."""
        with contextlib.suppress(Exception):
            await self._released()

    async def _released(self) -> None:
        for _ in self._times:
            await self._awaited(self._made())

    def release_now(self) -> None:
        """The same in sync code."""
        with contextlib.suppress(Exception):
            for _ in self._times:
                self._made()

    @property
    def is_stranded(self) -> bool:
        """Whether it is held back, and its event loop runs no longer."""
        return self._loop is not None and not self._loop.is_running()

    def release_at_once(self) -> bool:
        """The same where no event loop runs; say if that could be done without one."""
        releasing = self._released()
        try:
            releasing.send(None)
        except StopIteration:
            return True
        except Exception as error:
            return "no running event loop" not in str(error)
        releasing.close()
        return False

    def told_lost(self) -> str:
        """What to say of a call that was held back for ever."""
        plan = self._method.plan
        return report(
            f"Held back and never made: {plan.owner + '.' if plan.owner else ''}{shown_bound(plan, self._bound)}.",
            plan=repr(cast("Firing", self._what.later).effect),
            why="its event loop stopped before it was to be made, and it takes one",
            write="asyncio.run(...), which ends what is left, or await asyncio.sleep(1) at the end of the test",
        )

    async def _release_in_time(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):  # the event loop ends: it is now or never
            await pause(PATIENCE)
        for call in self._held.take(lambda held: held is self):
            await call.release()


def release_now(calls: Iterable[OneCall]) -> None:
    """Make calls that were held back."""
    for call in calls:
        call.release_now()
