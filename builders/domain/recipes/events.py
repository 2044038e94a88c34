"""What one run tells its user, from its start to its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.events import (
    EVENTS,
    MOST_OF_A_NAME,
    AgentEvent,
    EventType,
    event_id_of,
    tool_call_id_of,
)
from builders.domain.recipes.belonging import check_texts, check_type
from builders.domain.recipes.context import contexts
from builders.domain.recipes.material import Material
from builders.errors import InvalidOverride

Outcome = Literal["completed", "error", "death"]
"""How a run ends."""

_THOUGHTS: Final = (
    "Reading the question.",
    "Looking for what is known already.",
    "Choosing who should answer.",
    "Comparing the figures with last month's.",
    "Writing the answer.",
)
_QUERIES: Final = ("open invoices", "churn in the last quarter", "slow calls", "unused licences")
_ERRORS: Final = (
    ("The model did not answer in time.", "TimeoutError"),
    ("The data source refused the connection.", "ConnectionRefusedError"),
)
_CAUSES: Final = ("timeout", "out of memory")


def run_events(
    context: UserExecutionContext | None = None,
    *,
    agent_name: str = "triage",
    tools: Sequence[str] = ("search",),
    sub_agents: Sequence[str] = (),
    outcome: Outcome = "completed",
) -> tuple[AgentEvent, ...]:
    """All events of one run, in order: valid, plausible, and the same for the same run.

    The agent starts, thinks, calls each tool and thinks again; each sub-agent starts, thinks and completes; the agent
    ends. A run that ends in another way than completed does so while the last tool is at work, if it has tools.

    Args:
        context: whose run it is, and when it began; one is built where there is none.
        agent_name: the run's first agent, whose end is the end of the run.
        tools: the tools that it calls, by name, one after the other.
        sub_agents: the agents that it hands work to, by name.
        outcome: how it ends.

    Raises:
        InvalidOverride: an option is none, a name is blank or too long, or a sub-agent has the name of the agent.

    Example:
        >>> from builders.domain import seed_tenants
        >>> events = run_events(seed_tenants().context("admin", of="a"))
        >>> [event.type for event in events][:3]
        ['agent_started', 'agent_thinking', 'tool_executing']
        >>> events[-1].id, events[-1].type
        ('run_thread_a_admin_1.event.6', 'agent_completed')
    """
    check_type("context", context, UserExecutionContext, None)
    if outcome not in get_args(Outcome):
        raise InvalidOverride(f"outcome={outcome!r} is none of: {', '.join(get_args(Outcome))}")
    check_texts("tools", tools, "search")
    check_texts("sub_agents", sub_agents, "researcher")
    _check_name("agent_name", agent_name)
    for option, names in (("tools", tools), ("sub_agents", sub_agents)):
        for place, name in enumerate(names):
            _check_name(f"{option}[{place}]", name)
    if agent_name in sub_agents:
        raise InvalidOverride(f"sub_agents names {agent_name!r}, which is the agent itself")
    telling = _Telling(contexts.build() if context is None else context)
    telling.tell("agent_started", agent_name, context=telling.context.agent_context)
    telling.think(agent_name)
    for sub_agent in sub_agents:
        telling.tell("agent_started", sub_agent)
        telling.think(sub_agent)
        telling.tell("agent_completed", sub_agent, result={"status": "done"})
    for number, tool in enumerate(tools, 1):
        broken_off = number == len(tools) and outcome != "completed"
        telling.use(agent_name, tool, number, answers=not broken_off)
        if not broken_off:
            telling.think(agent_name)
    telling.end(agent_name, outcome)
    return tuple(telling.events)


def _check_name(option: str, name: object) -> None:
    """Refuse what is no name of an agent or a tool.

    Raises:
        InvalidOverride: it is none.
    """
    if not isinstance(name, str) or not name.strip():
        raise InvalidOverride(f"{option}={name!r} is no name: a text that is not blank")
    if len(name) > MOST_OF_A_NAME:
        raise InvalidOverride(f"{option} has {len(name)} characters, and a name may have {MOST_OF_A_NAME}")


@dataclass(slots=True)
class _Telling:
    """The events so far, and what the next ones are drawn from."""

    context: UserExecutionContext
    events: list[AgentEvent] = field(default_factory=list[AgentEvent])
    thoughts: int = 0

    @property
    def material(self) -> Material:
        return Material.of(event_id_of(self.context.run_id, len(self.events) + 1))

    def tell(self, type_: EventType, agent_name: str, **payload: object) -> None:
        pause = dt.timedelta(milliseconds=self.material.number("pause", 5, 400))
        before = self.events[-1].created_at if self.events else self.context.created_at
        common: Mapping[str, object] = {
            "type": type_,
            "id": event_id_of(self.context.run_id, len(self.events) + 1),
            "run_id": self.context.run_id,
            "thread_id": self.context.thread_id,
            "user_id": self.context.user_id,
            "agent_name": agent_name,
            "created_at": before + pause,
        }
        self.events.append(EVENTS.validate_python({**common, **payload}))

    def think(self, agent_name: str) -> None:
        self.thoughts += 1
        thought = _THOUGHTS[(self.thoughts - 1) % len(_THOUGHTS)]
        self.tell("agent_thinking", agent_name, thought=thought, step=self.thoughts)

    def use(self, agent_name: str, tool: str, number: int, *, answers: bool) -> None:
        call = tool_call_id_of(self.context.run_id, number)
        query = self.material.pick("query", _QUERIES)
        self.tell("tool_executing", agent_name, tool_name=tool, tool_call_id=call, parameters={"query": query})
        if not answers:
            return
        began, count = self.events[-1].created_at, self.material.number("count", 0, 20)
        self.tell("tool_completed", agent_name, tool_name=tool, tool_call_id=call, result={"found": count})
        self._timed(began)

    def end(self, agent_name: str, outcome: Outcome) -> None:
        material, began = self.material, self.events[0].created_at
        if outcome == "completed":
            self.tell("agent_completed", agent_name, result={"status": "done"})
            self._timed(began)
        elif outcome == "error":
            error, error_type = material.pick("error", _ERRORS)
            self.tell("agent_error", agent_name, error=error, error_type=error_type)
        else:
            self.tell("agent_death", agent_name, cause=material.pick("cause", _CAUSES))

    def _timed(self, began: dt.datetime) -> None:
        """The last event says how long it took: what its times say."""
        event = self.events[-1]
        self.events[-1] = event.changed(duration_ms=(event.created_at - began) / dt.timedelta(milliseconds=1))
