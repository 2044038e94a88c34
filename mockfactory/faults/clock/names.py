"""The names by which code asks for the time, and by which it sleeps."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Final

from mockfactory.double.recording.current import remember
from mockfactory.double.wording.places import caller
from mockfactory.faults.clock.bound import Bound, Verdict
from mockfactory.faults.clock.runner import OURS
from mockfactory.faults.clock.stuck import StuckError
from mockfactory.faults.clock.threads import At, Others
from mockfactory.faults.clock.time_told import TimeTold

_REAL: Final[dict[int, str]] = {id(getattr(time, name)): name for name in ("monotonic", "monotonic_ns", "sleep")}
"""The real functions, by identity."""
_without: Final[dict[str, int]] = {}
"""Modules that were found to have none of them, with how many names they had: to look takes milliseconds."""


class _Here(threading.local):
    joined = False

    def __init__(self, owner: int) -> None:
        self.owns: Final = threading.get_ident() == owner  # it runs again in each thread that asks

    def is_on_clock(self) -> bool:
        """Whether this thread is on the clock; one that has joined is, while its event loop runs."""
        return self.owns or (self.joined and asyncio._get_running_loop() is not None)


class Names:
    """`time.monotonic`, `time.monotonic_ns` and `time.sleep`, on the virtual clock for one thread.

    Modules that have imported the functions, under any name, get them too, but those of the standard library: its locks
    and queues wait in earnest.
    """

    def __init__(self, clock: TimeTold, others: Others, bound: Bound, owner: int) -> None:
        self._here: Final = _Here(owner)
        self._undo: Final[list[tuple[ModuleType, str, object]]] = []
        self._virtual: Final = _virtual(clock, self._here, others, bound)

    def join(self) -> None:
        """Put this thread on the clock, too."""
        self._here.joined = True

    def begin(self) -> None:
        """Put the virtual functions in place of the real ones."""
        for module, name, function in list(_holders()):
            self._undo.append((module, name, getattr(module, name)))
            setattr(module, name, self._virtual[function])

    def end(self) -> None:
        """Put the real ones back."""
        for module, name, real in reversed(self._undo):
            setattr(module, name, real)
        self._undo.clear()


def _virtual(clock: TimeTold, local: _Here, others: Others, bound: Bound) -> dict[str, Callable[..., object]]:
    monotonic, monotonic_ns, sleep = time.monotonic, time.monotonic_ns, time.sleep

    def virtual_monotonic() -> float:
        return clock.read() if local.is_on_clock() else monotonic()

    def virtual_monotonic_ns() -> int:
        return round(clock.read() * 1e9) if local.is_on_clock() else monotonic_ns()

    def virtual_sleep(seconds: float, /) -> None:
        __tracebackhide__ = True
        if not local.is_on_clock():
            sleep(seconds)
            return
        if others.busiest() is not At.NOTHING:
            # It may be waiting for a thread that the test has started, and that one needs real time.
            sleep(seconds)
            bound.something_happens()
        clock.advance(seconds)
        if bound.jump() is Verdict.TOO_LONG:
            _goes_round(bound)

    return {"monotonic": virtual_monotonic, "monotonic_ns": virtual_monotonic_ns, "sleep": virtual_sleep}


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


def _holders() -> Iterator[tuple[ModuleType, str, str]]:
    """The modules that have a real function: under which name, and which it is."""
    for title, module in list(sys.modules.items()):
        package = title.partition(".")[0]
        own: dict[str, object] = getattr(module, "__dict__", {})
        if _without.get(title) == len(own):
            continue
        if module is not time and (package in OURS or package in sys.stdlib_module_names):
            continue
        found = [(name, _REAL[id(value)]) for name, value in list(own.items()) if id(value) in _REAL]
        if not found:
            _without[title] = len(own)
        yield from ((module, name, function) for name, function in found)
