"""`LoopbackWebSocketEmitter`: sends a user's events over a real WebSocket."""

from __future__ import annotations

import asyncio
from typing import Final

from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.realtime.events.clock import Clock
from mockfactory.realtime.events.closing import check_close
from mockfactory.realtime.events.emitting import Emitting
from mockfactory.realtime.events.planned import Plans
from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.loopback.breaking import WITHIN
from mockfactory.realtime.loopback.client import LoopbackClient
from mockfactory.realtime.loopback.handshake import TokenPlace


class LoopbackWebSocketEmitter(Emitting):
    """A `WebSocketEmitter` over a real connection, to a server on 127.0.0.1: a `LoopbackReceiver`, for instance.

    Args:
        user_id: whose events it sends.
        url: of the server.
        token: says who the user is.
        via: where the token goes.
        settings: how it works.
        clock: what `created_at` is read from; the time of day where there is none.
        to_server: what fails of the events that it sends, and when; its numbers go on over all its connections.

    Raises:
        OptionError: the user's id is none, the URL is not of loopback, or an option is of the wrong type.
        PlanError: the plan can't act on messages, or names a field that no event has.

    Example:
        >>> import asyncio
        >>> from builders.domain import seed_tenants
        >>> from mockfactory.realtime.loopback import LoopbackReceiver
        >>> ada = seed_tenants().user("admin", of="a")
        >>> async def main() -> None:
        ...     async with LoopbackReceiver() as receiver:
        ...         emitter = LoopbackWebSocketEmitter(ada.id, receiver.url, receiver.tokens.issue(ada))
        ...         await emitter.connect()
        ...         print(await emitter.emit_agent_started("run_thread_42_1", "triage"))
        ...         await emitter.disconnect()
        ...         print(await emitter.emit_agent_completed("run_thread_42_1", "triage"))
        >>> asyncio.run(main())
        True
        False
    """

    def __init__(
        self,
        user_id: str,
        url: str,
        token: str,
        *,
        via: TokenPlace = "header",
        settings: EmitterSettings | None = None,
        clock: Clock | None = None,
        to_server: FaultPlan | None = None,
    ) -> None:
        __tracebackhide__ = True
        super().__init__(user_id, settings=settings, clock=clock)
        self._url: Final = url
        self._token: Final = token
        self._via: Final[TokenPlace] = via
        self._failing: Final = Plans("to_server", to_server, "emitter of {}", user_id, events=True).of(user_id)
        self._connecting: Final = asyncio.Lock()
        self._client = self._another()
        self._was_connected = False

    @property
    def is_connected(self) -> bool:
        """Whether what is emitted now goes out."""
        return self._client.is_connected

    async def connect(self) -> None:
        """Open the connection; one that is open stays open.

        Raises:
            HandshakeRefused: the server said no.
            ConnectionError: there is no server.
            MisuseError: the server is on an event loop that does not run, or trio runs this code.
        """
        __tracebackhide__ = True
        async with self._connecting:
            if self.is_connected:
                return
            self._client = self._another()
            await self._client.open()
            self._was_connected = True

    async def disconnect(self, code: int = 1000, reason: str = "") -> None:
        """Close the connection; one that is closed stays closed."""
        __tracebackhide__ = True
        check_close(code, reason)
        await self._client.close(code, reason)

    async def wait_closed(self, *, within: float = WITHIN) -> ConnectionClosed:
        """Wait until the connection is closed, and say how: with 1008 by a server that took an event for another's.

        Args:
            within: in seconds.

        Raises:
            TimeoutError: it was not closed in time.
            ConnectionError: the emitter was never connected.
            OptionError: `within` is no time.
        """
        __tracebackhide__ = True
        if not self._was_connected:
            raise ConnectionError(f"the emitter of {self.user_id!r} was never connected: await emitter.connect() first")
        return await self._client.wait_closed(within=within)

    async def carry(self, text: str) -> None:
        """Send an event."""
        if not self.is_connected:
            raise ConnectionClosed(1006)
        await self._client.send(text)

    def _another(self) -> LoopbackClient:
        return LoopbackClient(self._url, self._token, via=self._via, to_server=self._failing)
