"""What every `AgentWebSocketBridge` does."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable

import pytest

from builders.domain import AgentStarted, run_events, seed_tenants
from mockfactory.realtime import EventContract
from mockfactory.realtime.interfaces.bridge import BridgeHealth, BridgeMetrics, Registration
from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.interfaces.errors import InvalidEvent
from tests.realtime.contracts.sides import BridgeSide

pytestmark = pytest.mark.asyncio

SEEDED = seed_tenants()
ADMIN = SEEDED.context("admin", of="a")
VIEWER = SEEDED.context("viewer", of="a")
OTHER = SEEDED.context("admin", of="b")
RUN = ADMIN.run_id
EVERYWHERE = ADMIN.changed(websocket_client_id=None)
"""The admin, on whichever clients there are."""


def second_run(number: int = 2) -> str:
    return f"run_{ADMIN.thread_id}_{number}"


async def test_a_run_goes_to_its_user_event_by_event(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    client = await bridge_side.connect(ADMIN)
    assert await bridge.notify_agent_started(RUN, "triage", {"lang": "en"}, user_context=ADMIN)
    assert await bridge.notify_agent_thinking(RUN, "triage", "Hm.", 1, 10.5)
    assert await bridge.notify_tool_executing(RUN, "triage", "search", {"q": "tea"})
    assert await bridge.notify_tool_completed(RUN, "triage", "search", [1], 3.0)
    assert await bridge.notify_progress_update(RUN, "triage", 50, "half")
    assert await bridge.notify_custom(RUN, "triage", "chart", {"rows": 3})
    assert await bridge.notify_agent_completed(RUN, "triage", "done", 7.5)
    assert await bridge.notify_agent_error(RUN, "data", TimeoutError("slow"), {"table": "t"})
    assert await bridge.notify_agent_death(RUN, "action", "out of memory", {"at": 1})
    got = [await client.next() for _ in range(9)]
    common = {"id", "run_id", "thread_id", "user_id", "created_at"}
    assert [event.model_dump(exclude=common) for event in got] == [
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
            "result": [1],
            "duration_ms": 3.0,
        },
        {"agent_name": "triage", "type": "progress_update", "percent": 50, "message": "half"},
        {"agent_name": "triage", "type": "custom", "name": "chart", "payload": {"rows": 3}},
        {"agent_name": "triage", "type": "agent_completed", "result": "done", "duration_ms": 7.5},
        {
            "agent_name": "data",
            "type": "agent_error",
            "error": "slow",
            "error_type": "TimeoutError",
            "details": {"table": "t"},
        },
        {"agent_name": "action", "type": "agent_death", "cause": "out of memory", "details": {"at": 1}},
    ]
    assert [event.id for event in got] == [f"{RUN}.event.{number}" for number in range(1, 10)]
    assert {(event.run_id, event.thread_id, event.user_id) for event in got} == {(RUN, ADMIN.thread_id, ADMIN.user_id)}


async def test_a_supervisor_and_its_agents_keep_the_event_contract(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    client = await bridge_side.connect(ADMIN)
    bridge.register_run(ADMIN)
    await bridge.notify_agent_started(RUN, "supervisor")
    for agent in ("triage", "data", "action"):
        await bridge.notify_agent_started(RUN, agent)
        await bridge.notify_agent_thinking(RUN, agent, "Hm.")
        await bridge.notify_tool_executing(RUN, agent, "search")
        await bridge.notify_tool_completed(RUN, agent, "search")
        await bridge.notify_agent_completed(RUN, agent)
    await bridge.notify_agent_completed(RUN, "supervisor")
    got = [await client.next() for _ in range(17)]
    EventContract(total=60).check(got, runs=[RUN], user_id=ADMIN.user_id).assert_holds()


async def test_what_is_refused_registers_nothing(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    with pytest.raises(InvalidEvent):
        await bridge.notify_agent_thinking(RUN, "triage", "", user_context=ADMIN)
    with pytest.raises(TypeError):
        await bridge.notify_agent_started(RUN, "triage", trace_context={"a": 3}, user_context=ADMIN)  # type: ignore[dict-item]
    assert bridge.registration_of(RUN) is None
    assert bridge.health() == BridgeHealth("healthy", 0, 0)
    assert bridge.connection_state(ADMIN.user_id) == "disconnected"
    client = await bridge_side.connect(ADMIN)
    assert await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
    assert (await client.next()).id == f"{RUN}.event.1"


async def test_no_user_sees_the_trace_context(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    client = await bridge_side.connect(ADMIN)
    trace = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
    assert await bridge.notify_agent_started(RUN, "triage", trace_context=trace, user_context=ADMIN)
    assert "0af7651916cd43dd" not in (await client.next()).model_dump_json()


async def test_an_event_that_is_made_already_is_sent_as_it_is(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    client = await bridge_side.connect(ADMIN)
    bridge.register_run(ADMIN)
    events = run_events(ADMIN)
    for event in events:
        assert await bridge.emit_event(event)
    assert [await client.next() for _ in events] == list(events)


async def test_a_registration_says_where_events_go(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    wanted = Registration(RUN, ADMIN.thread_id, ADMIN.user_id, "tenant_a", ADMIN.websocket_client_id)
    assert bridge.registration_of(RUN) is None
    assert bridge.register_run(ADMIN) == wanted
    assert bridge.register_run(ADMIN.create_child_context("search")) == wanted
    assert bridge.registration_of(RUN) == wanted
    assert bridge.health().runs == 1
    assert bridge.unregister_run(RUN)
    assert not bridge.unregister_run(RUN)
    assert bridge.registration_of(RUN) is None


async def test_a_run_that_is_not_registered_goes_nowhere(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    await bridge_side.connect(ADMIN)
    assert not await bridge.notify_agent_started(RUN, "triage")
    assert not await bridge.emit_event(run_events(ADMIN)[0])
    assert "is not registered" in (bridge.health().last_error or "")
    assert bridge.metrics() == BridgeMetrics(0, 2, {})
    assert await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
    assert await bridge.notify_agent_thinking(RUN, "triage", "Hm.")
    bridge.unregister_run(RUN)
    assert not await bridge.notify_agent_completed(RUN, "triage")


async def test_a_run_belongs_to_one_user(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    bridge.register_run(ADMIN)
    stolen = VIEWER.changed(run_id=RUN, thread_id=ADMIN.thread_id)
    of_tenant_b = ADMIN.changed(tenant=SEEDED.tenant("b"))
    with pytest.raises(ValueError, match=f"is registered for the user '{ADMIN.user_id}', not for '{VIEWER.user_id}'"):
        bridge.register_run(stolen)
    with pytest.raises(ValueError, match="is registered for the tenant 'tenant_a', not for 'tenant_b'"):
        bridge.register_run(of_tenant_b)
    with pytest.raises(ValueError, match="is registered for the user"):
        await bridge.notify_agent_started(RUN, "triage", user_context=stolen)
    with pytest.raises(ValueError, match=f"user_context is of the run '{OTHER.run_id}'"):
        await bridge.notify_agent_started(RUN, "triage", user_context=OTHER)
    with pytest.raises(ValueError, match="is registered for the user"):
        await bridge.emit_event(AgentStarted.model_validate({**run_events(stolen)[0].model_dump()}))
    assert bridge.registration_of(OTHER.run_id) is None


async def test_users_and_tenants_get_their_own_and_nothing_else(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    contexts = [ADMIN, VIEWER, OTHER]
    clients = [await bridge_side.connect(context) for context in contexts]
    for step in range(1, 4):
        for context in contexts:
            thought = f"{context.user_id} {step}"
            assert await bridge.notify_agent_thinking(context.run_id, "triage", thought, user_context=context)
    for context, client in zip(contexts, clients, strict=True):
        got = [await client.next() for _ in range(3)]
        assert [getattr(event, "thought", None) for event in got] == [f"{context.user_id} {n}" for n in (1, 2, 3)]
    assert bridge.metrics().sent == 9


async def test_the_same_user_id_in_another_tenant_is_another_user(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    twin = OTHER.changed(user_id=ADMIN.user_id, websocket_client_id=None)
    mine, theirs = await bridge_side.connect(EVERYWHERE), await bridge_side.connect(twin)
    assert await bridge.notify_agent_thinking(ADMIN.run_id, "triage", "mine", user_context=EVERYWHERE)
    assert await bridge.notify_agent_thinking(twin.run_id, "triage", "theirs", user_context=twin)
    assert (await mine.next()).run_id == ADMIN.run_id
    assert (await theirs.next()).run_id == twin.run_id


async def test_all_connections_of_a_user_get_a_run_of_no_particular_client(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    clients = [await bridge_side.connect(ADMIN.with_websocket_connection(f"ws_{number}")) for number in (1, 2)]
    assert bridge.health().connections == 2
    assert await bridge.notify_agent_started(RUN, "triage", user_context=EVERYWHERE)
    assert [(await client.next()).id for client in clients] == [f"{RUN}.event.1"] * 2
    assert bridge.metrics() == BridgeMetrics(1, 0, {"agent_started": 1})
    await clients[0].leave()
    assert await bridge.notify_agent_completed(RUN, "triage")
    assert (await clients[1].next()).type == "agent_completed"


async def test_a_run_of_one_client_goes_to_that_alone(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    first = await bridge_side.connect(ADMIN.with_websocket_connection("ws_1"))
    other = await bridge_side.connect(ADMIN.with_websocket_connection("ws_2"))
    bridge.register_run(ADMIN.with_websocket_connection("ws_1"))
    assert await bridge.notify_agent_started(RUN, "triage")
    bridge.register_run(EVERYWHERE.changed(run_id=second_run()))
    assert await bridge.notify_agent_started(second_run(), "triage")
    assert (await first.next()).run_id == RUN
    assert (await other.next()).run_id == second_run()
    await first.leave()
    assert not await bridge.notify_agent_completed(RUN, "triage")


async def test_connection_states(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    assert bridge.connection_state(ADMIN.user_id) == "disconnected"
    client = await bridge_side.connect(ADMIN.with_websocket_connection("ws_1"))
    assert bridge.connection_state(ADMIN.user_id) == "connected"
    assert bridge.connection_state(ADMIN.user_id, "ws_1") == "connected"
    assert bridge.connection_state(ADMIN.user_id, "ws_2") == "disconnected"
    assert bridge.connection_state(VIEWER.user_id) == "disconnected"
    assert bridge.connection_state(VIEWER.user_id, "ws_1") == "disconnected"
    await client.leave()
    assert bridge.connection_state(ADMIN.user_id) == "disconnected"


async def test_a_user_who_has_left_gets_nothing_and_that_is_told(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    client = await bridge_side.connect(ADMIN)
    assert bridge.health() == BridgeHealth("healthy", 1, 0)
    assert await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
    await client.leave()
    assert not await bridge.notify_agent_thinking(RUN, "triage", "Hm.")
    health = bridge.health()
    assert (health.status, health.connections, health.runs) == ("degraded", 0, 1)
    assert f"no connection of the user '{ADMIN.user_id}' is open" in (health.last_error or "")
    assert bridge.metrics() == BridgeMetrics(1, 1, {"agent_started": 1})
    back = await bridge_side.connect(ADMIN)
    assert await bridge.notify_agent_completed(RUN, "triage")
    assert (await back.next()).type == "agent_completed"
    assert bridge.health().status == "healthy"


async def test_who_comes_back_gets_what_was_missed_first(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    client = await bridge_side.connect(ADMIN)
    bridge.register_run(ADMIN)
    bridge.register_run(VIEWER)
    assert await bridge.notify_agent_started(RUN, "triage")
    last = await client.next()
    await client.leave()
    await bridge.notify_agent_thinking(RUN, "triage", "one")
    await bridge.notify_agent_thinking(VIEWER.run_id, "triage", "not yours")
    await bridge.notify_agent_thinking(RUN, "triage", "two")
    back = await bridge_side.connect(ADMIN, resume_after=last.id)
    assert await bridge.notify_agent_completed(RUN, "triage")
    assert [(await back.next()).id for _ in range(3)] == [f"{RUN}.event.{number}" for number in (2, 3, 4)]


async def test_who_got_nothing_yet_gets_all_that_was_missed(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    client = await bridge_side.connect(ADMIN)
    bridge.register_run(ADMIN)
    await client.leave()
    await bridge.notify_agent_started(RUN, "triage")
    await bridge.notify_agent_completed(RUN, "triage")
    back = await bridge_side.connect(ADMIN, resume_after="")
    assert [(await back.next()).type for _ in range(2)] == ["agent_started", "agent_completed"]


@pytest.mark.parametrize("is_listening", [True, False])
async def test_what_is_no_event_is_refused(bridge_side: BridgeSide, is_listening: bool) -> None:
    bridge = await bridge_side.make()
    client = await bridge_side.connect(ADMIN)
    bridge.register_run(ADMIN)
    if not is_listening:
        await client.leave()
    refused: list[tuple[Callable[[], Awaitable[bool]], str]] = [
        (lambda: bridge.notify_agent_thinking(RUN, "triage", " "), "thought: must not be blank"),
        (lambda: bridge.notify_progress_update(RUN, "triage", 101), "percent: Input should be less"),
        (lambda: bridge.notify_custom(RUN, "triage", ""), "name: must not be blank"),
        (lambda: bridge.notify_tool_executing(RUN, "triage", "search", tool_call_id="None"), "tool_call_id: "),
        (lambda: bridge.notify_tool_completed(RUN, "triage", "search"), "no call of the tool 'search' is open"),
        (lambda: bridge.notify_agent_completed(RUN, "triage", duration_ms=-1.0), "duration_ms: Input should be"),
        (lambda: bridge.emit_event(AgentStarted.model_construct(run_id=RUN)), "agent_name: "),
    ]
    for call, reason in refused:
        with pytest.raises(InvalidEvent, match=reason):
            await call()
    assert bridge.metrics() == BridgeMetrics(0, 0, {})


async def test_a_message_over_the_limit_is_refused(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make(settings=EmitterSettings(max_message_bytes=1000))
    client = await bridge_side.connect(ADMIN)
    bridge.register_run(ADMIN)
    with pytest.raises(InvalidEvent, match="a message may have 1,000"):
        await bridge.notify_agent_thinking(RUN, "triage", "x" * 1000)
    assert await bridge.notify_agent_thinking(RUN, "triage", "x")
    assert (await client.next()).type == "agent_thinking"


async def test_after_the_shutdown_nothing_goes_out(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    clients = [await bridge_side.connect(context) for context in (ADMIN, VIEWER)]
    bridge.register_run(ADMIN)
    await bridge.shutdown()
    await bridge.shutdown()
    assert [(await client.closing())[0] for client in clients] == [1001, 1001]
    assert not await bridge.notify_agent_started(RUN, "triage")
    assert not await bridge.notify_agent_started(VIEWER.run_id, "triage", user_context=VIEWER)
    health = bridge.health()
    assert (health.status, health.connections, health.last_error) == ("closed", 0, "the bridge is shut down")
    assert bridge.connection_state(ADMIN.user_id) == "disconnected"
    assert bridge.metrics().failed == 2


async def test_many_runs_at_once_keep_their_order(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    people = [(ADMIN, 1), (ADMIN, 2), (VIEWER, 1), (OTHER, 1)]
    contexts = [
        context.changed(run_id=f"run_{context.thread_id}_{number}", websocket_client_id=None)
        for context, number in people
    ]
    clients = {context.user_id: await bridge_side.connect(context) for context in (ADMIN, VIEWER, OTHER)}

    async def run(number: int) -> None:
        for step in range(1, 11):
            context = contexts[number]
            assert await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step, user_context=context)

    await asyncio.gather(*(run(number) for number in range(len(contexts))))
    for user, count in ((ADMIN, 20), (VIEWER, 10), (OTHER, 10)):
        got = [await clients[user.user_id].next() for _ in range(count)]
        for run_id in {event.run_id for event in got}:
            ids = [event.id for event in got if event.run_id == run_id]
            assert ids == [f"{run_id}.event.{number}" for number in range(1, 11)]
        assert {event.user_id for event in got} == {user.user_id}
    assert bridge.metrics() == BridgeMetrics(40, 0, {"agent_thinking": 40})


async def test_what_a_bridge_tells_of_itself_does_not_change(bridge_side: BridgeSide) -> None:
    bridge = await bridge_side.make()
    await bridge_side.connect(ADMIN)
    before, health = bridge.metrics(), bridge.health()
    assert await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
    assert before == BridgeMetrics(0, 0, {})
    assert health == BridgeHealth("healthy", 1, 0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        health.status = "closed"  # type: ignore[misc]
