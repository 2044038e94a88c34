"""`LoopbackClient`: a user's client, typed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Mapping
from types import TracebackType
from typing import Final, Self

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
from mockfactory.realtime.loopback.breaking import WITHIN, is_open
from mockfactory.realtime.loopback.ends import BrokenOff
from mockfactory.realtime.loopback.handshake import TokenPlace, carrying, present
from mockfactory.realtime.loopback.loops import check_asyncio
from mockfactory.realtime.loopback.opening import Opening, opened
from mockfactory.realtime.loopback.wire import Wire
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
        self._opening: Final = Opening()
        self._wire: Wire | None = None

    @property
    def is_connected(self) -> bool:
        """Whether it is open."""
        return self._wire is not None and is_open(self._wire.socket) and self._pipe.closing is None

    async def open(self) -> None:
        """Open the connection, once.

        Raises:
            HandshakeRefused: the server said no: with 401 to who is not known, with 403 to who may not.
            ConnectionError: there is no server, or it broke off.
            TimeoutError: the handshake took too long.
            MisuseError: the server is on an event loop that does not run, or trio runs this code.
        """
        __tracebackhide__ = True
        check_asyncio("a client of a server")
        if self._wire is not None or self._opening.is_under_way:
            raise ConnectionError("this client was opened before: make another one")
        socket = await self._opening.of(
            opened(
                with_query(self._url, self._query),
                self._headers,
                self._subprotocols,
                max_message_bytes=self._max_message_bytes,
                open_timeout=self._open_timeout,
            )
        )
        self._wire = Wire(socket, self._pipe, self._failing, self._url)

    async def send(self, message: str | bytes | Mapping[str, object]) -> None:
        """Send a message to the server; a mapping goes as JSON.

        Raises:
            ConnectionClosed: the connection is closed.
            OptionError: it is neither text, bytes nor a mapping, or JSON can't hold it.
        """
        __tracebackhide__ = True
        content = message_of(message)
        await self._opened().to_server.send(content)

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
        if self._wire is not None:
            await self._wire.close(code, reason)

    def break_off(self) -> Awaitable[None]:
        """Be gone without a word, at once: the server sees 1006.

        Returns:
            What need not be awaited; who awaits it waits until the server has seen it, if it is on this event loop.

        Raises:
            ConnectionError: the client is not open.
        """
        __tracebackhide__ = True
        wire = self._opened()
        self._pipe.close(ABNORMAL, "")
        wire.stop()
        return BrokenOff([wire.socket])

    def stall(self) -> None:
        """Take nothing off the wire, and so answer no ping, until `go_on`: as a client that is frozen."""
        self._opened().stall()

    def go_on(self) -> None:
        """Take what has come since `stall`."""
        self._opened().go_on()

    async def wait_closed(self, *, within: float = WITHIN) -> ConnectionClosed:
        """Wait until the connection is closed, and say how.

        Args:
            within: in seconds.

        Raises:
            TimeoutError: it was not closed in time.
            ConnectionError: the client was never opened.
            OptionError: `within` is no time.
        """
        __tracebackhide__ = True
        return await self._opened().ended(within)

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

    def _opened(self) -> Wire:
        __tracebackhide__ = True
        if self._wire is None:
            raise ConnectionError("the client is not open: use it in `async with`, or await client.open()")
        return self._wire
