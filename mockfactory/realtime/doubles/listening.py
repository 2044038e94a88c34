"""A bridge to which users need not come."""

from __future__ import annotations

from typing import Final

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.identity import User
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.realtime.events.clock import Clock
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.in_memory.bridge import InMemoryAgentWebSocketBridge
from mockfactory.realtime.in_memory.inbox import Inbox
from mockfactory.realtime.interfaces.bridge import Registration
from mockfactory.realtime.interfaces.emitter import EmitterSettings


class ListeningBridge(InMemoryAgentWebSocketBridge):
    """A bridge in memory whose users listen as soon as a run of theirs is registered.

    Where somebody has come who gets, or got, the events of the run, it makes no connection: who leaves is gone.

    Args:
        settings: as for `InMemoryAgentWebSocketBridge`.
        clock: as there.
        to_clients: as there.

    Example:
        >>> from builders.domain import seed_tenants
        >>> bridge = ListeningBridge()
        >>> registration = bridge.register_run(seed_tenants().context("admin", of="a"))
        >>> bridge.connection_state("user_a_admin")
        'connected'
    """

    def __init__(
        self,
        *,
        settings: EmitterSettings | None = None,
        clock: Clock | None = None,
        to_clients: FaultPlan | None = None,
    ) -> None:
        super().__init__(settings=settings, clock=clock, to_clients=to_clients)
        self._came: Final[list[Listener]] = []

    def connect(
        self,
        user: User | UserExecutionContext,
        websocket_client_id: str | None = None,
        *,
        resume_after: str | None = None,
        capacity: int | None = None,
    ) -> Inbox:
        """Let a user listen; see `InMemoryAgentWebSocketBridge`."""
        inbox = super().connect(user, websocket_client_id, resume_after=resume_after, capacity=capacity)
        self._came.append(inbox.listener)
        return inbox

    def register_run(self, user_context: UserExecutionContext) -> Registration:
        """Let events of a run go to the context's user, who listens from now on."""
        registration = super().register_run(user_context)
        if not self.is_shut_down and not any(listener.gets(registration) for listener in self._came):
            self.connect(user_context, registration.websocket_client_id)
        return registration
