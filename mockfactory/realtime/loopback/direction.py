"""One direction of a connection: messages go straight out, or as a fault plan has it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

from websockets.asyncio.connection import Connection, broadcast
from websockets.protocol import State

from mockfactory.faults.applying.holding import PATIENCE
from mockfactory.faults.applying.messages import MessagesUnderPlan, Verdict
from mockfactory.faults.clock.pausing import pause
from mockfactory.realtime.in_memory.on_the_way import LONGEST, OnTheWay
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
        if socket.paused or socket.state is not State.OPEN or socket.transport.is_closing():
            return False
        broadcast((socket,), message)
        return True


class FaultyDirection(Direction):
    """The same under a fault plan: its sender takes for sent what is lost, late, held back or stuck on the way.

    Args:
        socket: of the `websockets` library, open.
        messages: says what fails; a connection that comes after another one goes on with it.
    """

    def __init__(self, socket: Connection, messages: MessagesUnderPlan) -> None:
        super().__init__(socket)
        self._messages: Final = messages.again()
        self._turn: Final = asyncio.Lock()
        self._on_the_way: Final = OnTheWay(self._arrive)
        self._takes_no_more = False
        self._ended: ConnectionClosed | None = None
        self._releasing: asyncio.Task[None] | None = None

    def send_now(self, message: Message) -> bool:
        """Never: a plan may want to wait."""
        return False

    async def send(self, message: Message) -> None:
        """Send a message, or do with it what the plan says."""
        async with self._turn:
            if self._socket.state is not State.OPEN:
                raise closing_of(self._socket)
            if self._ended is not None:
                raise self._ended
            if not self._takes_no_more:
                await self._send(self._messages.decide(message))

    async def settled(self) -> None:
        """All that is on its way has come."""
        if self._socket.state is State.OPEN:
            await self._on_the_way.all_there()

    async def close(self, code: int, reason: str) -> None:
        """Close it behind what is on its way; what is held back goes out before, as far as that takes no waiting."""
        if self._socket.state is State.OPEN:
            await self._on_the_way.all_there(LONGEST)
        self.end()
        if not self._turn.locked() and not self._takes_no_more:
            for message in self._messages.release():
                super().send_now(message)
        await super().close(code, reason)

    def end(self) -> None:
        """The connection is closed: what is late or held back does not come."""
        self._on_the_way.stop()
        if self._releasing is not None:
            self._releasing.cancel()

    async def _send(self, verdict: Verdict) -> None:
        self._takes_no_more = verdict.hangs or verdict.close is not None
        # What comes behind a message that is late is late too; who sends it does not wait.
        if verdict.delay or self._on_the_way:
            self._on_the_way.add(verdict)
        else:
            await self._arrive(verdict)

    async def _arrive(self, verdict: Verdict) -> None:
        for one in verdict.send:
            await super().send(one)
        if verdict.close is not None:
            await super().close(verdict.close.code, verdict.close.reason)
            self._ended = ConnectionClosed(verdict.close.code, verdict.close.reason)
            raise self._ended
        if not verdict.send and not verdict.hangs and (self._releasing is None or self._releasing.done()):
            self._releasing = asyncio.get_running_loop().create_task(self._release())

    async def _release(self) -> None:
        """What is held back goes on its way when nothing has passed it for a while."""
        await pause(PATIENCE)
        async with self._turn:
            messages = self._messages.release()
            if not messages or self._takes_no_more:
                return
            with contextlib.suppress(ConnectionClosed):
                await self._send(Verdict(send=messages))


def direction(socket: Connection, messages: MessagesUnderPlan | None) -> Direction:
    """One direction of a connection, under a plan if there is one."""
    return Direction(socket) if messages is None else FaultyDirection(socket, messages)
