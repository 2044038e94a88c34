"""Telling the user what agents do. Work goes on where telling fails."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping

from pydantic import JsonValue

from builders.domain import UserExecutionContext
from mockfactory.realtime import AgentWebSocketBridge


class Reporter:
    """Tells over a bridge, and keeps what went wrong in each run.

    A bridge that raises is asked again, with a longer wait before each attempt. An event that nobody got is not sent
    again: a bridge keeps it for the client that comes back.

    Args:
        bridge: to the users.
        attempts: how often an event is tried.
        pause: seconds before the second attempt; twice as many before each later one.
    """

    def __init__(self, bridge: AgentWebSocketBridge, *, attempts: int = 3, pause: float = 0.5) -> None:
        self._bridge = bridge
        self._attempts = attempts
        self._pause = pause
        self._troubles: defaultdict[str, list[str]] = defaultdict(list)

    def note(self, context: UserExecutionContext, trouble: str) -> None:
        """Keep something that went wrong, and that the run lived with."""
        self._troubles[context.run_id].append(trouble)

    def troubles(self, context: UserExecutionContext) -> tuple[str, ...]:
        """What went wrong in a run so far."""
        return tuple(self._troubles[context.run_id])

    async def started(self, agent: str, context: UserExecutionContext) -> None:
        """Tell that an agent begins."""
        # The child context of a hand-off is one of the same run: it registers the run, or changes nothing.
        await self._tell(
            context,
            f"{agent} started",
            lambda: self._bridge.notify_agent_started(context.run_id, agent, user_context=context),
        )

    async def thinking(self, agent: str, context: UserExecutionContext, thought: str) -> None:
        """Tell what an agent is about."""
        await self._tell(
            context, f"{agent} thinking", lambda: self._bridge.notify_agent_thinking(context.run_id, agent, thought)
        )

    async def executing(
        self, agent: str, tool: str, parameters: Mapping[str, object], context: UserExecutionContext
    ) -> None:
        """Tell that a tool was called. The context is that of the call."""
        await self._tell(
            context,
            f"{tool} executing",
            lambda: self._bridge.notify_tool_executing(
                context.run_id, agent, tool, parameters, tool_call_id=context.request_id
            ),
        )

    async def executed(self, agent: str, tool: str, result: JsonValue, context: UserExecutionContext) -> None:
        """Tell that a tool has answered."""
        await self._tell(
            context,
            f"{tool} completed",
            lambda: self._bridge.notify_tool_completed(
                context.run_id, agent, tool, result, tool_call_id=context.request_id
            ),
        )

    async def completed(self, agent: str, context: UserExecutionContext, result: JsonValue) -> None:
        """Tell that an agent has done its work."""
        await self._tell(
            context, f"{agent} completed", lambda: self._bridge.notify_agent_completed(context.run_id, agent, result)
        )

    async def failed(self, agent: str, context: UserExecutionContext, error: Exception) -> None:
        """Tell that an agent gives up."""
        await self._tell(
            context, f"{agent} failed", lambda: self._bridge.notify_agent_error(context.run_id, agent, error)
        )

    async def _tell(self, context: UserExecutionContext, what: str, send: Callable[[], Awaitable[bool]]) -> None:
        for attempt in range(self._attempts):
            try:
                if not await send():
                    self.note(context, f"untold: {what}")
                return
            except ConnectionError:
                await asyncio.sleep(self._pause * 2**attempt)
        self.note(context, f"untold: {what}")
