"""Clients that come back: nothing is lost, and nothing comes twice."""

from __future__ import annotations

import asyncio

import pytest

from builders import seeded
from mockfactory.faults import FaultPlan, delays, disconnects, drops, virtual_clock
from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from tests.realtime.loopback.wires import of_ada

pytestmark = pytest.mark.asyncio


async def followed(bridge: LoopbackAgentWebSocketBridge, events: int) -> tuple[list[str], int]:
    """What a client gets that comes back whenever it is cut off: the ids, and how often it was connected."""
    got: list[str] = []
    times = 0
    while len(got) < events:
        times += 1
        try:
            async with bridge.client(of_ada(), resume_after=got[-1] if got else "") as client:
                while len(got) < events:
                    got.append((await client.next()).id)
        except ConnectionClosed:
            continue
    return got, times


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "plan",
    [disconnects().with_probability(0.2), disconnects(1012, "restart").with_probability(0.3), disconnects().every(3)],
    ids=repr,
)
async def test_nothing_is_lost_and_nothing_comes_twice_over_a_connection_that_breaks(
    seed: int, plan: FaultPlan
) -> None:
    context = of_ada()
    with seeded(seed), virtual_clock():
        async with LoopbackAgentWebSocketBridge(to_clients=plan) as bridge:
            bridge.register_run(context)

            async def tell() -> None:
                for step in range(1, 41):
                    await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step)
                    await asyncio.sleep(0.1)

            _, (got, times) = await asyncio.gather(tell(), followed(bridge, 40))
    assert got == [f"{context.run_id}.event.{number}" for number in range(1, 41)]
    assert times > 1


async def test_who_was_broken_off_with_events_on_the_way_gets_them_again() -> None:
    context = of_ada()
    async with LoopbackAgentWebSocketBridge() as bridge:
        bridge.register_run(context)
        client = bridge.client(context)
        await client.open()
        client.stall()
        for step in range(1, 11):
            assert await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step)
        await client.break_off()
        got, _ = await followed(bridge, 10)
    assert len(set(got)) == 10


async def test_what_is_resent_is_under_the_plan_too() -> None:
    context = of_ada()
    async with LoopbackAgentWebSocketBridge(to_clients=drops().on_call(1)) as bridge:
        for step in (1, 2):
            await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step, user_context=context)
        async with bridge.client(context, resume_after="") as client:
            assert (await client.next()).id == f"{context.run_id}.event.2"


async def test_what_is_no_longer_kept_cannot_be_resumed() -> None:
    context = of_ada()
    async with LoopbackAgentWebSocketBridge(settings=EmitterSettings(history=2)) as bridge:
        for step in (1, 2, 3):
            await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step, user_context=context)
        for after, reason in (
            (f"{context.run_id}.event.1", f"the event '{context.run_id}.event.1' is none of the 2 that are kept"),
            ("", f"1 of the 3 events for '{context.user_id}' are kept no more"),
        ):
            async with bridge.client(context, resume_after=after) as client:
                how = await client.wait_closed()
            assert (how.code, how.reason[: len(reason)]) == (1008, reason)


async def test_a_client_that_wants_one_run_resumes_that_one() -> None:
    context = of_ada()
    second = context.changed(run_id=f"run_{context.thread_id}_2")
    async with LoopbackAgentWebSocketBridge() as bridge:
        for step in (1, 2):
            for run in (context, second):
                await bridge.notify_agent_thinking(run.run_id, "triage", "Hm.", step, user_context=run)
        async with bridge.client(context, run_id=second.run_id, resume_after=f"{second.run_id}.event.1") as client:
            assert (await client.next()).id == f"{second.run_id}.event.2"
            await bridge.notify_agent_completed(context.run_id, "triage")
            await bridge.notify_agent_completed(second.run_id, "triage")
            assert (await client.next()).id == f"{second.run_id}.event.3"


async def test_what_is_told_while_a_client_catches_up_comes_behind_what_was_missed_in_order() -> None:
    context = of_ada()
    with virtual_clock():
        async with LoopbackAgentWebSocketBridge(to_clients=delays(1).until_call(3)) as bridge:
            for step in (1, 2, 3):
                await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step, user_context=context)
            async with bridge.client(context, resume_after="") as client:
                telling = [bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step) for step in (4, 5, 6)]
                assert await asyncio.gather(*telling) == [True] * 3
                got = [(await client.next()).id for _ in range(6)]
    assert got == [f"{context.run_id}.event.{number}" for number in range(1, 7)]
