"""What every `WebSocketEmitter` does."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from builders.domain import AgentEvent, AgentThinking, EventType, run_events, seed_tenants
from mockfactory.realtime.interfaces.emitter import EmitterSettings, WebSocketEmitter
from mockfactory.realtime.interfaces.errors import InvalidEvent
from tests.realtime.contracts.sides import EmitterSide

pytestmark = pytest.mark.asyncio

CONTEXT = seed_tenants().context("admin", of="a")
OTHER = seed_tenants().context("viewer", of="a")
RUN, USER = CONTEXT.run_id, CONTEXT.user_id
EVENTS = run_events(CONTEXT)


async def connected(side: EmitterSide, settings: EmitterSettings | None = None) -> WebSocketEmitter:
    emitter = await side.make(USER, settings=settings)
    await emitter.connect()
    return emitter


def types(events: list[AgentEvent]) -> list[EventType]:
    return [event.type for event in events]


async def test_it_is_of_its_user_and_not_connected_at_first(emitter_side: EmitterSide) -> None:
    emitter = await emitter_side.make(USER)
    assert (emitter.user_id, emitter.is_connected) == (USER, False)
    assert emitter.settings == EmitterSettings()


async def test_what_is_emitted_arrives_as_it_was_sent_and_in_order(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    for event in EVENTS:
        assert await emitter.emit_event(event)
    assert [await emitter_side.next() for _ in EVENTS] == list(EVENTS)
    assert emitter.get_events() == list(EVENTS)


async def test_each_method_makes_its_event(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    assert await emitter.emit_agent_started(RUN, "triage", context={"lang": "en"})
    assert await emitter.emit_agent_thinking(RUN, "triage", "Hm.", step=1, progress=10.5)
    assert await emitter.emit_tool_executing(RUN, "triage", "search", parameters={"q": "tea"})
    assert await emitter.emit_tool_completed(RUN, "triage", "search", result=[1, {"b": None}], duration_ms=3)
    assert await emitter.emit_agent_completed(RUN, "triage", result="done", duration_ms=7.5)
    assert await emitter.emit_agent_error(RUN, "data", "No rows.", details={"table": "t"})
    got = [await emitter_side.next() for _ in range(6)]
    assert [event.model_dump(exclude={"id", "thread_id", "created_at"}) for event in got] == [
        {"run_id": RUN, "user_id": USER, **rest}
        for rest in (
            {"agent_name": "triage", "type": "agent_started", "context": {"lang": "en"}},
            {"agent_name": "triage", "type": "agent_thinking", "thought": "Hm.", "step": 1, "progress": 10.5},
            {
                "agent_name": "triage",
                "type": "tool_executing",
                "tool_name": "search",
                "tool_call_id": f"{RUN}.call.1",
                "parameters": {"q": "tea"},
            },
            {
                "agent_name": "triage",
                "type": "tool_completed",
                "tool_name": "search",
                "tool_call_id": f"{RUN}.call.1",
                "result": [1, {"b": None}],
                "duration_ms": 3,
            },
            {"agent_name": "triage", "type": "agent_completed", "result": "done", "duration_ms": 7.5},
            {
                "agent_name": "data",
                "type": "agent_error",
                "error": "No rows.",
                "error_type": None,
                "details": {"table": "t"},
            },
        )
    ]
    assert [event.id for event in got] == [f"{RUN}.event.{number}" for number in range(1, 7)]
    assert {event.thread_id for event in got} == {CONTEXT.thread_id}


async def test_times_go_on_and_none_is_in_the_future(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    for _ in range(5):
        await emitter.emit_agent_thinking(RUN, "triage", "Hm.")
    times = [event.created_at for event in emitter.get_events()]
    assert times == sorted(times)
    assert dt.timedelta(0) <= dt.datetime.now(dt.UTC) - times[0] < dt.timedelta(minutes=1)


async def test_an_exception_tells_its_class(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    await emitter.emit_agent_error(RUN, "triage", TimeoutError("too slow"))
    await emitter.emit_agent_error(RUN, "triage", KeyError())
    told = [event for event in emitter.get_events() if event.type == "agent_error"]
    assert [(event.error, event.error_type) for event in told] == [("too slow", "TimeoutError"), ("KeyError",) * 2]


async def test_calls_of_tools_are_paired(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    await emitter.emit_tool_executing(RUN, "triage", "search")
    await emitter.emit_tool_executing(RUN, "triage", "search")
    await emitter.emit_tool_executing(RUN, "data", "search", tool_call_id="call_mine")
    await emitter.emit_tool_executing(RUN, "triage", "sum")
    for agent, tool in (("data", "search"), ("triage", "sum"), ("triage", "search"), ("triage", "search")):
        await emitter.emit_tool_completed(RUN, agent, tool)
    answered = [event.tool_call_id for event in emitter.get_events() if event.type == "tool_completed"]
    assert answered == ["call_mine", f"{RUN}.call.3", f"{RUN}.call.1", f"{RUN}.call.2"]


async def test_an_answer_of_a_tool_that_nobody_called_is_no_event(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    with pytest.raises(InvalidEvent, match="tool_call_id: no call of the tool 'search' is open"):
        await emitter.emit_tool_completed(RUN, "triage", "search")
    assert await emitter.emit_tool_completed(RUN, "triage", "search", tool_call_id="call_7")


async def test_runs_are_counted_apart(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    second = f"run_{CONTEXT.thread_id}_2"
    await emitter.emit_tool_executing(RUN, "triage", "search")
    await emitter.emit_tool_executing(second, "triage", "search")
    assert [event.id for event in emitter.get_events()] == [f"{RUN}.event.1", f"{second}.event.1"]
    await emitter.emit_tool_completed(second, "triage", "search")
    (answer,) = emitter.get_events("tool_completed")
    assert answer.run_id == second
    assert emitter.get_events(run_id=RUN) == emitter.get_events()[:1]
    assert emitter.get_events("tool_completed", run_id=RUN) == []


async def test_nothing_goes_out_while_it_is_not_connected(emitter_side: EmitterSide) -> None:
    emitter = await emitter_side.make(USER)
    assert not await emitter.emit_agent_started(RUN, "triage")
    await emitter.connect()
    await emitter.connect()
    assert emitter.is_connected
    assert await emitter.emit_agent_thinking(RUN, "triage", "Hm.")
    await emitter.disconnect(1001, "gone")
    await emitter.disconnect()
    assert not emitter.is_connected
    assert await emitter_side.closing() == (1001, "gone")
    assert not await emitter.emit_agent_completed(RUN, "triage")
    assert types(emitter.get_events()) == ["agent_thinking"]
    await emitter.connect()
    assert await emitter.emit_agent_completed(RUN, "triage")
    assert (await emitter_side.next()).type == "agent_completed"


@pytest.mark.parametrize(
    ("code", "reason", "refusal"),
    [
        (0, "", "0 is no close code that may be sent"),
        (999, "", "999 is no close code"),
        (1005, "", "1005 is no close code"),
        (1006, "", "1006 is no close code"),
        (2000, "", "2000 is no close code"),
        (5000, "", "5000 is no close code"),
        (1000, "é" * 62, "at most 123 bytes, and this has 124"),
    ],
)
async def test_a_close_that_no_frame_can_hold_is_refused(
    emitter_side: EmitterSide, code: int, reason: str, refusal: str
) -> None:
    emitter = await connected(emitter_side)
    with pytest.raises(ValueError, match=refusal):
        await emitter.disconnect(code, reason)
    assert emitter.is_connected
    await emitter.disconnect(4000, "é" * 61)
    assert await emitter_side.closing() == (4000, "é" * 61)


async def test_a_user_who_leaves_is_noticed(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    await emitter_side.leave()
    assert not emitter.is_connected
    assert not await emitter.emit_agent_started(RUN, "triage")
    assert emitter.get_events() == []


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"run_id": "None"}, "run_id: 'None' is a placeholder"),
        ({"run_id": "run"}, "run_id: 'run' is no run id"),
        ({"agent_name": " "}, "agent_name: must not be blank"),
        ({"thought": ""}, "thought: must not be blank"),
        ({"step": 0}, "step: Input should be greater than or equal to 1, and it is 0"),
        ({"progress": 101.0}, "progress: Input should be less than or equal to 100, and it is 101"),
        ({"progress": float("nan")}, "progress: Input should be a finite number"),
    ],
)
@pytest.mark.parametrize("is_connected", [True, False])
async def test_what_is_no_event_is_refused(
    emitter_side: EmitterSide, wrong: dict[str, Any], reason: str, is_connected: bool
) -> None:
    emitter = await emitter_side.make(USER)
    if is_connected:
        await emitter.connect()
    right: dict[str, Any] = {"run_id": RUN, "agent_name": "triage", "thought": "Hm."}
    with pytest.raises(InvalidEvent) as refused:
        await emitter.emit_agent_thinking(**right | wrong)
    assert reason in str(refused.value)
    assert emitter.get_events() == []


async def test_all_wrong_fields_are_named_at_once(emitter_side: EmitterSide) -> None:
    emitter = await emitter_side.make(USER)
    with pytest.raises(InvalidEvent, match=r"(?s)agent_name: .*\n  thought: .*\n  step: "):
        await emitter.emit_agent_thinking(RUN, "", "", step=-1)


async def test_events_of_other_users_are_refused(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    event = run_events(OTHER)[0]
    reason = f"user_id: this emitter sends the events of '{USER}', and it is '{OTHER.user_id}'"
    with pytest.raises(InvalidEvent, match=reason):
        await emitter.emit_event(event)
    with pytest.raises(InvalidEvent, match=reason):
        emitter.add_event(event)
    with pytest.raises(InvalidEvent, match=reason):
        emitter.validate_event(event)
    assert emitter.get_events() == []


async def test_an_event_that_was_made_without_validation_is_refused(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    fields: dict[str, Any] = {**EVENTS[1].model_dump(), "thought": " "}
    with pytest.raises(InvalidEvent, match="thought: must not be blank"):
        await emitter.emit_event(AgentThinking.model_construct(**fields))


async def test_an_event_is_read_from_data_and_from_json(emitter_side: EmitterSide) -> None:
    emitter = await emitter_side.make(USER)
    for event in EVENTS:
        assert emitter.validate_event(event) == event
        assert emitter.validate_event(event.model_dump()) == event
        assert emitter.validate_event(event.model_dump_json()) == event
        assert emitter.validate_event(event.model_dump_json().encode()) == event


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, "type: is missing"),
        ({"type": "agent_strated"}, "type: 'agent_strated' is no type of event. Did you mean 'agent_started'?"),
        ({"type": "agent_started"}, "run_id: is missing"),
        ({**EVENTS[0].model_dump(), "more": 1}, "more: is unknown"),
        ({**EVENTS[0].model_dump(), "thread_id": "thread_x"}, "belongs to the thread"),
        ("{", "is no JSON"),
        ("[]", "should be an object"),
        (b"\xff", "is no JSON"),
    ],
)
async def test_what_is_no_data_of_an_event_is_refused(
    emitter_side: EmitterSide, data: Mapping[str, object] | str | bytes, reason: str
) -> None:
    emitter = await emitter_side.make(USER)
    with pytest.raises(InvalidEvent) as refused:
        emitter.validate_event(data)
    assert reason in str(refused.value)


async def test_an_event_over_the_size_limit_is_refused(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side, EmitterSettings(max_message_bytes=1000))
    with pytest.raises(InvalidEvent, match="bytes, and a message may have 1,000"):
        await emitter.emit_agent_thinking(RUN, "triage", "é" * 500)
    assert await emitter.emit_agent_thinking(RUN, "triage", "é" * 50)
    assert len(emitter.get_events()) == 1


async def test_the_size_limit_is_met_to_the_byte(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    size = len(EVENTS[0].model_dump_json().encode())
    emitter.configure(max_message_bytes=size)
    assert await emitter.emit_event(EVENTS[0])
    emitter.configure(max_message_bytes=size - 1)
    with pytest.raises(InvalidEvent):
        await emitter.emit_event(EVENTS[0])


async def test_the_history_keeps_the_latest(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side, EmitterSettings(history=3))
    for event in EVENTS:
        await emitter.emit_event(event)
    assert emitter.get_events() == list(EVENTS[-3:])
    emitter.configure(history=2)
    assert emitter.get_events() == list(EVENTS[-2:])
    emitter.clear_events()
    assert emitter.get_events() == []
    emitter.configure(history=0)
    await emitter.emit_event(EVENTS[0])
    assert emitter.get_events() == []


async def test_an_added_event_is_remembered_and_not_sent(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    emitter.add_event(EVENTS[0])
    await emitter.emit_event(EVENTS[1])
    assert emitter.get_events() == list(EVENTS[:2])
    assert await emitter_side.next() == EVENTS[1]


async def test_what_is_handed_out_is_a_copy(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    await emitter.emit_event(EVENTS[0])
    emitter.get_events().clear()
    assert emitter.get_events() == [EVENTS[0]]


async def test_settings_change_one_by_one(emitter_side: EmitterSide) -> None:
    emitter = await emitter_side.make(USER)
    assert emitter.configure(history=5) == EmitterSettings(history=5)
    assert emitter.configure(send_timeout=1.5) == EmitterSettings(history=5, send_timeout=1.5)
    assert emitter.configure() == emitter.settings == EmitterSettings(history=5, send_timeout=1.5)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"history": -1}, "history has to be a whole number, 0 or more, and it is -1"),
        ({"max_message_bytes": 0}, "max_message_bytes has to be a whole number, 1 or more, and it is 0"),
        ({"send_timeout": 0.0}, "send_timeout has to be a number of seconds, more than 0, and it is 0.0"),
        ({"send_timeout": float("inf")}, "more than 0, and it is inf"),
    ],
)
async def test_wrong_settings_are_refused(emitter_side: EmitterSide, wrong: dict[str, Any], reason: str) -> None:
    emitter = await emitter_side.make(USER)
    with pytest.raises(ValueError, match=reason):
        emitter.configure(**wrong)
    assert emitter.settings == EmitterSettings()


async def test_many_tasks_at_once_lose_nothing(emitter_side: EmitterSide) -> None:
    emitter = await connected(emitter_side)
    runs = [f"run_{CONTEXT.thread_id}_{number}" for number in range(1, 6)]

    async def run(run_id: str) -> None:
        for step in range(1, 11):
            assert await emitter.emit_agent_thinking(run_id, "triage", "Hm.", step=step)

    await asyncio.gather(*map(run, runs))
    got = [await emitter_side.next() for _ in range(50)]
    for run_id in runs:
        assert [event.id for event in got if event.run_id == run_id] == [
            f"{run_id}.event.{number}" for number in range(1, 11)
        ]
