"""How connections end: broken off, as a cable that is pulled or a process that is killed; and how they were closed."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Final

from websockets.asyncio.connection import Connection
from websockets.protocol import State

from mockfactory.realtime.events.closing import ABNORMAL, check_close
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.options.numbers import budget

WITHIN: Final = 5.0
"""How long a test waits for a closing, in seconds, if it says nothing else."""
PATIENCE: Final = 1.0
"""How long the other end may take to answer a closing, in seconds; then it is reset."""
_LINGER: Final = struct.pack("ii", 1, 0)
"""Closing sends a reset at once, and drops what was not sent."""


def reset(connection: Connection) -> None:
    """Close the socket under a connection with a reset."""
    raw: socket.socket | None = connection.transport.get_extra_info("socket")
    if raw is not None and raw.fileno() >= 0:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
    connection.transport.abort()


def is_open(connection: Connection) -> bool:
    """Whether a connection is open, and no end of it has been broken off here."""
    return connection.state is State.OPEN and not connection.transport.is_closing()


def in_short(reason: str) -> str:
    """A reason that fits into a closing frame: 123 bytes (RFC 6455, 5.5)."""
    return reason.encode(errors="replace")[:123].decode(errors="ignore")


def closing_of(connection: Connection) -> ConnectionClosed:
    """How a connection is or was closed: as the other side said, else as we did, else without a word."""
    close = connection.protocol.close_rcvd or connection.protocol.close_sent
    return ConnectionClosed(ABNORMAL) if close is None else ConnectionClosed(close.code, close.reason)


async def ended(connection: Connection, what: str, within: float) -> ConnectionClosed:
    """How a connection was closed, as soon as it is.

    Args:
        connection: the connection.
        what: of whom it is, for the error: "a client of ws://...".
        within: in seconds.

    Raises:
        TimeoutError: it was not closed in time.
        OptionError: `within` is no time.
    """
    __tracebackhide__ = True
    try:
        async with asyncio.timeout(budget("within", within)):
            await connection.wait_closed()
    except TimeoutError:
        raise TimeoutError(f"{what} waited {within:g} s to be closed, and is still open") from None
    return closing_of(connection)


async def close(connection: Connection, code: int, reason: str) -> None:
    """Close a connection; who is cancelled meanwhile leaves none behind. 1006 breaks it off.

    Raises:
        OptionError: see `check_close`.
    """
    check_close(code, reason, abnormal=True)
    if code == ABNORMAL:
        reset(connection)
        return
    try:
        # The library waits for ever for an end that takes nothing: its own limit begins when all is written.
        async with asyncio.timeout(2 * PATIENCE):
            await connection.close(code, reason)
    except TimeoutError:
        reset(connection)
    except asyncio.CancelledError:
        reset(connection)
        raise
