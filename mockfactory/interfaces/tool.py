"""`Tool`: something that an agent can call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from pydantic import JsonValue

from builders.domain.models.context import UserExecutionContext


class Tool(Protocol):
    """Something that an agent can call by its name.

    Example:
        >>> class Add:
        ...     name = "add"
        ...     description = "Adds two numbers, a and b."
        ...     async def execute(self, parameters: Mapping[str, object], context: UserExecutionContext) -> JsonValue:
        ...         return int(str(parameters["a"])) + int(str(parameters["b"]))
        >>> tool: Tool = Add()
    """

    @property
    def name(self) -> str:
        """By which agents call it."""
        ...

    @property
    def description(self) -> str:
        """What it is good for, in words that a model reads."""
        ...

    async def execute(self, parameters: Mapping[str, object], context: UserExecutionContext) -> JsonValue:
        """Do it.

        Args:
            parameters: by name.
            context: for whom: a tool sees what this user may see.

        Returns:
            What the agent gets.
        """
        ...
