"""Many users at once: each gets their own, all of it, in order, and nothing else."""

from __future__ import annotations

import asyncio

import pytest

from builders.domain import UserExecutionContext, contexts, tenants
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.client import LoopbackClient

pytestmark = pytest.mark.asyncio

USERS, TENANTS, EVENTS = 40, 4, 20


def people() -> list[UserExecutionContext]:
    houses = tenants.build_many(TENANTS)
    return [
        contexts.build(tenant=houses[number % TENANTS], user_id=f"user_{number}", websocket_client_id=None)
        for number in range(USERS)
    ]


async def test_forty_users_of_four_tenants() -> None:
    everybody = people()
    async with LoopbackAgentWebSocketBridge() as bridge:
        clients = [bridge.client(context) for context in everybody]
        await asyncio.gather(*(client.open() for client in clients))
        assert bridge.health().connections == USERS

        async def tell(context: UserExecutionContext) -> None:
            for step in range(1, EVENTS + 1):
                thought = f"{context.tenant.id} {context.user_id}"
                assert await bridge.notify_agent_thinking(context.run_id, "a", thought, step, user_context=context)
                await asyncio.sleep(0)

        async def read(context: UserExecutionContext, client: LoopbackClient) -> None:
            got = [await client.next() for _ in range(EVENTS)]
            assert [event.id for event in got] == [f"{context.run_id}.event.{step}" for step in range(1, EVENTS + 1)]
            assert {event.model_dump()["thought"] for event in got} == {f"{context.tenant.id} {context.user_id}"}

        await asyncio.gather(*map(tell, everybody), *map(read, everybody, clients))
        await bridge.shutdown()
        assert all(len(client.inbox.received) == EVENTS for client in clients)
        assert bridge.metrics().sent == USERS * EVENTS
        assert bridge.metrics().failed == 0


async def test_the_same_user_id_in_two_tenants_is_two_users() -> None:
    houses = tenants.build_many(2)
    twins = [contexts.build(tenant=house, user_id="user_twin", websocket_client_id=None) for house in houses]
    async with LoopbackAgentWebSocketBridge() as bridge:
        async with bridge.client(twins[0]) as first, bridge.client(twins[1]) as second:
            for twin in twins:
                await bridge.notify_agent_started(twin.run_id, "triage", user_context=twin)
            assert (await first.next()).run_id == twins[0].run_id
            assert (await second.next()).run_id == twins[1].run_id
            assert first.inbox.waiting == second.inbox.waiting == 0


async def test_who_asks_for_a_run_before_it_is_somebody_elses_hears_nothing_of_it() -> None:
    theirs, mine = people()[:2]
    async with LoopbackAgentWebSocketBridge() as bridge:
        async with bridge.client(mine, run_id=theirs.run_id) as nosy, bridge.client(theirs) as client:
            assert await bridge.notify_agent_started(theirs.run_id, "triage", user_context=theirs)
            assert (await client.next()).type == "agent_started"
        assert nosy.inbox.received == ()


async def test_what_a_user_says_is_told_with_the_users_own_name() -> None:
    heard: list[tuple[str, str, object]] = []
    everybody = people()[:8]
    async with LoopbackAgentWebSocketBridge(
        on_message=lambda listener, message: _noted(heard, (listener.tenant_id, listener.user_id, message["text"]))
    ) as bridge:
        for context in everybody:
            async with bridge.client(context) as client:
                await client.send({"text": "I am " + context.user_id, "user_id": "user_0"})
    assert sorted(heard) == sorted((one.tenant.id, one.user_id, "I am " + one.user_id) for one in everybody)


async def _noted(heard: list[tuple[str, str, object]], what: tuple[str, str, object]) -> None:
    heard.append(what)
