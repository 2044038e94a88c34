"""The supervisor: one question, one run, one outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from builders.domain import UserExecutionContext
from docs.examples.supervisor.reporter import Reporter
from docs.examples.supervisor.tools import ToolFailed
from mockfactory.interfaces import Agent

State = Literal["completed", "degraded", "failed"]
"""All went well, perhaps after retries; it is done, but not all of it or not all was told; it is not done."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended.

    Attributes:
        state: in a word.
        answer: for the user; `None` of a run that failed.
        troubles: what went wrong on the way, in the order in which it did.
    """

    state: State
    answer: JsonValue
    troubles: tuple[str, ...] = ()


class Supervisor:
    """Hands a question on to three agents, each with a context of its own.

    Args:
        triage: says whether something is to be done: "data", or "action".
        data: fetches the numbers.
        action: does something with them.
        reporter: tells the user.
    """

    name = "supervisor"

    def __init__(self, triage: Agent, data: Agent, action: Agent, reporter: Reporter) -> None:
        self._triage = triage
        self._data = data
        self._action = action
        self._reporter = reporter

    async def handle(self, question: str, context: UserExecutionContext) -> Outcome:
        """Answer a question of the user of a context.

        Args:
            question: in words.
            context: of the request; it says for whom and in which run.

        Returns:
            How it ended: whatever fails on the way, there is one.
        """
        await self._reporter.started(self.name, context)
        await self._reporter.thinking(self.name, context, "Who can answer this?")
        try:
            answer = await self._answer(question, context)
        except ToolFailed as error:
            await self._reporter.failed(self.name, context, error)
            return Outcome("failed", None, self._reporter.troubles(context))
        await self._reporter.completed(self.name, context, answer)
        troubles = self._reporter.troubles(context)
        lasting = [trouble for trouble in troubles if not trouble.startswith("retried: ")]
        return Outcome("degraded" if lasting else "completed", answer, troubles)

    async def _answer(self, question: str, context: UserExecutionContext) -> JsonValue:
        route = await self._hand_to(self._triage, question, context)
        total = await self._hand_to(self._data, question, context)
        if route == "data":
            return {"total": total}
        mailed = await self._hand_to(self._action, f"{question} {total} euros.", context)
        return {"total": total, "mailed": mailed}

    async def _hand_to(self, agent: Agent, task: str, context: UserExecutionContext) -> JsonValue:
        """Let an agent work in a child of the context; what it gives up with is told, and passed on."""
        step = context.create_child_context(agent.name, agent_context={"task": task})
        try:
            return await agent.run(task, step)
        except ToolFailed as error:
            await self._reporter.failed(agent.name, step, error)
            raise
