"""What a client has of a connection that is open: it sends on it, and takes what comes."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Final

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed as Closed
from websockets.protocol import State

from mockfactory.faults.applying.messages import MessagesUnderPlan
from mockfactory.realtime.in_memory.pipe import Pipe
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.loopback.breaking import PATIENCE, closing_of, ended
from mockfactory.realtime.loopback.direction import direction
from mockfactory.realtime.loopback.ends import cut
from mockfactory.realtime.loopback.leftovers import Open


class Wire:
    """Puts all that comes into a pipe; no more is taken off the wire than the pipe takes.

    Args:
        socket: of the `websockets` library, open.
        pipe: of the client's inbox.
        failing: what fails of what is sent; `None`: nothing.
        url: of the server, for the message to who forgets to close the client.
    """

    def __init__(self, socket: ClientConnection, pipe: Pipe, failing: MessagesUnderPlan | None, url: str) -> None:
        self.socket: Final = socket
        self.to_server: Final = direction(socket, failing)
        self._pipe: Final = pipe
        self._url: Final = url
        self._is_going: Final = asyncio.Event()
        self._is_going.set()
        self._open: Final = Open(f"a client of {url}", "async with ... around its use", partial(cut, socket))
        self._reading: Final = asyncio.create_task(self._read())

    def stall(self) -> None:
        """Take nothing, until `go_on`."""
        self.socket.transport.pause_reading()
        self._is_going.clear()

    def go_on(self) -> None:
        """Take what has come since `stall`."""
        self._is_going.set()
        self.socket.transport.resume_reading()

    async def close(self, code: int, reason: str) -> None:
        """Close it behind what is on its way to the server."""
        # What has not been read yet must not keep the answer to the closing from being seen.
        self._pipe.close(code, reason)
        if not self._is_going.is_set() and self.socket.state is State.OPEN:
            self.go_on()
        try:
            await self.to_server.close(code, reason)
        finally:
            self.stop()

    def stop(self) -> None:
        """Nothing comes any more, and nothing is sent."""
        self._open.closed()
        self._reading.cancel()
        self.to_server.end()

    async def ended(self, within: float) -> ConnectionClosed:
        """How it was closed, as soon as it is, and all that came before is in the pipe, as far as there is room.

        Args:
            within: in seconds.

        Raises:
            TimeoutError: it was not closed in time.
            OptionError: `within` is no time.
        """
        __tracebackhide__ = True
        how = await ended(self.socket, f"the client of {self._url}", within)
        if self._pipe.closing is None:
            await asyncio.wait([self._reading], timeout=PATIENCE)
        closing = self._pipe.closing
        return how if closing is None else ConnectionClosed(closing.code, closing.reason)

    async def _read(self) -> None:
        try:
            while True:
                message = await self.socket.recv(decode=None)
                await self._is_going.wait()
                await self._pipe.put(message if isinstance(message, str) else message.decode(errors="replace"))
        except Closed:
            how = closing_of(self.socket)
            self._pipe.close(how.code, how.reason)
            self._open.closed()
        except ConnectionClosed:
            self._open.closed()
        except asyncio.CancelledError:
            # The event loop ends, and nobody has closed the client.
            self._open.leave()
            raise
