"""One direction of a connection: messages go straight out, or as a fault plan has it."""

from __future__ import annotations

import asyncio
from typing import Final

from websockets.asyncio.connection import Connection, broadcast
from websockets.protocol import State

from mockfactory.faults.applying.messages import MessagesUnderPlan
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.loopback.breaking import close, closing_of, is_open
from mockfactory.realtime.under_plan.way import Message, PlannedWay


class Direction:
    """What is sent from one end of a connection.

    Args:
        socket: of the `websockets` library, open.
    """

    def __init__(self, socket: Connection) -> None:
        self._socket: Final = socket
        self._one_by_one: Final = asyncio.Lock()
        self._waiting = 0

    def send_now(self, message: Message) -> bool:
        """Send a message if that takes no waiting, and nobody waits; answers whether it has."""
        return not self._waiting and self._written(message)

    async def send(self, message: Message) -> None:
        """Send a message; waits while the other end can't take more. Who came first goes first.

        What is cancelled was not sent: `Connection.send` writes first, and waits then.

        Raises:
            ConnectionClosed: the connection is closed.
        """
        self._waiting += 1
        try:
            async with self._one_by_one:
                while not self._written(message):
                    await self._room()
        finally:
            self._waiting -= 1

    async def close(self, code: int, reason: str) -> None:
        """Close the connection; one that is closed stays closed."""
        await close(self._socket, code, reason)

    async def settled(self) -> None:
        """All that is on its way has come."""

    def end(self) -> None:
        """The connection is closed."""

    async def _room(self) -> None:
        """There may be room for a message.

        Raises:
            ConnectionClosed: there will be none.
        """
        if self._socket.paused:
            await self._socket.drain()
            return
        if self._socket.state is State.OPEN:
            await self._socket.wait_closed()  # its transport is closing: in a moment
        raise closing_of(self._socket)

    def _written(self, message: Message) -> bool:
        socket = self._socket
        if socket.paused or not is_open(socket):
            return False
        broadcast((socket,), message)
        return True


class FaultyDirection(Direction):
    """The same under a fault plan.

    Args:
        socket: of the `websockets` library, open.
        messages: says what fails; a connection that comes after another one goes on with it.
    """

    def __init__(self, socket: Connection, messages: MessagesUnderPlan) -> None:
        super().__init__(socket)
        self._way: Final = PlannedWay(messages, bring=super().send, close=super().close, closed=self._closed)

    def send_now(self, message: Message) -> bool:
        """Never: a plan may want to wait."""
        return False

    async def send(self, message: Message) -> None:
        """Send a message, or do with it what the plan says."""
        await self._way.send(message)

    async def settled(self) -> None:
        """All that is on its way has come."""
        await self._way.settled()

    async def close(self, code: int, reason: str) -> None:
        """Close it behind what is on its way; what is held back goes out before, as far as that takes no waiting."""
        await self._way.cleared(super().send_now)
        await super().close(code, reason)

    def end(self) -> None:
        """The connection is closed: what is late or held back does not come."""
        self._way.end()

    def _closed(self) -> ConnectionClosed | None:
        return None if self._socket.state is State.OPEN else closing_of(self._socket)


def direction(socket: Connection, messages: MessagesUnderPlan | None) -> Direction:
    """One direction of a connection, under a plan if there is one."""
    return Direction(socket) if messages is None else FaultyDirection(socket, messages)
