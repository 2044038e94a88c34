"""What the tasks of an event loop wait for, and where in the user's code."""

from __future__ import annotations

import asyncio
import gc
import math
import os
import sys
import sysconfig
from asyncio import futures, tasks
from collections.abc import Iterable, Iterator, Mapping
from types import AsyncGeneratorType, CoroutineType, FrameType, GeneratorType
from typing import Final, NamedTuple, cast

from mockfactory.wording.places import Place, is_own
from mockfactory.wording.text import show

AnyFuture = asyncio.Future[object]
AnyTask = asyncio.Task[object]
_STDLIB: Final = sysconfig.get_paths()["stdlib"] + os.sep
_PACKAGES: Final = f"{os.sep}site-packages{os.sep}"
_COLLECTING: Final = frozenset({"_wait", "wait_for", "_cancel_and_wait"})
"""Coroutines of asyncio that wait for other futures by one of their own."""
_INSIDE: Final = (("cr_frame", "cr_await"), ("gi_frame", "gi_yieldfrom"), ("ag_frame", "ag_await"))
_SUSPENDED: Final = (CoroutineType, GeneratorType, AsyncGeneratorType)


class Wait(NamedTuple):
    """A future at the end of a chain of awaits, and the task that awaits it, if it is a task."""

    task: AnyTask | None
    future: AnyFuture


def waits_of(waiter: AnyFuture, seen: set[AnyFuture] | None = None) -> Iterator[Wait]:
    """What a task or future waits for in the end, through other tasks, groups and gatherings."""
    seen = set() if seen is None else seen
    if waiter in seen or waiter.done():
        return
    seen.add(waiter)
    inner = list(_parts(waiter))
    if inner:
        for part in inner:
            yield from waits_of(part, seen)
    elif not isinstance(waiter, asyncio.Task):
        yield Wait(None, waiter)
    else:
        future = awaited_by(waiter)
        if future is not None and (isinstance(future, asyncio.Task) or any(True for _ in _parts(future))):
            yield from waits_of(future, seen)
        elif future is not None and not future.done():
            yield Wait(waiter, future)


def awaited_by(task: AnyTask) -> AnyFuture | None:
    """The future that a task awaits right now."""
    future: object = getattr(task, "_fut_waiter", None)
    return cast("AnyFuture", future) if futures.isfuture(future) else None


def is_job(future: AnyFuture) -> bool:
    """Whether another thread or process will set a future: it stands for one of `concurrent.futures`."""
    callbacks = cast("Iterable[tuple[object, object]]", getattr(future, "_callbacks", None) or ())
    return any(getattr(callback, "__qualname__", "").startswith("_chain_future.") for callback, _ in callbacks)


def is_bare(wait: Wait) -> bool:
    """Whether nothing tells who is to set a future: no queue, lock or event of asyncio stands behind it."""
    if wait.task is None:
        return True
    steps = list(_steps(wait.task.get_coro()))
    return not (steps and steps[-1].f_globals.get("__name__", "").startswith("asyncio."))


def told(task: AnyTask, hanging: Mapping[AnyFuture, str]) -> str:
    """`Task-1 (consume): waits for asyncio.Queue.get(), at tests/test_shop.py:12 in consume`."""
    steps = list(_steps(task.get_coro()))
    own = [at for at, frame in enumerate(steps) if _is_users(frame)]
    here = own[-1] if own else 0
    where = ""
    if steps:
        frame = steps[here]
        where = f", at {Place(frame.f_code, frame.f_lineno)} in {frame.f_code.co_name}"
    future = awaited_by(task)
    if future is not None and future in hanging:
        what = hanging[future]
    elif here + 1 < len(steps):
        what = _name_of(steps[here + 1])
    elif isinstance(future, asyncio.Task):
        what = f"the task {future.get_name()}"
    elif future is not None and is_job(future):
        what = "a job of another thread or process"
    else:
        what = "a future that nobody has set"
    return f"{task.get_name()} ({_outer(task)}): waits for {what}{where}"


def users_steps(task: AnyTask) -> list[FrameType]:
    """The frames of a task in code that is neither a library's nor Python's, from the outermost."""
    return list(filter(_is_users, _steps(task.get_coro())))


def _outer(task: AnyTask) -> str:
    return getattr(task.get_coro(), "__qualname__", "").replace("<locals>.", "")


def is_in_users_code(task: AnyTask) -> bool:
    """Whether a task has come to code that is neither a library's nor Python's."""
    return bool(users_steps(task))


