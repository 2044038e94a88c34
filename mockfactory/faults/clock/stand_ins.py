"""What takes the place of `time.monotonic`, `time.monotonic_ns` and `time.sleep`."""

from __future__ import annotations

import asyncio
import copy
import math
import operator
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Final

from mockfactory.double.recording.current import remember
from mockfactory.faults.clock.bound import Bound, Verdict
from mockfactory.faults.clock.party import Party
from mockfactory.faults.clock.runner import OURS
from mockfactory.faults.clock.stuck import StuckError
from mockfactory.faults.clock.threads import At, Others
from mockfactory.faults.clock.time_told import TimeTold
from mockfactory.wording.places import caller

_WAITERS: Final = frozenset({"concurrent", "multiprocessing", "queue", "selectors", "socketserver", "subprocess"})
"""Packages of the standard library that measure with it how long they wait for a lock, a process or a socket."""
_REAL_FOR: Final = (OURS | _WAITERS) - {"mockfactory"}
_MOMENT: Final = 0.001
_SLICE: Final = 0.02
_LOOPS: Final = "asyncio.base_events"
"""Where a loop asks. One that is on the clock has been given a `time` of its own."""


class OnClock:
    """A virtual clock at work, for those who ask for the time.

    Args:
        told: the time.
        others: the threads beside the one that asks.
        bound: the most that it may run on.
        party: who is on it.
    """

    def __init__(self, told: TimeTold, others: Others, bound: Bound, party: Party) -> None:
        self.told: Final = told
        self.others: Final = others
        self.bound: Final = bound
        self.party: Final = party
        self._here: Final = _Here(party.owner)

    def join(self) -> None:
        """Put this thread on it, too, while its event loop runs."""
        self._here.joined = True

    def is_for(self, frame: FrameType) -> bool:
        """Whether code in this thread is on it."""
        here = self._here
        if not here.owns and not (here.joined and asyncio._get_running_loop() is not None):
            return False
        module = frame.f_globals.get("__name__")
        if module == _LOOPS:
            return "time" in vars(frame.f_locals.get("self", self))
        return not (isinstance(module, str) and module.partition(".")[0] in _REAL_FOR)


class _Here(threading.local):
    joined = False

    def __init__(self, owner: int) -> None:
        self.owns: Final = threading.get_ident() == owner  # it runs again in each thread that asks


class StandIn:
    """One of the functions, for as long as the process lives: on a virtual clock where one is at work, else real.

    Who has taken it while a clock was at work, by name, as a default or into an object, has no need to give it back.
    As with the real one, an instance whose class has it as an attribute is no argument of it.

    Args:
        real: whose place it takes.
        virtual: what it does on a clock.
    """

    __slots__ = ("__name__", "__qualname__", "_virtual", "real")

    def __init__(self, real: Callable[..., object], virtual: Callable[..., object]) -> None:
        self.__name__: str = real.__name__
        self.__qualname__: str = real.__name__
        self.real: Final = real
        self._virtual: Final = virtual

    def __call__(self, *args: object) -> object:
        __tracebackhide__ = True
        on = _now[0]
        if on is None or not on.is_for(sys._getframe(1)):  # pyright: ignore[reportPrivateUsage]
            return self.real(*args)
        return self._virtual(on, *args)

    def __eq__(self, other: object) -> bool:
        return other is self or other is self.real

    def __hash__(self) -> int:
        return hash(self.real)

    def __repr__(self) -> str:
        return repr(self.real)  # what prints a default prints the same, whether a clock has been at work before or not

    def __copy__(self) -> StandIn:
        return self

    def __deepcopy__(self, memo: object) -> StandIn:
        return self

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object]]:
        # Pickled as the real one, for a process that knows nothing of clocks. While one is at work that has no name.
        return (copy.copy, (self.real,)) if _now[0] is None else (_of, (self.__name__,))


_now: Final[list[OnClock | None]] = [None]


def put_on(clock: OnClock | None) -> None:
    """Let all stand-ins tell the time of a clock, or the real time."""
    _now[0] = clock


def _monotonic(on: OnClock) -> float:
    return on.told.read()


def _monotonic_ns(on: OnClock) -> int:
    return round(on.told.read() * 1e9)


_real_sleep: Final = time.sleep


def _sleep(on: OnClock, seconds: float, /) -> None:
    __tracebackhide__ = True
    if not isinstance(seconds, float):
        seconds = operator.index(seconds)
    if not 0 <= seconds <= threading.TIMEOUT_MAX:
        _real_sleep(seconds)  # it refuses them
    _pass(on, seconds)
    if on.bound.jump() is Verdict.TOO_LONG:
        _goes_round(on.bound)


def _pass(on: OnClock, seconds: float) -> None:
    """Let time pass: in earnest as long as it may be waiting for a thread that works, and the rest at once."""
    begun, slept = on.told.now(), 0.0
    until = begun + seconds
    on.party.sleep(until)
    while slept < seconds and on.told.now() < until and _waits_for_work(on, until):
        most = min(seconds - slept, max(slept, _MOMENT), _SLICE)
        _real_sleep(most)
        slept += most
    on.party.sleep(-math.inf)
    on.told.pass_since(begun, seconds)


def _waits_for_work(on: OnClock, until: float) -> bool:
    if on.others.busiest(but=on.party.idle_until(until)) is At.NOTHING:
        return False
    on.bound.something_happens()
    return True


def _goes_round(bound: Bound) -> None:
    __tracebackhide__ = True
    error = StuckError(
        f"virtual time runs on for ever: {bound.passed:,.0f} seconds in which nothing but timers has happened\n"
        f"  rings:  time.sleep(), at {caller()}\n"
        "  so:     it sleeps again and again for something that nobody does\n"
        "  write:  an end for the loop that sleeps; with virtual_clock(most=...) for a test that takes more seconds"
    )
    bound.something_happens()
    remember(error)
    raise error


STAND_INS: Final = (
    StandIn(time.monotonic, _monotonic),
    StandIn(time.monotonic_ns, _monotonic_ns),
    StandIn(_real_sleep, _sleep),
)


def _of(name: str) -> StandIn:
    return next(one for one in STAND_INS if one.__name__ == name)
