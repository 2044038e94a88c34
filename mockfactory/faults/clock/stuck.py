"""What is told when an event loop waits for what can't come, and to whom."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Final, cast

from mockfactory.double.recording.current import remember
from mockfactory.faults.clock.tasks import (
    AnyFuture,
    all_of,
    awaited_by,
    dead_of,
    ending,
    is_in_users_code,
    main_of,
    sets,
    timers_of,
    told,
    waits_of,
)

_PATIENCE: Final = 10
"""So often code may catch what it is told and wait again. Then the event loop itself ends with it."""
_MANY_HANGS: Final = 1000
_SHOWN: Final = 8


class StuckError(AssertionError):
    """Nothing can happen any more: what hangs has no time-out around it, and nobody to cancel it."""


StuckError.__module__ = "mockfactory.faults"


class Telling:
    """Tells the tasks of one event loop that they wait in vain.

    Args:
        loop: that does nothing.
        hanging: what waits in it as a plan wants it to, and its name.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, hanging: Callable[[], Mapping[AnyFuture, str]]) -> None:
        self._loop: Final = loop
        self._hanging: Final = hanging
        self._told = 0
        self._last: StuckError | None = None
        self._before: Final[dict[str, None]] = {}
        self._dead: Final[list[str]] = []

    def hangs(self) -> bool:
        """Tell what hangs as planned; answers whether there was something."""
        __tracebackhide__ = True
        waiting = dict(self._hanging())
        for future, what in waiting.items():
            error = StuckError(
                f"{what} hangs, and nothing is left that could end it: no timer, no other task, no connection\n"
                "  so:     the code under test waits for it without a time-out\n"
                "  write:  async with asyncio.timeout(...) around the call, or cancel the task in the test"
            )
            self._told += 1
            self._before[what] = None
            # Code that catches all errors must not hide that it would hang in earnest.
            remember(error)
            if self._told > _MANY_HANGS:
                raise error
            future.set_exception(error)
        return bool(waiting)

    def stuck(self) -> None:
        """Tell the main task that nothing can happen any more.

        Raises:
            StuckError: there is none, or it has not heard.
        """
        __tracebackhide__ = True
        self._tell(
            "the event loop waits for ever: nothing is ready, no timer is set, and nothing outside could wake it\n"
            f"{self._waiting()}\n"
            "  so:     outside of a test this hangs\n"
            "  write:  what the task waits for, before it waits; or async with asyncio.timeout(...) around the waiting"
        )

    def goes_round(self, seconds: float) -> None:
        """Tell the main task that nothing but timers happens any more.

        Raises:
            StuckError: there is none, or it has not heard.
        """
        __tracebackhide__ = True
        rings = "\n          ".join(self._timers()[:_SHOWN])
        self._tell(
            f"virtual time runs on for ever: {seconds:,.0f} seconds in which nothing but timers has happened\n"
            f"  rings:  {rings}\n"
            f"{self._waiting()}\n"
            "  so:     outside of a test this takes as long, if it ends at all\n"
            "  write:  async with asyncio.timeout(...) around what waits, or an end for what sleeps again and again;\n"
            "          with virtual_clock(most=...) for a test that takes more seconds"
        )

    def _tell(self, text: str) -> None:
        __tracebackhide__ = True
        main = main_of(self._loop)
        test = self._test_of(main)
        waits = [] if test is None else list(waits_of(test))
        error = self._last
        if error is None or str(error) != text:
            self._last = error = StuckError(text)
            remember(error)
        self._told += 1
        if not waits or self._told > _PATIENCE:
            raise error
        for wait in waits:
            wait.future.set_exception(error)

    def _test_of(self, main: AnyFuture | None) -> AnyFuture | None:
        """The task in which the test runs: anyio's runner keeps one for all tests, and waits for it in another.

        In a loop that serves others it is the first that does not merely sleep.
        """
        if main is not None and (not isinstance(main, asyncio.Task) or is_in_users_code(main)):
            return main
        tasks = list(filter(is_in_users_code, all_of(self._loop)))
        asleep = self._sleepers()
        return next((task for task in tasks if awaited_by(task) not in asleep), tasks[0] if tasks else main)

    def _sleepers(self) -> set[AnyFuture | None]:
        """The futures that timers will set."""
        timers = timers_of(self._loop)
        return {sets(getattr(timer, "_callback", None), getattr(timer, "_args", ()) or ()) for timer in timers} - {None}

    def _waiting(self) -> str:
        main = main_of(self._loop)
        hanging = self._hanging()
        # The main task first: it is what the test waits for.
        tasks = sorted(all_of(self._loop), key=lambda task: task is not main)
        shown = [told(task, hanging) for task in tasks[:_SHOWN]]
        if len(tasks) > _SHOWN:
            shown.append(f"and {len(tasks) - _SHOWN} more")
        ends = {task: ending(task) for task in dead_of(self._loop)}
        # Those that have ended with a hang are named by it.
        self._dead.extend(end for task, end in ends.items() if not isinstance(task.exception(), StuckError))
        before = [f"{what} was told that it hangs, and its task may have ended with it" for what in self._before]
        return "  tasks:  " + "\n          ".join([*shown, *self._dead[-_SHOWN:], *before[-_SHOWN:]])

    def _timers(self) -> list[str]:
        scheduled = cast("list[asyncio.TimerHandle]", getattr(self._loop, "_scheduled", []))
        sleepers = {awaited_by(task): task for task in all_of(self._loop)}
        hanging = self._hanging()
        lines: dict[str, None] = {}
        for handle in sorted(scheduled):
            callback: object = getattr(handle, "_callback", None)
            if callback is None:  # it was cancelled
                continue
            task = sleepers.get(sets(callback, getattr(handle, "_args", ()) or ()))
            lines[getattr(callback, "__qualname__", repr(callback)) if task is None else told(task, hanging)] = None
        return list(lines)
