"""What the other threads of the process are at: whether one may wake an event loop that has nothing to do."""

from __future__ import annotations

import asyncio
import dis
import enum
import gc
import os
import queue
import selectors
import socket
import sys
import threading
import time
from asyncio import base_events
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import CodeType, FrameType
from typing import Final, cast

from mockfactory.faults.clock.runner import is_runners

_HANDS_OVER: Final = sys.version_info >= (3, 13)
_TURN: Final = 0.001
"""Seconds in which a thread that has been given something has its turn."""
_real_sleep: Final = time.sleep
_LISTENING: Final = frozenset({(selectors.__file__, "select"), (socket.__file__, "accept")})
_CHILDREN: Final = os.path.join(os.path.dirname(asyncio.__file__), "unix_events.py")


def frames() -> dict[int, FrameType]:
    """Where each other thread is. Python holds a lock meanwhile that its collector may want (CPython gh-106883).

    Not this one: what holds its own frame is a circle, which keeps the variables of a test until they are collected.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        places = sys._current_frames()  # pyright: ignore[reportPrivateUsage]
        del places[threading.get_ident()]
        return places
    finally:
        if collecting:
            gc.enable()


class At(enum.IntEnum):
    """What a thread is at, the quietest first."""

    NOTHING = 0
    """It waits until another thread gives it something."""
    A_SOCKET = 1
    """It waits until somebody connects or sends: its server or event loop is idle."""
    WORK = 2
    """It works, or waits for some time."""
    A_GIFT = 3
    """It has been given something to do, and has not had its turn yet."""
    A_JOB = 4
    """It works for the event loop, or waits for a subprocess of it, and will tell it when that is done."""


class Others:
    """The threads beside the one that is on the virtual clock."""

    def __init__(self) -> None:
        self._quiet: Final[dict[int, tuple[CodeType, int]]] = {}
        self.take_for_quiet()

    def take_for_quiet(self) -> None:
        """Expect nothing of the threads that there are, as long as they stay where they are."""
        for number, frame in frames().items():
            self._quiet[number] = _position(frame)

    def busiest(
        self,
        loop: asyncio.AbstractEventLoop | None = None,
        but: frozenset[int] = frozenset(),
        *,
        any_may_speak: bool = False,
    ) -> At:
        """What the busiest of them is at.

        Args:
            loop: the one for which a child process may be waited for.
            but: threads that do not count.
            any_may_speak: whether those count that have been where they are since they were taken for quiet.
        """
        most, asks = self._look(loop, but, any_may_speak=any_may_speak)
        if asks and most <= At.A_SOCKET and not any_may_speak:
            # From Python 3.13 on a queue hands over to who waits, and is empty before that one has had its turn.
            _real_sleep(_TURN)
            most, _ = self._look(loop, but, any_may_speak=any_may_speak)
        return most

    def _look(
        self, loop: asyncio.AbstractEventLoop | None, but: frozenset[int], *, any_may_speak: bool
    ) -> tuple[At, bool]:
        places = frames()
        most, asks = At.NOTHING, False
        if not places:
            return most, asks
        main = threading.main_thread().ident
        for number, frame in places.items():
            if number in but:
                continue
            at = _activity(frame, loop)
            asks = asks or (at is At.NOTHING and _HANDS_OVER and frame.f_code.co_filename != threading.__file__)
            if at <= At.WORK and not any_may_speak and self._quiet.get(number) == _position(frame):
                continue
            if at > most and (number == main or not is_runners(frame)):
                most = at
        return most, asks

    def activity(self, number: int) -> At:
        """What one of them is at."""
        frame = frames().get(number)
        return At.NOTHING if frame is None else _activity(frame, None)


def has_hidden() -> bool:
    """Whether there are threads, or may be, that Python knows nothing of: of a library written in another language."""
    try:
        return len(os.listdir("/proc/self/task")) > len(frames()) + 1
    except OSError:
        return True


def _position(frame: FrameType) -> tuple[CodeType, int]:
    return frame.f_code, frame.f_lasti


def _activity(frame: FrameType, loop: asyncio.AbstractEventLoop | None) -> At:
    code = frame.f_code
    path, name = code.co_filename, code.co_name
    if path == threading.__file__:
        if _ends_an_executor(frame, loop):
            return At.A_JOB
        return _waiting(name, frame.f_locals)
    if (path, name) in _LISTENING:
        alone = _loop_alone(frame)
        if alone is None:
            return At.A_SOCKET
        return At.A_GIFT if alone else At.NOTHING
    if path == _CHILDREN and name == "_do_waitpid":
        return At.A_JOB if frame.f_locals.get("loop") is loop else At.NOTHING
    at = _asking(frame) if frame.f_lineno in _asks_for_more(code) else At.WORK
    return At.A_JOB if at is At.WORK and _is_of_anyio(frame) else at


def _loop_alone(frame: FrameType) -> Collection[object] | None:
    """What an event loop has been given to do that waits without end, and for other threads alone.

    None where somebody may connect or send to it, or where it is no event loop: it listens to more than the end of a
    socket by which other threads wake it.
    """
    values = frame.f_locals
    selector = values.get("self")
    if values.get("timeout", 0) not in (None, -1) or not isinstance(selector, selectors.BaseSelector):
        return None
    given: list[object] = [key.data for key in (selector.get_map() or {}).values()]
    if len(given) != 1 or not isinstance(given[0], tuple):
        return None
    reads = next(iter(cast("tuple[object, ...]", given[0])), None)
    wakes = getattr(reads, "_callback", None)
    loop = getattr(wakes, "__self__", None)
    if getattr(wakes, "__name__", "") != "_read_from_self" or not isinstance(loop, asyncio.AbstractEventLoop):
        return None
    ready: Collection[object] | None = getattr(loop, "_ready", None)
    return ready


def _is_of_anyio(frame: FrameType) -> bool:
    """Whether a thread does a job of `anyio.to_thread.run_sync`, which has threads of its own."""
    outer: FrameType | None = frame
    while outer is not None:
        if outer.f_globals.get("__name__") == "anyio._backends._asyncio":
            return True
        outer = outer.f_back
    return False


def _ends_an_executor(frame: FrameType, loop: asyncio.AbstractEventLoop | None) -> bool:
    """Whether a thread waits for the jobs that a loop has left, to tell it when they are done."""
    outer: FrameType | None = frame
    while outer is not None:
        if outer.f_code.co_name == "_do_shutdown" and outer.f_code.co_filename == base_events.__file__:
            return outer.f_locals.get("self") is loop
        outer = outer.f_back
    return False


def _waiting(name: str, values: Mapping[str, object]) -> At:
    """What a thread is at that is in the module `threading`: it waits for a condition or for another thread.

    One that has been given what it waits for is there still, until it has its turn.
    """
    if name == "_wait_for_tstate_lock":  # the end of a thread, before Python 3.13
        waits = values.get("timeout") == -1
        given = not _tells(values.get("lock"), "locked")
    elif name == "join":
        waits = values.get("timeout") is None
        given = _tells(getattr(values.get("self"), "_handle", None), "is_done")
    else:
        waits = name == "wait" and values.get("timeout") is None and "waiter" in values
        given = bool(values.get("gotit")) or not _tells(values.get("waiter"), "locked")
    if not waits:
        return At.WORK
    return At.A_GIFT if given else At.NOTHING


def _tells(thing: object, method: str) -> bool:
    ask = getattr(thing, method, None)
    return callable(ask) and bool(ask())


@lru_cache(maxsize=256)
def _asks_for_more(code: CodeType) -> frozenset[int]:
    """The lines of a function that call a `get`: of a queue that is written in C, which has no frame of its own."""
    lines = {
        one.positions.lineno
        for one in dis.get_instructions(code)
        if one.argval == "get" and one.opname.startswith("LOAD_") and one.positions is not None
    }
    return frozenset(line for line in lines if line is not None)


def _asking(frame: FrameType) -> At:
    """What a thread is at that is in a line which may ask a queue for more."""
    within: dict[str, object] = dict(frame.f_locals)
    around: dict[str, object] = frame.f_globals
    owned: dict[str, object] = getattr(within.get("self"), "__dict__", {})
    known = [*within.values(), *owned.values(), *(around.get(name) for name in frame.f_code.co_names)]
    empty = [one.empty() for one in known if isinstance(one, queue.SimpleQueue)]
    if not empty:
        return At.WORK
    return At.NOTHING if any(empty) else At.A_GIFT
