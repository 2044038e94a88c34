"""Three agents. Each satisfies `Agent`, tells its user what it does, and knows of no other agent."""

from __future__ import annotations

import asyncio

from pydantic import JsonValue

from builders.domain import UserExecutionContext
from docs.examples.supervisor.reporter import Reporter
from docs.examples.supervisor.tools import use
from mockfactory.interfaces import LLMClient, Tool


class Triage:
    """Finds out what is wanted: only data, or something done with it.

    Args:
        llm: is asked; where it does not answer in time, something is done: that is never too little.
        reporter: tells the user.
        timeout: how long the model may take, in seconds.
    """

    name = "triage"

    def __init__(self, llm: LLMClient, reporter: Reporter, *, timeout: float = 20.0) -> None:
        self._llm = llm
        self._reporter = reporter
        self._timeout = timeout

    async def run(self, task: str, context: UserExecutionContext) -> JsonValue:
        """ "data", or "action"."""
        await self._reporter.started(self.name, context)
        await self._reporter.thinking(self.name, context, f"What is wanted by {task!r}?")
        try:
            async with asyncio.timeout(self._timeout):
                completion = await self._llm.complete(task, system="Say one word: data, or action.")
            route = "data" if completion.text.strip().lower() == "data" else "action"
        except (TimeoutError, ConnectionError):
            self._reporter.note(context, "guessed: what is wanted")
            route = "action"
        await self._reporter.completed(self.name, context, route)
        return route


class Data:
    """Fetches the numbers of the tenant.

    Args:
        sales: the tool that has them.
        reporter: tells the user.
    """

    name = "data"

    def __init__(self, sales: Tool, reporter: Reporter) -> None:
        self._sales = sales
        self._reporter = reporter

    async def run(self, task: str, context: UserExecutionContext) -> JsonValue:
        """The sum of what was sold.

        Raises:
            ToolFailed: the tool never answered.
        """
        await self._reporter.started(self.name, context)
        rows = await use(self._sales, {"question": task}, context, self.name, self._reporter)
        total = sum(row for row in rows if isinstance(row, int)) if isinstance(rows, list) else 0
        await self._reporter.completed(self.name, context, total)
        return total


class Action:
    """Mails a text to all who asked for it.

    Args:
        mail: the tool that sends.
        recipients: who asked.
        reporter: tells the user.
    """

    name = "action"

    def __init__(self, mail: Tool, recipients: tuple[str, ...], reporter: Reporter) -> None:
        self._mail = mail
        self._recipients = recipients
        self._reporter = reporter

    async def run(self, task: str, context: UserExecutionContext) -> JsonValue:
        """Who got it. Those who did not are tried once more.

        Raises:
            ToolFailed: the tool never answered.
        """
        await self._reporter.started(self.name, context)
        got = await self._send(task, self._recipients, context)
        missed = tuple(one for one in self._recipients if one not in got)
        if missed:
            self._reporter.note(context, f"retried: mail to {', '.join(missed)}")
            got += await self._send(task, missed, context)
        for one in self._recipients:
            if one not in got:
                self._reporter.note(context, f"undone: mail to {one}")
        result = list[JsonValue](got)
        await self._reporter.completed(self.name, context, result)
        return result

    async def _send(self, text: str, to: tuple[str, ...], context: UserExecutionContext) -> list[str]:
        answer = await use(self._mail, {"text": text, "to": to}, context, self.name, self._reporter)
        return [str(one) for one in answer] if isinstance(answer, list) else []
