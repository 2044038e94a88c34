"""How connections end: broken off, as a cable that is pulled or a process that is killed; and how they were closed."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Final

from websockets.asyncio.connection import Connection

from mockfactory.realtime.events.closing import ABNORMAL, check_close
from mockfactory.realtime.interfaces.errors import ConnectionClosed

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


def closing_of(connection: Connection) -> ConnectionClosed:
    """How a connection is or was closed: as the other side said, else as we did, else without a word."""
    close = connection.protocol.close_rcvd or connection.protocol.close_sent
    return ConnectionClosed(ABNORMAL) if close is None else ConnectionClosed(close.code, close.reason)


async def ended(connection: Connection) -> ConnectionClosed:
    """How a connection was closed, as soon as it is."""
    await connection.wait_closed()
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
