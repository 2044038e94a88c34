"""Which ledger is open: where doubles that are made now belong, and where a violation is remembered."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar, Token
from types import CodeType, TracebackType
from typing import TYPE_CHECKING, Final, NoReturn
from weakref import WeakValueDictionary

from mockfactory.double.recording.record import Ledger, Put, Recorder, tick
from mockfactory.wording.errors import SpecViolation
from mockfactory.wording.strictness import Strictness

if TYPE_CHECKING:
    from mockfactory.double.matching.stubs import Stub
    from mockfactory.double.recording.injected import Attached, Injected
    from mockfactory.wording.places import Place


class _NoLedger(Ledger):
    """Stands in where no session is open: nothing is remembered, so nothing is kept alive."""

    __slots__ = ()

    def remember(self, failure: AssertionError) -> None:
        """Nobody will ask for it."""

    def attach(self, plan: Attached) -> None:
        """Nobody will ask for it."""

    def inject(self, fault: Injected) -> None:
        """Nobody will ask for it."""

    def stands(self, put: Put) -> None:
        """Nobody will ask whether it can."""

    def expect_use(self, method: Recorder, stub: Stub) -> None:
        """Nobody will ask whether it was used."""

    def expect(self, tell: Callable[[CodeType | None], str | None]) -> None:
        """Nobody will ask."""

    def expect_verb(self, words: object, text: str, place: Place) -> None:
        """Nobody will ask whether one followed."""


_open: list[Ledger] = []
_parked: list[Ledger] = []
_lent: list[Ledger] = []
_late: list[tuple[Ledger, AssertionError]] = []
_lock = threading.Lock()
_here: ContextVar[Ledger | None] = ContextVar("mockfactory ledger", default=None)
_behind: ContextVar[Ledger] = ContextVar("mockfactory ledger of the test behind a lent one")
NO_LEDGER: Final[Ledger] = _NoLedger()
unowned: Final[WeakValueDictionary[int, Recorder]] = WeakValueDictionary()
"""The async methods of doubles that were made while no session was open, by id."""


def current() -> Ledger:
    """The ledger that new doubles belong to.

    The one opened in this context; in a thread that was started without one, the one opened last.
    """
    here = _here.get()
    if here is not None and (here in _open or here in _lent):
        return here
    return _open[-1] if _open else NO_LEDGER


class made_for:  # noqa: N801  # read as a statement: `with made_for(...)`
    """While the block runs, what this thread or task makes and stubs belongs to `ledger`, open or not.

    For what a test is the first to ask for, and others get as well. What goes wrong meanwhile is still the test's.
    """

    __slots__ = ("_before", "_behind", "_ledger")

    _before: Token[Ledger | None]
    _behind: Token[Ledger]

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __enter__(self) -> None:
        with _lock:
            _lent.append(self._ledger)
        self._behind = _behind.set(running())
        self._before = _here.set(self._ledger)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _here.reset(self._before)
        _behind.reset(self._behind)
        with _lock:
            _lent.remove(self._ledger)


def running() -> Ledger:
    """The ledger of the test that runs, whoever doubles are made for at the moment."""
    here = _here.get()
    return _behind.get(current()) if here in _lent else current()


def is_open(ledger: Ledger) -> bool:
    """Whether a session runs: neither over, nor parked, nor lent alone."""
    return ledger in _open


def alive() -> list[Ledger]:
    """The ledgers of all sessions that have not ended: open, or parked."""
    return [*_open, *_parked]


def home_of(ledger: Ledger) -> Ledger:
    """Where that is written down which happens now to a double of `ledger`: there while it is open.

    Else the double is one that several tests share (of a wider fixture, or made when a module was imported), and what
    happens belongs to the test that runs. But what a test left behind (a thread, a task) is not the next test's doing:
    there it is the ledger of the test that is over.
    """
    if ledger in _open:
        return ledger
    return ledger if ledger.over and _here.get() not in _open else current()


def counting(ledger: Ledger) -> Ledger:
    """The ledger of the session for which calls count now that something of `ledger` counts: its own while it is open.

    The same as `home_of`, but for what is lent, which has no calls: there it is the test that runs. It is asked on each
    call, so it takes few steps.
    """
    if ledger in _open:
        return ledger
    here = _here.get()
    if here in _open:
        return here
    if ledger.over:
        return ledger
    return running() if _lent else current()


def open_ledger(ledger: Ledger) -> None:
    """Make `ledger` the current one: doubles made from now on report to it."""
    with _lock:
        _open.append(ledger)
        if ledger in _parked:
            _parked.remove(ledger)
    ledger.since = ledger.since or tick()
    _here.set(ledger)


def close_ledger(ledger: Ledger) -> None:
    """Take `ledger` off; the one that was open before it is current again. Its doubles go on writing in it."""
    with _lock:
        for ledgers in (_open, _parked):
            if ledger in ledgers:
                ledgers.remove(ledger)
        outer = _open[-1] if _open else None
    if _here.get() is ledger:
        _here.set(outer)
    while ledger.leaving:
        ledger.leaving.pop()()


def park_ledger(ledger: Ledger) -> None:
    """Take `ledger` off for now: its doubles go on, and tests share them."""
    close_ledger(ledger)
    with _lock:
        _parked.append(ledger)


def shared_methods() -> Iterator[Recorder]:
    """The async methods of doubles that several tests share, as far as they were touched."""
    for ledger in list(_parked):
        for state in list(ledger.doubles):
            yield from [method for method in list(state.methods.values()) if method.plan.awaited]
    yield from list(unowned.values())


def violate(violation: SpecViolation, ledger: Ledger | None = None) -> NoReturn:
    """Remember `violation` in the running test, then raise it."""
    __tracebackhide__ = True
    remember(violation, ledger)
    raise violation


def remember(failure: AssertionError, ledger: Ledger | None = None) -> None:
    """Write a violation, or the failure of a test's own callback, down where the running test will be asked for it."""
    __tracebackhide__ = True
    if sys.version_info < (3, 12) and failure.__traceback__ is None:
        # There an error that C code catches (pydantic's, in a validator) has no traceback of its own, and would look
        # like one that unittest's assertRaises has seen.
        here = sys._getframe()  # pyright: ignore[reportPrivateUsage]
        failure.__traceback__ = TracebackType(None, here, here.f_lasti, here.f_lineno)
    home = current() if ledger is None else home_of(ledger)
    if home in _lent and home is _here.get():
        home = running()
    if not home.over:
        home.remember(failure)
    elif "swallowed" not in home.allow:
        _late.append((home, failure))


def forget(failure: object) -> None:
    """Take a failure off that is told in other words."""
    for ledger in list(_open):
        ledger.failures[:] = [one for one in ledger.failures if one is not failure]


def take_late() -> list[tuple[Ledger, AssertionError]]:
    """What came in of ledgers that are over, each thing once."""
    with _lock:
        late = _late.copy()
        del _late[: len(late)]
    return late


def allows(strictness: Strictness, ledger: Ledger) -> bool:
    """Whether `strictness` is switched off, for the double's own ledger or for the test that runs."""
    return strictness in ledger.allow or strictness in current().allow
