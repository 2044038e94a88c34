"""Runs of which events are lost, late, doubled, overtaken or spoiled on their way: the contract tells."""

from __future__ import annotations

import asyncio

import pytest

from builders.domain import seed_tenants
from mockfactory import when
from mockfactory.faults import (
    FaultPlan,
    corrupts,
    delays,
    disconnects,
    drops,
    duplicates,
    hangs,
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


def test_an_event_that_is_late_beyond_the_time_out_is_not_sent() -> None:
    answers, report = run_under(delays(30).on_call(2), EmitterSettings(send_timeout=10))
    assert answers == [True, False, True, True, True]
    assert [failure.expected for failure in report.failures] == ["agent_thinking"]


def test_a_plan_that_does_not_fire_leaves_a_run_alone() -> None:
    answers, report = run_under(drops().on_call(6))
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
