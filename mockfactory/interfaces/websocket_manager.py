"""`WebSocketManager`: which connections each user has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from builders.domain.models.context import UserExecutionContext
from mockfactory.interfaces.websocket import WebSocket


class WebSocketManager(Protocol):
    """Knows which connections each user has, and sends to a user over all of them."""

    async def connect(self, context: UserExecutionContext, websocket: WebSocket) -> str:
        """Take in a connection of the user of a context.

        Returns:
            The id of the client: the context's `websocket_client_id`, or a new one.
        """
        ...

    async def disconnect(self, websocket_client_id: str, code: int = 1000, reason: str = "") -> bool:
        """Close a connection; answers whether there was one."""
        ...

    async def send(self, user_id: str, message: Mapping[str, object]) -> int:
        """Send a message, as JSON, to a user.

        Returns:
            How many of the user's connections got it.
        """
        ...

    def clients_of(self, user_id: str) -> Sequence[str]:
        """The ids of the clients that a user has connected."""
        ...

    async def close(self) -> None:
        """Close all connections with 1001. A second time does nothing."""
        ...
