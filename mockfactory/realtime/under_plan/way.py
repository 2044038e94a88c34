"""The way of messages from one end of a connection to the other, under a fault plan."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from mockfactory.faults.applying.holding import PATIENCE
from mockfactory.faults.applying.messages import MessagesUnderPlan, Verdict
from mockfactory.faults.clock.library import loop_for
from mockfactory.faults.clock.pausing import pause
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.under_plan.late import LONGEST, OnTheWay
from mockfactory.realtime.waiting.turns import Turns

Message: TypeAlias = str | bytes


class PlannedWay:
    """Who sends takes for sent what is lost, late, held back or stuck on the way.

    Args:
        messages: says what fails; a connection that comes after another one goes on with it.
        bring: brings a message to the other end; waits while that can't take more.
        close: closes the connection.
        closed: how the connection was closed; `None` while it is open.
    """

    def __init__(
        self,
        messages: MessagesUnderPlan,
        *,
        bring: Callable[[Message], Awaitable[None]],
        close: Callable[[int, str], Awaitable[None]],
        closed: Callable[[], ConnectionClosed | None],
    ) -> None:
        self._messages: Final = messages.again()
        self._bring: Final = bring
        self._close: Final = close
        self._closed: Final = closed
        self._turn: Final = Turns()
        self._late: Final = OnTheWay(self._arrive)
        self._takes_no_more = False
        self._ended: ConnectionClosed | None = None
        self._releasing: asyncio.Task[None] | None = None

    async def send(self, message: Message) -> None:
        """Send a message, or do with it what the plan says.

        Raises:
            ConnectionClosed: the connection is closed.
        """
        async with self._turn:
            closed = self._closed() or self._ended
            if closed is not None:
                raise closed
            if not self._takes_no_more:
                await self._send(self._messages.decide(message))

    async def settled(self) -> None:
        """All that is late has come."""
        if self._closed() is None:
            await self._late.all_there()

    async def cleared(self, put: Callable[[Message], object]) -> None:
        """End it before the connection is closed, behind what is late; what is held back goes out before.

        Args:
            put: sends a message, if that takes no waiting.
        """
        if self._closed() is None:
            await self._late.all_there(LONGEST)
        self.end()
        if not self._turn.is_taken and not self._takes_no_more:
            for message in self._messages.release():
                put(message)

    def end(self) -> None:
        """The connection is closed: what is late or held back does not come."""
        self._late.stop()
        if self._releasing is not None:
            self._releasing.cancel()

    async def _send(self, verdict: Verdict) -> None:
        self._takes_no_more = verdict.hangs or verdict.close is not None
        # What comes behind a message that is late is late too; who sends it does not wait.
        if verdict.delay or self._late:
            self._late.add(verdict)
        else:
            await self._arrive(verdict)

    async def _arrive(self, verdict: Verdict) -> None:
        for one in verdict.send:
            await self._bring(one)
        if verdict.close is not None:
            await self._close(verdict.close.code, verdict.close.reason)
            self._ended = ConnectionClosed(verdict.close.code, verdict.close.reason)
            raise self._ended
        if self._messages.holds_back and (self._releasing is None or self._releasing.done()):
            self._releasing = loop_for("a fault that takes time").create_task(self._release())

    async def _release(self) -> None:
        """What is held back goes on its way when nothing has passed it for a while."""
        await pause(PATIENCE)
        async with self._turn:
            messages = self._messages.release()
            if not messages or self._takes_no_more:
                return
            with contextlib.suppress(ConnectionClosed):
                await self._send(Verdict(send=messages))