def _parts(waiter: AnyFuture) -> Iterator[AnyFuture]:
    """The futures that stand behind one: of a gathering, a group of tasks, or one of asyncio's own waits."""
    children: object = getattr(waiter, "_children", None)  # of asyncio.gather()
    if children is not None:
        yield from _pending(children)
    elif isinstance(waiter, asyncio.Task):
        steps = list(_steps(waiter.get_coro()))
        if steps:
            values, code = steps[-1].f_locals, steps[-1].f_code
            if code.co_name in _COLLECTING and code.co_filename == tasks.__file__:
                yield from _pending(values.get("fs") or [values.get("fut")])
            elif code.co_name == "__aexit__":  # of a group of tasks: asyncio's or anyio's
                yield from _pending(getattr(values.get("self"), "_tasks", ()))


def _pending(several: object) -> Iterator[AnyFuture]:
    for one in list(cast("Iterable[object]", several)):
        if futures.isfuture(one) and not cast("AnyFuture", one).done():
            yield cast("AnyFuture", one)


def _steps(outermost: object) -> Iterator[FrameType]:
    """The frames of a suspended coroutine, from the outermost to the innermost."""
    awaited = outermost
    while awaited is not None and not futures.isfuture(awaited):
        for frame_name, next_name in _INSIDE:
            if hasattr(awaited, next_name):
                frame: FrameType | None = getattr(awaited, frame_name)
                if frame is not None:
                    yield frame
                awaited = getattr(awaited, next_name)
                break
        else:
            awaited = _within(awaited)


def _within(awaited: object) -> object:
    """What stands behind the object of an `async for` or an `__await__`, which tells nothing about itself."""
    inner: list[object] = gc.get_referents(awaited)
    return next(filter(_is_suspended, inner), None)


def _is_suspended(thing: object) -> bool:
    return isinstance(thing, _SUSPENDED)


def _is_users(frame: FrameType) -> bool:
    path = frame.f_code.co_filename
    return not (is_own(frame.f_code) or path.startswith((_STDLIB, "<frozen")) or _PACKAGES in path)


def _name_of(frame: FrameType) -> str:
    """`asyncio.Queue.get()`."""
    module: str = frame.f_globals.get("__name__", "")
    name = frame.f_code.co_qualname.replace("<locals>.", "")
    return f"{module.partition('.')[0]}.{name}()" if module else f"{name}()"


def sets(callback: object, args: tuple[object, ...]) -> AnyFuture | None:
    """The future that a timer will set, if that is what it does."""
    found = next((one for one in args if futures.isfuture(one)), None)
    return cast("AnyFuture | None", found) if getattr(callback, "__module__", "").startswith("asyncio.") else None


def all_of(loop: asyncio.AbstractEventLoop) -> list[AnyTask]:
    """The tasks of a loop that are not done, in the order of their names."""
    return sorted(asyncio.all_tasks(loop), key=_name_first)


def _name_first(task: AnyTask) -> tuple[int, str]:
    return len(task.get_name()), task.get_name()


def dead_of(loop: asyncio.AbstractEventLoop) -> list[AnyTask]:
    """The tasks of a loop that have ended with an error for which nobody has asked, in the order of their names."""
    tasks = (cast("AnyTask", one) for one in gc.get_objects() if issubclass(type(one), asyncio.Task))
    dead = [
        task for task in tasks if task.get_loop() is loop and task.done() and getattr(task, "_log_traceback", False)
    ]
    return sorted(dead, key=_name_first)


def ending(task: AnyTask) -> str:
    """`Task-2 (worker): has ended with OSError('down'), at tests/test_shop.py:12 in worker`. So it has been asked for.

    Else asyncio logs it when the task is collected, and Python 3.11 breaks off if it parses just then (pytest #10763).
    """
    error = task.exception()
    where, step = "", None if error is None else error.__traceback__
    while step is not None:
        if _is_users(step.tb_frame):
            where = f", at {Place(step.tb_frame.f_code, step.tb_lineno)} in {step.tb_frame.f_code.co_name}"
        step = step.tb_next
    return f"{task.get_name()} ({_outer(task)}): has ended with {show(error)}{where}"


def timers_of(loop: asyncio.AbstractEventLoop) -> list[asyncio.TimerHandle]:
    """The timers of a loop that will ring, in no order."""
    scheduled = cast("list[asyncio.TimerHandle]", getattr(loop, "_scheduled", []))
    return [timer for timer in scheduled if not timer.cancelled() and math.isfinite(timer.when())]


def main_of(loop: asyncio.AbstractEventLoop) -> AnyFuture | None:
    """What `run_until_complete` waits for, asked from inside of the loop's turn."""
    frame: FrameType | None = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    while frame is not None:
        if frame.f_code.co_name == "run_until_complete" and frame.f_locals.get("self") is loop:
            future = frame.f_locals.get("future")
            return cast("AnyFuture", future) if futures.isfuture(future) else None
        frame = frame.f_back
    return None
