"""Clients that take nothing more, and messages that are too long."""

from __future__ import annotations

import asyncio

import pytest

from builders.domain import seed_tenants
from mockfactory.faults import reorders, virtual_clock
from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.emitter import LoopbackWebSocketEmitter
from mockfactory.realtime.loopback.receiver import LoopbackReceiver
from tests.realtime.loopback.wires import ada, grace, of_ada, settled

pytestmark = pytest.mark.asyncio

LONG = "x" * 1_000_000
NO_PINGS = None


async def test_who_takes_nothing_makes_its_sender_wait_and_nobody_else() -> None:
    context, theirs = of_ada(), seed_tenants().context("viewer", of="a")
    settings = EmitterSettings(send_timeout=30)
    with virtual_clock() as clock:
        async with LoopbackAgentWebSocketBridge(settings=settings, ping_interval=NO_PINGS) as bridge:
            async with bridge.client(context) as stalled, bridge.client(theirs) as other:
                stalled.stall()
                sent = 0
                while await bridge.notify_agent_thinking(context.run_id, "triage", LONG, user_context=context):
                    sent += 1
                assert 30 <= clock.elapsed < 31
                name = context.websocket_client_id
                assert bridge.health().last_error == f"{name!r} took longer than 30 s"

                assert await bridge.notify_agent_started(theirs.run_id, "triage", user_context=theirs)
                assert (await other.next(within=1)).type == "agent_started"

                stalled.go_on()
                await settled()
                # What was told as not delivered does not come after all.
                assert stalled.inbox.waiting == sent
                assert await bridge.notify_agent_completed(context.run_id, "triage")
                assert (await stalled.inbox.until("agent_completed"))[-1].type == "agent_completed"


async def test_who_waited_first_goes_first() -> None:
    context = of_ada()
    with virtual_clock():
        async with LoopbackAgentWebSocketBridge(ping_interval=NO_PINGS) as bridge, bridge.client(context) as client:
            bridge.register_run(context)
            client.stall()

            async def tell(step: int, text: str) -> None:
                assert await bridge.notify_agent_thinking(context.run_id, "triage", text, step)

            telling = [asyncio.create_task(tell(step, LONG)) for step in range(1, 21)]
            await asyncio.sleep(0)
            assert not all(task.done() for task in telling)
            client.go_on()
            while not all(task.done() for task in telling[:20]):
                # In the moment in which there is room again, nobody overtakes those who wait for it.
                telling.append(asyncio.create_task(tell(len(telling) + 1, "short")))
                await asyncio.sleep(0)
            await asyncio.gather(*telling)
            got = [(await client.next()).id for _ in telling]
    assert got == [f"{context.run_id}.event.{number}" for number in range(1, len(telling) + 1)]


async def test_an_inbox_that_is_full_lets_the_rest_wait_on_its_way() -> None:
    context = of_ada()
    with virtual_clock():
        async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(context, capacity=2) as client:
            for step in range(1, 11):
                assert await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step, user_context=context)
            await settled()
            assert client.inbox.waiting == 2
            assert [(await client.next()).model_dump()["step"] for _ in range(10)] == list(range(1, 11))


async def test_a_receiver_that_is_full_makes_its_emitter_wait() -> None:
    with virtual_clock() as clock:
        async with LoopbackReceiver(capacity=1) as receiver:
            emitter = LoopbackWebSocketEmitter(ada().id, receiver.url, receiver.tokens.issue(ada()))
            await emitter.connect()
            while await emitter.emit_agent_thinking(of_ada().run_id, "triage", LONG[:900_000]):
                pass
            assert 10 <= clock.elapsed < 11
            assert receiver.inbox(ada().id).waiting == 1


async def test_a_client_that_stalls_can_close() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(of_ada()) as client:
        client.stall()
        await client.close(1001, "enough")
        await client.close()
        assert (await client.wait_closed()).code == 1001


async def test_a_shutdown_does_not_wait_for_who_does_not_answer() -> None:
    with virtual_clock() as clock:
        bridge = LoopbackAgentWebSocketBridge()
        await bridge.start()
        client = bridge.client(of_ada())
        await client.open()
        client.stall()
        await bridge.shutdown()
        assert clock.elapsed < 3
        client.go_on()
        await client.close()


async def test_who_takes_nothing_more_answers_no_ping_and_is_given_up() -> None:
    context = of_ada()
    with virtual_clock():
        async with LoopbackAgentWebSocketBridge(ping_interval=20, ping_timeout=20) as bridge:
            client = bridge.client(context)
            await client.open()
            client.stall()
            while await bridge.notify_agent_thinking(context.run_id, "triage", LONG, user_context=context):
                pass
            assert bridge.connection_state(context.user_id) == "connected"
            await asyncio.sleep(45)
            assert bridge.connection_state(context.user_id) == "disconnected"
            client.go_on()
            assert (await client.wait_closed()).code == 1006


async def test_a_shutdown_does_not_wait_for_what_is_held_back_either() -> None:
    context, plan = of_ada(), reorders().given(type="agent_started")
    with virtual_clock() as clock:
        async with LoopbackAgentWebSocketBridge(ping_interval=NO_PINGS, to_clients=plan) as bridge:
            client = bridge.client(context)
            await client.open()
            client.stall()
            while await bridge.notify_agent_thinking(context.run_id, "triage", LONG, user_context=context):
                pass
            assert await bridge.notify_agent_started(context.run_id, "triage")
            began = clock.elapsed
            async with asyncio.timeout(60):
                await bridge.shutdown()
            assert clock.elapsed - began < 5
        await client.close()


async def test_an_event_longer_than_the_client_takes_closes_that_client_with_1009() -> None:
    context = of_ada()
    async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(grace()) as other:
        client = bridge.client(context, max_message_bytes=500)
        await client.open()
        assert await bridge.notify_agent_thinking(context.run_id, "triage", "x" * 500, user_context=context)
        assert (await client.wait_closed()).code == 1009
        assert other.is_connected
        async with bridge.client(context, resume_after="") as back:
            assert (await back.next()).type == "agent_thinking"


async def test_a_client_takes_messages_as_long_as_its_bridge_sends() -> None:
    context = of_ada()
    settings = EmitterSettings(max_message_bytes=3_000_000)
    async with LoopbackAgentWebSocketBridge(settings=settings) as bridge, bridge.client(context) as client:
        assert await bridge.notify_agent_thinking(context.run_id, "triage", LONG * 2, user_context=context)
        assert len((await client.next()).model_dump_json()) > 2_000_000


async def test_a_message_of_many_kinds_of_rubbish_disturbs_nobody() -> None:
    context = of_ada()
    async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(context) as client:
        host, port = bridge.url.removeprefix("ws://").rstrip("/").split(":")
        for rubbish in (
            b"",
            b"\x00" * 100,
            b"GET / HTTP/1.1\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: x\r\n\r\n",
            b"\x16\x03\x01",
        ):
            reader, writer = await asyncio.open_connection(host, int(port))
            writer.write(rubbish)
            writer.write_eof()
            await reader.read()
            writer.close()
            await writer.wait_closed()
        assert await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
        assert (await client.next()).type == "agent_started"
        assert bridge.health().connections == 1
