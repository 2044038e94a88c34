"""`InMemoryWebSocketEmitter`: the real object, but for the network."""

from __future__ import annotations

from typing import Final

from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.realtime.events.clock import Clock, clock_or_running
from mockfactory.realtime.events.closing import check_close
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.events.emitting import Emitting
from mockfactory.realtime.events.planned import Plans
from mockfactory.realtime.in_memory.connection import InMemoryConnection
from mockfactory.realtime.in_memory.faulty import connection
from mockfactory.realtime.in_memory.inbox import Inbox
from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.options import numbers
from mockfactory.realtime.options.kinds import of_kind


class InMemoryWebSocketEmitter(Emitting):
    """A `WebSocketEmitter` whose user is an `Inbox` in the same process.

    Args:
        user_id: whose events it sends.
        settings: how it works.
        clock: tells `created_at` and when an event comes in; the time of day where there is none.
        connected: whether it is connected from the start.
        capacity: how many events may wait in the inbox; with one more, the emitter waits, at most `send_timeout`.
            `None`: any number.
        to_user: what fails of the events on their way, and when; its numbers go on over all its connections.

    Raises:
        OptionError: the user's id is none, the capacity less than 1, or an option of the wrong type.
        PlanError: the plan has an effect that can't be acted out there, or names a field that no event has.

    Example:
        >>> import asyncio
        >>> async def main() -> None:
        ...     emitter = InMemoryWebSocketEmitter("user_ada")
        ...     await emitter.connect()
        ...     print(await emitter.emit_agent_started("run_thread_42_1", "triage"))
        ...     event = await emitter.inbox.next()
        ...     print(event.type, event.id)
        >>> asyncio.run(main())
        True
        agent_started run_thread_42_1.event.1
    """

    def __init__(
        self,
        user_id: str,
        *,
        settings: EmitterSettings | None = None,
        clock: Clock | None = None,
        connected: bool = False,
        capacity: int | None = None,
        to_user: FaultPlan | None = None,
    ) -> None:
        __tracebackhide__ = True
        used = clock_or_running(clock)
        super().__init__(user_id, settings=settings, clock=used)
        self._reading: Final = used
        self._capacity: Final = numbers.capacity(capacity)
        self._to_user: Final = Plans("to_user", to_user, "emitter of {}", self.user_id, events=True).of(self.user_id)
        self._count = 0
        self._connection: InMemoryConnection | None = None
        of_kind("connected", connected, bool, "True or False")
        if connected:
            self._open()

    @property
    def is_connected(self) -> bool:
        """Whether what is emitted now goes out."""
        return self._connection is not None and self._connection.state == "connected"

    @property
    def inbox(self) -> Inbox:
        """The user's end of the latest connection.

        Raises:
            ConnectionError: there was none yet.
        """
        if self._connection is None:
            raise ConnectionError(f"the emitter of {self.user_id!r} was never connected: await emitter.connect() first")
        return self._connection.inbox

    async def connect(self) -> None:
        """Open a connection, with a new inbox; one that is open stays open."""
        if not self.is_connected:
            self._open()

    async def disconnect(self, code: int = 1000, reason: str = "") -> None:
        """Close the connection; one that is closed stays closed."""
        __tracebackhide__ = True
        check_close(code, reason)
        if self._connection is not None:
            await self._connection.close(code, reason)

    def carry_now(self, text: str) -> bool:
        """Bring an event to the inbox if there is room for it."""
        return self._connection is not None and self._connection.carry_now(text)

    async def carry(self, text: str) -> None:
        """Bring an event to the inbox."""
        if self._connection is None:
            raise ConnectionClosed(1006)
        await self._connection.carry(text)

    def _open(self) -> None:
        self._count += 1
        # An emitter knows nothing of tenants: its user is the only one it sends to.
        listener = Listener(self.user_id, "", f"{self.user_id}.client.{self._count}")
        self._connection = connection(listener, self._reading, self._capacity, self._to_user)
