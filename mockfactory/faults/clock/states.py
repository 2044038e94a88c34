"""Whether anything changes but the time while timers ring: what the tasks of a loop can see of themselves."""

from __future__ import annotations

import asyncio
import collections
from collections.abc import Mapping, Sized
from types import FrameType
from typing import Final, cast

from mockfactory.faults.clock.tasks import all_of, timers_of, users_steps

_PLAIN: Final = (bool, bytes, complex, float, int, str, type(None))
_COLLECTIONS: Final = (bytearray, collections.deque, dict, list, set)
State = tuple[object, ...]


def state_of(loop: asyncio.AbstractEventLoop) -> State:
    """What the tasks and timers of a loop are at, and the values that they work with.

    Of each task: where it waits, in the user's code, and its variables there; of an object its plain attributes, of a
    collection its length. A heartbeat that counts is in another state each time; one that only sleeps is not.
    """
    tasks = tuple((id(task), tuple(map(_place, users_steps(task)))) for task in all_of(loop))
    timers = tuple(sorted({_callback(timer) for timer in timers_of(loop)}, key=repr))
    return tasks, timers


def _place(frame: FrameType) -> State:
    around = frame.f_globals
    names = {name: around[name] for name in frame.f_code.co_names if name in around}
    return frame.f_code, frame.f_lasti, _values(frame.f_locals), _values(names)


def _callback(timer: asyncio.TimerHandle) -> State:
    callback: object = getattr(timer, "_callback", None)
    cells = getattr(callback, "__closure__", None) or ()
    code = getattr(callback, "__code__", None)
    return (code, tuple(_seen(cell.cell_contents) for cell in cells)) if code is not None else (type(callback),)


def _values(named: Mapping[str, object]) -> State:
    return tuple((name, _seen(value)) for name, value in named.items())


def _seen(value: object) -> State:
    """What of a value would tell that it has changed."""
    owned: object = None if callable(value) else getattr(value, "__dict__", None)
    attributes = cast("dict[str, object]", owned) if isinstance(owned, dict) else {}
    return _plain(value), tuple((name, _plain(one)) for name, one in list(attributes.items()))


def _plain(value: object) -> State:
    if type(value) in _PLAIN:
        return type(value), repr(value)
    return id(value), len(cast("Sized", value)) if type(value) in _COLLECTIONS else None
