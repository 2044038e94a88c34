"""The server's end of a connection."""

from __future__ import annotations

import asyncio
from typing import Final

from websockets.asyncio.connection import Connection

from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.interfaces.bridge import ConnectionState
from mockfactory.realtime.loopback.breaking import is_open
from mockfactory.realtime.loopback.direction import Direction


class LoopbackConnection:
    """A connection to one client of a user.

    Args:
        socket: of the `websockets` library, open.
        listener: who is at the other end.
        to_client: takes what is sent.
    """

    def __init__(self, socket: Connection, listener: Listener, to_client: Direction) -> None:
        self._socket: Final = socket
        self._listener: Final = listener
        self._to_client: Final = to_client
        self._caught_up: Final = asyncio.Event()
        self._one_by_one: Final = asyncio.Lock()
        self._waiting = 0

    @property
    def listener(self) -> Listener:
        """Who is at the other end."""
        return self._listener

    @property
    def state(self) -> ConnectionState:
        """Whether it is open."""
        return "connected" if is_open(self._socket) else "disconnected"

    async def catch_up(self, missed: list[str]) -> None:
        """Send what was missed, and from then on what is to be carried."""
        try:
            for text in missed:
                await self._to_client.send(text)
        finally:
            self._caught_up.set()

    def carry_now(self, text: str) -> bool:
        """Bring one event to the other end if that takes no waiting; answers whether it has."""
        return not self._waiting and self._caught_up.is_set() and self._to_client.send_now(text)

    async def carry(self, text: str) -> None:
        """Bring one event to the other end; waits while that can't take more."""
        self._waiting += 1
        try:
            # Who came first goes first, behind what was missed.
            async with self._one_by_one:
                await self._caught_up.wait()
                await self._to_client.send(text)
        finally:
            self._waiting -= 1

    def end(self) -> None:
        """It is closed."""
        self._to_client.end()

    async def close(self, code: int, reason: str) -> None:
        """Close it with a close code; one that is closed stays closed."""
        await self._to_client.close(code, reason)
