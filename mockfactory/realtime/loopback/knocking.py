"""Handshakes under a fault plan: slow ones, ones that are refused, and ones that break off."""

from __future__ import annotations

import http
from typing import Final

from websockets.asyncio.server import ServerConnection
from websockets.http11 import Response

from mockfactory.double.recording.current import current, home_of
from mockfactory.faults.applying.attaching import attach, effects_of, triggers_of, write_down
from mockfactory.faults.applying.sorting import begin, seconds_of, sort
from mockfactory.faults.clock.pausing import hang, pause
from mockfactory.faults.deciding.conditions import ABSENT
from mockfactory.faults.deciding.running import RunningPlan
from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.effects import Delays, Disconnects, Hangs, Passes, Raises
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.realtime.interfaces.errors import HandshakeRefused
from mockfactory.realtime.loopback.breaking import reset
from mockfactory.wording.text import report

_STATUSES: Final = frozenset(status.value for status in http.HTTPStatus if status >= http.HTTPStatus.BAD_REQUEST)
_WHERE: Final = "handshake"


class FaultyHandshakes:
    """Says of each handshake what happens to it.

    `raises(HandshakeRefused(503, "busy"))` answers with a status; `delays`, `hangs` and `disconnects()` are a slow
    server, one that never answers, and one that breaks off.

    Args:
        plan: its numbers count the handshakes with the server; when a client's library tries again, that counts too.

    Raises:
        PlanError: the plan has an effect that a handshake can't act out.
    """

    def __init__(self, plan: FaultPlan) -> None:
        self._ledger: Final = current()
        _check(plan)
        work = attach(plan, _WHERE, self._ledger, counts="handshake")
        self._running: Final[RunningPlan[None]] = work.run(_WHERE, lambda name: lambda arguments: ABSENT)

    async def meet(self, connection: ServerConnection) -> Response | None:
        """What a handshake is answered; `None` lets it go on."""
        what = begin(sort(self._running.decide(None)))
        for delay in what.delays:
            seconds = seconds_of(delay)
            write_down(home_of(self._ledger), _WHERE, delay, "", f"delays({seconds:g})")
            await pause(seconds)
        if what.end is None:
            return None
        write_down(home_of(self._ledger), _WHERE, what.end, "")
        effect = what.end.effect
        if isinstance(effect, Hangs):
            await hang(f"the handshake (number {what.end.number})")
        if isinstance(effect, Raises):
            assert isinstance(effect.error, HandshakeRefused)
            return connection.respond(http.HTTPStatus(effect.error.status), f"{effect.error.reason}\n")
        reset(connection)
        return connection.respond(http.HTTPStatus.SERVICE_UNAVAILABLE, "")


def _check(plan: FaultPlan) -> None:
    __tracebackhide__ = True
    for effect in effects_of(plan):
        error = effect.error if isinstance(effect, Raises) else None
        if isinstance(error, HandshakeRefused) and error.status not in _STATUSES:
            raise PlanError(
                report(
                    f"{effect!r}: HTTP {error.status!r} refuses nobody.",
                    write="a status from 400 on, such as 401, 403 or 503",
                )
            )
        if not isinstance(error, HandshakeRefused) and not isinstance(effect, Delays | Hangs | Disconnects | Passes):
            raise PlanError(
                report(
                    f"{effect!r}: a handshake can't act that out.",
                    write="raises(HandshakeRefused(503, 'busy')), delays(...), hangs() or disconnects()",
                )
            )
    if any(when.given for when in triggers_of(plan)):
        raise PlanError(
            report("given(...): a handshake has no arguments.", write="on_call(...), every(...) or the like")
        )
