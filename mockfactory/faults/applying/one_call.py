"""One call that fails: what happens to it, step by step."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from mockfactory.double.planning.later import Later
from mockfactory.double.recording.current import home_of
from mockfactory.double.recording.messages import shown_bound
from mockfactory.double.stubbing.answering import act, choose, would_answer
from mockfactory.faults.applying.arguments import Passed, changed
from mockfactory.faults.applying.attaching import write_down
from mockfactory.faults.applying.changing import is_batch, part_of
from mockfactory.faults.applying.holding import PATIENCE, Held
from mockfactory.faults.applying.shapes import AsyncEnteredAfter, EnteredAfter, async_items_after, items_after
from mockfactory.faults.applying.sorting import Sorted, seconds_of
from mockfactory.faults.clock.pausing import block, hang, pause
from mockfactory.faults.plans.effects import Hangs, Partially
from mockfactory.spec import Kind

if TYPE_CHECKING:
    from mockfactory.double.matching.compare import Bound
    from mockfactory.double.matching.stubs import Act
    from mockfactory.double.recording.record import Recorder
    from mockfactory.faults.deciding.parts import Firing

_tasks: Final[set[asyncio.Task[None]]] = set()
"""An event loop keeps only weak references to its tasks."""


class OneCall:
    """One call, and what the plan says about it. Made when it is called; it fails when it is performed."""

    __slots__ = ("_bound", "_endings", "_held", "_method", "_passed", "_what")

    def __init__(self, method: Recorder, what: Sorted, endings: Mapping[int, Act], held: Held[OneCall]) -> None:
        self._method: Final = method
        self._what: Final = what
        self._endings: Final = endings
        self._held: Final = held
        self._bound: Bound = ()
        self._passed: Passed = ((), {})

    def perform(self, bound: Bound, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """Let the call fail, in the shape that the method gives."""
        __tracebackhide__ = True
        self._bound, self._passed = bound, (args, kwargs)
        if self._what.end is not None or self._what.delays or self._what.later is not None:
            would_answer(self._method, bound)
        kind = self._method.plan.member.kind
        if self._method.plan.awaited:
            return Later(self._later(), lambda value: value)
        if kind is Kind.GENERATOR:
            return items_after(self._wait, self._finish)
        if kind is Kind.ASYNC_GENERATOR:
            return async_items_after(self._wait_async, self._finish)
        if kind is Kind.CONTEXT_MANAGER:
            return EnteredAfter(self._wait, self._finish)
        if kind is Kind.ASYNC_CONTEXT_MANAGER:
            return AsyncEnteredAfter(self._wait_async, self._finish)
        self._wait()
        due = self._held.passed() if self._what.later is None else []
        value = self._finish()
        release_now(due)
        return value

    async def _later(self) -> object:
        __tracebackhide__ = True
        await self._wait_async()
        what = self._what
        if what.later is not None:
            self._tell(what.later)
            self._held.hold(self, what.later)
            task = asyncio.get_running_loop().create_task(self._release_in_time())
            _tasks.add(task)
            task.add_done_callback(_tasks.discard)
            return None
        due = self._held.passed()
        value = await _awaited(self._ended() if what.end is not None else self._made())
        if what.twice is not None:
            self._tell(what.twice)
            await _awaited(self._made())
        for call in due:
            await call.release()
        return self._part(value)

    def _wait(self) -> None:
        for delay in self._what.delays:
            block(self._lasting(delay))

    async def _wait_async(self) -> None:
        __tracebackhide__ = True
        for delay in self._what.delays:
            await pause(self._lasting(delay))
        end = self._what.end
        if end is not None and isinstance(end.effect, Hangs):
            self._tell(end)
            await hang(f"{where_of(self._method)}() (call {end.number})")

    def _lasting(self, delay: Firing) -> float:
        seconds = seconds_of(delay)
        self._tell(delay, f"delays({seconds:g})")
        return seconds

    def _finish(self) -> object:
        __tracebackhide__ = True
        what = self._what
        if what.end is not None:
            return self._ended()
        if what.later is not None:
            self._tell(what.later)
            self._held.hold(self, what.later)
            return None
        value = self._made()
        if what.twice is not None:
            self._tell(what.twice)
            self._made()
        return self._part(value)

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
                self._tell(change)
                passed = spoiled
        values = self._method.state.values
        if self._method.plan.member.call is None and self._method.stubs is None and self._method.plan.name in values:
            return values[self._method.plan.name]
        return act(self._method, choose(self._method, self._bound), self._bound, *passed)

    def _part(self, value: object) -> object:
        for change in self._what.changes:
            if _is_of_answer(change) and is_batch(value):
                self._tell(change)
                value = part_of(cast("Sequence[object]", value), cast("Partially", change.effect).keep)
        return value

    def _tell(self, firing: Firing, effect: str = "") -> None:
        plan = self._method.plan
        shown = shown_bound(plan, self._bound)[len(plan.name) + 1 : -1] if plan.member.call is not None else ""
        write_down(home_of(self._method.state.ledger), where_of(self._method), firing, shown, effect)

    async def release(self) -> None:
        """Make the call that was held back. Its caller has its answer already, so nobody hears of an error."""
        with contextlib.suppress(Exception):
            await _awaited(self._made())

    def release_now(self) -> None:
        """The same in sync code."""
        with contextlib.suppress(Exception):
            self._made()

    async def _release_in_time(self) -> None:
        await pause(PATIENCE)
        for call in self._held.take(lambda held: held is self):
            await call.release()


def where_of(method: Recorder) -> str:
    """The method, for the journal and for chance: a double that has a name of its own fails on its own."""
    name, plan = method.state.name, method.plan
    if name is None:
        return plan.qualname
    return f"{name}.{plan.name}" if plan.owner else name


def release_now(calls: Iterable[OneCall]) -> None:
    """Make calls that were held back."""
    for call in calls:
        call.release_now()


async def _awaited(value: object) -> object:
    __tracebackhide__ = True
    return await value.wait() if type(value) is Later else value


def _is_of_answer(change: Firing) -> bool:
    return isinstance(change.effect, Partially) and change.effect.argument is None
