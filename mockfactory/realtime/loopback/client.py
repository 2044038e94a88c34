"""`LoopbackClient`: a user's client, typed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from functools import partial
from types import TracebackType
from typing import Final, Self

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed as Closed
from websockets.protocol import State

from builders.domain.models.events import AgentEvent
from mockfactory.faults.applying.messages import MessagesUnderPlan
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.realtime.events.clock import Clock, clock_or_running
from mockfactory.realtime.events.closing import ABNORMAL, check_close
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.in_memory.inbox import Inbox
from mockfactory.realtime.in_memory.pipe import Pipe
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.loopback.addresses import on_loopback, with_query
from mockfactory.realtime.loopback.breaking import closing_of, ended, reset
from mockfactory.realtime.loopback.direction import Direction, direction
from mockfactory.realtime.loopback.handshake import TokenPlace, carrying, present
from mockfactory.realtime.loopback.leftovers import Open
from mockfactory.realtime.loopback.opening import Opening, opened
from mockfactory.realtime.loopback.writing import message_of
from mockfactory.realtime.options.ids import text_or_none
from mockfactory.realtime.options.kinds import of_kind_or_none
from mockfactory.realtime.options.numbers import count, seconds

_MEGABYTE: Final = 1_048_576


class LoopbackClient:
    """A user's client: opens a connection with a token, and reads events.

    Use it in `async with`, or `await client.open()` and `await client.close()`.

    Args:
        url: of a server on loopback.
        token: says who the user is; "" for a client that does not.
        via: where the token goes.
        websocket_client_id: which client of the user it is; without one, the server gives it an id.
        run_id: the one run to hear of; `None`: all of the user's.
        resume_after: the id of the last event that an earlier connection got: what came since then comes first.
        capacity: how many events may wait to be read; more wait on their way. `None`: any number.
        max_message_bytes: a longer message closes the connection with 1009.
        open_timeout: how long the handshake may take, in seconds.
        to_server: what fails of the messages that it sends, and when; or what is at work already, for a client that
            takes the place of another one.
        clock: tells when an event comes in.

    Raises:
        OptionError: the URL is not of loopback, or an option means nothing.
        PlanError: the plan can't act on messages.

    Example:
        >>> import asyncio
        >>> from builders.domain import seed_tenants
        >>> from mockfactory.realtime.loopback import LoopbackAgentWebSocketBridge
        >>> ada = seed_tenants().user("admin", of="a")
        >>> async def main() -> None:
        ...     async with LoopbackAgentWebSocketBridge() as bridge:
        ...         client = LoopbackClient(bridge.url, bridge.tokens.issue(ada), via="query")
        ...         await client.open()
        ...         await client.send({"type": "hello"})
        ...         print(await client.wait_closed())
        >>> asyncio.run(main())
        closed with 1008: nothing is to be said here
    """

    def __init__(
        self,
        url: str,
        token: str = "",
        *,
        via: TokenPlace = "header",
        websocket_client_id: str | None = None,
        run_id: str | None = None,
        resume_after: str | None = None,
        capacity: int | None = None,
        max_message_bytes: int = _MEGABYTE,
        open_timeout: float = 10.0,
        to_server: FaultPlan | MessagesUnderPlan | None = None,
        clock: Clock | None = None,
    ) -> None:
        __tracebackhide__ = True
        self._url: Final = on_loopback(url)
        self._headers, self._subprotocols, in_query = carrying(token, via)
        wanted = {
            "client_id": text_or_none("websocket_client_id", websocket_client_id),
            "run_id": text_or_none("run_id", run_id),
            "resume_after": text_or_none("resume_after", resume_after),
        }
        of_kind_or_none("to_server", to_server, (FaultPlan, MessagesUnderPlan), "a fault plan, such as drops()")
        self._query: Final = {**in_query, **present(wanted)}
        self._max_message_bytes: Final = count("max_message_bytes", max_message_bytes, least=1)
        self._open_timeout: Final = seconds("open_timeout", open_timeout)
        name = websocket_client_id or "the client"
        self._failing: Final = (
            MessagesUnderPlan(to_server, f"{name} to server") if isinstance(to_server, FaultPlan) else to_server
        )
        self._pipe: Final = Pipe(clock_or_running(clock), capacity)
        self.inbox: Final = Inbox(Listener("", "", name), self._pipe, self._check_open)
        self._socket: ClientConnection | None = None
        self._to_server: Direction | None = None
        self._opening: Final = Opening()
        self._reading: asyncio.Task[None] | None = None
        self._open: Open | None = None
        self._is_going: Final = asyncio.Event()
        self._is_going.set()

    @property
    def is_connected(self) -> bool:
        """Whether it is open."""
        return self._socket is not None and self._socket.state is State.OPEN and self._pipe.closing is None

    async def open(self) -> None:
        """Open the connection, once.

        Raises:
            HandshakeRefused: the server said no: with 401 to who is not known, with 403 to who may not.
            ConnectionError: there is no server, or it broke off.
            TimeoutError: the handshake took too long.
        """
        __tracebackhide__ = True
        if self._socket is not None or self._opening.is_under_way:
            raise ConnectionError("this client was opened before: make another one")
        self._socket = await self._opening.of(
            opened(
                with_query(self._url, self._query),
                self._headers,
                self._subprotocols,
                max_message_bytes=self._max_message_bytes,
                open_timeout=self._open_timeout,
            )
        )
        self._to_server = direction(self._socket, self._failing)
        self._open = Open(f"a client of {self._url}", "async with ... around its use", partial(reset, self._socket))
        self._reading = asyncio.create_task(self._read(self._socket, self._open))

    async def send(self, message: str | bytes | Mapping[str, object]) -> None:
        """Send a message to the server; a mapping goes as JSON.

        Raises:
            ConnectionClosed: the connection is closed.
            OptionError: it is neither text, bytes nor a mapping, or JSON can't hold it.
        """
        __tracebackhide__ = True
        content = message_of(message)
        self._opened()
        assert self._to_server is not None
        await self._to_server.send(content)

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close the connection; what has come can still be read. A handshake that is not over is given up.

        Args:
            code: a close code of RFC 6455.
            reason: in words, for the server; at most 123 bytes.

        Raises:
            OptionError: no client may send this code, or the reason is too long.
        """
        __tracebackhide__ = True
        check_close(code, reason, abnormal=True)
        self._opening.give_up()
        if self._socket is None or self._to_server is None:
            return
        # What has not been read yet must not keep the answer to the closing from being seen.
        self._pipe.close(code, reason)
        if not self._is_going.is_set() and self._socket.state is State.OPEN:
            self.go_on()
        try:
            await self._to_server.close(code, reason)
        finally:
            self._stop_reading()

    async def break_off(self) -> None:
        """Be gone without a word: the server sees 1006."""
        socket = self._opened()
        self._pipe.close(ABNORMAL, "")
        reset(socket)
        self._stop_reading()
        await socket.wait_closed()

    def stall(self) -> None:
        """Take nothing off the wire, and so answer no ping, until `go_on`: as a client that is frozen."""
        self._opened().transport.pause_reading()
        self._is_going.clear()

    def go_on(self) -> None:
        """Take what has come since `stall`."""
        self._is_going.set()
        self._opened().transport.resume_reading()

    async def wait_closed(self) -> ConnectionClosed:
        """Wait until the connection is closed, and say how."""
        how = await ended(self._opened())
        if self._reading is not None and self._pipe.closing is None:
            await asyncio.wait([self._reading])
        closing = self._pipe.closing
        return how if closing is None else ConnectionClosed(closing.code, closing.reason)

    async def next(self, *, within: float = 5.0) -> AgentEvent:
        """The next event; see `Inbox.next`.

        Raises:
            ConnectionError: the client was never opened.
        """
        __tracebackhide__ = True
        return await self.inbox.next(within=within)

    def __aiter__(self) -> AsyncIterator[AgentEvent]:
        """All events from now on, until the connection is closed."""
        return aiter(self.inbox)

    async def __aenter__(self) -> Self:
        __tracebackhide__ = True
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def _check_open(self) -> None:
        __tracebackhide__ = True
        if not self._opening.is_under_way:
            self._opened()

    def _opened(self) -> ClientConnection:
        __tracebackhide__ = True
        if self._socket is None:
            raise ConnectionError("the client is not open: use it in `async with`, or await client.open()")
        return self._socket

    async def _read(self, socket: ClientConnection, open_: Open) -> None:
        """Put all that comes into the inbox; no more is taken off the wire than the inbox takes."""
        try:
            while True:
                message = await socket.recv(decode=None)
                await self._is_going.wait()
                await self._pipe.put(message if isinstance(message, str) else message.decode(errors="replace"))
        except Closed:
            how = closing_of(socket)
            self._pipe.close(how.code, how.reason)
            open_.closed()
        except ConnectionClosed:
            open_.closed()
        except asyncio.CancelledError:
            # The event loop ends, and nobody has closed the client.
            open_.leave()
            raise

    def _stop_reading(self) -> None:
        if self._open is not None:
            self._open.closed()
        if self._reading is not None:
            self._reading.cancel()
        if self._to_server is not None:
            self._to_server.end()
