"""Two tools, and how an agent uses one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from builders.domain import UserExecutionContext
from docs.examples.supervisor.reporter import Reporter
from mockfactory.interfaces import Tool


class ToolFailed(Exception):
    """A tool did not answer, however often it was asked."""


class Sales:
    """Looks up what a tenant has sold. Satisfies `Tool`.

    Args:
        rows: amounts, by tenant.
    """

    name = "sales"
    description = "What this tenant has sold, in euros."

    def __init__(self, rows: Mapping[str, Sequence[int]]) -> None:
        self._rows = rows

    async def execute(self, parameters: Mapping[str, object], context: UserExecutionContext) -> JsonValue:
        """The amounts of the tenant of the context: there is no parameter that names another one."""
        return list(self._rows.get(context.tenant.id, ()))


class Mail:
    """Sends a text to several people. Satisfies `Tool`."""

    name = "mail"
    description = "Sends `text` to all of `to`; answers who got it."

    def __init__(self) -> None:
        self.sent: list[str] = []

    async def execute(self, parameters: Mapping[str, object], context: UserExecutionContext) -> JsonValue:
        """Send, and say who got it."""
        to = parameters["to"]
        got = [str(one) for one in to] if isinstance(to, Sequence) else []
        self.sent += got
        return list[JsonValue](got)


async def use(
    tool: Tool,
    parameters: Mapping[str, object],
    context: UserExecutionContext,
    agent: str,
    reporter: Reporter,
    *,
    patience: float = 10.0,
    attempts: int = 3,
) -> JsonValue:
    """Call a tool for an agent, and tell the user. One that does not answer in time is asked again.

    Args:
        tool: what is called.
        parameters: by name.
        context: of the agent; each call gets a child of it.
        agent: who calls.
        reporter: tells the user.
        patience: how long the tool may take, in seconds.
        attempts: how often it is asked.

    Raises:
        ToolFailed: it never answered.
    """
    call = context.create_child_context(tool.name)
    await reporter.executing(agent, tool.name, parameters, call)
    for attempt in range(attempts):
        try:
            async with asyncio.timeout(patience):
                result = await tool.execute(parameters, call)
        except (TimeoutError, ConnectionError):
            reporter.note(context, f"retried: {tool.name}")
            await asyncio.sleep(2**attempt)
        else:
            await reporter.executed(agent, tool.name, result, call)
            return result
    raise ToolFailed(f"{tool.name} did not answer, {attempts} times")
