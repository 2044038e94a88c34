"""Runs whose events contracts are checked on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from builders.domain import EVENTS, AgentEvent, run_events, seed_tenants
from mockfactory.realtime import Checkable, ContractReport, EventContract

ADMIN = seed_tenants().context("admin", of="a")
OTHER = seed_tenants().context("admin", of="b")
RUN = ADMIN.run_id
EVENTS_OF_RUN = run_events(ADMIN)
NESTED = run_events(ADMIN, agent_name="supervisor", sub_agents=("triage", "data", "action"), tools=("search", "mail"))
CONTRACT = EventContract()
LAX = EventContract(required=("agent_started",))
START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
REST: Mapping[str, Mapping[str, object]] = {
    "agent_started": {},
    "agent_thinking": {"thought": "Hm."},
    "agent_completed": {},
    "agent_error": {"error": "No."},
    "agent_death": {"cause": "timeout"},
    "progress_update": {"percent": 50},
    "custom": {"name": "chart"},
}


def told(*types: str, agent: str = "triage", run: str = RUN) -> list[AgentEvent]:
    """Events, a second apart: `a>1` is a call of the tool a, `a<1` its answer, `x:agent_error` of another agent."""
    events: list[AgentEvent] = []
    for number, text in enumerate(types, 1):
        name, _, type_ = text.rpartition(":")
        fields: dict[str, object] = {
            "id": f"{run}.event.{number}",
            "run_id": run,
            "thread_id": ADMIN.thread_id,
            "user_id": ADMIN.user_id,
            "agent_name": name or agent,
            "created_at": START + dt.timedelta(seconds=number),
        }
        for sign, kind in ((">", "tool_executing"), ("<", "tool_completed")):
            if sign in type_:
                tool, _, call = type_.partition(sign)
                fields |= {"type": kind, "tool_name": tool, "tool_call_id": f"call_{call}"}
        if "type" not in fields:
            fields |= {"type": type_, **REST[type_]}
        events.append(EVENTS.validate_python(fields))
    return events


def problems(report: ContractReport) -> list[tuple[str, int | None]]:
    return [(failure.kind, failure.place) for failure in report.failures]


def at_once(*events: AgentEvent) -> list[AgentEvent]:
    """As under a virtual clock, which stands still."""
    return [event.changed(created_at=START) for event in events]


def wrong(place: int, **fields: object) -> list[Checkable]:
    events: list[Checkable] = list(EVENTS_OF_RUN)
    events[place] = EVENTS_OF_RUN[place].model_dump() | fields
    return events
