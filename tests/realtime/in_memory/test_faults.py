"""Runs of which events are lost, late, doubled, overtaken or spoiled on their way: the contract tells."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable

import pytest

from builders.domain import seed_tenants
from builders.domain.models.events import CustomEvent
from mockfactory import Session, SessionFailure, when
from mockfactory.double.recording import current
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
    inject,
    raises,
    reorders,
    returns,
    truncates,
    virtual_clock,
)
from mockfactory.realtime import (
    AgentWebSocketBridge,
    ContractReport,
    EmitterSettings,
    EventContract,
    InMemoryAgentWebSocketBridge,
    InMemoryWebSocketEmitter,
    bridge_double,
)
from mockfactory.realtime.loopback import (
    LoopbackAgentWebSocketBridge,
    LoopbackClient,
    LoopbackProxy,
    LoopbackWebSocketEmitter,
)

ADMIN = seed_tenants().context("admin", of="a")
RUN = ADMIN.run_id
CONTRACT = EventContract(latency={"tool_completed": 1})


async def run_over(bridge: AgentWebSocketBridge) -> list[bool]:
    return [
        await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN),
        await bridge.notify_agent_thinking(RUN, "triage", "Hm."),
        await bridge.notify_tool_executing(RUN, "triage", "search"),
        await bridge.notify_tool_completed(RUN, "triage", "search"),
        await bridge.notify_agent_completed(RUN, "triage"),
    ]


def run_under(plan: FaultPlan, settings: EmitterSettings | None = None) -> tuple[list[bool], ContractReport]:
    """What the agent was told, and what the user saw."""

    async def run() -> tuple[list[bool], ContractReport]:
        bridge = InMemoryAgentWebSocketBridge(to_clients=plan, settings=settings)
        inbox = bridge.connect(ADMIN)
        told = await run_over(bridge)
        await asyncio.sleep(5)  # what is held back comes late
        return told, CONTRACT.check(inbox.received)

    with virtual_clock():
        return asyncio.run(run())


SENT = [True] * 5


@pytest.mark.parametrize(
    ("plan", "told", "kinds"),
    [
        (drops().on_call(2), SENT, ["missing"]),
        (drops().given(type="tool_completed"), SENT, ["missing"]),
        (duplicates().on_call(2), SENT, ["duplicate"]),
        (reorders(1).on_call(3), SENT, ["out of order"]),
        (delays(3).on_call(4), SENT, ["late"]),
        (truncates(keep=0.5).on_call(2), SENT, ["malformed", "missing"]),
        (corrupts(argument="run_id").on_call(2), SENT, ["malformed", "missing"]),
        (returns("rubbish").on_call(2), SENT, ["malformed", "missing"]),
        (hangs().on_call(5), SENT, ["missing"]),
        (disconnects(1012).on_call(5), [*SENT[1:], False], ["missing"]),
        (raises(RuntimeError("broken")).on_call(5), [*SENT[1:], False], ["missing"]),
    ],
    ids=repr,
)
def test_what_a_plan_does_to_a_run_is_told(plan: FaultPlan, told: list[bool], kinds: list[str]) -> None:
    answers, report = run_under(plan)
    assert answers == told
    assert sorted({failure.kind for failure in report.failures}) == kinds


@pytest.mark.asyncio
async def test_who_sends_does_not_wait_for_what_is_late_however_late_it_is() -> None:
    with virtual_clock() as clock:
        bridge = InMemoryAgentWebSocketBridge(
            to_clients=delays(60).on_call(2), settings=EmitterSettings(send_timeout=10)
        )
        inbox = bridge.connect(ADMIN)
        assert await run_over(bridge) == SENT
        assert clock.elapsed < 1
        assert [event.type for event in inbox.drain()] == ["agent_started"]
        with pytest.raises(TimeoutError):
            await inbox.next(within=59)
        assert len(await inbox.until("agent_completed", within=2)) == 4
        EventContract().check(inbox.received).assert_holds()


@pytest.mark.asyncio
async def test_a_closing_goes_behind_what_is_on_its_way_and_waits_for_it_ten_seconds_each() -> None:
    for seconds, came in ((9, 5), (3600, 1)):
        with virtual_clock():
            bridge = InMemoryAgentWebSocketBridge(to_clients=delays(seconds).from_call(2))
            inbox = bridge.connect(ADMIN)
            assert await run_over(bridge) == SENT
            await bridge.shutdown()
            assert (inbox.waiting, inbox.closing is not None and inbox.closing.code) == (came, 1001)


@pytest.mark.asyncio
async def test_a_connection_that_breaks_late_takes_for_sent_what_is_behind() -> None:
    with virtual_clock():
        plan = delays(3).on_call(2) | disconnects(1012).on_call(2)
        bridge = InMemoryAgentWebSocketBridge(to_clients=plan)
        inbox = bridge.connect(ADMIN)
        assert await run_over(bridge) == SENT
        assert inbox.closing is None
        await asyncio.sleep(4)
        assert (inbox.waiting, inbox.closing is not None and inbox.closing.code) == (1, 1012)
        assert not await bridge.notify_agent_completed(RUN, "triage")


def test_a_plan_that_does_not_fire_leaves_a_run_alone() -> None:
    answers, report = run_under(drops().on_call(6).lenient())
    assert answers == SENT
    report.assert_holds()


@pytest.mark.asyncio
async def test_a_client_that_was_cut_off_comes_back_and_has_seen_all() -> None:
    bridge = InMemoryAgentWebSocketBridge(to_clients=disconnects(1012, "restart").on_call(3))
    inbox = bridge.connect(ADMIN)
    answers = await run_over(bridge)
    assert answers == [True, True, False, False, False]
    assert inbox.closing is not None
    assert (inbox.closing.code, inbox.closing.reason) == (1012, "restart")
    assert bridge.health().status == "degraded"
    back = bridge.connect(ADMIN, resume_after=f"{RUN}.event.2")
    EventContract().check([*inbox.received, *back.received]).assert_holds()
    assert bridge.health().status == "healthy"


@pytest.mark.asyncio
async def test_what_is_held_back_goes_out_before_the_closing_and_never_on_another_connection() -> None:
    bridge = InMemoryAgentWebSocketBridge(to_clients=reorders().on_call(1))
    first = bridge.connect(ADMIN)
    assert await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
    second = bridge.connect(ADMIN)
    assert (first.waiting, second.waiting) == (0, 0)
    await bridge.shutdown()
    assert ([event.type for event in first.drain()], second.drain()) == (["agent_started"], [])


@pytest.mark.asyncio
async def test_each_client_has_numbers_of_its_own() -> None:
    bridge = InMemoryAgentWebSocketBridge(to_clients=drops().on_call(2))
    bridge.register_run(ADMIN.changed(websocket_client_id=None))
    inboxes = [bridge.connect(ADMIN, "ws_1"), bridge.connect(ADMIN, "ws_2")]
    for step in (1, 2, 3):
        await bridge.notify_agent_thinking(RUN, "triage", "Hm.", step)
    assert [[event.model_dump()["step"] for event in inbox.drain()] for inbox in inboxes] == [[1, 3], [1, 3]]


@pytest.mark.asyncio
async def test_an_emitter_that_connects_again_goes_on_with_the_numbers() -> None:
    emitter = InMemoryWebSocketEmitter(ADMIN.user_id, connected=True, to_user=disconnects().until_call(2))
    for attempt in (1, 2, 3):
        await emitter.connect()
        assert await emitter.emit_agent_started(RUN, "triage") == (attempt == 3)


MAKES: dict[str, Callable[[FaultPlan], object]] = {
    "a bridge": lambda plan: InMemoryAgentWebSocketBridge(to_clients=plan),
    "a bridge over loopback": lambda plan: LoopbackAgentWebSocketBridge(to_clients=plan),
    "an emitter": lambda plan: InMemoryWebSocketEmitter("user_ada", to_user=plan),
    "an emitter over loopback": lambda plan: LoopbackWebSocketEmitter(
        "user_ada", "ws://127.0.0.1:1/", "", to_server=plan
    ),
}


@pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)
def test_a_plan_names_fields_that_events_have(make: Callable[[FaultPlan], object]) -> None:
    for plan, reason in (
        (
            drops().given(typ="agent_started"),
            r"given\(typ='agent_started'\): no event has a field 'typ'. Did you mean 'type'",
        ),
        (drops().given(type="agent_strated"), "'agent_strated' is no type of event. Did you mean 'agent_started'"),
        (drops().given(type="agent_started", thought="Hm."), "no event of the type 'agent_started' has thought"),
        (drops().given(percent=1, thought="Hm."), "no event has percent and thought"),
        (
            corrupts(argument="thougt"),
            r"corrupts\(argument='thougt'\): no event has a field 'thougt'. Did you mean 'thought'",
        ),
        (in_sequence(drops().given(who="ada")), "no event has a field 'who'"),
        (drops().given(step="3"), r"given\(step='3'\) can never fire: in the JSON of an event, 'step' is int"),
        (drops().given(type={"agent_started"}), "can never fire: a type of event is a text"),
        (drops().given(created_at=ADMIN.created_at), "'created_at' is AwareDatetime"),
    ):
        with pytest.raises(PlanError, match=reason):
            make(plan)


class Invoiced(CustomEvent):
    """An event of an application's own, with a field of its own."""

    amount: int = 0


