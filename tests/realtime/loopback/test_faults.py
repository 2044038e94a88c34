"""Any fault plan between the two ends of a live connection, in either direction."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping

import pytest

from builders import seeded
from builders.domain import seed_tenants
from mockfactory import Session
from mockfactory.faults import (
    FaultPlan,
    PlanError,
    corrupts,
    delays,
    disconnects,
    drops,
    duplicates,
    hangs,
    in_sequence,
    partially,
    passes,
    raises,
    reorders,
    returns,
    truncates,
    virtual_clock,
)
from mockfactory.faults.applying.messages import MessagesUnderPlan
from mockfactory.faults.clock.virtual import VirtualClock
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.interfaces.errors import InvalidEvent
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.client import LoopbackClient
from tests.realtime.loopback.wires import WIRES, Openable, fields, of_ada, settled

pytestmark = pytest.mark.asyncio

Lay = Callable[[FaultPlan], Openable]
FIVE = ["1", "2", "3", "4", "5"]


@pytest.fixture(autouse=True)
def clock() -> Iterator[VirtualClock]:
    with virtual_clock() as clock:
        yield clock


@pytest.fixture(params=WIRES)
def lay(request: pytest.FixtureRequest) -> Lay:
    """Lays a wire under a plan."""
    return WIRES[request.param]


async def after(lay: Lay, plan: FaultPlan, sent: list[str] = FIVE) -> list[object]:
    """What comes of thoughts that are sent under a plan; the sender takes them all for sent."""
    async with lay(plan).open() as wire:
        assert all([await wire.send(thought) for thought in sent])
        await settled()
        return wire.came()


@pytest.mark.parametrize(
    ("plan", "came"),
    [
        (passes(), FIVE),
        (drops().on_call(2, 4), ["1", "3", "5"]),
        (drops(), []),
        (drops().from_call(3), ["1", "2"]),
        (drops().until_call(3), ["4", "5"]),
        (drops().every(2), ["1", "3", "5"]),
        (duplicates().on_call(2), ["1", "2", "2", "3", "4", "5"]),
        (drops().given(thought="3"), ["1", "2", "4", "5"]),
        (drops().given(type="agent_started").lenient(), FIVE),
        (drops().given(type="agent_thinking").on_call(1), ["2", "3", "4", "5"]),
        (drops().on_call(1) | duplicates().on_call(5), ["2", "3", "4", "5", "5"]),
        (in_sequence(drops(), passes(), duplicates()), ["2", "3", "3", "4", "5"]),
        (hangs().on_call(3), ["1", "2"]),
        (returns({"type": "agent_thinking", "thought": "other"}).on_call(2), ["1", "other", "3", "4", "5"]),
        (delays(5).on_call(1) | drops().on_call(1), ["2", "3", "4", "5"]),
    ],
    ids=repr,
)
async def test_what_comes_of_what_is_sent(lay: Lay, plan: FaultPlan, came: list[str]) -> None:
    assert await after(lay, plan) == came


async def test_what_is_late_takes_virtual_time_and_the_order_is_kept(lay: Lay, clock: VirtualClock) -> None:
    async with lay(delays(5).on_call(2) | delays(2).on_call(4)).open() as wire:
        for thought in FIVE:
            assert await wire.send(thought)
        assert clock.elapsed < 1
        await asyncio.sleep(4)
        assert wire.came() == ["1"]
        await asyncio.sleep(2)
        assert wire.came() == ["1", "2", "3"]
        await asyncio.sleep(2)
        assert wire.came() == FIVE


async def test_each_event_tells_when_it_came(clock: VirtualClock) -> None:
    context = of_ada()
    async with (
        LoopbackAgentWebSocketBridge(to_clients=delays(5).on_call(2)) as bridge,
        bridge.client(context) as client,
    ):
        for thought in FIVE:
            assert await bridge.notify_agent_thinking(context.run_id, "triage", thought, user_context=context)
        events = [await client.next(within=6) for _ in FIVE]
    times = [one.at for one in client.inbox.received]
    assert 5 <= (times[1] - times[0]).total_seconds() < 6
    assert (times[4] - times[1]).total_seconds() < 1
    assert [event.id for event in events] == [f"{context.run_id}.event.{number}" for number in range(1, 6)]


async def test_reordering_loses_nothing_and_stays_in_its_window(lay: Lay) -> None:
    sent = [str(number) for number in range(1, 21)]
    came = [str(thought) for thought in await after(lay, reorders(3).every(4), sent)]
    assert came != sent
    assert sorted(came, key=int) == sent
    assert all(came.index(thought) - int(thought) + 1 <= 3 for thought in sent)
    others = [thought for thought in came if int(thought) % 4]
    assert others == [thought for thought in sent if int(thought) % 4]


async def test_what_is_held_back_goes_out_before_the_closing() -> None:
    context = of_ada()
    async with LoopbackAgentWebSocketBridge(to_clients=reorders().on_call(1)) as bridge:
        async with bridge.client(context) as client:
            assert await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
            await bridge.shutdown()
            assert (await client.wait_closed()).code == 1001
            assert [event.type for event in client.inbox.drain()] == ["agent_started"]


async def test_a_corrupted_event_is_no_event() -> None:
    context = of_ada()
    plan = truncates().on_call(1) | returns("rubbish").on_call(2) | returns(b"\xff\xfe").on_call(3)
    async with LoopbackAgentWebSocketBridge(to_clients=plan) as bridge, bridge.client(context) as client:
        for thought in FIVE:
            assert await bridge.notify_agent_thinking(context.run_id, "triage", thought, user_context=context)
        for _ in range(3):
            with pytest.raises(InvalidEvent, match="no JSON"):
                await client.next()
        assert (await client.next()).type == "agent_thinking"


async def test_corrupting_changes_what_is_sent(lay: Lay) -> None:
    came = await after(lay, corrupts(argument="thought").on_call(2), ["one thought", "another thought", "a third"])
    assert came[0] == "one thought"
    assert came[1] != "another thought"
    assert came[2] == "a third"


async def test_a_field_is_cut(lay: Lay) -> None:
    assert await after(lay, truncates(0.5, argument="thought").on_call(1), ["four", "five"]) == ["fo", "five"]


async def test_a_part_of_a_list_is_kept() -> None:
    context = of_ada()
    plan = partially(0.5, argument="result")
    async with LoopbackAgentWebSocketBridge(to_clients=plan) as bridge, bridge.client(context) as client:
        await bridge.notify_agent_completed(context.run_id, "triage", [1, 2, 3, 4], user_context=context)
        assert (await client.next()).model_dump()["result"] == [1, 2]


@pytest.mark.parametrize("code", [1000, 1001, 1006, 1008, 1009, 1011, 1012, 4001])
async def test_a_connection_ends_with_a_code(lay: Lay, code: int) -> None:
    reason = "" if code == 1006 else "as planned"
    async with lay(disconnects(code, reason).on_call(2)).open() as wire:
        assert await wire.send("1")
        assert not await wire.send("2")
        assert not await wire.send("3")
        assert await wire.closing() == (code, reason)


async def test_an_error_of_the_sender_ends_the_connection_with_1011(lay: Lay) -> None:
    async with lay(raises(RuntimeError("out of memory")).on_call(1)).open() as wire:
        assert not await wire.send("1")
        assert await wire.closing() == (1011, "out of memory")


async def test_the_journal_says_what_failed() -> None:
    context = of_ada()
    with Session() as session:
        async with LoopbackAgentWebSocketBridge(to_clients=drops().on_call(2)) as bridge:
            async with bridge.client(context, to_server=duplicates().on_call(1)) as client:
                await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
                await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.")
                await client.send({"type": "ask"})
    name = context.websocket_client_id
    assert [(fault.where, fault.number, fault.effect) for fault in session.injected] == [
        (f"bridge to {name}", 2, "drops()"),
        (f"{name} to server", 1, "duplicates()"),
    ]
    assert "bridge to its clients: drops().on_call(2)" in session.faults_told


async def lost(seed: int, names: tuple[str, ...] = ("ws_1",)) -> list[list[object]]:
    """What comes to some clients of 40 events each, under the same plan and seed."""
    context = of_ada()
    with seeded(seed):
        async with LoopbackAgentWebSocketBridge(to_clients=drops().with_probability(0.5)) as bridge:
            clients: list[LoopbackClient] = []
            for name in names:
                clients.append(bridge.client(context, websocket_client_id=name))
                await clients[-1].open()
            everywhere = context.changed(websocket_client_id=None)
            for step in range(1, 41):
                await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step, user_context=everywhere)
            await settled()
            return [[fields(one.content)["step"] for one in client.inbox.received] for client in clients]


async def test_the_same_seed_gives_the_same_failures() -> None:
    (first,) = await lost(1)
    assert 5 < len(first) < 35
    assert await lost(1) == [first]
    assert await lost(2) != [first]
    together = await lost(1, ("ws_2", "ws_1"))
    assert together[1] == first
    assert together[0] != first


@pytest.mark.parametrize(
    "plan",
    [drops(), delays(3600), hangs(), disconnects(1011), disconnects(), raises(OSError()), corrupts(), reorders()],
    ids=repr,
)
async def test_the_other_clients_are_undisturbed(plan: FaultPlan) -> None:
    context, theirs = of_ada(), seed_tenants().context("viewer", of="a")
    async with LoopbackAgentWebSocketBridge(to_clients=plan.given(user_id=context.user_id)) as bridge:
        async with bridge.client(context), bridge.client(theirs) as undisturbed:
            for step in range(1, 6):
                await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step, user_context=context)
                assert await bridge.notify_agent_thinking(theirs.run_id, "triage", "Hm.", step, user_context=theirs)
                assert (await undisturbed.next(within=1)).id == f"{theirs.run_id}.event.{step}"
            assert undisturbed.is_connected


async def test_a_plan_that_no_message_can_act_out_is_refused_when_the_bridge_is_made() -> None:
    with pytest.raises(PlanError, match="no message can be made of it"):
        LoopbackAgentWebSocketBridge(to_clients=returns({1, 2}))


async def test_what_is_nested_too_deeply_to_be_read_passes_a_plan_that_reads_fields() -> None:
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    messages = MessagesUnderPlan(drops().given(a="x"), "ada to server")
    assert messages.decide(deep).send == (deep,)
    assert messages.decide('{"a": "x"}').send == ()


async def test_a_disconnected_client_goes_on_counting_when_it_comes_back() -> None:
    context = of_ada()
    plan = disconnects().until_call(3)
    async with LoopbackAgentWebSocketBridge(to_clients=plan) as bridge:
        bridge.register_run(context)
        for attempt in range(1, 4):
            async with bridge.client(context) as client:
                assert not await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", attempt)
                assert (await client.wait_closed()).code == 1006
        async with bridge.client(context, resume_after="") as client:
            assert [(await client.next()).model_dump()["step"] for _ in range(3)] == [1, 2, 3]


async def test_a_server_that_answers_is_under_plans_in_both_directions() -> None:
    async def answer(listener: Listener, message: Mapping[str, object]) -> None:
        await bridge.notify_custom(context.run_id, "triage", "echo", {"asked": message["number"]})

    context = of_ada()
    async with LoopbackAgentWebSocketBridge(on_message=answer, to_clients=drops().on_call(1)) as bridge:
        bridge.register_run(context)
        async with bridge.client(context, to_server=drops().on_call(1)) as client:
            for number in (1, 2, 3):
                await client.send(json.dumps({"number": number}))
            assert (await client.next()).model_dump()["payload"] == {"asked": 3}
