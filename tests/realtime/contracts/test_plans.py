"""A fault plan does the same to a run on every bridge: its numbers count the events to each client, on and on."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable

import pytest

from builders.domain import seed_tenants
from mockfactory.faults import FaultPlan, disconnects, drops, duplicates, in_sequence, passes, reorders, virtual_clock
from mockfactory.realtime import InMemoryAgentWebSocketBridge
from mockfactory.realtime.events.bridging import Bridging, C
from mockfactory.realtime.in_memory.inbox import Inbox
from mockfactory.realtime.loopback import LoopbackAgentWebSocketBridge
from tests.realtime.loopback.wires import fields, settled

pytestmark = pytest.mark.asyncio

CONTEXT = seed_tenants().context("admin", of="a")
RUN = CONTEXT.run_id
STEPS = range(1, 13)


async def seen(bridge: Bridging[C], connect: Callable[[], Awaitable[Inbox]]) -> list[list[object]]:
    """What each connection got of a run, by a client that comes back whenever it is cut off."""
    inboxes: list[Inbox] = []
    bridge.register_run(CONTEXT)
    for step in STEPS:
        if bridge.connection_state(CONTEXT.user_id) != "connected":
            inboxes.append(await connect())
        await bridge.notify_agent_thinking(RUN, "triage", "Hm.", step)
    await settled()
    await bridge.shutdown()
    return [[fields(one.content)["step"] for one in inbox.received] for inbox in inboxes]


async def in_memory(plan: FaultPlan) -> list[list[object]]:
    bridge = InMemoryAgentWebSocketBridge(to_clients=plan)

    async def connect() -> Inbox:
        return bridge.connect(CONTEXT)

    return await seen(bridge, connect)


async def over_loopback(plan: FaultPlan) -> list[list[object]]:
    async with LoopbackAgentWebSocketBridge(to_clients=plan) as bridge:

        async def connect() -> Inbox:
            client = bridge.client(CONTEXT)
            await client.open()
            return client.inbox

        return await seen(bridge, connect)


@pytest.mark.parametrize("kind", [InMemoryAgentWebSocketBridge, LoopbackAgentWebSocketBridge])
async def test_clients_of_two_users_are_counted_apart_though_they_call_themselves_the_same(
    kind: type[InMemoryAgentWebSocketBridge | LoopbackAgentWebSocketBridge],
) -> None:
    contexts = [seed_tenants().context("admin", of=key).changed(websocket_client_id="browser") for key in ("a", "b")]
    with virtual_clock():
        bridge = kind(to_clients=drops().on_call(1))
        async with contextlib.AsyncExitStack() as open_:
            if isinstance(bridge, LoopbackAgentWebSocketBridge):
                await open_.enter_async_context(bridge)
                inboxes = [(await open_.enter_async_context(bridge.client(one))).inbox for one in contexts]
            else:
                inboxes = [bridge.connect(one) for one in contexts]
            for step in (1, 2):
                for context in contexts:
                    await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step, user_context=context)
            await settled()
        assert [[fields(one.content)["step"] for one in inbox.received] for inbox in inboxes] == [[2], [2]]


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [
        (drops().every(5), [[1, 2, 3, 4, 6, 7, 8, 9, 11, 12]]),
        (disconnects(1012).every(4), [[1, 2, 3], [5, 6, 7], [9, 10, 11]]),
        (disconnects(1012).until_call(3), [[], [], [], list(range(4, 13))]),
        (disconnects(1011).on_call(3) | duplicates().on_call(5), [[1, 2], [4, 5, 5, *range(6, 13)]]),
        (in_sequence(passes(), disconnects(1012), drops()), [[1], list(range(4, 13))]),
        (reorders(1).on_call(2) | disconnects(1012).on_call(6), [[1, 3, 2, 4, 5], list(range(7, 13))]),
        (drops().with_probability(0.5), None),
    ],
    ids=repr,
)
async def test_a_plan_does_the_same_on_every_bridge(plan: FaultPlan, wanted: list[list[int]] | None) -> None:
    with virtual_clock():
        first = await in_memory(plan)
        assert wanted is None or first == wanted
        assert await over_loopback(plan) == first
