"""`LoopbackReceiver`: what an emitter sends to, in a test."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from types import TracebackType
from typing import Final, Self

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed as Closed

from mockfactory.realtime.events.clock import Clock, clock_or_running
from mockfactory.realtime.events.closing import check_close
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.in_memory.inbox import Inbox
from mockfactory.realtime.in_memory.pipe import Pipe
from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.loopback.breaking import WITHIN, close, ended, in_short, is_open
from mockfactory.realtime.loopback.ends import BrokenOff, is_known
from mockfactory.realtime.loopback.handshake import Asked
from mockfactory.realtime.loopback.listening import GOING_AWAY
from mockfactory.realtime.loopback.owners import Owners
from mockfactory.realtime.loopback.serving import Serving
from mockfactory.realtime.loopback.tokens import Identity, Tokens, tokens_or_new
from mockfactory.realtime.options import numbers
from mockfactory.realtime.options.ids import an_id


class LoopbackReceiver:
    """A server on 127.0.0.1 that keeps what emitters send, an inbox for each user. Use it in `async with`.

    An event is of the token's user: one that says another user, or that is of a run of which another user has told,
    closes its connection with 1008, and is not kept. A user is of one tenant: with a token of another, nobody comes in.

    Args:
        tokens: reads the tokens of emitters.
        clock: tells when an event comes in.
        capacity: how many events of a user may wait to be read; more wait on their way. `None`: any number.

    Raises:
        OptionError: the capacity is less than 1, or an option of the wrong type.

    Example:
        >>> import asyncio
        >>> from builders.domain import seed_tenants
        >>> from mockfactory.realtime.loopback.emitter import LoopbackWebSocketEmitter
        >>> ada = seed_tenants().user("admin", of="a")
        >>> async def main() -> None:
        ...     async with LoopbackReceiver() as receiver:
        ...         emitter = LoopbackWebSocketEmitter(ada.id, receiver.url, receiver.tokens.issue(ada))
        ...         await emitter.connect()
        ...         await emitter.emit_agent_started("run_thread_42_1", "triage")
        ...         print((await receiver.inbox(ada.id).next()).type)
        ...         await emitter.disconnect()
        >>> asyncio.run(main())
        agent_started
    """

    def __init__(
        self, *, tokens: Tokens | None = None, clock: Clock | None = None, capacity: int | None = None
    ) -> None:
        __tracebackhide__ = True
        self.tokens: Final = tokens_or_new(tokens)
        self._clock: Final = clock_or_running(clock)
        self._capacity: Final = numbers.capacity(capacity)
        self._pipes: Final[dict[str, Pipe]] = {}
        self._inboxes: Final[dict[str, Inbox]] = {}
        self._sockets: Final[dict[str, list[ServerConnection]]] = {}
        self._owners: Final = Owners()
        self._serving: Final = Serving(
            "a LoopbackReceiver",
            tokens=self.tokens,
            admit=self._why_not,
            opened=self._serve,
            max_message_bytes=EmitterSettings().max_message_bytes,
            ping_interval=20.0,
            ping_timeout=20.0,
        )

    @property
    def url(self) -> str:
        """Where emitters connect.

        Raises:
            ConnectionError: it is not started.
        """
        return self._serving.url

    def inbox(self, user_id: str) -> Inbox:
        """What emitters of a user have sent, over all their connections.

        Raises:
            OptionError: the user's id is none.
        """
        __tracebackhide__ = True
        if user_id not in self._inboxes:
            pipe = self._pipes[an_id("user_id", user_id)] = Pipe(self._clock, self._capacity)
            self._inboxes[user_id] = Inbox(Listener(user_id, "", user_id), pipe)
        return self._inboxes[user_id]

    def connections(self, user_id: str) -> int:
        """How many emitters of a user are connected."""
        return len(self._open(user_id))

    async def close(self, user_id: str, code: int = 1000, reason: str = "") -> None:
        """Close the connections of a user's emitters, with a close code of RFC 6455.

        Raises:
            OptionError: the code is none, or the reason is longer than 123 bytes.
            LookupError: no emitter of the user was ever connected.
        """
        __tracebackhide__ = True
        check_close(code, reason, abnormal=True)
        self._ever(user_id)
        await asyncio.gather(*(close(socket, code, reason) for socket in self._open(user_id)))

    def break_off(self, user_id: str) -> Awaitable[None]:
        """Be gone without a word, at once: a user's emitters see 1006.

        Returns:
            What need not be awaited; who awaits it waits until the emitters have seen it, if they are on this loop.

        Raises:
            LookupError: no emitter of the user was ever connected.
        """
        __tracebackhide__ = True
        self._ever(user_id)
        return BrokenOff(self._open(user_id))

    async def wait_closed(self, user_id: str, *, within: float = WITHIN) -> ConnectionClosed:
        """Wait until the latest connection of a user's emitters is closed, and say how.

        Args:
            user_id: the user.
            within: in seconds.

        Raises:
            LookupError: there was none.
            TimeoutError: it was not closed in time.
            OptionError: `within` is no time.
        """
        __tracebackhide__ = True
        return await ended(self._ever(user_id)[-1], f"the emitter of {user_id!r}", within)

    async def start(self) -> None:
        """Listen; one that listens goes on.

        Raises:
            MisuseError: the code that runs now is a task of trio.
        """
        __tracebackhide__ = True
        await self._serving.start()

    async def stop(self) -> None:
        """Close all connections with 1001, and listen no more. A second time does nothing."""
        try:
            await self._serving.stop()
        finally:
            for pipe in self._pipes.values():
                pipe.close(1001, GOING_AWAY)

    async def __aenter__(self) -> Self:
        __tracebackhide__ = True
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _ever(self, user_id: str) -> list[ServerConnection]:
        __tracebackhide__ = True
        if user_id not in self._sockets:
            known = f", and of {', '.join(map(repr, self._sockets))} there was" if self._sockets else ""
            raise LookupError(f"no emitter of the user {user_id!r} was ever connected{known}")
        return self._sockets[user_id]

    def _open(self, user_id: str) -> list[ServerConnection]:
        return [socket for socket in self._sockets.get(user_id, ()) if is_open(socket)]

    async def _serve(self, socket: ServerConnection, identity: Identity, wanted: Asked) -> None:
        user_id = identity.user_id
        self.inbox(user_id)
        self._sockets[user_id] = [*self._open(user_id), socket]
        is_known(socket)
        try:
            while True:
                message = await socket.recv(decode=None)
                text = message if isinstance(message, str) else message.decode()
                reason = self._owners.why_not(user_id, text)
                if reason:
                    await close(socket, 1008, in_short(reason))
                    return
                await self._pipes[user_id].put(text)
        except UnicodeDecodeError:
            await close(socket, 1007, "an event has to be text in UTF-8")
        except (Closed, ConnectionClosed):
            return

    def _why_not(self, identity: Identity, wanted: Asked) -> str:
        """Why somebody may not come in."""
        return self._owners.why_not_in(identity)
