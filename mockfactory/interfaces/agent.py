"""`Agent`: does one part of the work of a run."""

from __future__ import annotations

from typing import Protocol

from pydantic import JsonValue

from builders.domain.models.context import UserExecutionContext


class Agent(Protocol):
    """Does one part of the work of a run, on behalf of the user of a context.

    Example:
        >>> class Echo:
        ...     name = "echo"
        ...     async def run(self, task: str, context: UserExecutionContext) -> JsonValue:
        ...         return task
        >>> agent: Agent = Echo()
    """

    @property
    def name(self) -> str:
        """What its events call it."""
        ...

    async def run(self, task: str, context: UserExecutionContext) -> JsonValue:
        """Do a task.

        Args:
            task: what is to be done, in words.
            context: for whom. Work that is handed on gets a child of it.

        Returns:
            What came of it.
        """
        ...