@pytest.mark.asyncio
async def test_fields_of_an_applications_own_events_may_be_named() -> None:
    bridge = InMemoryAgentWebSocketBridge(to_clients=drops().given(type="custom", amount=3))
    inbox = bridge.connect(ADMIN)
    bridge.register_run(ADMIN)
    event = Invoiced(
        id=f"{RUN}.event.1", run_id=RUN, thread_id=ADMIN.thread_id, user_id=ADMIN.user_id, agent_name="billing",
        created_at=ADMIN.created_at, name="invoice", amount=3,
    )  # fmt: skip
    assert await bridge.emit_event(event)
    assert inbox.waiting == 0


def test_a_bridge_that_was_made_before_the_test_is_on_the_clock_of_the_test() -> None:
    out_of_any = contextvars.Context()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(current, "_open", [])
        bridge = out_of_any.run(InMemoryAgentWebSocketBridge, to_clients=delays(3600))

    async def run() -> None:
        inbox = bridge.connect(ADMIN)
        assert await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
        assert (await inbox.next(within=3601)).type == "agent_started"

    with Session() as session:
        asyncio.run(run())
    assert "bridge to its clients: delays(3600)" in session.faults_told


def test_a_plan_that_never_came_into_play_is_told_at_the_end() -> None:
    def unused(make: Callable[[FaultPlan], object], plan: FaultPlan) -> str:
        with pytest.raises(SessionFailure) as raised:
            with Session():
                make(plan)
        return str(raised.value)

    for make in MAKES.values():
        assert "drops().given(type='agent_death')" in unused(make, drops().given(type="agent_death"))
    assert "hangs()" in unused(lambda plan: LoopbackAgentWebSocketBridge(handshakes=plan), hangs())
    assert "delays(3)" in unused(lambda plan: LoopbackClient("ws://127.0.0.1:1/", to_server=plan), delays(3))
    for name in ("to_server", "to_client", "handshakes"):
        proxied = unused(lambda plan: LoopbackProxy("ws://127.0.0.1:1/", **{name: plan}), disconnects())
        assert "disconnects(1006)" in proxied
    with Session():
        for make in MAKES.values():
            make(drops().lenient())


@pytest.mark.asyncio
async def test_an_emitter_has_faults_on_its_way_too() -> None:
    emitter = InMemoryWebSocketEmitter(ADMIN.user_id, connected=True, to_user=disconnects(1006).on_call(2))
    assert await emitter.emit_agent_started(RUN, "triage")
    assert not await emitter.emit_agent_completed(RUN, "triage")
    assert not emitter.is_connected
    await emitter.connect()
    assert await emitter.emit_agent_completed(RUN, "triage")


@pytest.mark.asyncio
async def test_plans_hold_for_methods_of_real_bridges_and_of_doubles() -> None:
    real = InMemoryAgentWebSocketBridge()
    inbox = real.connect(ADMIN)
    assert await run_over(inject(real, notify_agent_thinking=returns(False))) == [True, False, True, True, True]
    assert [failure.expected for failure in EventContract().check(inbox.received).missing] == ["agent_thinking"]
    stand_in = bridge_double()
    when(stand_in.notify_agent_completed).fails(raises(ConnectionError("gone")).on_call(1))
    with pytest.raises(ConnectionError, match="gone"):
        await run_over(stand_in)
    assert await stand_in.notify_agent_completed(RUN, "triage")
