"""A connection within the process on which events are lost, late, doubled or spoiled, as planned."""

from __future__ import annotations

from typing import Final

from mockfactory.faults.applying.messages import MessagesUnderPlan
from mockfactory.realtime.events.clock import Clock
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.in_memory.connection import InMemoryConnection
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.under_plan.way import Message, PlannedWay


class FaultyConnection(InMemoryConnection):
    """A connection under a fault plan.

    Args:
        listener: who is at the other end.
        clock: tells when an event comes in.
        capacity: how many events may wait to be read; `None`: any number.
        messages: says what fails; a connection that comes after another one goes on with it.
    """

    def __init__(self, listener: Listener, clock: Clock, capacity: int | None, messages: MessagesUnderPlan) -> None:
        super().__init__(listener, clock, capacity)
        self._way: Final = PlannedWay(messages, bring=self._bring, close=super().close, closed=self._closed)

    def carry_now(self, text: str) -> bool:
        """Never: a plan may want to wait."""
        return False

    async def carry(self, text: str) -> None:
        """Bring one event to the other end, or do with it what the plan says."""
        await self._way.send(text)

    async def close(self, code: int, reason: str) -> None:
        """Close it behind what is on its way; what is held back goes out before, as far as there is room."""
        carry_now = super().carry_now
        await self._way.cleared(lambda message: carry_now(_text_of(message)))
        await super().close(code, reason)

    async def _bring(self, message: Message) -> None:
        await super().carry(_text_of(message))

    def _closed(self) -> ConnectionClosed | None:
        closing = self.inbox.closing
        return None if closing is None else ConnectionClosed(closing.code, closing.reason)


def _text_of(message: Message) -> str:
    return message if isinstance(message, str) else message.decode(errors="replace")


def connection(
    listener: Listener, clock: Clock, capacity: int | None = None, messages: MessagesUnderPlan | None = None
) -> InMemoryConnection:
    """A connection, under a plan if there is one."""
    if messages is None:
        return InMemoryConnection(listener, clock, capacity)
    return FaultyConnection(listener, clock, capacity, messages)
