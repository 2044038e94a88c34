"""`virtual_clock`: one thread, and the event loops in it, on virtual time."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import threading
import time
from asyncio.base_events import BaseEventLoop
from collections.abc import Callable, Generator
from typing import Final, Protocol, cast

from mockfactory.double.wording.errors import MisuseError
from mockfactory.faults.clock.bound import Bound, checked_most
from mockfactory.faults.clock.library import check_is_asyncio
from mockfactory.faults.clock.names import Names
from mockfactory.faults.clock.party import Party
from mockfactory.faults.clock.tasks import AnyFuture
from mockfactory.faults.clock.threads import Others
from mockfactory.faults.clock.time_told import TimeTold
from mockfactory.faults.clock.virtual import VirtualClock
from mockfactory.faults.clock.waiting import Waiting


class _TurnsOfLoops(Protocol):
    _run_once: Callable[[BaseEventLoop], None]


class Running:
    """Virtual time at work, and what hangs on it.

    Args:
        owner: the thread that is on it; the loops of others come as guests.
    """

    def __init__(self, owner: int) -> None:
        self.told: Final = TimeTold(time.monotonic())
        self.entered = 0
        self.owner: Final = owner
        self.bound: Final = Bound(self.told)
        self._others: Final = Others()
        self._party: Final = Party(self._others, owner)
        self._names: Final = Names(self.told, self._others, self.bound, owner)
        self._waiting: Final[dict[int, tuple[asyncio.AbstractEventLoop, Waiting]]] = {}
        self._hanging: Final[dict[AnyFuture, str]] = {}
        self._turn: Final = cast("_TurnsOfLoops", BaseEventLoop)._run_once  # pyright: ignore[reportPrivateUsage]

    @property
    def is_here(self) -> bool:
        """Whether it is this thread's."""
        return threading.get_ident() == self.owner

    def begin(self) -> None:
        """Take the thread's loops over: the one that runs now, and each that runs later."""
        loop = _running_loop()
        if loop is not None and self.is_here:
            self.take(loop)
        turn = self._turn

        def run_once(loop: BaseEventLoop) -> None:
            if self.is_here and id(loop) not in self._waiting:
                self.take(loop)
            turn(loop)

        cast("_TurnsOfLoops", BaseEventLoop)._run_once = run_once  # pyright: ignore[reportPrivateUsage]
        self._names.begin()

    def end(self) -> None:
        """Give everything back."""
        self._names.end()
        cast("_TurnsOfLoops", BaseEventLoop)._run_once = self._turn  # pyright: ignore[reportPrivateUsage]
        for loop, waiting in list(self._waiting.values()):
            _end_in_its_thread(loop, waiting)
        self._waiting.clear()

    def take(self, loop: asyncio.AbstractEventLoop) -> None:
        """Put the loop that runs in this thread on the clock, if it is not: the thread's own, or another's.

        Raises:
            MisuseError: the loop is not one of asyncio's own.
        """
        __tracebackhide__ = True
        if id(loop) in self._waiting:
            return
        for number in [number for number, (one, _) in self._waiting.items() if one.is_closed()]:
            del self._waiting[number]
        hanging = functools.partial(self._hanging_in, loop)
        guest = not self.is_here
        waiting = Waiting(loop, self.told, hanging, self._others, self.bound, self._party, guest=guest)
        self._names.join()
        self._party.join(loop)
        waiting.begin()
        self.bound.something_happens()
        self._waiting[id(loop)] = (loop, waiting)

    async def hang(self, what: str) -> None:
        """Wait for ever, unless nothing else is left that could end the waiting."""
        __tracebackhide__ = True
        future: AnyFuture = asyncio.get_running_loop().create_future()
        self._hanging[future] = what
        try:
            await future
        finally:
            del self._hanging[future]

    def _hanging_in(self, loop: asyncio.AbstractEventLoop) -> dict[AnyFuture, str]:
        return {
            future: what
            for future, what in list(self._hanging.items())
            if not future.done() and future.get_loop() is loop
        }


_now: list[Running] = []
"""The one that is at work, if any."""
_lock: Final = threading.Lock()


@contextlib.contextmanager
def virtual_clock(*, most: float | None = None) -> Generator[VirtualClock]:
    """Let time pass only when nothing else is left to do: an hour of back-off takes milliseconds, in the right order.

    `asyncio.sleep`, `wait_for`, `timeout`, `call_later`, `time.monotonic` and `time.sleep` of this thread are on it.
    Other threads, `time.time` and `datetime.now` are not. While a thread or a subprocess works for the loop, or a
    connection leads elsewhere (a database, say), real time passes: nothing times out because its answer takes a
    millisecond. A loop in which nothing can happen any more is told so by a `StuckError`. Blocks within one another and
    in several tasks are on the same time; each clock counts from the beginning of its own block.

    Args:
        most: seconds that may pass on it while only timers ring, a thousand times or more: then it is taken for a
            circle, as a heartbeat beside what hangs is one; `math.inf` for no bound. If nothing is said, a day in which
            the test waits for the same thing all along and for no timer, or 200,000 jumps.

    Returns:
        A context manager that gives the clock. Under pytest the `virtual_clock` fixture gives it for a whole test.

    Raises:
        MisuseError: another thread is on a virtual clock, the code runs under trio, the event loop is not one of
            asyncio's own, or `most` is not above 0.

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
    wanted = None if most is None else checked_most(most)
    running = _enter(threading.get_ident())
    clock = VirtualClock(running.told)
    if wanted is not None:
        running.bound.measure(clock, wanted)
    try:
        yield clock
    finally:
        clock.end()
        running.bound.no_measure(clock)
        _leave(running)


def switch_on(owner: int) -> Callable[[], None]:
    """Begin virtual time for longer than a block.

    Args:
        owner: the thread that is to be on it.

    Returns:
        What ends it.
    """
    __tracebackhide__ = True
    running = _enter(owner)
    return lambda: _leave(running)


def at_work() -> Running | None:
    """The virtual clock of this thread, if it is on one."""
    return _now[0] if _now and _now[0].is_here else None


def at_work_in(loop: asyncio.AbstractEventLoop) -> Running | None:
    """The virtual clock that is at work, with the loop of this thread on it from now on.

    The code under test may have its loop in a thread of its own, as an ASGI test client has.
    """
    __tracebackhide__ = True
    if not _now:
        return None
    running = _now[0]
    running.take(loop)
    return running


def _enter(owner: int) -> Running:
    __tracebackhide__ = True
    check_is_asyncio("virtual time, on which delays and hangs run,")
    with _lock:
        if _now and _now[0].owner != owner:
            raise MisuseError("another thread of this process is on a virtual clock, and there is one at a time")
        if not _now:
            running = Running(owner)
            running.begin()
            _now.append(running)
        _now[0].entered += 1
        return _now[0]


def _leave(running: Running) -> None:
    with _lock:
        running.entered -= 1
        if not running.entered:
            _now.remove(running)
            running.end()


def _end_in_its_thread(loop: asyncio.AbstractEventLoop, waiting: Waiting) -> None:
    if loop.is_closed():
        return
    if loop.is_running() and loop is not _running_loop():
        # It may end just now: then nobody asks for its time any more.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(waiting.end)
    else:
        waiting.end()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
