"""A small agent, as a service has them: it asks a model and a tool, and tells its user what it does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pydantic import JsonValue

from builders.domain import UserExecutionContext
from mockfactory.interfaces import LLMClient, Tool
from mockfactory.realtime import AgentWebSocketBridge


@dataclass(frozen=True)
class Patience:
    """How long an agent tries.

    Attributes:
        attempts: how often it tells the same.
        pause: seconds before the second attempt; twice as many before each later one.
    """

    attempts: int = 5
    pause: int = 60


class Analyst:
    """Answers questions. `MockFactory.wire` constructs it: it does not know what is real.

    Args:
        bridge: to the user.
        llm: says what is meant.
        sales: has the numbers.
        context: for whom, in which run.
        patience: with the bridge.
    """

    def __init__(
        self,
        bridge: AgentWebSocketBridge,
        llm: LLMClient,
        sales: Tool,
        context: UserExecutionContext,
        patience: Patience,
    ) -> None:
        self._bridge = bridge
        self._llm = llm
        self._sales = sales
        self._context = context
        self._patience = patience

    async def answer(self, question: str) -> JsonValue:
        """Do all of it: one run, six events."""
        bridge, run, name = self._bridge, self._context.run_id, "analyst"
        await self._tell(lambda: bridge.notify_agent_started(run, name, user_context=self._context))
        await self._tell(lambda: bridge.notify_agent_thinking(run, name, f"What is meant by {question!r}?"))
        meant = await self._llm.complete(question)
        await self._tell(lambda: bridge.notify_agent_thinking(run, name, meant.text))
        call = self._context.create_child_context("sales")
        parameters = {"months": 3}
        await self._tell(
            lambda: bridge.notify_tool_executing(run, name, "sales", parameters, tool_call_id=call.request_id)
        )
        result = await self._sales.execute(parameters, call)
        await self._tell(lambda: bridge.notify_tool_completed(run, name, "sales", result, tool_call_id=call.request_id))
        await self._tell(lambda: bridge.notify_agent_completed(run, name, result))
        return result

    async def _tell(self, send: Callable[[], Awaitable[bool]]) -> None:
        """Tell; a bridge that raises is asked again. What it could not deliver, it keeps for who comes back."""
        for attempt in range(self._patience.attempts):
            try:
                await send()
                return
            except ConnectionError:
                await asyncio.sleep(self._patience.pause * 2**attempt)
