"""Handshakes of a client: one that failed is told in our errors, and one that is under way can be given up."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, InvalidStatus
from websockets.typing import Subprotocol

from mockfactory.realtime.interfaces.errors import HandshakeRefused
from mockfactory.realtime.loopback.breaking import reset
from mockfactory.realtime.loopback.ends import known
from mockfactory.realtime.loopback.loops import check_runs


class Opening:
    """A handshake that can be given up while it is under way."""

    def __init__(self) -> None:
        self._task: asyncio.Task[ClientConnection] | None = None
        self._is_given_up = False

    @property
    def is_under_way(self) -> bool:
        """Whether it has begun, and is not over."""
        return self._task is not None

    def give_up(self) -> None:
        """Let nothing come of it."""
        self._is_given_up = True
        if self._task is not None:
            self._task.cancel()

    async def of(self, shaking: Coroutine[None, None, ClientConnection]) -> ClientConnection:
        """The connection that a handshake gives.

        Raises:
            ConnectionError: it was given up.
        """
        __tracebackhide__ = True
        self._is_given_up = False
        task = self._task = asyncio.create_task(shaking)
        try:
            socket = await task
        except asyncio.CancelledError:
            if task.done() and not task.cancelled() and task.exception() is None:
                reset(task.result())  # it was open, and nobody had it yet
            here = asyncio.current_task()
            if not self._is_given_up or (here is not None and here.cancelling()):
                raise
        else:
            if not self._is_given_up:
                return socket
            reset(socket)
        finally:
            self._task = None
        raise ConnectionError("the client was closed before it was open")


async def opened(
    url: str,
    headers: Mapping[str, str],
    subprotocols: Sequence[str],
    *,
    max_message_bytes: int,
    open_timeout: float,
) -> ClientConnection:
    """A connection to a server.

    Args:
        url: of the server, with what is asked for in its query.
        headers: beside those of each handshake.
        subprotocols: that are offered.
        max_message_bytes: a longer message closes the connection with 1009.
        open_timeout: how long the handshake may take, in seconds.

    Raises:
        HandshakeRefused: the server said no.
        ConnectionError: there is no server, or it broke off.
        TimeoutError: the handshake took too long.
        MisuseError: the server is on an event loop that does not run.
    """
    __tracebackhide__ = True
    check_runs(url)
    try:
        socket = await connect(
            url,
            additional_headers=dict(headers),
            subprotocols=[Subprotocol(name) for name in subprotocols] or None,
            compression=None,
            proxy=None,
            max_size=max_message_bytes,
            open_timeout=open_timeout,
            close_timeout=1,
            ping_interval=None,
        )
    except InvalidStatus as error:
        body = (error.response.body or b"").decode(errors="replace").strip()
        raise HandshakeRefused(error.response.status_code, body or error.response.reason_phrase) from None
    except InvalidHandshake as error:
        raise ConnectionError(f"the handshake broke off: {error}") from None
    try:
        await known(socket)
    except BaseException:
        reset(socket)
        raise
    return socket
