"""A connection within the process on which events are lost, late, doubled or spoiled, as planned."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

from mockfactory.faults.applying.holding import PATIENCE
from mockfactory.faults.applying.messages import MessagesUnderPlan, Verdict
from mockfactory.faults.clock.pausing import pause
from mockfactory.realtime.events.clock import Clock
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.in_memory.connection import InMemoryConnection
from mockfactory.realtime.in_memory.on_the_way import LONGEST, OnTheWay
from mockfactory.realtime.interfaces.errors import ConnectionClosed


class FaultyConnection(InMemoryConnection):
    """A connection under a fault plan. Its sender takes for sent what is lost, late, held back or stuck on the way.

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
        self._on_the_way: Final = OnTheWay(self._arrive)
        self._takes_no_more = False
        self._releasing: asyncio.Task[None] | None = None

    def carry_now(self, text: str) -> bool:
        """Never: a plan may want to wait."""
        return False

    async def carry(self, text: str) -> None:
        """Bring one event to the other end, or do with it what the plan says."""
        async with self._one_by_one:
            closing = self.inbox.closing
            if closing is not None:
                raise ConnectionClosed(closing.code, closing.reason)
            if not self._takes_no_more:
                await self._send(self._messages.decide(text))

    async def close(self, code: int, reason: str) -> None:
        """Close it behind what is on its way; what is held back goes out before, as far as there is room."""
        if self.state == "connected":
            await self._on_the_way.all_there(LONGEST)
        self._on_the_way.stop()
        if self._releasing is not None:
            self._releasing.cancel()
        if not self._one_by_one.locked() and not self._takes_no_more:
            for message in self._messages.release():
                super().carry_now(_text_of(message))
        await super().close(code, reason)

    async def _send(self, verdict: Verdict) -> None:
        self._takes_no_more = verdict.hangs or verdict.close is not None
        # What comes behind an event that is late is late too; who sends it does not wait.
        if verdict.delay or self._on_the_way:
            self._on_the_way.add(verdict)
        else:
            await self._arrive(verdict)

    async def _arrive(self, verdict: Verdict) -> None:
        for one in verdict.send:
            await super().carry(_text_of(one))
        if verdict.close is not None:
            await super().close(verdict.close.code, verdict.close.reason)
            raise ConnectionClosed(verdict.close.code, verdict.close.reason)
        if not verdict.send and not verdict.hangs and (self._releasing is None or self._releasing.done()):
            self._releasing = asyncio.get_running_loop().create_task(self._release())

    async def _release(self) -> None:
        """What is held back goes on its way when nothing has passed it for a while."""
        await pause(PATIENCE)
        async with self._one_by_one:
            messages = self._messages.release()
            if not messages or self._takes_no_more:
                return
            with contextlib.suppress(ConnectionClosed):
                await self._send(Verdict(send=messages))


def _text_of(message: str | bytes) -> str:
    return message if isinstance(message, str) else message.decode(errors="replace")


def connection(
    listener: Listener, clock: Clock, capacity: int | None = None, messages: MessagesUnderPlan | None = None
) -> InMemoryConnection:
    """A connection, under a plan if there is one."""
    if messages is None:
        return InMemoryConnection(listener, clock, capacity)
    return FaultyConnection(listener, clock, capacity, messages)
