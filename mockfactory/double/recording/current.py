"""Which ledger is open: where doubles that are made now belong, and where a violation is remembered."""

from __future__ import annotations

import threading
from contextvars import ContextVar
from typing import Final, NoReturn

from mockfactory.double.recording.record import Ledger
from mockfactory.double.wording.errors import SpecViolation
from mockfactory.double.wording.strictness import Strictness


class _NoLedger(Ledger):
    """Stands in where no session is open: nothing is remembered, so nothing is kept alive."""

    __slots__ = ()


_open: list[Ledger] = []
_lock = threading.Lock()
_here: ContextVar[Ledger | None] = ContextVar("mockfactory ledger", default=None)
NO_LEDGER: Final[Ledger] = _NoLedger()


def current() -> Ledger:
    """The ledger that new doubles belong to.

    The one opened in this context; in a thread that was started without one, the one opened last.
    """
    here = _here.get()
    if here is not None and here in _open:
        return here
    return _open[-1] if _open else NO_LEDGER


def open_ledger(ledger: Ledger) -> None:
    """Make `ledger` the current one: doubles made from now on report to it."""
    with _lock:
        _open.append(ledger)
    _here.set(ledger)


def close_ledger(ledger: Ledger) -> None:
    """Take `ledger` off; the one that was open before it is current again. Its doubles go on writing in it."""
    with _lock:
        if ledger in _open:
            _open.remove(ledger)
        outer = _open[-1] if _open else None
    if _here.get() is ledger:
        _here.set(outer)


def violate(violation: SpecViolation, ledger: Ledger | None = None) -> NoReturn:
    """Remember `violation` in the running test, then raise it."""
    __tracebackhide__ = True
    remember(violation, ledger)
    raise violation


def remember(violation: SpecViolation, ledger: Ledger | None = None) -> None:
    """Write `violation` down where the running test will be asked for it."""
    home = ledger if ledger is not None and ledger in _open else current()
    if home is not NO_LEDGER:
        home.violations.append(violation)


def allows(strictness: Strictness, ledger: Ledger) -> bool:
    """Whether `strictness` is switched off, for the double's own ledger or for the test that runs."""
    return strictness in ledger.allow or strictness in current().allow
