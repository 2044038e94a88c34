"""`virtual_clock`: one thread, and the event loops in it, on virtual time."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Generator
from typing import Final

from mockfactory.faults.clock.at_work import Running
from mockfactory.faults.clock.bound import checked_most
from mockfactory.faults.clock.library import check_is_asyncio
from mockfactory.faults.clock.virtual import VirtualClock
from mockfactory.wording.errors import MisuseError

_now: list[Running] = []
"""The one that is at work, if any."""
_lock: Final = threading.Lock()


@contextlib.contextmanager
def virtual_clock(*, most: float | None = None) -> Generator[VirtualClock]:
    """Let time pass only when nothing else is left to do: an hour of back-off takes milliseconds, in the right order.

    `asyncio.sleep`, `wait_for`, `timeout`, `call_later`, `time.monotonic` and `time.sleep` of this thread are on it,
    and the event loop of another thread for which the test waits, as that of a `TestClient`. Else other threads are
    not, nor are `time.time`, `datetime.now` and `time.perf_counter`. While a thread or a subprocess works for the loop,
    or a connection leads elsewhere (a database, say), real time passes: nothing times out because its answer takes a
    millisecond. A loop in which nothing can happen any more is told so by a `StuckError`. Blocks within one another and
    in several tasks are on the same time; each clock counts from the beginning of its own block.

    Args:
        most: seconds that may pass on it while only timers ring, a thousand times or more: then it is taken for a
            circle, as a heartbeat beside what hangs is one; `math.inf` for no bound. If nothing is said, a day in which
            the test waits for the same thing all along and for no timer, 10,000 jumps in which nothing changes but the
            time, or 200,000 jumps.

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
