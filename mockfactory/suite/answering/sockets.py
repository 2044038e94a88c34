"""A connection whose other side says what it is told to, and the connections of users."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final

from builders.domain.models.context import UserExecutionContext
from mockfactory.interfaces.websocket import WebSocket
from mockfactory.suite.answering.closing import Closing, closed_errors


class ScriptedWebSocket:
    """A `WebSocket` on which messages come in an order that is known, and then a close.

    Args:
        messages: what comes.
    """

    def __init__(self, messages: Sequence[str | bytes] = ()) -> None:
        self._coming: Final = deque(messages)
        self._closing: Closing | None = None

    async def send(self, message: str | bytes) -> None:
        """Send one message."""
        self._check_open()

    async def recv(self) -> str | bytes:
        """The next message."""
        self._check_open()
        if not self._coming:
            self._closing = Closing(1000, "", by_other_side=True)
            self._check_open()
        return self._coming.popleft()

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close it."""
        if self._closing is None:
            self._closing = Closing(code, reason, by_other_side=False)

    async def __aiter__(self) -> AsyncIterator[str | bytes]:
        """All messages, until it is closed."""
        try:
            while True:
                yield await self.recv()
        except closed_errors():
            if self._closing is None or not self._closing.is_regular:
                raise

    def _check_open(self) -> None:
        if self._closing is not None:
            raise self._closing.error()


class Connections:
    """A `WebSocketManager` that knows who is connected."""

    def __init__(self) -> None:
        self._sockets: Final[dict[str, tuple[str, WebSocket]]] = {}
        self._unnamed: Final[Counter[str]] = Counter()

    async def connect(self, context: UserExecutionContext, websocket: WebSocket) -> str:
        """Take in a connection."""
        client = context.websocket_client_id
        if client is None:
            self._unnamed[context.user_id] += 1
            client = f"{context.user_id}.client.{self._unnamed[context.user_id]}"
        known = self._sockets.get(client)
        if known is not None and known[0] != context.user_id:
            raise ValueError(f"websocket_client_id: {client!r} is a client of another user")
        self._sockets[client] = context.user_id, websocket
        return client

    async def disconnect(self, websocket_client_id: str, code: int = 1000, reason: str = "") -> bool:
        """Close a connection."""
        user_id, websocket = self._sockets.pop(websocket_client_id, (None, None))
        if user_id is None or websocket is None:
            return False
        await websocket.close(code, reason)
        return True

    async def send(self, user_id: str, message: Mapping[str, object]) -> int:
        """Send a message to a user."""
        text, count = json.dumps(dict(message)), 0
        for client in self.clients_of(user_id):
            try:
                await self._sockets[client][1].send(text)
            except closed_errors():
                del self._sockets[client]
            else:
                count += 1
        return count

    def clients_of(self, user_id: str) -> Sequence[str]:
        """The clients of a user."""
        return tuple(client for client, (whose, _) in self._sockets.items() if whose == user_id)

    async def close(self) -> None:
        """Close all."""
        for client in list(self._sockets):
            await self.disconnect(client, 1001, "the server goes away")
