"""Whether the test waits for what the event loop of another thread does, and for which."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from types import FrameType
from typing import Final, Protocol, cast

from mockfactory.faults.clock.threads import frames

_JOB: Final = ("concurrent.futures.thread", "run")
_JOIN: Final = ("threading", "join")
_RESULT: Final = ("concurrent.futures._base", "result")
_PORTAL: Final = "anyio.from_thread"
"""By it a thread gives tasks to the loop of another, as ASGI test clients do."""
_GIVING: Final = "start_task_soon"
_NAMES: Final = frozenset({"call", "join", "result", "run", "start_task", _GIVING})
_OVER: Final = frozenset({"FINISHED", "CANCELLED", "CANCELLED_AND_NOTIFIED"})
_Target = int | Future[object]


class _Ready(Protocol):
    _ready: list[asyncio.Handle]


def is_awaited(loop: asyncio.AbstractEventLoop, owner: int, *, jobs: bool, soon: bool) -> bool:
    """Whether a thread does nothing but wait for the loop of this thread.

    It waits for the end of the thread, for a task that it has given to the loop, or for a job in which the loop runs;
    or for another thread which does. A time-out does not matter.

    Args:
        loop: that of this thread.
        owner: the thread that may wait.
        jobs: whether its own loop has nothing to do until a job of another thread is done.
        soon: whether it counts that it gives something to a loop, for which it will wait at once.
    """
    here, places = threading.get_ident(), frames()
    doing = {number: _job_of(frame) for number, frame in places.items()}
    doing[here] = _job_of(sys._getframe())  # pyright: ignore[reportPrivateUsage]
    seen = {owner, *(number for number, job in doing.items() if job is not None and jobs)}
    left = list(seen)
    while left:
        for target in _targets(places.get(left.pop()), soon=soon):
            if isinstance(target, Future):
                if _is_set_by(target, loop):
                    return True
                found = [number for number, job in doing.items() if job is target]
            else:
                found = [target]
            left += [number for number in found if number not in seen]
            seen.update(found)
    return here != owner and here in seen


def speaks(number: int) -> bool:
    """Whether a thread is just giving something to a loop."""
    return any(frame.f_code.co_name == "call_soon_threadsafe" for frame in _outwards(frames().get(number)))


def _outwards(innermost: FrameType | None) -> Iterator[FrameType]:
    frame = innermost
    while frame is not None:
        yield frame
        frame = frame.f_back


def _known(innermost: FrameType | None) -> Iterator[tuple[tuple[str, str], object]]:
    """The steps of a thread that tell something, from the innermost: the function, and its `self`."""
    for frame in _outwards(innermost):
        name = frame.f_code.co_name
        if name in _NAMES:
            yield (frame.f_globals.get("__name__", ""), name), frame.f_locals.get("self")


def _job_of(innermost: FrameType) -> object:
    """What a thread of a pool works at, as the future that tells its end."""
    for step, this in _known(innermost):
        if step == _JOB and hasattr(this, "future"):
            return getattr(this, "future", None)
    return None


def _targets(innermost: FrameType | None, *, soon: bool) -> Iterator[_Target]:
    """What a thread waits for, or will at once: another thread, or what somebody is to set."""
    waits = False
    for step, this in _known(innermost):
        if step == _JOIN and isinstance(this, threading.Thread):
            yield this.ident or 0
        elif step == _RESULT and isinstance(this, Future):
            future = cast("Future[object]", this)
            if getattr(future, "_state", None) in _OVER:
                return  # it is there, and the thread on its way
            waits = True
            yield future
        elif step[0] == _PORTAL:
            waits = waits or (soon and step[1] == _GIVING)
            if waits:
                yield getattr(this, "_event_loop_thread_id", None) or 0


def _is_set_by(future: Future[object], loop: asyncio.AbstractEventLoop) -> bool:
    """Whether a future tells the end of a task of a loop, as that of `asyncio.run_coroutine_threadsafe` does."""
    for handle in list(cast("_Ready", loop)._ready):  # pyright: ignore[reportPrivateUsage]
        if any(inside is future for inside in _inside(getattr(handle, "_callback", None))):
            return True
    callbacks = cast("list[Callable[..., object]]", getattr(future, "_done_callbacks", []))
    return any(
        asyncio.isfuture(inside) and cast("asyncio.Future[object]", inside).get_loop() is loop
        for callback in list(callbacks)
        for inside in _inside(callback)
    )


def _inside(callback: object) -> Iterator[object]:
    for cell in getattr(callback, "__closure__", None) or ():
        yield cell.cell_contents
