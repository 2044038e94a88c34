"""The order of a run's events, as tables: what may come when, and what is then.

Nobody else's rules are followed here: they say in a table what the events of `builders.domain` mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from builders.domain.models.events import EventType

AgentState = Literal["not started", "working", "ended"]
"""How an agent of a run stands."""
CallState = Literal["not called", "open", "answered"]
"""How a call of a tool stands."""

ENDS: Final[tuple[EventType, ...]] = ("agent_completed", "agent_error", "agent_death")
"""The events that end an agent; of the run's agent, the run."""
_WORK: Final[tuple[EventType, ...]] = (
    "agent_thinking",
    "tool_executing",
    "tool_completed",
    "progress_update",
    "custom",
)

AGENT: Final[Mapping[AgentState, Mapping[EventType, AgentState]]] = {
    "not started": {"agent_started": "working"},
    "working": {**dict.fromkeys(_WORK, "working"), **dict.fromkeys(ENDS, "ended")},
    "ended": {},
}
"""The run's agent: it starts, works, and ends once."""
SUB_AGENT: Final[Mapping[AgentState, Mapping[EventType, AgentState]]] = {
    **AGENT,
    "ended": {"agent_started": "working"},
}
"""An agent that the run's agent hands work to: it may be started again when it has ended."""
CALL: Final[Mapping[CallState, Mapping[EventType, CallState]]] = {
    "not called": {"tool_executing": "open"},
    "open": {"tool_completed": "answered"},
    "answered": {},
}
"""A call of a tool, by its `tool_call_id`."""
