"""How connections end: each close code, from either side."""

from __future__ import annotations

import asyncio

import pytest

from builders.domain import User, UserExecutionContext, seed_tenants
from mockfactory.faults import disconnects, virtual_clock
from mockfactory.realtime import OptionError
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.emitter import LoopbackWebSocketEmitter
from mockfactory.realtime.loopback.receiver import LoopbackReceiver
from tests.realtime.loopback.wires import ada

pytestmark = pytest.mark.asyncio


def of_ada() -> UserExecutionContext:
    return seed_tenants().context("admin", of="a")


def grace() -> User:
    return seed_tenants().user("viewer", of="a")


@pytest.mark.parametrize("code", [1000, 1001, 1008, 1009, 1011, 1012, 4001])
async def test_a_plan_ends_a_connection_with_a_code_and_the_others_go_on(code: int) -> None:
    context, plan = of_ada(), disconnects(code, "as planned").given(agent_name="doomed")
    async with (
        LoopbackAgentWebSocketBridge(to_clients=plan) as bridge,
        bridge.client(context) as client,
        bridge.client(grace()) as other,
    ):
        assert not await bridge.notify_agent_started(context.run_id, "doomed", user_context=context)
        how = await client.wait_closed()
        assert (how.code, how.reason) == (code, "as planned")
        assert other.is_connected
        assert bridge.health().status == "degraded"
        assert bridge.connection_state(context.user_id) == "disconnected"


async def test_an_abrupt_end_is_1006_at_the_client() -> None:
    context = of_ada()
    async with (
        LoopbackAgentWebSocketBridge(to_clients=disconnects().on_call(2)) as bridge,
        bridge.client(context) as client,
    ):
        assert await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
        assert not await bridge.notify_agent_thinking(context.run_id, "triage", "hm")
        assert (await client.wait_closed()).code == 1006
        assert [event.type for event in client.inbox.drain()] in (["agent_started"], [])


async def test_a_client_that_is_gone_without_a_word_is_noticed() -> None:
    context = of_ada()
    async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(grace()) as other:
        client = bridge.client(context)
        await client.open()
        await client.break_off()
        while bridge.connection_state(context.user_id) == "connected":
            await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
        assert other.is_connected


async def test_breaking_off_is_done_at_once_and_seen_when_it_was_awaited() -> None:
    context = of_ada()
    async with LoopbackAgentWebSocketBridge() as bridge:
        for is_awaited in (True, False):
            async with bridge.client(context) as client:
                gone = client.break_off()
                assert not client.is_connected
                if is_awaited:
                    await gone
                    assert not await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
                else:
                    assert (await client.wait_closed()).code == 1006


async def test_emitters_that_are_broken_off_know_when_it_was_awaited() -> None:
    async with LoopbackReceiver() as receiver:
        emitter = LoopbackWebSocketEmitter(ada().id, receiver.url, receiver.tokens.issue(ada()))
        await emitter.connect()
        await receiver.break_off(ada().id)
        assert not emitter.is_connected
        await emitter.connect()
        receiver.break_off(ada().id)
        assert (await emitter.wait_closed()).code == 1006
        assert (await receiver.wait_closed(ada().id)).code == 1006
        assert receiver.connections(ada().id) == 0


async def test_a_closing_is_told_though_what_came_before_it_is_not_read() -> None:
    context = of_ada()
    with virtual_clock() as clock:
        async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(context, capacity=1) as client:
            for step in range(1, 6):
                assert await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step, user_context=context)
            await bridge.shutdown()
            assert (await client.wait_closed()).code == 1001
            assert clock.elapsed < 5
            assert len([event async for event in client]) == 5


async def test_who_waits_in_vain_for_a_closing_is_told() -> None:
    with virtual_clock() as clock:
        async with LoopbackAgentWebSocketBridge(ping_interval=None) as bridge, bridge.client(of_ada()) as client:
            with pytest.raises(TimeoutError, match=r"the client of ws://127\.0\.0\.1:\d+/ waited 5 s to be closed"):
                await client.wait_closed()
            assert 5 <= clock.elapsed < 6
            with pytest.raises(OptionError, match="within has to be a number of seconds, 0 or more, and it is -1"):
                await client.wait_closed(within=-1)
            client.break_off()
            assert (await client.wait_closed(within=60)).code == 1006
        async with LoopbackReceiver() as receiver:
            emitter = LoopbackWebSocketEmitter(ada().id, receiver.url, receiver.tokens.issue(ada()))
            with pytest.raises(ConnectionError, match="the emitter of 'user_a_admin' was never connected"):
                await emitter.wait_closed()
            await emitter.connect()
            with pytest.raises(TimeoutError, match="the emitter of 'user_a_admin' waited 3 s to be closed"):
                await receiver.wait_closed(ada().id, within=3)
            await emitter.disconnect()


