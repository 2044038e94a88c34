"""How connections end: broken off, as a cable that is pulled or a process that is killed; and how they were closed."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Final

from websockets.asyncio.connection import Connection
from websockets.exceptions import ProtocolError
from websockets.frames import Close

from mockfactory.realtime.interfaces.errors import ConnectionClosed

ABNORMAL: Final = 1006
"""What a side says of a connection that ended without a word (RFC 6455, 7.4.1); it is never sent."""
_LONGEST: Final = 125
"""Bytes of a closing, with its code."""
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


def check_closing(code: int, reason: str) -> None:
    """See that a connection can be closed so.

    Raises:
        ValueError: it is neither a close code that an end may send nor 1006, or the reason is longer than 123 bytes
            (RFC 6455, 5.5 and 7.4).
    """
    try:
        if code != ABNORMAL and len(Close(code, reason).serialize()) > _LONGEST:
            raise ProtocolError(f"the reason has more than {_LONGEST - 2} bytes")
    except ProtocolError as error:
        raise ValueError(f"a connection can't be closed with {code} and {reason!r}: {error}") from None


async def close(connection: Connection, code: int, reason: str) -> None:
    """Close a connection; who is cancelled meanwhile leaves none behind. 1006 breaks it off.

    Raises:
        ValueError: see `check_closing`.
    """
    check_closing(code, reason)
    if code == ABNORMAL:
        reset(connection)
        return
    try:
        await connection.close(code, reason)
    except asyncio.CancelledError:
        reset(connection)
        raise
