"""Calls of tools: which are open, and which one an answer belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from builders.domain.models.events import tool_call_id_of


class OpenCall(NamedTuple):
    """A call of a tool that has not answered yet."""

    agent_name: str
    tool_name: str
    tool_call_id: str


@dataclass(slots=True)
class ToolCalls:
    """The calls of tools in one run."""

    run_id: str
    open: list[OpenCall] = field(default_factory=list[OpenCall])
    _known: set[str] = field(default_factory=set[str])
    _count: int = 0
    _before: tuple[list[OpenCall], int, str | None] | None = None

    def upcoming(self) -> str:
        """The id of the next call: `<run>.call.<number>`, counted from 1; one that was given by hand is passed over."""
        number = self._count + 1
        while (call := tool_call_id_of(self.run_id, number)) in self._known:
            number += 1
        return call

    def begin(self, call: OpenCall) -> None:
        """A tool was called."""
        is_new = call.tool_call_id not in self._known
        self._before = (self.open, self._count, call.tool_call_id if is_new else None)
        if call.tool_call_id == self.upcoming():
            self._count += 1
        self._known.add(call.tool_call_id)
        self.open = [*self.open, call]

    def answered_by(self, agent_name: str, tool_name: str) -> str | None:
        """The id of the oldest open call of a tool: of the agent's own calls if there is one, else of any agent's."""
        calls = [call for call in self.open if call.tool_name == tool_name]
        own = [call for call in calls if call.agent_name == agent_name]
        return next((call.tool_call_id for call in own or calls), None)

    def end(self, tool_call_id: str) -> None:
        """A tool has answered."""
        self._before = (self.open, self._count, None)
        self.open = [call for call in self.open if call.tool_call_id != tool_call_id]

    def take_back(self) -> None:
        """What was told last did not happen."""
        if self._before is not None:
            self.open, self._count, new = self._before
            self._known -= {new}
            self._before = None
