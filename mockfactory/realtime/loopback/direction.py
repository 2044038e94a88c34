"""One direction of a connection: messages go straight out, or as a fault plan has it."""

from __future__ import annotations

import asyncio
from typing import Final

from websockets.asyncio.connection import Connection, broadcast
from websockets.protocol import State

from mockfactory.faults.applying.holding import PATIENCE
from mockfactory.faults.applying.messages import Close, MessagesUnderPlan
from mockfactory.faults.clock.pausing import pause
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.loopback.breaking import close, closing_of

Message = str | bytes


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
        if socket.paused or socket.state is not State.OPEN or socket.transport.is_closing():
            return False
        broadcast((socket,), message)
        return True


class FaultyDirection(Direction):
    """The same under a fault plan: its sender takes for sent what is lost, held back or stuck on the way.

    Args:
        socket: of the `websockets` library, open.
        messages: says what fails; a connection that comes after another one goes on with it.
    """

    def __init__(self, socket: Connection, messages: MessagesUnderPlan) -> None:
        super().__init__(socket)
        self._messages: Final = messages.again()
        self._turn: Final = asyncio.Lock()
        self._is_stuck = False
        self._releasing: asyncio.Task[None] | None = None

    def send_now(self, message: Message) -> bool:
        """Never: a plan may want to wait."""
        return False

    async def send(self, message: Message) -> None:
        """Send a message, or do with it what the plan says."""
        # One after another: what comes behind a message that is late is late too.
        async with self._turn:
            if self._socket.state is not State.OPEN:
                raise closing_of(self._socket)
            if self._is_stuck:
                return
            verdict = self._messages.decide(message)
            if verdict.delay:
                await pause(verdict.delay)
            for one in verdict.send:
                await super().send(one)
            self._is_stuck = verdict.hangs
            if verdict.close is not None:
                await self._end(verdict.close)
            elif not verdict.send and not verdict.hangs:
                self._release_later()

    async def close(self, code: int, reason: str) -> None:
        """Close the connection; what is held back goes out before, as far as that takes no waiting."""
        self.end()
        if not self._turn.locked() and not self._is_stuck:
            for message in self._messages.release():
                super().send_now(message)
        await super().close(code, reason)

    def end(self) -> None:
        """The connection is closed: what is held back stays so."""
        if self._releasing is not None:
            self._releasing.cancel()

    async def _end(self, verdict: Close) -> None:
        await close(self._socket, verdict.code, verdict.reason)
        raise ConnectionClosed(verdict.code, verdict.reason)

    def _release_later(self) -> None:
        """What is held back goes on its way when nothing has passed it for a while."""
        if self._releasing is None or self._releasing.done():
            self._releasing = asyncio.get_running_loop().create_task(self._release_after(PATIENCE))

    async def _release_after(self, seconds: float) -> None:
        await pause(seconds)
        async with self._turn:
            for message in self._messages.release():
                try:
                    await super().send(message)
                except ConnectionClosed:
                    return


def direction(socket: Connection, messages: MessagesUnderPlan | None) -> Direction:
    """One direction of a connection, under a plan if there is one."""
    return Direction(socket) if messages is None else FaultyDirection(socket, messages)
