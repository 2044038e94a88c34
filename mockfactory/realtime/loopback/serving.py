"""A server on loopback that lets in who has a good token."""

from __future__ import annotations

import http
from collections.abc import Awaitable, Callable, Sequence
from typing import Final
from weakref import WeakKeyDictionary

from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.realtime.loopback.handshake import BEARER, Asked, asked
from mockfactory.realtime.loopback.knocking import FaultyHandshakes
from mockfactory.realtime.loopback.listening import Listening
from mockfactory.realtime.loopback.token_times import TokenRefused
from mockfactory.realtime.loopback.tokens import Identity, Tokens
from mockfactory.realtime.options.ids import why_not

Admit = Callable[[Identity, Asked], str]
"""Why somebody who is known may not come in; "" for nothing."""
Opened = Callable[[ServerConnection, Identity, Asked], Awaitable[None]]


class Serving:
    """Listens on loopback, on a free port; lets in who has a good token.

    Args:
        what: it is, for the message to who forgets to stop it.
        tokens: reads the tokens.
        admit: says who may not come in, with a 403.
        opened: is awaited with each connection that opens; when it returns, the connection is closed.
        max_message_bytes: a longer message closes its connection with 1009.
        ping_interval: seconds between pings; `None`: no pings.
        ping_timeout: how long a client may take to answer one, in seconds; then its connection is closed with 1011.
        handshakes: what fails of the handshakes, and when.

    Raises:
        PlanError: the plan has an effect that a handshake can't act out.
    """

    def __init__(
        self,
        what: str,
        *,
        tokens: Tokens,
        admit: Admit,
        opened: Opened,
        max_message_bytes: int,
        ping_interval: float | None,
        ping_timeout: float | None,
        handshakes: FaultPlan | None = None,
    ) -> None:
        self._tokens: Final = tokens
        self._admit: Final = admit
        self._opened: Final = opened
        self._faults: Final = None if handshakes is None else FaultyHandshakes(handshakes)
        self._known: Final[WeakKeyDictionary[ServerConnection, tuple[Identity, Asked]]] = WeakKeyDictionary()
        self._listening: Final = Listening(
            what,
            self._answer,
            _select,
            self._handle,
            max_message_bytes=max_message_bytes,
            ping_interval=ping_interval,
            ping_timeout=ping_timeout,
        )

    @property
    def url(self) -> str:
        """Where it listens.

        Raises:
            ConnectionError: it does not.
        """
        return self._listening.url

    async def start(self) -> None:
        """Listen; one that listens goes on."""
        __tracebackhide__ = True
        await self._listening.start()

    async def stop(self) -> None:
        """Close all connections with 1001, and listen no more. Those that don't answer within a second are reset."""
        await self._listening.stop()

    async def _answer(self, connection: ServerConnection, request: Request) -> Response | None:
        if self._faults is not None:
            answer = await self._faults.meet(connection)
            if answer is not None:
                return answer
        try:
            wanted = asked(request)
        except ValueError as error:
            reason = str(error) if str(error).startswith("the path") else "the path can't be read"
            return _refuse(connection, http.HTTPStatus.BAD_REQUEST, reason)
        if wanted.unclear:
            return _refuse(connection, http.HTTPStatus.UNAUTHORIZED, wanted.unclear)
        if not wanted.token:
            return _refuse(connection, http.HTTPStatus.UNAUTHORIZED, "there is no token")
        try:
            identity = self._tokens.read(wanted.token)
        except TokenRefused as error:
            return _refuse(connection, http.HTTPStatus.UNAUTHORIZED, str(error))
        reason = _why_not_client(identity, wanted.websocket_client_id) or self._admit(identity, wanted)
        if reason:
            return _refuse(connection, http.HTTPStatus.FORBIDDEN, reason)
        self._known[connection] = identity, wanted
        return None

    async def _handle(self, connection: ServerConnection) -> None:
        identity, wanted = self._known.pop(connection)
        await self._opened(connection, identity, wanted)


def _why_not_client(identity: Identity, client: str | None) -> str:
    """Why somebody may not come in as a client."""
    if client is None:
        return ""
    if why_not(client) is not None:
        return f"client_id: an id is needed, and {why_not(client)}"
    if identity.websocket_client_id not in (None, client):
        return f"the token is for the client {identity.websocket_client_id!r}, and not for {client!r}"
    return ""


def _select(connection: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    """A token that came as a subprotocol is not sent back: only the word before it."""
    return Subprotocol(BEARER) if BEARER in offered else None


def _refuse(connection: ServerConnection, status: http.HTTPStatus, reason: str) -> Response:
    response = connection.respond(status, f"{reason}\n")
    if status is http.HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
