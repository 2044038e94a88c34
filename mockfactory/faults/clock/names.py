"""The names by which code asks for the time, and by which it sleeps."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from mockfactory.faults.clock.holders import take_places
from mockfactory.faults.clock.runner import OURS
from mockfactory.faults.clock.stand_ins import STAND_INS, OnClock, StandIn, put_on

_STAND_INS: Final = {id(one.real): one for one in STAND_INS}
_REALS: Final = tuple(one.real for one in STAND_INS)
_USED_BY_TESTS: Final = frozenset({"sched", "time"})
"""Modules of the standard library whose names are for the code under test; the others wait in earnest."""
_known: Final[dict[tuple[str, str], None]] = {}
"""Where modules have had one of the functions: the module, and the name there."""
_left: Final[list[int]] = [-1]
"""How many references to the real functions were left when all that can be had been replaced."""


class Names:
    """`time.monotonic`, `time.monotonic_ns` and `time.sleep`, on the virtual clock for one thread.

    Modules that have imported the functions, under any name, get their stand-ins, but those of the standard library:
    its locks and queues wait in earnest. So does what else has taken them: see `take_places`. To look for all that
    takes some ten milliseconds, and is done when the functions' reference counts tell of new ones.

    Args:
        on: the clock.
    """

    def __init__(self, on: OnClock) -> None:
        self._on: Final = on
        self._modules: set[str] = set()

    def join(self) -> None:
        """Put this thread on the clock, too."""
        self._on.join()

    def begin(self) -> None:
        """Put the stand-ins in place of the real functions."""
        put_on(self._on)
        self._modules = set(sys.modules)
        for title, name in list(_known):
            _swap(title, name)
        if _references() == _left[0]:
            return
        for title, name in _places(self._modules):
            if _swap(title, name):
                _known[title, name] = None
        if _references() != _left[0]:
            take_places(_STAND_INS, *_REALS)
            _left[0] = _references()

    def end(self) -> None:
        """Put the real ones back, also where modules have taken the stand-ins meanwhile."""
        put_on(None)
        for title, name in list(_known):
            _restore(title, name)
        for title in sys.modules.keys() - self._modules:
            for name in list(_namespace(title)):
                _restore(title, name)


def _references() -> int:
    return sum(map(sys.getrefcount, _REALS))


def _namespace(title: str) -> dict[str, object]:
    return getattr(sys.modules.get(title), "__dict__", {})


def _swap(title: str, name: str) -> bool:
    space = _namespace(title)
    stand_in = _STAND_INS.get(id(space.get(name)))
    if stand_in is not None:
        space[name] = stand_in
    return stand_in is not None


def _restore(title: str, name: str) -> None:
    space = _namespace(title)
    stand_in = space.get(name)
    if isinstance(stand_in, StandIn):
        space[name] = stand_in.real


def _places(titles: set[str]) -> Iterator[tuple[str, str]]:
    """Where the modules that are not to wait in earnest have a real function."""
    for title in titles:
        package = title.partition(".")[0]
        if title in _USED_BY_TESTS or not (package in OURS or package in sys.stdlib_module_names):
            for name, value in list(_namespace(title).items()):
                if id(value) in _STAND_INS:
                    yield title, name
