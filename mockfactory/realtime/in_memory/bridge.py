"""`InMemoryAgentWebSocketBridge`: the real object, but for the network."""

from __future__ import annotations

from collections import Counter
from typing import Final

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.identity import User
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.realtime.events.bridging import Bridging
from mockfactory.realtime.events.clock import Clock, clock_or_running
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.events.planned import Plans
from mockfactory.realtime.events.users import ids_of
from mockfactory.realtime.in_memory.connection import InMemoryConnection
from mockfactory.realtime.in_memory.faulty import connection
from mockfactory.realtime.in_memory.inbox import Inbox
from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.options.ids import an_id


class InMemoryAgentWebSocketBridge(Bridging[InMemoryConnection]):
    """An `AgentWebSocketBridge` whose users are inboxes in the same process.

    Args:
        settings: how long a message may be and may take, and how many events are kept for those who come back.
        clock: tells `created_at` and when an event comes in; the time of day where there is none.
        to_clients: what fails of the events on their way, and when; its numbers count those to each client, whose next
            connection goes on counting.

    Raises:
        OptionError: the settings, the clock or the plan are none.
        PlanError: the plan has an effect that can't be acted out there, or names a field that no event has.

    Example:
        >>> import asyncio
        >>> from builders.domain import seed_tenants
        >>> async def main() -> None:
        ...     context = seed_tenants().context("admin", of="a")
        ...     bridge = InMemoryAgentWebSocketBridge()
        ...     inbox = bridge.connect(context)
        ...     print(await bridge.notify_agent_started(context.run_id, "triage", user_context=context))
        ...     event = await inbox.next()
        ...     print(event.type, event.user_id)
        >>> asyncio.run(main())
        True
        agent_started user_a_admin
    """

    def __init__(
        self,
        *,
        settings: EmitterSettings | None = None,
        clock: Clock | None = None,
        to_clients: FaultPlan | None = None,
    ) -> None:
        __tracebackhide__ = True
        used = clock_or_running(clock)
        super().__init__(settings=settings, clock=used)
        self._reading: Final = used
        self._to_clients: Final = Plans("to_clients", to_clients, "bridge to {}", "its clients", events=True)
        self._clients: Final[Counter[str]] = Counter()

    def connect(
        self,
        user: User | UserExecutionContext,
        websocket_client_id: str | None = None,
        *,
        resume_after: str | None = None,
        capacity: int | None = None,
    ) -> Inbox:
        """Let a user listen. A user may listen on several connections.

        Args:
            user: who, or a context of theirs.
            websocket_client_id: which client of the user; the context's where there is none, else a new one.
            resume_after: for a client that comes back: the id of the last event that it got, "" for none. What it
                missed comes first, whatever the fault plan.
            capacity: how many events may wait to be read; with one more, the bridge waits, at most `send_timeout`.
                `None`: any number.

        Returns:
            The user's end of the connection.

        Raises:
            OptionError: it is neither a user nor a context, the client's id is none, or the capacity less than 1.
            ConnectionError: the bridge is shut down.
            LookupError: the event of `resume_after` is not kept (any more).
        """
        __tracebackhide__ = True
        listener = self._listener(user, websocket_client_id)
        failing = self._to_clients.of_client(listener)
        opened = connection(listener, self._reading, capacity, failing)
        opened.resend(self.admit(opened, resume_after))
        return opened.inbox

    def _listener(self, user: User | UserExecutionContext, client_id: str | None) -> Listener:
        __tracebackhide__ = True
        user_id, tenant_id, own_client_id = ids_of(user)
        if client_id is not None:
            return Listener(user_id, tenant_id, an_id("websocket_client_id", client_id))
        if own_client_id is not None:
            return Listener(user_id, tenant_id, own_client_id)
        self._clients[user_id] += 1
        return Listener(user_id, tenant_id, f"{user_id}.client.{self._clients[user_id]}")
