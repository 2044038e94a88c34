"""Which session a plan puts on virtual time: the one that runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from mockfactory.double.recording.current import NO_LEDGER, home_of, is_open, running
from mockfactory.faults.clock.running import switch_on
from mockfactory.wording.errors import MisuseError

if TYPE_CHECKING:
    from mockfactory.double.recording.record import Ledger


class ClockOfPlan:
    """Puts sessions on virtual time for a plan.

    The rule: a session is on virtual time from the moment at which a plan is put to work in it, or is first asked about
    a call in it, until its end. So the tests that share what a wider fixture has made have it only where they use it,
    and so has a test that uses what an earlier one has left behind. The set-up of a wider fixture is a session too, and
    its time ends with the set-up. Without a session, time is real.

    A plan that only raises has it too: what fails is tried again, and the waiting between is not to last.

    Args:
        ledger: of the session in which the plan is put to work.
        lasts: whether the plan itself takes time.
    """

    def __init__(self, ledger: Ledger, lasts: bool) -> None:
        self._ledger: Final = ledger
        self._lasts: Final = lasts
        self._thread: Final = threading.get_ident()  # of the tests; a call may come in one of a server
        self._on: Ledger | None = None
        self._then: Final[list[Callable[[], None]]] = []
        self._shared = not is_open(ledger)
        if not self._shared:
            ledger.leaving.append(self._share)

    def on(self) -> None:
        """Put the session that runs on virtual time, if it is not.

        Raises:
            MisuseError: there can be no virtual time, and the plan takes time.
        """
        __tracebackhide__ = True
        home = home_of(self._ledger)
        if home is self._on or home.over:
            return
        if not is_open(home):  # it is lent, to make what others share; time is that of the test which makes it
            home = running()
            if home is self._on or home is NO_LEDGER:
                return
        try:
            off = switch_on(self._owner())
        except MisuseError:
            if self._lasts:
                raise
            return

        def end() -> None:
            self._on = None
            off()

        self._on = home
        home.leaving.append(end)

    def _owner(self) -> int:
        living = (thread.ident for thread in threading.enumerate())
        return self._thread if self._thread in living else threading.get_ident()

    def when_shared(self, then: Callable[[], None]) -> None:
        """Do something when other sessions may come to ask the plan: at once, if they may already."""
        if self._shared:
            then()
        else:
            self._then.append(then)

    def _share(self) -> None:
        self._shared = True
        while self._then:
            self._then.pop()()
