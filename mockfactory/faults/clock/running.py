"""`virtual_clock`: one thread, and the event loops in it, on virtual time."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from asyncio.base_events import BaseEventLoop
from collections.abc import Callable, Generator
from typing import Final, Protocol, cast

from mockfactory.double.recording.current import remember
from mockfactory.double.wording.errors import MisuseError
from mockfactory.faults.clock.names import Names
from mockfactory.faults.clock.virtual import VirtualClock
from mockfactory.faults.clock.waiting import Waiting


class _TurnsOfLoops(Protocol):
    _run_once: Callable[[BaseEventLoop], None]


class StuckError(AssertionError):
    """Nothing can happen any more: what hangs has no time-out around it, and nobody to cancel it."""


StuckError.__module__ = "mockfactory.faults"


class Running:
    """A virtual clock at work, and what hangs on it."""

    def __init__(self) -> None:
        self.clock: Final = VirtualClock(time.monotonic())
        self.entered = 0
        self._thread: Final = threading.get_ident()
        self._names: Final = Names(self.clock)
        self._waiting: Final[dict[int, tuple[asyncio.AbstractEventLoop, Waiting]]] = {}
        self._hanging: Final[dict[asyncio.Future[None], str]] = {}
        self._turn: Final = cast("_TurnsOfLoops", BaseEventLoop)._run_once  # pyright: ignore[reportPrivateUsage]

    @property
    def is_here(self) -> bool:
        """Whether it is this thread's."""
        return threading.get_ident() == self._thread

    def begin(self) -> None:
        """Take the thread's loops over: the one that runs now, and each that runs later."""
        loop = _running_loop()
        if loop is not None:
            self._take(loop)
        turn = self._turn

        def run_once(loop: BaseEventLoop) -> None:
            if self.is_here and id(loop) not in self._waiting:
                self._take(loop)
            turn(loop)

        cast("_TurnsOfLoops", BaseEventLoop)._run_once = run_once  # pyright: ignore[reportPrivateUsage]
        self._names.begin()

    def end(self) -> None:
        """Give everything back."""
        self._names.end()
        cast("_TurnsOfLoops", BaseEventLoop)._run_once = self._turn  # pyright: ignore[reportPrivateUsage]
        for loop, waiting in self._waiting.values():
            if not loop.is_closed():
                waiting.end()
        self._waiting.clear()

    def _take(self, loop: asyncio.AbstractEventLoop) -> None:
        waiting = Waiting(loop, self.clock, self._wake_hanging)
        waiting.begin()
        self._waiting[id(loop)] = (loop, waiting)

    async def hang(self, what: str) -> None:
        """Wait for ever, unless nothing else is left that could end the waiting."""
        __tracebackhide__ = True
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._hanging[future] = what
        try:
            await future
        finally:
            del self._hanging[future]

    def _wake_hanging(self) -> bool:
        waiting = [(future, what) for future, what in self._hanging.items() if not future.done()]
        for future, what in waiting:
            error = StuckError(
                f"{what} hangs, and nothing is left that could end it: no timer, no other task, no connection\n"
                "  so:     the code under test waits for it without a time-out\n"
                "  write:  async with asyncio.timeout(...) around the call, or cancel the task in the test"
            )
            future.set_exception(error)
            # Code that catches all errors must not hide that it would hang in earnest.
            remember(error)
        return bool(waiting)


_now: list[Running] = []
"""The one that is at work, if any."""


@contextlib.contextmanager
def virtual_clock() -> Generator[VirtualClock]:
    """Let time pass only when nothing else is left to do: an hour of back-off takes milliseconds, in the right order.

    `asyncio.sleep`, `wait_for`, `timeout`, `call_later`, `time.monotonic` and `time.sleep` of this thread are on it.
    Other threads, `time.time` and `datetime.now` are not. While a thread works for the loop, or a connection leads
    elsewhere (a database, say), real time passes: nothing times out because its answer takes a millisecond. A clock
    within a clock is the same clock.

    Returns:
        A context manager that gives the clock. Under pytest the `virtual_clock` fixture gives it for a whole test.

    Raises:
        MisuseError: another thread is on a virtual clock, or the event loop is not one of asyncio's own.

    Example:
        >>> import asyncio
        >>> from mockfactory.faults import virtual_clock
        >>> async def back_off() -> str:
        ...     await asyncio.sleep(3600)
        ...     return "done"
        >>> with virtual_clock() as clock:
        ...     asyncio.run(back_off()), clock.elapsed
        ('done', 3600.0)
    """
    running = _enter()
    try:
        yield running.clock
    finally:
        _leave(running)


def switch_on() -> Callable[[], None]:
    """Begin a virtual clock for longer than a block.

    Returns:
        What ends it.
    """
    running = _enter()
    return lambda: _leave(running)


def at_work() -> Running | None:
    """The virtual clock of this thread, if it is on one."""
    return _now[0] if _now and _now[0].is_here else None


def _enter() -> Running:
    if _now and not _now[0].is_here:
        raise MisuseError("another thread of this process is on a virtual clock, and there is one at a time")
    if not _now:
        running = Running()
        running.begin()
        _now.append(running)
    _now[0].entered += 1
    return _now[0]


def _leave(running: Running) -> None:
    running.entered -= 1
    if not running.entered:
        _now.remove(running)
        running.end()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
