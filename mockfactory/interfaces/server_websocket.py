"""`ServerWebSocket`: one connection as web frameworks on ASGI hand it to a service."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Protocol


class ServerWebSocket(Protocol):
    """One connection of a client to a web application: the part of Starlette's `WebSocket` that services use.

    Those of Starlette and FastAPI are such. `WebSocket` is what the `websockets` library has, which has other names for
    the same.
    """

    @property
    def headers(self) -> Mapping[str, str]:
        """Of the handshake, by name."""
        ...

    @property
    def query_params(self) -> Mapping[str, str]:
        """What stands behind the `?` of the address."""
        ...

    async def accept(self, subprotocol: str | None = None) -> None:
        """Take the connection in. Before that, nothing can be sent.

        Args:
            subprotocol: the one that was chosen of those that the client offers.
        """
        ...

    async def receive_text(self) -> str:
        """The next message, a text; waits for it.

        Raises:
            Exception: the connection is closed; the framework says so in its own way.
        """
        ...

    async def receive_bytes(self) -> bytes:
        """The next message, bytes; waits for it.

        Raises:
            Exception: the connection is closed.
        """
        ...

    async def receive_json(self) -> object:
        """What the next message, a text, says as JSON; waits for it.

        Raises:
            Exception: the connection is closed.
        """
        ...

    def iter_text(self) -> AsyncIterator[str]:
        """All messages from now on, until the connection is closed."""
        ...

    async def send_text(self, data: str) -> None:
        """Send a text.

        Raises:
            Exception: the connection is closed.
        """
        ...

    async def send_bytes(self, data: bytes) -> None:
        """Send bytes.

        Raises:
            Exception: the connection is closed.
        """
        ...

    async def send_json(self, data: object) -> None:
        """Send something as JSON, in a text.

        Raises:
            Exception: the connection is closed.
        """
        ...

    async def close(self, code: int = 1000, reason: str | None = None) -> None:
        """Close the connection; before it was accepted, refuse it.

        Args:
            code: a close code of RFC 6455.
            reason: in words, for the other side.
        """
        ...
