"""A connection within the process on which events are lost, late, doubled or spoiled, as planned."""

from __future__ import annotations

import asyncio
from typing import Final

from mockfactory.faults.applying.holding import PATIENCE
from mockfactory.faults.applying.messages import MessagesUnderPlan
from mockfactory.faults.clock.pausing import pause
from mockfactory.realtime.events.clock import Clock
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.in_memory.connection import InMemoryConnection
from mockfactory.realtime.interfaces.errors import ConnectionClosed


class FaultyConnection(InMemoryConnection):
    """A connection under a fault plan. Its sender takes for sent what is lost, held back or stuck on the way.

    Args:
        listener: who is at the other end.
        clock: tells when an event comes in.
        capacity: how many events may wait to be read; `None`: any number.
        messages: says what fails; a connection that comes after another one goes on with it.
    """

    def __init__(self, listener: Listener, clock: Clock, capacity: int | None, messages: MessagesUnderPlan) -> None:
        super().__init__(listener, clock, capacity)
        self._messages: Final = messages.again()
        self._one_by_one: Final = asyncio.Lock()
        self._is_stuck = False
        self._releasing: asyncio.Task[None] | None = None

    def carry_now(self, text: str) -> bool:
        """Never: a plan may want to wait."""
        return False

    async def carry(self, text: str) -> None:
        """Bring one event to the other end, or do with it what the plan says."""
        # One after another: what comes behind an event that is late is late too.
        async with self._one_by_one:
            if self._is_stuck and self.state == "connected":
                return
            verdict = self._messages.decide(text)
            if verdict.delay:
                await pause(verdict.delay)
            for one in verdict.send:
                await self._hand_on(one)
            self._is_stuck = verdict.hangs
            if verdict.close is not None:
                await self.close(verdict.close.code, verdict.close.reason)
                raise ConnectionClosed(verdict.close.code, verdict.close.reason)
            if not verdict.send and not verdict.hangs and (self._releasing is None or self._releasing.done()):
                self._releasing = asyncio.get_running_loop().create_task(self._release())

    async def close(self, code: int, reason: str) -> None:
        """Close it; what is held back goes out before, as far as there is room."""
        if self._releasing is not None:
            self._releasing.cancel()
        if not self._one_by_one.locked() and not self._is_stuck:
            for message in self._messages.release():
                super().carry_now(_text_of(message))
        await super().close(code, reason)

    async def _hand_on(self, message: str | bytes) -> None:
        await super().carry(_text_of(message))

    async def _release(self) -> None:
        """What is held back goes on its way when nothing has passed it for a while."""
        await pause(PATIENCE)
        async with self._one_by_one:
            for message in self._messages.release():
                try:
                    await self._hand_on(message)
                except ConnectionClosed:
                    return


def _text_of(message: str | bytes) -> str:
    return message if isinstance(message, str) else message.decode(errors="replace")


def connection(
    listener: Listener, clock: Clock, capacity: int | None = None, messages: MessagesUnderPlan | None = None
) -> InMemoryConnection:
    """A connection, under a plan if there is one."""
    if messages is None:
        return InMemoryConnection(listener, clock, capacity)
    return FaultyConnection(listener, clock, capacity, messages)
