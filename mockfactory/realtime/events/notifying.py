"""`Notifying`: from what agents tell of a run to events."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Final

from pydantic import JsonValue

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.events import AgentEvent
from mockfactory.realtime.events.clock import Clock
from mockfactory.realtime.events.making import EventMaker, Telling

__tracebackhide__: Final = True
"""Whoever tells of what is no event sees their own line, and nothing of ours."""


class Notifying(ABC):
    """The `notify_` methods of a bridge, which make events; `tell` sends them. See `AgentWebSocketBridge`.

    Args:
        clock: what `created_at` is read from; the time of day where there is none.
    """

    def __init__(self, clock: Clock | None) -> None:
        self._maker: Final = EventMaker(clock)

    @abstractmethod
    async def tell(
        self,
        run_id: str,
        agent_name: str,
        trace_context: Mapping[str, str] | None,
        user_context: UserExecutionContext | None,
        make: Callable[[Telling], AgentEvent],
    ) -> bool:
        """Send an event of a run.

        Args:
            run_id: the run.
            agent_name: the agent.
            trace_context: goes along with the event, and no user sees it.
            user_context: for whom the run is; registers it.
            make: makes the event.

        Returns:
            Whether it was delivered.
        """

    async def notify_agent_started(
        self,
        run_id: str,
        agent_name: str,
        context: Mapping[str, object] | None = None,
        trace_context: Mapping[str, str] | None = None,
        user_context: UserExecutionContext | None = None,
    ) -> bool:
        """Tell that an agent begins."""
        make = self._maker.started
        return await self.tell(run_id, agent_name, trace_context, user_context, lambda told: make(told, context))

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
        """Tell what an agent is about."""
        make = self._maker.thinking
        return await self.tell(
            run_id, agent_name, trace_context, user_context, lambda told: make(told, thought, step, progress)
        )

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
        """Tell that an agent has called a tool."""
        make = self._maker.tool_executing
        return await self.tell(
            run_id,
            agent_name,
            trace_context,
            user_context,
            lambda told: make(told, tool_name, parameters, tool_call_id),
        )

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
        """Tell that a tool has answered."""
        make = self._maker.tool_completed
        return await self.tell(
            run_id,
            agent_name,
            trace_context,
            user_context,
            lambda told: make(told, tool_name, result, duration_ms, tool_call_id),
        )

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
        make = self._maker.completed
        return await self.tell(
            run_id, agent_name, trace_context, user_context, lambda told: make(told, result, duration_ms)
        )

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
        make = self._maker.errored
        return await self.tell(run_id, agent_name, trace_context, user_context, lambda told: make(told, error, details))

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
        make = self._maker.died
        return await self.tell(run_id, agent_name, trace_context, user_context, lambda told: make(told, cause, details))

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
        make = self._maker.progressed
        return await self.tell(
            run_id, agent_name, trace_context, user_context, lambda told: make(told, percent, message)
        )

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
        make = self._maker.custom
        return await self.tell(run_id, agent_name, trace_context, user_context, lambda told: make(told, name, payload))
