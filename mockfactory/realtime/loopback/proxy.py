"""`LoopbackProxy`: fault plans between a client and a server that are not of this library."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.connection import Connection
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed as Closed
from websockets.exceptions import InvalidHandshake, InvalidStatus
from websockets.http11 import Request, Response
from websockets.protocol import State
from websockets.typing import Subprotocol

from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.realtime.events.closing import ABNORMAL
from mockfactory.realtime.events.planned import Plans, check_plan
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.loopback.addresses import at_port, on_loopback
from mockfactory.realtime.loopback.breaking import PATIENCE, closing_of, is_open, reset
from mockfactory.realtime.loopback.direction import Direction, direction
from mockfactory.realtime.loopback.ends import is_known, known
from mockfactory.realtime.loopback.handshake import forwarded, offered_by, refusal_of
from mockfactory.realtime.loopback.knocking import FaultyHandshakes
from mockfactory.realtime.loopback.listening import Listening

_NO_STATUS: Final = 1005
_NORMAL: Final = 1000


class LoopbackProxy:
    """Stands between a client and a server on loopback, and lets messages through as fault plans have it.

    The client connects to `url` instead of the server's; path, query, headers and subprotocols go to the server as they
    are, and its answer to the handshake comes back. Both ends see how the other one closed. Pings are answered here.

    Use it in `async with`. Clients are told apart by their order: the first is "client 1", and who connects when that
    is gone takes its place, and goes on with the numbers of the plans.

    Args:
        url: of the server: "ws://127.0.0.1:8000/ws".
        to_server: what fails of the messages of clients, and when; its numbers count those of each client.
        to_client: what fails of the messages of the server, and when; its numbers count those to each client.
        handshakes: what fails of the handshakes, and when; its numbers count all of them.

    Raises:
        OptionError: the URL is not of loopback, or a plan is none.
        PlanError: a plan has an effect that can't be acted out there.

    Example:
        >>> import asyncio
        >>> from websockets.asyncio.client import connect
        >>> from websockets.asyncio.server import serve
        >>> from mockfactory.faults import drops
        >>> async def echo(socket):
        ...     async for message in socket:
        ...         await socket.send(message)
        >>> async def main() -> None:
        ...     async with serve(echo, "127.0.0.1", 0) as server:
        ...         port = server.sockets[0].getsockname()[1]
        ...         async with LoopbackProxy(f"ws://127.0.0.1:{port}/", to_server=drops().on_call(1)) as proxy:
        ...             async with connect(proxy.url) as client:
        ...                 await client.send("lost")
        ...                 await client.send("not lost")
        ...                 print(await client.recv())
        >>> asyncio.run(main())
        not lost
    """

    def __init__(
        self,
        url: str,
        *,
        to_server: FaultPlan | None = None,
        to_client: FaultPlan | None = None,
        handshakes: FaultPlan | None = None,
    ) -> None:
        __tracebackhide__ = True
        self._target: Final = on_loopback(url)
        check_plan("handshakes", handshakes)
        self._to_server: Final = Plans("to_server", to_server, "{} to server", "clients", events=False)
        self._to_client: Final = Plans("to_client", to_client, "server to {}", "clients", events=False)
        self._handshakes: Final = None if handshakes is None else FaultyHandshakes(handshakes)
        self._servers: Final[dict[ServerConnection, ClientConnection]] = {}
        self._places: Final[dict[int, ServerConnection]] = {}
        self._listening: Final = Listening(
            "a LoopbackProxy",
            self._answer,
            self._select,
            self._between,
            max_message_bytes=None,
            ping_interval=None,
            ping_timeout=None,
        )

    @property
    def url(self) -> str:
        """Where the client connects: the server's URL at another port.

        Raises:
            ConnectionError: it is not started.
        """
        return at_port(self._target, urlsplit(self._listening.url).port)

    @property
    def connections(self) -> int:
        """How many clients are connected."""
        return sum(map(is_open, self._places.values()))

    async def start(self) -> None:
        """Listen; one that listens goes on.

        Raises:
            MisuseError: the code that runs now is a task of trio.
        """
        __tracebackhide__ = True
        await self._listening.start()

    async def stop(self) -> None:
        """Close all connections with 1001, and listen no more. A second time does nothing."""
        try:
            await self._listening.stop()
        finally:
            for server in self._servers.values():
                reset(server)
            self._servers.clear()

    async def __aenter__(self) -> Self:
        __tracebackhide__ = True
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _answer(self, client: ServerConnection, request: Request) -> Response | None:
        if self._handshakes is not None:
            answer = await self._handshakes.meet(client)
            if answer is not None:
                return answer
        parts = urlsplit(self._target)
        try:
            self._servers[client] = await connect(
                f"ws://{parts.netloc}{request.path}",
                additional_headers=forwarded(request.headers),
                subprotocols=offered_by(request.headers),
                user_agent_header=None,
                compression=None,
                proxy=None,
                max_size=None,
                ping_interval=None,
                close_timeout=PATIENCE,
            )
            await known(self._servers[client])
        except InvalidStatus as error:
            return refusal_of(error.response)
        except (OSError, InvalidHandshake) as error:
            return client.respond(502, f"no WebSocket server answers at {self._target}: {error}\n")
        return None

    def _select(self, client: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
        return self._servers[client].subprotocol if client in self._servers else None

    def _is_taken(self, place: int) -> bool:
        return place in self._places and is_open(self._places[place])

    async def _between(self, client: ServerConnection) -> None:
        """One client and its server, until one of them closes."""
        server = self._servers.pop(client)
        place = next(number for number in itertools.count(1) if not self._is_taken(number))
        self._places[place] = client
        is_known(client)
        name = f"client {place}"
        to_server = direction(server, self._to_server.of(name))
        to_client = direction(client, self._to_client.of(name))
        pumps = [asyncio.create_task(_pump(client, to_server)), asyncio.create_task(_pump(server, to_client))]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            how = closing_of(client if client.state is not State.OPEN else server)
            await asyncio.gather(_end(client, to_client, how), _end(server, to_server, how))
        finally:
            if self._places[place] is client:
                del self._places[place]
            for pump in pumps:
                pump.cancel()
            to_server.end()
            to_client.end()
            if server.state is not State.CLOSED:
                reset(server)


async def _pump(source: Connection, target: Direction) -> None:
    """Hand on all that comes, until an end is closed."""
    try:
        while True:
            await target.send(await source.recv())
    except (Closed, ConnectionClosed):
        return


async def _end(socket: Connection, towards: Direction, how: ConnectionClosed) -> None:
    """Close an end as the other one was closed."""
    if socket.state is not State.OPEN:
        await socket.wait_closed()
    elif how.code == ABNORMAL:
        await towards.settled()
        reset(socket)
    else:
        await towards.close(_NORMAL if how.code == _NO_STATUS else how.code, how.reason)