async def test_closing_of_the_client_is_seen_by_the_bridge() -> None:
    context = of_ada()
    async with LoopbackAgentWebSocketBridge() as bridge:
        async with bridge.client(context):
            assert bridge.health().connections == 1
        assert bridge.health().connections == 0
        assert not await bridge.notify_agent_started(context.run_id, "triage", user_context=context)


async def test_shutting_down_closes_with_1001() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        client = bridge.client(of_ada())
        await client.open()
        await bridge.shutdown()
        assert (await client.wait_closed()).code == 1001
        await bridge.shutdown()


DEEP = '{"a":' * 100_000 + "1" + "}" * 100_000
"""Deeper than any reader of JSON goes."""


@pytest.mark.parametrize("rubbish", ["rubbish", "[1, 2]", "3", b"\xff\xfe", "", DEEP, '{"a": NaN}'], ids=range(7))
async def test_who_sends_what_is_no_json_object_is_closed_with_1007(rubbish: str | bytes) -> None:
    async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(grace()) as other:
        client = bridge.client(of_ada())
        await client.open()
        await client.send(rubbish)
        assert (await client.wait_closed()).code == 1007
        assert other.is_connected


async def test_who_says_something_where_nothing_is_to_be_said_is_closed_with_1008() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        client = bridge.client(of_ada())
        await client.open()
        await client.send({"type": "hello"})
        assert (await client.wait_closed()).code == 1008


async def test_what_clients_say_is_handed_on_with_who_they_are() -> None:
    heard: list[tuple[str, object]] = []

    async def hear(listener: Listener, message: object) -> None:
        heard.append((listener.user_id, message))
        await bridge.notify_agent_started(context.run_id, "triage", user_context=context)

    context = of_ada()
    async with LoopbackAgentWebSocketBridge(on_message=hear) as bridge, bridge.client(context) as client:
        await client.send({"type": "ask", "text": "How many?"})
        assert (await client.next()).type == "agent_started"
    assert heard == [(context.user_id, {"type": "ask", "text": "How many?"})]


@pytest.mark.mockfactory(allow="swallowed")
async def test_an_error_in_what_hears_closes_that_connection_with_1011() -> None:
    async def hear(listener: Listener, message: object) -> None:
        raise RuntimeError("a bug")

    async with LoopbackAgentWebSocketBridge(on_message=hear) as bridge, bridge.client(grace()) as other:
        client = bridge.client(of_ada())
        await client.open()
        await client.send({"type": "ask"})
        assert (await client.wait_closed()).code == 1011
        assert other.is_connected


async def test_a_message_over_the_limit_closes_with_1009() -> None:
    settings = EmitterSettings(max_message_bytes=500)
    async with LoopbackAgentWebSocketBridge(settings=settings) as bridge, bridge.client(grace()) as other:
        client = bridge.client(of_ada())
        await client.open()
        await client.send({"text": "x" * 500})
        assert (await client.wait_closed()).code == 1009
        assert other.is_connected


async def test_a_client_that_answers_no_ping_is_closed_with_1011() -> None:
    with virtual_clock() as clock:
        async with LoopbackAgentWebSocketBridge(ping_interval=20, ping_timeout=20) as bridge:
            context = of_ada()
            client = bridge.client(context)
            await client.open()
            client.stall()
            await asyncio.sleep(45)
            assert bridge.connection_state(context.user_id) == "disconnected"
            client.go_on()
            assert (await client.wait_closed()).code == 1011
            assert clock.elapsed >= 40


async def test_a_client_opens_once() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(of_ada()) as client:
        with pytest.raises(ConnectionError, match="opened before"):
            await client.open()
    with pytest.raises(ConnectionClosed):
        await client.send({})


async def test_a_client_that_is_not_open_sends_nothing() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        with pytest.raises(ConnectionError, match="not open"):
            await bridge.client(of_ada()).send({})


async def test_what_cannot_be_said_at_the_end_is_refused() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(of_ada()) as client:
        for code in (1005, 1015, 999, 5000):
            with pytest.raises(OptionError, match=f"{code} is no close code that may be sent"):
                await client.close(code)
        with pytest.raises(OptionError, match="the reason of a close has at most 123 bytes, and this has 124"):
            await client.close(1000, "é" * 62)
        assert client.is_connected
        await client.close(1000, "é" * 61)


async def test_a_client_that_closes_with_1006_is_gone_without_a_word() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(of_ada()) as client:
        await client.close(1006)
        assert (await client.wait_closed()).code == 1006
