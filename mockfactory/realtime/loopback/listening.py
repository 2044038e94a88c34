"""A server on loopback that never outlives its event loop or its test."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import Final
from weakref import WeakKeyDictionary, WeakSet

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed as Closed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from mockfactory.realtime.loopback.breaking import PATIENCE, close, reset
from mockfactory.realtime.loopback.ends import is_known, knocks
from mockfactory.realtime.loopback.leftovers import Open
from mockfactory.realtime.loopback.loops import check_asyncio, listens, listens_no_more

HOST: Final = "127.0.0.1"
GOING_AWAY: Final = "the server goes away"
_WAITING: Final = 2048
"""Connections that may knock at once: with the default of 100, five hundred take seconds."""
Answer = Callable[[ServerConnection, Request], Awaitable[Response | None]]
"""What a handshake is answered; `None` lets it in."""
Select = Callable[[ServerConnection, Sequence[Subprotocol]], Subprotocol | None]
"""Which of the subprotocols that a client offers is used."""
Handle = Callable[[ServerConnection], Awaitable[None]]


class _Watched(ServerConnection):
    """A connection that is known from its first byte on: `websockets` tells only of those that are open."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        _connections.setdefault(self.server, WeakSet()).add(self)
        knocks(self)
        if not self.server.is_serving():
            self.transport.abort()  # it knocked in the moment in which the server stopped

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        is_known(self)

    async def keepalive(self) -> None:
        """Send pings. For one that takes nothing more, the library's own would wait for ever, to write the ping."""
        assert self.ping_interval is not None
        try:
            while True:
                await asyncio.sleep(self.ping_interval)
                async with asyncio.timeout(self.ping_timeout):
                    await (await self.ping())
        except TimeoutError:
            await close(self, 1011, "keepalive ping timeout")
        except Closed:
            return


_connections: Final[WeakKeyDictionary[Server, WeakSet[ServerConnection]]] = WeakKeyDictionary()


class Listening:
    """Listens on loopback, on a free port.

    Args:
        what: it is, for the message to who forgets to stop it.
        answer: answers handshakes.
        select: chooses subprotocols.
        handle: is awaited with each connection that opens, and tells when it `is_known`; when it returns, the
            connection is closed.
        max_message_bytes: a longer message closes its connection with 1009; `None`: of any length.
        ping_interval: seconds between pings; `None`: no pings.
        ping_timeout: how long a client may take to answer one, in seconds; then its connection is closed with 1011.
    """

    def __init__(
        self,
        what: str,
        answer: Answer,
        select: Select,
        handle: Handle,
        *,
        max_message_bytes: int | None,
        ping_interval: float | None,
        ping_timeout: float | None,
    ) -> None:
        self._what: Final = what
        self._answer: Final = answer
        self._select: Final = select
        self._handle: Final = handle
        self._max_message_bytes: Final = max_message_bytes
        self._ping_interval: Final = ping_interval
        self._ping_timeout: Final = ping_timeout
        self._tasks: Final[set[asyncio.Task[object]]] = set()
        self._socket: socket.socket | None = None
        self._server: Server | None = None
        self._was_started = False
        self._open: Open | None = None
        self._keeping: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where it listens.

        Raises:
            ConnectionError: it does not.
        """
        if self._socket is None:
            raise ConnectionError(
                "the server is stopped" if self._was_started else "the server is not started: use it in `async with`"
            )
        return f"ws://{HOST}:{_port(self._socket)}/"

    async def start(self) -> None:
        """Listen; one that listens goes on."""
        __tracebackhide__ = True
        check_asyncio(self._what)
        if self._socket is not None:
            return
        listening = self._socket = _bound()
        try:
            self._server = await serve(
                self._handled,
                sock=listening,
                process_request=self._answered,
                select_subprotocol=self._select,
                create_connection=_Watched,
                compression=None,
                max_size=self._max_message_bytes,
                ping_interval=self._ping_interval,
                ping_timeout=self._ping_timeout,
                close_timeout=PATIENCE,
                backlog=_WAITING,
                server_header=None,
            )
        except BaseException:
            # Cancelled: asyncio listens already, and nobody would know.
            asyncio.get_running_loop().remove_reader(listening)
            listening.close()
            self._socket = None
            raise
        self._was_started = True
        listens(_port(listening))
        self._open = Open(f"{self._what} at {self.url}", "async with ... around its use", self._break_off)
        self._keeping = asyncio.create_task(self._keep(self._open))

    async def stop(self) -> None:
        """Close all connections with 1001, and listen no more. Those that don't answer within a second are reset."""
        server, listening = self._server, self._socket
        if server is None or listening is None:
            return
        self._server = self._socket = None
        listens_no_more(_port(listening))
        here = asyncio.current_task()
        try:
            server.close(code=1001, reason=GOING_AWAY)
            closing = [close(connection, 1001, GOING_AWAY) for connection in server.connections]
            await asyncio.gather(*closing, return_exceptions=True)
            # What came before the closing is read still; a handshake or an `on_message` that hangs is not waited for.
            working = {task for task in self._tasks if task is not here}
            if working:
                _, working = await asyncio.wait(working, timeout=PATIENCE)
            for task in working:
                task.cancel()
            if working:
                await asyncio.wait(working, timeout=PATIENCE)
        finally:
            _reset(server, listening)
            if self._open is not None:
                self._open.closed()
            if self._keeping is not None:
                self._keeping.cancel()
        if here not in server.handler_tasks:
            ending = [*server.handler_tasks, server.close_task, self._keeping]
            await asyncio.wait([task for task in ending if task is not None], timeout=PATIENCE)

    async def _keep(self, open_: Open) -> None:
        """Be there until it is stopped; cancelled before, as the end of an event loop does, it stops at once."""
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            open_.leave()

    def _break_off(self) -> None:
        """Stop without waiting: the event loop or the test is over."""
        server, listening = self._server, self._socket
        self._server = self._socket = None
        if server is not None and listening is not None:
            listens_no_more(_port(listening))
            _reset(server, listening)

    async def _answered(self, connection: ServerConnection, request: Request) -> Response | None:
        with _Noted(self._tasks):
            return await self._answer(connection, request)

    async def _handled(self, connection: ServerConnection) -> None:
        with _Noted(self._tasks):
            try:
                await self._handle(connection)
            finally:
                is_known(connection)


class _Noted:
    """Notes the task that runs for as long as a block lasts."""

    def __init__(self, tasks: set[asyncio.Task[object]]) -> None:
        self._tasks: Final = tasks
        self._task: Final = asyncio.current_task()

    def __enter__(self) -> None:
        if self._task is not None:
            self._tasks.add(self._task)

    def __exit__(self, *error: object) -> None:
        if self._task is not None:
            self._tasks.discard(self._task)


def _bound() -> socket.socket:
    # By the name of its protocol: asyncio switches Nagle's delays off for no others.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.bind((HOST, 0))
    bound.listen(_WAITING)
    return bound


def _port(bound: socket.socket) -> int:
    return int(bound.getsockname()[1])


def _reset(server: Server, listening: socket.socket) -> None:
    """Listen no more, and break off what is still there."""
    if server.get_loop().is_closed():
        listening.close()
        return
    server.server.close()
    for connection in tuple(_connections.get(server, ())):
        if not connection.transport.is_closing():
            reset(connection)
