"""`LoopbackAgentWebSocketBridge`: a bridge whose users listen over real WebSockets."""

from __future__ import annotations

from collections import Counter
from types import TracebackType
from typing import Final, Self

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed as Closed

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.identity import User
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.realtime.events.bridging import Bridging
from mockfactory.realtime.events.clock import Clock
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.events.planned import Plans, check_plan
from mockfactory.realtime.interfaces.bridge import Registration
from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.loopback.breaking import close, in_short
from mockfactory.realtime.loopback.client import LoopbackClient
from mockfactory.realtime.loopback.connection import LoopbackConnection
from mockfactory.realtime.loopback.direction import direction
from mockfactory.realtime.loopback.ends import is_known
from mockfactory.realtime.loopback.handshake import Asked, TokenPlace
from mockfactory.realtime.loopback.hearing import Hearing, OnMessage, check_on_message, object_in
from mockfactory.realtime.loopback.listening import GOING_AWAY
from mockfactory.realtime.loopback.serving import Serving
from mockfactory.realtime.loopback.tokens import Identity, Tokens, tokens_or_new
from mockfactory.realtime.options.ids import why_no_run
from mockfactory.realtime.options.numbers import seconds_or_none


class LoopbackAgentWebSocketBridge(Bridging[LoopbackConnection]):
    """An `AgentWebSocketBridge` that is a server on 127.0.0.1. Use it in `async with`.

    Who connects needs a token of `tokens`, and hears of their own runs only.

    Args:
        tokens: reads the tokens of clients.
        settings: how long a message may be and may take, and how many events are kept for those who come back.
        clock: what `created_at` is read from; the time of day where there is none.
        on_message: is awaited with each message of a client; without it, who says anything is closed with 1008. An
            error in it closes the connection with 1011, and fails the test.
        ping_interval: seconds between pings to each client; `None`: none.
        ping_timeout: how long a client may take to answer one, in seconds; then it is closed with 1011.
        handshakes: what fails of the handshakes, and when; its numbers count all of them.
        to_clients: what fails of the events that are sent, and when; its numbers count those to each client, whose next
            connection goes on counting.

    Raises:
        OptionError: an option is of the wrong type, or a time not more than 0.
        PlanError: a plan has an effect that can't be acted out there, or names a field that no event has.

    Example:
        >>> import asyncio
        >>> from builders.domain import seed_tenants
        >>> context = seed_tenants().context("admin", of="a")
        >>> async def main() -> None:
        ...     async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(context) as client:
        ...         await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
        ...         print((await client.next()).type)
        >>> asyncio.run(main())
        agent_started
    """

    def __init__(
        self,
        *,
        tokens: Tokens | None = None,
        settings: EmitterSettings | None = None,
        clock: Clock | None = None,
        on_message: OnMessage | None = None,
        ping_interval: float | None = 20.0,
        ping_timeout: float | None = 20.0,
        handshakes: FaultPlan | None = None,
        to_clients: FaultPlan | None = None,
    ) -> None:
        __tracebackhide__ = True
        super().__init__(settings=settings, clock=clock)
        self.tokens: Final = tokens_or_new(tokens)
        check_on_message(on_message)
        check_plan("handshakes", handshakes)
        self._hearing: Final = None if on_message is None else Hearing(on_message)
        self._to_clients: Final = Plans("to_clients", to_clients, "bridge to {}", "its clients", events=True)
        self._unnamed: Final[Counter[str]] = Counter()
        self._serving: Final = Serving(
            "a LoopbackAgentWebSocketBridge",
            tokens=self.tokens,
            admit=self._why_not,
            opened=self._serve,
            max_message_bytes=self.settings.max_message_bytes,
            ping_interval=seconds_or_none("ping_interval", ping_interval, "no pings"),
            ping_timeout=seconds_or_none("ping_timeout", ping_timeout, "any time"),
            handshakes=handshakes,
        )

    @property
    def url(self) -> str:
        """Where clients connect.

        Raises:
            ConnectionError: it is not started.
        """
        return self._serving.url

    def client(
        self,
        user: User | UserExecutionContext,
        *,
        via: TokenPlace = "header",
        websocket_client_id: str | None = None,
        run_id: str | None = None,
        resume_after: str | None = None,
        capacity: int | None = None,
        max_message_bytes: int | None = None,
        to_server: FaultPlan | None = None,
    ) -> LoopbackClient:
        """A client of a user, with a good token; see `LoopbackClient`.

        It takes messages as long as the bridge's own may be, if nothing else is said.

        Raises:
            OptionError: it is neither a user nor a context, or an option means nothing.
            ConnectionError: the bridge is not started.
        """
        __tracebackhide__ = True
        token = self.tokens.issue(user, websocket_client_id=websocket_client_id)
        identity = self.tokens.read(token)
        return LoopbackClient(
            self.url,
            token,
            via=via,
            websocket_client_id=identity.websocket_client_id or self._named(identity.user_id),
            run_id=run_id,
            resume_after=resume_after,
            capacity=capacity,
            max_message_bytes=self.settings.max_message_bytes if max_message_bytes is None else max_message_bytes,
            to_server=to_server,
        )

    async def start(self) -> None:
        """Listen; one that listens goes on.

        Raises:
            ConnectionError: the bridge is shut down.
            MisuseError: the code that runs now is a task of trio.
        """
        __tracebackhide__ = True
        if self.is_shut_down:
            raise ConnectionError("the bridge is shut down")
        await self._serving.start()

    async def shutdown(self) -> None:
        """Close all connections with 1001, send nothing any more, and listen no more. A second time does nothing."""
        try:
            await super().shutdown()
        finally:
            await self._serving.stop()

    async def __aenter__(self) -> Self:
        __tracebackhide__ = True
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.shutdown()

    def _why_not(self, identity: Identity, wanted: Asked) -> str:
        """Why somebody may not come in."""
        if wanted.run_id is not None and why_no_run(wanted.run_id) is not None:
            return f"run_id: an id is needed, and {why_no_run(wanted.run_id)}"
        registration = self.registration_of(wanted.run_id) if wanted.run_id is not None else None
        if registration is not None and not _owns(identity, registration):
            return f"the run {registration.run_id!r} is not of the user {identity.user_id!r}"
        return ""

    async def _serve(self, socket: ServerConnection, identity: Identity, wanted: Asked) -> None:
        """One client, from its coming to its going."""
        client = wanted.websocket_client_id or identity.websocket_client_id or self._named(identity.user_id)
        listener = Listener(identity.user_id, identity.tenant_id, client, wanted.run_id)
        connection = LoopbackConnection(socket, listener, direction(socket, self._to_clients.of_client(listener)))
        try:
            missed = self.admit(connection, wanted.resume_after)
        except (LookupError, ConnectionError) as error:
            is_known(socket)
            gone = isinstance(error, ConnectionError)
            await close(socket, *((1001, GOING_AWAY) if gone else (1008, in_short(str(error)))))
            return
        is_known(socket)
        try:
            await connection.catch_up(missed)
            async for message in socket:
                await self._hear(connection, message)
        except (Closed, ConnectionClosed):
            return
        finally:
            connection.end()

    async def _hear(self, connection: LoopbackConnection, message: str | bytes) -> None:
        content = object_in(message)
        if content is None:
            await connection.close(1007, "a message has to be a JSON object")
        elif self._hearing is None:
            await connection.close(1008, "nothing is to be said here")
        elif not await self._hearing.heard(connection.listener, content):
            await connection.close(1011, "")

    def _named(self, user_id: str) -> str:
        self._unnamed[user_id] += 1
        return f"{user_id}.client.{self._unnamed[user_id]}"


def _owns(identity: Identity, registration: Registration) -> bool:
    return (identity.user_id, identity.tenant_id) == (registration.user_id, registration.tenant_id)
