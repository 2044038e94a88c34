"""The two ends of a connection, where both are of this process: what one does, the other can be seen to know."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Generator, Sequence
from concurrent.futures import Future
from typing import Final
from weakref import WeakKeyDictionary, WeakValueDictionary

from websockets.asyncio.connection import Connection
from websockets.asyncio.server import ServerConnection

from mockfactory.realtime.loopback.breaking import PATIENCE, reset

_ends: Final[WeakValueDictionary[tuple[object, object], Connection]] = WeakValueDictionary()
"""By their own address and that of the other end."""
_known: Final[WeakKeyDictionary[Connection, Future[None]]] = WeakKeyDictionary()
"""Of the ends of servers."""


def knocks(connection: ServerConnection) -> None:
    """Somebody knocks at a server."""
    _known[connection] = Future()
    _ends[_addresses(connection)] = connection


def is_known(connection: ServerConnection) -> None:
    """The server knows a connection, or never will: who opened it may go on."""
    told = _known.get(connection)
    if told is not None and not told.done():
        told.set_result(None)


async def known(connection: Connection) -> None:
    """Wait until the server knows a client's connection: it may be on the event loop of another thread.

    A handshake is answered before that. On one event loop, nothing comes between the two.
    """
    _ends[_addresses(connection)] = connection
    server = _other(connection)
    told = None if server is None else _known.get(server)
    if told is not None and not told.done():
        await asyncio.shield(asyncio.wrap_future(told))


def cut(connection: Connection) -> None:
    """Break off both ends of a connection, though no event loop runs that would notice it."""
    reset(connection)
    other = _other(connection)
    if other is None or other.transport.is_closing() or other.loop.is_closed():
        return
    if other.loop is connection.loop or not other.loop.is_running() or _runs_here(other.loop):
        reset(other)
        return
    is_done = threading.Event()
    other.loop.call_soon_threadsafe(reset, other)
    other.loop.call_soon_threadsafe(is_done.set)
    is_done.wait(PATIENCE)


class BrokenOff(Awaitable[None]):
    """Breaks connections off, at once. Who awaits it waits until both ends know, if they are on the same event loop.

    Args:
        connections: one end of each.
    """

    def __init__(self, connections: Sequence[Connection]) -> None:
        others = [(one, _other(one)) for one in connections]
        self._ends: Final = [one for ends in others for one in ends if one is not None]
        for connection in connections:
            reset(connection)

    def __await__(self) -> Generator[object, None, None]:
        """Wait."""
        return self._noticed().__await__()

    async def _noticed(self) -> None:
        here = asyncio.get_running_loop()
        # One that takes nothing off the wire does not notice.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                for end in self._ends:
                    if end.loop is here:
                        await end.wait_closed()


def _runs_here(loop: asyncio.AbstractEventLoop) -> bool:
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False


def _other(connection: Connection) -> Connection | None:
    own, others = _addresses(connection)
    return _ends.get((others, own))


def _addresses(connection: Connection) -> tuple[object, object]:
    transport = connection.transport
    return transport.get_extra_info("sockname"), transport.get_extra_info("peername")
