"""Sessions that a test opens by itself, inside the one that it has: who collects from tests hears when they end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mockfactory.double.recording.record import Ledger

listeners: Final[list[Callable[[Ledger, str], None]]] = []
"""Each is given the ledger of a session that ends, and the name of the test in which it was opened.

The last one hears: a run of tests that is started inside a test has its own."""


def tell_of_end(ledger: Ledger) -> None:
    """Tell of a session that was opened by `with`; those of the tests and fixtures themselves are known."""
    if listeners and ledger.around is not None:
        listeners[-1](ledger, name_of(ledger))


def name_of(ledger: Ledger) -> str:
    """The test, or the fixture, to which what is done in a session belongs."""
    while ledger.around is not None:
        ledger = ledger.around
    return ledger.name or "code outside of tests"
