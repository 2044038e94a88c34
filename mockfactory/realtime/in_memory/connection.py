"""A bridge's or an emitter's end of a connection within the process."""

from __future__ import annotations

from typing import Final

from mockfactory.realtime.events.clock import Clock
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.in_memory.inbox import Inbox
from mockfactory.realtime.in_memory.pipe import Pipe
from mockfactory.realtime.interfaces.bridge import ConnectionState


class InMemoryConnection:
    """The sending end; `inbox` is the other one.

    Args:
        listener: who is at the other end.
        clock: tells when an event comes in.
        capacity: how many events may wait to be read; `None`: any number.
    """

    def __init__(self, listener: Listener, clock: Clock, capacity: int | None = None) -> None:
        self._listener: Final = listener
        self._pipe: Final = Pipe(clock, capacity)
        self.inbox: Final = Inbox(listener, self._pipe)

    @property
    def listener(self) -> Listener:
        """Who is at the other end."""
        return self._listener

    @property
    def state(self) -> ConnectionState:
        """Whether it is open."""
        return "connected" if self._pipe.closing is None else "disconnected"

    def resend(self, texts: list[str]) -> None:
        """Put what was missed in, before all that is to come."""
        for text in texts:
            self._pipe.push(text)

    def carry_now(self, text: str) -> bool:
        """Bring one event to the other end if that takes no waiting; answers whether it has."""
        return self._pipe.put_now(text)

    async def carry(self, text: str) -> None:
        """Bring one event to the other end; waits while that can't take more."""
        await self._pipe.put(text)

    async def close(self, code: int, reason: str) -> None:
        """Close it; one that is closed stays closed."""
        self._pipe.close(code, reason)
