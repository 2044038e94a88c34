"""`AgentWebSocketBridge`: between agents, which know their run, and users, who listen on connections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from pydantic import JsonValue

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.events import AgentEvent

ConnectionState = Literal["connected", "connecting", "disconnected"]
"""How a user stands; "disconnected" too for one who never came."""
HealthStatus = Literal["healthy", "degraded", "closed"]
"""All goes well; the last event of some run was not delivered; shut down."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A run that events may be sent for.

    Attributes:
        run_id: the run.
        thread_id: its thread.
        user_id: who gets its events.
        tenant_id: whose data it sees.
        websocket_client_id: the one connection of the user that gets them; `None`: all of the user's.
    """

    run_id: str
    thread_id: str
    user_id: str
    tenant_id: str
    websocket_client_id: str | None = None


@dataclass(frozen=True, slots=True)
class BridgeHealth:
    """How a bridge is.

    Attributes:
        status: in a word.
        connections: how many are open.
        runs: how many are registered.
        last_error: why the last event that did not go out did not; `None` where all did.
    """

    status: HealthStatus
    connections: int
    runs: int
    last_error: str | None = None


@dataclass(frozen=True, slots=True)
class BridgeMetrics:
    """What a bridge has done.

    Attributes:
        sent: events that were delivered, to one connection at least.
        failed: events that could not be.
        by_type: how many were delivered, for each type of event.
    """

    sent: int
    failed: int
    by_type: Mapping[str, int]


class AgentWebSocketBridge(Protocol):
    """Sends what agents tell of a run to the user of the run, and to nobody else.

    The `notify_` methods answer whether the event was delivered, and don't raise because a connection is gone. For a
    run that is not registered they answer `False`, unless `user_context` is a context of that run: then it is
    registered. A `user_context` of another run, and a run that is registered for another user, are refused with a
    `ValueError`; so is what is no event or too long for a message, with an `InvalidEvent`, which is one.
    """

    async def notify_agent_started(
        self,
        run_id: str,
        agent_name: str,
        context: Mapping[str, object] | None = None,
        trace_context: Mapping[str, str] | None = None,
        user_context: UserExecutionContext | None = None,
    ) -> bool:
        """Tell that an agent begins.

        Args:
            run_id: the run.
            agent_name: the agent.
            context: what the agent was given.
            trace_context: of distributed tracing (`traceparent`); it goes along with the event, and no user sees it.
            user_context: for whom the run is; registers it.

        Returns:
            Whether the event was delivered.
        """
        ...

    async def notify_agent_thinking(
        self,
        run_id: str,
        agent_name: str,
        thought: str,
        step: int | None = None,
        progress: float | None = None,
        trace_context: Mapping[str, str] | None = None,
        user_context: UserExecutionContext | None = None,
    ) -> bool:
        """Tell what an agent is about; `progress` in per cent."""
        ...

    async def notify_tool_executing(
        self,
        run_id: str,
        agent_name: str,
        tool_name: str,
        parameters: Mapping[str, object] | None = None,
        tool_call_id: str | None = None,
        trace_context: Mapping[str, str] | None = None,
        user_context: UserExecutionContext | None = None,
    ) -> bool:
        """Tell that an agent has called a tool. Without an id, the call gets the next of the run."""
        ...

    async def notify_tool_completed(
        self,
        run_id: str,
        agent_name: str,
        tool_name: str,
        result: JsonValue = None,
        duration_ms: float | None = None,
        tool_call_id: str | None = None,
        trace_context: Mapping[str, str] | None = None,
        user_context: UserExecutionContext | None = None,
    ) -> bool:
        """Tell that a tool has answered. Without an id, it is the oldest call of that tool that has not."""
        ...

    async def notify_agent_completed(
        self,
        run_id: str,
        agent_name: str,
        result: JsonValue = None,
        duration_ms: float | None = None,
        trace_context: Mapping[str, str] | None = None,
        user_context: UserExecutionContext | None = None,
    ) -> bool:
        """Tell that an agent has done what it was asked."""
        ...

    async def notify_agent_error(
        self,
        run_id: str,
        agent_name: str,
        error: str | Exception,
        details: Mapping[str, object] | None = None,
        trace_context: Mapping[str, str] | None = None,
        user_context: UserExecutionContext | None = None,
    ) -> bool:
        """Tell that an agent gives up."""
        ...

    async def notify_agent_death(
        self,
        run_id: str,
        agent_name: str,
        cause: str,
        details: Mapping[str, object] | None = None,
        trace_context: Mapping[str, str] | None = None,
        user_context: UserExecutionContext | None = None,
    ) -> bool:
        """Tell that an agent is gone without a word."""
        ...

    async def notify_progress_update(
        self,
        run_id: str,
        agent_name: str,
        percent: float,
        message: str = "",
        trace_context: Mapping[str, str] | None = None,
        user_context: UserExecutionContext | None = None,
    ) -> bool:
        """Tell how far an agent is."""
        ...

    async def notify_custom(
        self,
        run_id: str,
        agent_name: str,
        name: str,
        payload: Mapping[str, object] | None = None,
        trace_context: Mapping[str, str] | None = None,
        user_context: UserExecutionContext | None = None,
    ) -> bool:
        """Tell something of the application's own."""
        ...

    async def emit_event(self, event: AgentEvent) -> bool:
        """Send an event that is made already.

        Returns:
            Whether it was delivered.

        Raises:
            ValueError: its run is registered for another user.
            InvalidEvent: it is none, or longer than a message may be.
        """
        ...

    def register_run(self, user_context: UserExecutionContext) -> Registration:
        """Let events of a run go to the context's user, on the context's `websocket_client_id` if it has one.

        The same context may come again; one of a later step of the run changes nothing.

        Raises:
            ValueError: the run is registered for another user or tenant.
        """
        ...

    def unregister_run(self, run_id: str) -> bool:
        """Send no more events of a run; answers whether it was registered."""
        ...

    def registration_of(self, run_id: str) -> Registration | None:
        """Where the events of a run go; `None` for one that is not registered."""
        ...

    def connection_state(self, user_id: str, websocket_client_id: str | None = None) -> ConnectionState:
        """Whether a user listens, or one connection of theirs."""
        ...

    def health(self) -> BridgeHealth:
        """How it is."""
        ...

    def metrics(self) -> BridgeMetrics:
        """What it has done."""
        ...

    async def shutdown(self) -> None:
        """Close all connections with 1001 and send nothing any more. A second time does nothing."""
        ...
