"""Random numbers of other libraries come from an object's state while it is built, and go on as before afterwards."""

from __future__ import annotations

import contextlib
import random
import threading
from collections.abc import Callable, Generator, Iterable
from typing import Any, Final, Protocol

LOCK: Final = threading.RLock()
"""Held while an object of another library's factory is built: these libraries keep what they draw from in one place."""


class Chance(Protocol):
    """A `random.Random`, or the module `random`."""

    def seed(self, a: int, /) -> None: ...
    def getstate(self) -> Any: ...
    def setstate(self, state: Any, /) -> None: ...


@contextlib.contextmanager
def borrowed(chances: Iterable[Chance]) -> Generator[Callable[[int], None]]:
    """Have sources of random numbers to oneself; when the block ends, they go on as they were.

    Args:
        chances: the sources, besides that of the module `random`.

    Yields:
        A function that seeds them all: with the state of an object, before it is built.
    """
    with LOCK:
        distinct: dict[int, Chance] = {id(chance): chance for chance in chances}
        before = [(chance, chance.getstate()) for chance in (random, *distinct.values())]

        def seed(state: int) -> None:
            for chance, _ in before:
                chance.seed(state)

        try:
            yield seed
        finally:
            for chance, kept in before:
                chance.setstate(kept)
