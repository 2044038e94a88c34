"""`EventContract` on what arrives while a fault plan is at work."""

from __future__ import annotations

import dataclasses

import pytest

from builders.domain import seed_tenants
from mockfactory.faults import FaultPlan, delays, drops, duplicates, reorders
from mockfactory.realtime import (
    ContractReport,
    EmitterSettings,
    EventContract,
    InMemoryAgentWebSocketBridge,
    InvalidEvent,
)

ADMIN = seed_tenants().context("admin", of="a")
RUN = ADMIN.run_id
CONTRACT = EventContract(required=("agent_started", "agent_completed"))


async def arrived_under(plan: FaultPlan | None, contract: EventContract = CONTRACT) -> ContractReport:
    bridge = InMemoryAgentWebSocketBridge(to_clients=plan, settings=EmitterSettings(max_message_bytes=2000))
    inbox = bridge.connect(ADMIN)
    await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
    for step in range(1, 6):
        await bridge.notify_agent_thinking(RUN, "triage", "Hm.", step)
    with pytest.raises(InvalidEvent, match="a message may have 2,000"):
        await bridge.notify_agent_thinking(RUN, "triage", "x" * 2000)
    await bridge.notify_agent_completed(RUN, "triage")
    await inbox.until("agent_completed")
    await bridge.shutdown()
    return contract.check(inbox.received)


@pytest.mark.asyncio
async def test_events_that_a_plan_reorders_are_out_of_order_on_a_clock_that_stands_still() -> None:
    report = await arrived_under(reorders().on_call(2, 4))
    assert [failure.kind for failure in report.failures] == ["out of order", "out of order"]


@pytest.mark.asyncio
async def test_what_a_plan_leaves_in_order_keeps_the_contract() -> None:
    for plan in (None, delays(2).on_call(3)):
        (await arrived_under(plan, dataclasses.replace(CONTRACT, lossless=True))).assert_holds()
    (await arrived_under(duplicates().on_call(3), dataclasses.replace(CONTRACT, repeats=True))).assert_holds()


@pytest.mark.asyncio
async def test_what_a_plan_drops_is_lost_to_a_contract_that_asks() -> None:
    dropped = drops().on_call(3)
    (await arrived_under(dropped)).assert_holds()
    (failure,) = (await arrived_under(dropped, dataclasses.replace(CONTRACT, lossless=True))).lost
    assert failure.expected == f"all events that were made: '{RUN}.event.3'"
