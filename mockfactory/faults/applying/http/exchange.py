"""One HTTP exchange that fails: what happens to it, step by step."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NoReturn, cast

from mockfactory.double.recording.current import home_of, remember
from mockfactory.faults.applying.attaching import write_down
from mockfactory.faults.applying.holding import PATIENCE, Held
from mockfactory.faults.applying.http.bodies import changed_answer, same_answer
from mockfactory.faults.applying.http.library import Library, Request, Response, Transport
from mockfactory.faults.applying.sorting import Sorted, seconds_of
from mockfactory.faults.clock.library import loop_for
from mockfactory.faults.clock.pausing import block, hang, pause
from mockfactory.faults.clock.stuck import StuckError
from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.effects import Disconnects, Drops, Hangs, Raises, Returns

if TYPE_CHECKING:
    from mockfactory.double.recording.record import Ledger
    from mockfactory.faults.deciding.parts import Firing

_RESET: Final = 1006


class Exchange:
    """One request on its way through a plan.

    A time-out of the client is kept: an answer that takes longer than the client's `read` time-out is a `ReadTimeout`.
    """

    def __init__(
        self, library: Library, where: str, ledger: Ledger, request: Request, what: Sorted, held: Held[asyncio.Event]
    ) -> None:
        self._library: Final = library
        self._where: Final = where
        self._ledger: Final = ledger
        self._request: Final = request
        self._what: Final = what
        self._held: Final = held

    def send(self, transport: Transport) -> Response:
        """Let it happen in sync code."""
        __tracebackhide__ = True
        if self._what.later is not None:
            raise PlanError(f"{self._what.later.effect!r}: in sync code no exchange can go before the one that waits")
        seconds, limit = self._delay(), self._limit()
        if seconds:
            block(seconds if limit is None else min(seconds, limit))
            self._check_time(seconds, limit)
        end = self._what.end
        if end is not None:
            self._tell(end)
            if isinstance(end.effect, Hangs | Drops):
                if limit is None:
                    error = StuckError(
                        f"{self._said()} hangs: it has no time-out, and in sync code nothing could end it\n"
                        "  write:  httpx.Client(..., timeout=...)"
                    )
                    remember(error)
                    raise error
                block(limit - seconds)
                self._time_out()
            return self._ended(end)
        if self._what.twice is not None:
            self._request.read()
        response = self._changed(transport.handle_request(self._request))
        if self._what.twice is not None:
            self._tell(self._what.twice)
            with contextlib.suppress(Exception):  # the client has its answer
                transport.handle_request(self._request).close()
        return response

    async def send_async(self, transport: Transport) -> Response:
        """Let it happen in async code."""
        __tracebackhide__ = True
        seconds, limit = self._delay(), self._limit()
        if seconds:
            await pause(seconds if limit is None else min(seconds, limit))
            self._check_time(seconds, limit)
        end = self._what.end
        if end is not None:
            self._tell(end)
            if isinstance(end.effect, Hangs | Drops):
                if limit is None:
                    await hang(self._said())
                else:
                    await pause(limit - seconds)
                self._time_out()
            return self._ended(end)
        if self._what.later is not None:
            await self._hold_back(self._what.later)
        due = self._held.passed() if self._what.later is None else []
        if self._what.twice is not None:
            await self._request.aread()
        response = self._changed(await transport.handle_async_request(self._request))
        if self._what.twice is not None:
            self._tell(self._what.twice)
            with contextlib.suppress(Exception):  # the client has its answer
                await (await transport.handle_async_request(self._request)).aclose()
        for held in due:
            held.set()
        return response

    def _changed(self, response: Response) -> Response:
        for change in self._what.changes:
            response = changed_answer(
                self._library, self._request, response, change, functools.partial(self._tell, change)
            )
        return response

    def _delay(self) -> float:
        total = 0.0
        for delay in self._what.delays:
            seconds = seconds_of(delay)
            self._tell(delay, f"delays({seconds:g})")
            total += seconds
        return total

    async def _hold_back(self, later: Firing) -> None:
        loop_for("a fault that takes time")
        self._tell(later)
        go = asyncio.Event()
        self._held.hold(go, later)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await go.wait()
        self._held.take(lambda one: one is go)

    def _limit(self) -> float | None:
        timeouts = self._request.extensions.get("timeout")
        return cast("Mapping[str, float | None]", timeouts).get("read") if isinstance(timeouts, Mapping) else None

    def _check_time(self, seconds: float, limit: float | None) -> None:
        __tracebackhide__ = True
        if limit is not None and seconds >= limit:
            self._time_out()

    def _time_out(self) -> NoReturn:
        __tracebackhide__ = True
        raise self._library.ReadTimeout("The read operation timed out", request=self._request)

    def _ended(self, end: Firing) -> Response:
        __tracebackhide__ = True
        effect = end.effect
        if isinstance(effect, Returns):
            return same_answer(self._library, cast("Response", effect.value))
        if isinstance(effect, Disconnects):
            if effect.code == _RESET:
                raise self._library.ReadError("Connection reset by peer", request=self._request)
            said = f" ({effect.code} {effect.reason})".replace(" )", ")")
            raise self._library.RemoteProtocolError(
                f"Server disconnected without sending a response.{said}", request=self._request
            )
        assert isinstance(effect, Raises)
        raise effect.error if isinstance(effect.error, type) else effect.error.with_traceback(None)

    def _tell(self, firing: Firing, effect: str = "") -> None:
        write_down(home_of(self._ledger), self._where, firing, self._said(), effect)

    def _said(self) -> str:
        return f"{self._request.method} {self._request.url}"


def reader(name: str) -> Callable[[Request], object]:
    """How the parts of a request are read by name."""
    return _READERS[name]


_READERS: Final[Mapping[str, Callable[[Request], object]]] = {
    "method": lambda request: request.method,
    "url": lambda request: str(request.url),
    "host": lambda request: request.url.host,
    "path": lambda request: request.url.path,
    "content": lambda request: request.content,
}
NAMES: Final = tuple(_READERS)
"""What `given` may ask of a request."""
