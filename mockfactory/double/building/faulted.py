"""Calls of a method under a fault plan: the plan is asked first, and is out of the way where it lets a call pass."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import CoroutineType

from mockfactory.double.building.checking import checked
from mockfactory.double.matching.faults import Failure, FaultStub, Fired, alone, decide
from mockfactory.double.matching.stubs import StubTable
from mockfactory.double.recording.record import AsyncRow, Recorder, tick
from mockfactory.double.recording.touch import captures, capturing


def failing_caller(method: Recorder, faults: StubTable, passes: Callable[..., object]) -> Callable[..., object]:
    """Calls that fail as planned; the others are answered by `passes`."""
    stub = alone(faults)
    quick = None if stub is None else stub.working.quick
    ask = _asking(method, faults, stub)

    def call(*args: object, **kwargs: object) -> object:
        __tracebackhide__ = True
        if captures and capturing() is not None:
            return passes(*args, **kwargs)
        fired = ask(args, kwargs) if quick is None else quick()
        if fired is None:
            return passes(*args, **kwargs)
        bound, kept_args, kept_kwargs = checked(method, args, kwargs)
        method.rows.append((tick(), kept_args, kept_kwargs))
        return fired.perform(bound, args, kwargs)

    return call


def failing_async_caller(
    method: Recorder,
    faults: StubTable,
    passes: Callable[..., object],
    start: Callable[..., CoroutineType[object, object, object]],
) -> Callable[..., object]:
    """The same for calls that are answered by a coroutine: it is decided when the call is made, and fails when awaited.

    Args:
        method: what is called.
        faults: its plans.
        passes: answers the calls that do not fail; it looks two frames up for the line that makes the call.
        start: makes the coroutine of a call.
    """
    stub = alone(faults)
    quick = None if stub is None else stub.working.quick
    ask = _asking(method, faults, stub)

    def call(*args: object, **kwargs: object) -> object:
        __tracebackhide__ = True
        if captures and capturing() is not None:
            return passes(*args, **kwargs)
        fired = ask(args, kwargs) if quick is None else quick()
        if fired is None:
            return passes(*args, **kwargs)
        bound, kept_args, kept_kwargs = checked(method, args, kwargs)
        frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
        row = AsyncRow(tick(), kept_args, kept_kwargs, frame.f_code, frame.f_lineno)
        method.rows.append(row)
        coroutine = row.coroutine = start(method, row, Failure(fired, bound), bound, args, kwargs)
        return coroutine

    return call


def _asking(
    method: Recorder, faults: StubTable, stub: FaultStub | None
) -> Callable[[tuple[object, ...], dict[str, object]], Fired | None]:
    """Asks plans that depend on the arguments."""
    full, bind = method.plan.full, method.plan.bind
    ask = partial(decide, faults) if stub is None else stub.working.decide

    def asking(args: tuple[object, ...], kwargs: dict[str, object]) -> Fired | None:
        try:
            bound = args if not kwargs and len(args) == full else bind(*args, **kwargs)
        except TypeError:
            return None  # the answering refuses the call, and says why
        return ask(bound)

    return asking
