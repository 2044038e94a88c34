"""`WebSocket`: one open connection, as the `websockets` library has them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol


class WebSocket(Protocol):
    """One open connection: the part of `websockets.asyncio.connection.Connection` that services use.

    The connections of its clients and servers are such. Those of web frameworks (Starlette, FastAPI) are not: see
    `ServerWebSocket`.
    """

    async def send(self, message: str | bytes) -> None:
        """Send one message.

        Raises:
            Exception: the connection is closed; the library says so in its own way.
        """
        ...

    async def recv(self) -> str | bytes:
        """The next message; waits for it.

        Raises:
            Exception: the connection is closed.
        """
        ...

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close the connection. A second time does nothing.

        Args:
            code: a close code of RFC 6455.
            reason: in words, for the other side.
        """
        ...

    def __aiter__(self) -> AsyncIterator[str | bytes]:
        """All messages from now on, until the connection is closed."""
        ...
