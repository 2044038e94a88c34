"""Events of a run: what is one, and whole runs."""

from __future__ import annotations

import itertools
import json
from contextlib import nullcontext

import pytest
from pydantic import ValidationError

from builders import InvalidOverride
from builders.domain import (
    EVENTS,
    AgentCompleted,
    AgentEvent,
    AgentThinking,
    ToolCompleted,
    ToolExecuting,
    contexts,
    run_events,
    seed_tenants,
)

CONTEXT = seed_tenants().context("admin", of="a")


def types(events: tuple[AgentEvent, ...]) -> list[str]:
    return [event.type for event in events]


def test_a_run_from_start_to_end() -> None:
    events = run_events(CONTEXT)
    assert types(events) == [
        "agent_started",
        "agent_thinking",
        "tool_executing",
        "tool_completed",
        "agent_thinking",
        "agent_completed",
    ]
    assert events == run_events(CONTEXT)
    assert {(event.run_id, event.thread_id, event.user_id) for event in events} == {
        (CONTEXT.run_id, CONTEXT.thread_id, CONTEXT.user_id)
    }
    assert [event.id for event in events] == [f"{CONTEXT.run_id}.event.{number}" for number in range(1, 7)]


def test_times_follow_each_other_and_the_context() -> None:
    times = [CONTEXT.created_at, *(event.created_at for event in run_events(CONTEXT, tools=("a", "b", "c")))]
    assert all(earlier < later for earlier, later in itertools.pairwise(times))


def test_calls_of_tools_pair_up_and_take_as_long_as_they_say() -> None:
    events = run_events(CONTEXT, tools=("search", "search", "mail"))
    calls = [event for event in events if isinstance(event, ToolExecuting)]
    answers = [event for event in events if isinstance(event, ToolCompleted)]
    assert [call.tool_name for call in calls] == ["search", "search", "mail"]
    assert len({call.tool_call_id for call in calls}) == 3
    for call, answer in zip(calls, answers, strict=True):
        assert (call.tool_call_id, call.tool_name) == (answer.tool_call_id, answer.tool_name)
        took = (answer.created_at - call.created_at).total_seconds() * 1000
        assert answer.duration_ms == pytest.approx(took)


def test_a_run_that_breaks_off_does_so_while_a_tool_is_at_work() -> None:
    assert types(run_events(CONTEXT, outcome="error"))[-2:] == ["tool_executing", "agent_error"]
    assert types(run_events(CONTEXT, outcome="death"))[-2:] == ["tool_executing", "agent_death"]
    assert types(run_events(CONTEXT, outcome="death", tools=())) == ["agent_started", "agent_thinking", "agent_death"]


def test_sub_agents_work_within_the_run() -> None:
    events = run_events(CONTEXT, agent_name="supervisor", sub_agents=("triage", "data"), tools=())
    assert [(event.agent_name, event.type.removeprefix("agent_")) for event in events] == [
        ("supervisor", "started"),
        ("supervisor", "thinking"),
        ("triage", "started"),
        ("triage", "thinking"),
        ("triage", "completed"),
        ("data", "started"),
        ("data", "thinking"),
        ("data", "completed"),
        ("supervisor", "completed"),
    ]
    assert [event.step for event in events if isinstance(event, AgentThinking)] == [1, 2, 3]


def test_a_run_of_nobody_in_particular_is_built() -> None:
    first, second = run_events(), run_events()
    assert first[0].run_id != second[0].run_id
    assert run_events(contexts.build(agent_context={"lang": "en"}))[0].model_dump()["context"] == {"lang": "en"}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"tools": "search"}, "tools='search' is no list of texts\n  write:  tools=\\['search'\\]"),
        ({"sub_agents": (1,)}, "is no list of texts"),
        ({"sub_agents": "data"}, "sub_agents='data' is no list of texts"),
        ({"tools": ["search", ""]}, r"^tools\[1\]='' is no name: a text that is not blank$"),
        ({"agent_name": " "}, "^agent_name=' ' is no name"),
        ({"agent_name": None}, "^agent_name=None is no name"),
        ({"sub_agents": ["x" * 257]}, r"sub_agents\[0\] has 257 characters, and a name may have 256"),
        ({"outcome": "bad"}, "outcome='bad' is none of: completed, error, death"),
        ({"sub_agents": ["triage"]}, "sub_agents names 'triage', which is the agent itself"),
        ({"context": "run_1"}, "is no UserExecutionContext"),
    ],
)
def test_wrong_options_are_refused(wrong: dict[str, object], reason: str) -> None:
    with pytest.raises(InvalidOverride, match=reason):
        run_events(**wrong)  # type: ignore[arg-type]


def test_events_are_read_again_from_json() -> None:
    for outcome in ("completed", "error", "death"):
        for event in run_events(CONTEXT, outcome=outcome):
            assert EVENTS.validate_json(EVENTS.dump_json(event)) == event


def test_results_are_copied_frozen_and_json() -> None:
    rows = [{"id": 1}]
    event = EVENTS.validate_python({**run_events(CONTEXT)[-1].model_dump(), "result": rows})
    assert isinstance(event, AgentCompleted)
    rows[0]["id"] = 2
    assert event.result == [{"id": 1}]
    with pytest.raises(TypeError, match="frozen"):
        event.result[0]["id"] = 3  # type: ignore[index, call-overload]
    with pytest.raises(ValidationError, match=r"JSON has no such number|a finite number"):
        event.changed(result=float("inf"))


@pytest.mark.parametrize(
    ("place", "name", "wrong", "right"),
    [
        (1, "step", "3", 3),
        (1, "step", True, None),
        (1, "progress", "50", 50),
        (3, "duration_ms", "12", 12),
        (3, "duration_ms", True, 12.5),
        (3, "created_at", 1735689600, "2025-01-01T00:00:00Z"),
        (3, "created_at", "1735689600", "2025-01-01T02:00:00+02:00"),
        (3, "created_at", "2025-01-01T00:00:00", "2025-01-01 00:00:00Z"),
        (3, "tool_name", 3, "search"),
    ],
)
def test_a_field_of_another_type_is_refused_from_json_and_from_data(
    place: int, name: str, wrong: object, right: object
) -> None:
    event = run_events(CONTEXT)[place]
    data = event.model_dump(mode="json")
    for value, is_right in ((wrong, False), (right, True)):
        changed = data | {name: value}
        with nullcontext() if is_right else pytest.raises(ValidationError, match=name):
            EVENTS.validate_json(json.dumps(changed))
        with nullcontext() if is_right else pytest.raises(ValidationError, match=name):
            EVENTS.validate_python(changed)
