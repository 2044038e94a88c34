"""What may wake an event loop that has nothing to do: sockets whose other end is elsewhere, and threads at work.

A socket whose other end belongs to the same loop can't bring anything while that loop is idle: both ends are. So time
may jump over a loopback server and its clients, and not over a query that a database is answering.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Mapping, Sized
from concurrent.futures import Executor
from selectors import BaseSelector, SelectorKey
from typing import Final, Protocol, TypeVar, cast

T = TypeVar("T")


class SelectorLoop(Protocol):
    """What asyncio's own loops have inside."""

    _selector: BaseSelector
    _ssock: socket.socket
    _scheduled: list[asyncio.TimerHandle]
    _ready: Sized
    _transports: Mapping[int, asyncio.BaseTransport]


class Threads:
    """The jobs that a loop has given to threads and that are not done."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop: Final = loop
        self._running: Final[set[asyncio.Future[object]]] = set()

    def begin(self) -> None:
        """Watch `loop.run_in_executor`, which `asyncio.to_thread` uses too."""
        original = self._loop.run_in_executor

        def run_in_executor(executor: Executor | None, function: Callable[..., T], *args: object) -> asyncio.Future[T]:
            future = original(executor, function, *args)
            watched = cast("asyncio.Future[object]", future)
            self._running.add(watched)
            watched.add_done_callback(self._running.discard)
            return future

        # Of this one loop, until `end`.
        setattr(self._loop, "run_in_executor", run_in_executor)  # noqa: B010  # mypy knows no method that is set

    def end(self) -> None:
        """Watch no longer."""
        del self._loop.run_in_executor

    def __len__(self) -> int:
        return len(self._running)


def has_sockets(loop: SelectorLoop) -> bool:
    """Whether a loop listens to more than the pipe by which its own threads wake it."""
    return len(_registered(loop)) > 1


def listens(loop: SelectorLoop) -> bool:
    """Whether somebody may connect to a loop."""
    numbers = set(_registered(loop)) - {loop._ssock.fileno()}  # pyright: ignore[reportPrivateUsage]
    return any((ends := _ends(number)) is not None and ends[1] is None for number in numbers)


def hears_from_elsewhere(loop: SelectorLoop) -> bool:
    """Whether something that a loop listens to may speak while the loop is idle."""
    if not (has_sockets(loop) or loop._transports):  # pyright: ignore[reportPrivateUsage]
        return False
    own: set[object] = set()
    others: list[object] = []
    # One whose reading is paused is registered no more, and is an end still.
    transports = dict(loop._transports)  # pyright: ignore[reportPrivateUsage]  # there is no public way
    for transport in transports.values():
        if transport.is_closing():
            continue  # what still refers to it, an error's frames for instance, keeps it listed
        own.add(transport.get_extra_info("sockname"))
        others.append(transport.get_extra_info("peername"))
    for number in _registered(loop):
        if number in transports or number == loop._ssock.fileno():  # pyright: ignore[reportPrivateUsage]
            continue
        ends = _ends(number)
        if ends is None:
            return True
        name, peer = ends
        own.add(name)
        if peer is not None:
            others.append(peer)
    # The end of a pair of Unix sockets has no name: nobody knows who holds the other.
    return any(not peer or peer not in own for peer in others if peer is not None)


def _registered(loop: SelectorLoop) -> Mapping[int, SelectorKey]:
    return cast("Mapping[int, SelectorKey]", loop._selector.get_map() or {})  # pyright: ignore[reportPrivateUsage]


def _ends(number: int) -> tuple[object, object | None] | None:
    """The address of a socket and that of its other end, `None` for one that only listens.

    Returns:
        `None` for what is no internet socket: a pipe may come from anywhere.
    """
    try:
        here = socket.socket(fileno=number)
    except OSError:
        return None
    try:
        if here.family not in (socket.AF_INET, socket.AF_INET6):
            return None
        try:
            return here.getsockname(), here.getpeername()
        except OSError:
            # It listens, on loopback: who connects is a client of the same test. Or its other end is gone.
            return here.getsockname(), None
    finally:
        here.detach()
