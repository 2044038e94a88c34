"""A connection to a web application, whose client says what it is told to."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final

from mockfactory.double.wording.errors import MisuseError
from mockfactory.double.wording.text import report, show
from mockfactory.realtime.interfaces.errors import ConnectionClosed


class ScriptedServerWebSocket:
    """A `ServerWebSocket` on which messages come in an order that is known, and then a close.

    Args:
        messages: what comes.
        headers: of the handshake; small and capital letters are the same.
        query_params: of the address.
    """

    def __init__(
        self, messages: Sequence[str | bytes], headers: Mapping[str, str], query_params: Mapping[str, str]
    ) -> None:
        self._coming: Final = deque(messages)
        self._closed: Exception | None = None
        self.headers: Final[Mapping[str, str]] = {name.lower(): value for name, value in headers.items()}
        self.query_params: Final[Mapping[str, str]] = dict(query_params)

    async def accept(self, subprotocol: str | None = None) -> None:
        """Take it in."""

    async def receive_text(self) -> str:
        """The next message."""
        message = self._next()
        return message if isinstance(message, str) else _refuse(message, "receive_bytes")

    async def receive_bytes(self) -> bytes:
        """The next message."""
        message = self._next()
        return message if isinstance(message, bytes) else _refuse(message, "receive_text")

    async def receive_json(self) -> object:
        """What the next message says."""
        said: object = json.loads(await self.receive_text())
        return said

    async def iter_text(self) -> AsyncIterator[str]:
        """All messages, until it is closed."""
        while self._coming and self._closed is None:
            yield await self.receive_text()

    async def send_text(self, data: str) -> None:
        """Send a text."""
        self._check_open()

    async def send_bytes(self, data: bytes) -> None:
        """Send bytes."""
        self._check_open()

    async def send_json(self, data: object) -> None:
        """Send JSON."""
        self._check_open()
        json.dumps(data)

    async def close(self, code: int = 1000, reason: str | None = None) -> None:
        """Close it."""
        self._closed = self._closed or _closed(code, reason or "")

    def _next(self) -> str | bytes:
        self._check_open()
        if not self._coming:
            self._closed = _closed(1000, "")
            raise self._closed
        return self._coming.popleft()

    def _check_open(self) -> None:
        if self._closed is not None:
            raise self._closed


def _closed(code: int, reason: str) -> Exception:
    """What says that it is closed: what Starlette raises, where a service may have imported that to catch it."""
    starlette: Any = sys.modules.get("starlette.websockets")
    if starlette is None:
        return ConnectionClosed(code, reason)
    error: Exception = starlette.WebSocketDisconnect(code, reason)
    return error


def _refuse(message: str | bytes, write: str) -> Any:
    raise MisuseError(report(f"The next message is {show(message)}.", write=f"await websocket.{write}()"))
