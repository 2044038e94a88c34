"""Calls of a method under a fault plan: the plan is asked first, and is out of the way where it lets a call pass."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mockfactory.double.building.checking import checked
from mockfactory.double.matching.faults import Asking, FaultStub, Fired, alone, decide
from mockfactory.double.matching.stubs import StubTable
from mockfactory.double.recording.record import Recorder, tick
from mockfactory.double.recording.touch import captures, capturing


def failing_caller(method: Recorder, faults: StubTable, passes: Callable[..., object]) -> Callable[..., object]:
    """Calls that fail as planned; the others are answered by `passes`."""
    ask = asking(method, faults)

    def call(*args: object, **kwargs: object) -> object:
        __tracebackhide__ = True
        if captures and capturing() is not None:
            return passes(*args, **kwargs)
        fired = ask(args, kwargs)
        if fired is None:
            return passes(*args, **kwargs)
        bound, kept_args, kept_kwargs = checked(method, args, kwargs)
        method.rows.append((tick(), kept_args, kept_kwargs))
        return fired.perform(bound, args, kwargs)

    return call


def asking(method: Recorder, faults: StubTable) -> Asking:
    """Asks the plans of a method about its calls."""
    stub = alone(faults)
    quick = None if stub is None else stub.working.quick
    return quick or _asking_with_arguments(method, faults, stub)


def _asking_with_arguments(method: Recorder, faults: StubTable, stub: FaultStub | None) -> Asking:
    full, bind = method.plan.full, method.plan.bind
    ask = partial(decide, faults) if stub is None else stub.working.decide

    def with_arguments(args: tuple[object, ...], kwargs: dict[str, object]) -> Fired | None:
        try:
            bound = args if not kwargs and len(args) == full else bind(*args, **kwargs)
        except TypeError:
            return None  # the answering refuses the call, and says why
        return ask(bound)

    return with_arguments
