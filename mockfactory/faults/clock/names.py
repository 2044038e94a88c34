"""The names by which code asks for the time, and by which it sleeps."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Final

from mockfactory.faults.clock.virtual import VirtualClock

_OURS: Final = frozenset({"_pytest", "execnet", "hypothesis", "mockfactory", "pluggy", "pytest", "xdist"})
"""Packages that run the tests: their time is real."""
_REAL: Final[dict[int, str]] = {id(getattr(time, name)): name for name in ("monotonic", "monotonic_ns", "sleep")}
"""The real functions, by identity."""
_without: Final[dict[str, int]] = {}
"""Modules that were found to have none of them, with how many names they had: to look takes milliseconds."""


class Names:
    """`time.monotonic`, `time.monotonic_ns` and `time.sleep`, on the virtual clock for one thread.

    Modules that have imported the functions, under any name, get them too, but those of the standard library: its locks
    and queues wait in earnest.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self._undo: Final[list[tuple[ModuleType, str, object]]] = []
        self._virtual: Final = _virtual(clock, threading.get_ident())

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


def _virtual(clock: VirtualClock, thread: int) -> dict[str, Callable[..., object]]:
    monotonic, monotonic_ns, sleep, here = time.monotonic, time.monotonic_ns, time.sleep, threading.get_ident
    before = frozenset(threading.enumerate())

    def virtual_monotonic() -> float:
        return clock.read() if here() == thread else monotonic()

    def virtual_monotonic_ns() -> int:
        return round(clock.read() * 1e9) if here() == thread else monotonic_ns()

    def virtual_sleep(seconds: float, /) -> None:
        if here() != thread:
            sleep(seconds)
            return
        if not before.issuperset(threading.enumerate()):
            # It may be waiting for a thread that the test has started, and that one needs real time.
            sleep(seconds)
        clock.advance(seconds)

    return {"monotonic": virtual_monotonic, "monotonic_ns": virtual_monotonic_ns, "sleep": virtual_sleep}


def _holders() -> Iterator[tuple[ModuleType, str, str]]:
    """The modules that have a real function: under which name, and which it is."""
    for title, module in list(sys.modules.items()):
        package = title.partition(".")[0]
        own: dict[str, object] = getattr(module, "__dict__", {})
        if _without.get(title) == len(own):
            continue
        if module is not time and (package in _OURS or package in sys.stdlib_module_names):
            continue
        found = [(name, _REAL[id(value)]) for name, value in list(own.items()) if id(value) in _REAL]
        if not found:
            _without[title] = len(own)
        yield from ((module, name, function) for name, function in found)
