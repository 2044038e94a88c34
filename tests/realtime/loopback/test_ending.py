"""Nothing outlives its test: cancelled in the middle of anything, in threads, with tasks that hang."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
from collections.abc import Awaitable, Callable, Mapping

import pytest

from builders.domain import seed_tenants
from mockfactory import Session, SessionFailure, double
from mockfactory.faults import delays, hangs, virtual_clock
from mockfactory.realtime import ConnectionClosed
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.loopback import HandlerFailed
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.client import LoopbackClient
from mockfactory.realtime.loopback.emitter import LoopbackWebSocketEmitter
from mockfactory.realtime.loopback.receiver import LoopbackReceiver
from tests.realtime.loopback.wires import ada, grace, of_ada


def open_sockets() -> int:
    """How many sockets this process has open."""
    gc.collect()
    return sum(type(one) is socket.socket and one.fileno() >= 0 for one in gc.get_objects())


async def opening(bridge: LoopbackAgentWebSocketBridge, client: LoopbackClient) -> None:
    await client.open()


async def sending(bridge: LoopbackAgentWebSocketBridge, client: LoopbackClient) -> None:
    await client.open()
    while True:
        await bridge.notify_agent_thinking(of_ada().run_id, "triage", "Hm." * 1000, user_context=of_ada())
        await client.send({"type": "ask"})
        await asyncio.sleep(0)


async def reading(bridge: LoopbackAgentWebSocketBridge, client: LoopbackClient) -> None:
    await client.open()
    await client.next()


async def closing(bridge: LoopbackAgentWebSocketBridge, client: LoopbackClient) -> None:
    await client.open()
    await client.close()


async def shutting_down(bridge: LoopbackAgentWebSocketBridge, client: LoopbackClient) -> None:
    await client.open()
    await bridge.shutdown()


async def starting(bridge: LoopbackAgentWebSocketBridge, client: LoopbackClient) -> None:
    await bridge.shutdown()
    async with LoopbackReceiver() as receiver:
        emitter = LoopbackWebSocketEmitter(ada().id, receiver.url, receiver.tokens.issue(ada()))
        await emitter.connect()
        await emitter.emit_agent_started(of_ada().run_id, "triage")
        await emitter.disconnect()


async def ignored(listener: Listener, message: Mapping[str, object]) -> None:
    pass


@pytest.mark.parametrize("turns", [0, 1, 2, 3, 5, 8, 13, 21])
@pytest.mark.parametrize("doing", [opening, sending, reading, closing, shutting_down, starting])
def test_cancelled_in_the_middle_of_anything_nothing_is_left(
    doing: Callable[[LoopbackAgentWebSocketBridge, LoopbackClient], Awaitable[None]], turns: int
) -> None:
    async def main() -> int:
        async with LoopbackAgentWebSocketBridge(on_message=ignored) as bridge:
            client = bridge.client(of_ada())
            task = asyncio.ensure_future(doing(bridge, client))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait([task])
            await client.close()
        for _ in range(3):
            await asyncio.sleep(0)
        return len(asyncio.all_tasks())

    before = open_sockets()
    assert asyncio.run(main()) == 1
    assert open_sockets() == before


@pytest.mark.asyncio
async def test_no_task_is_left_behind() -> None:
    before = asyncio.all_tasks()
    async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(of_ada()) as client:
        await bridge.notify_agent_started(of_ada().run_id, "triage", user_context=of_ada())
        await client.next()
        await client.break_off()
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before


@pytest.mark.asyncio
async def test_a_handshake_that_hangs_does_not_keep_a_server_from_stopping() -> None:
    with virtual_clock() as clock:
        async with LoopbackAgentWebSocketBridge(handshakes=hangs()) as bridge:
            opening = asyncio.create_task(bridge.client(of_ada()).open())
            await asyncio.sleep(1)
        with pytest.raises((ConnectionError, EOFError)):
            await opening
        assert clock.elapsed < 5


@pytest.mark.asyncio
async def test_who_closes_in_the_middle_of_a_handshake_is_not_connected_later() -> None:
    with virtual_clock():
        async with LoopbackAgentWebSocketBridge(handshakes=delays(5)) as bridge:
            client = bridge.client(of_ada())
            opening = asyncio.create_task(client.open())
            await asyncio.sleep(1)
            with pytest.raises(ConnectionError, match="opened before"):
                await client.open()
            await client.close()
            with pytest.raises(ConnectionError, match="closed before it was open"):
                await opening
            await asyncio.sleep(10)
            assert not client.is_connected
            assert bridge.health().connections == 0
            await client.open()
            assert client.is_connected
            await client.close()


@pytest.mark.asyncio
async def test_nobody_is_closed_by_a_misspelt_name() -> None:
    async with LoopbackReceiver() as receiver:
        emitter = LoopbackWebSocketEmitter(ada().id, receiver.url, receiver.tokens.issue(ada()))
        await emitter.connect()
        reason = "no emitter of the user 'user_a_admn' was ever connected, and of 'user_a_admin' there was"
        with pytest.raises(LookupError, match=reason):
            await receiver.close("user_a_admn")
        with pytest.raises(LookupError, match=reason):
            receiver.break_off("user_a_admn")
        await receiver.close(ada().id)
        await receiver.close(ada().id)


@pytest.mark.asyncio
async def test_an_emitter_that_is_disconnected_while_it_connects_is_not_connected_later() -> None:
    async with LoopbackReceiver() as receiver:
        emitter = LoopbackWebSocketEmitter(ada().id, receiver.url, receiver.tokens.issue(ada()))
        connecting = asyncio.create_task(emitter.connect())
        await asyncio.sleep(0)
        await emitter.disconnect()
        with pytest.raises(ConnectionError, match="closed before it was open"):
            await connecting
        assert not emitter.is_connected
        assert receiver.connections(ada().id) == 0
        await emitter.connect()
        assert emitter.is_connected
        await emitter.disconnect()


@pytest.mark.asyncio
async def test_an_on_message_that_hangs_does_not_keep_a_server_from_stopping() -> None:
    async def hang(listener: Listener, message: Mapping[str, object]) -> None:
        heard.set()
        await asyncio.get_running_loop().create_future()

    heard = asyncio.Event()
    with virtual_clock() as clock:
        async with LoopbackAgentWebSocketBridge(on_message=hang) as bridge, bridge.client(of_ada()) as client:
            await client.send({"type": "ask"})
            await heard.wait()
        assert clock.elapsed < 3


@pytest.mark.asyncio
async def test_a_message_that_is_an_hour_late_does_not_keep_a_server_from_stopping() -> None:
    with virtual_clock() as clock:
        async with LoopbackAgentWebSocketBridge(to_clients=delays(3600)) as bridge, bridge.client(of_ada()) as client:
            assert await bridge.notify_agent_started(of_ada().run_id, "triage", user_context=of_ada())
            await bridge.shutdown()
            assert (await client.wait_closed()).code == 1001
            assert clock.elapsed < 5
            assert client.inbox.waiting == 0


@pytest.mark.asyncio
async def test_a_closing_goes_behind_what_is_on_its_way() -> None:
    with virtual_clock():
        async with LoopbackAgentWebSocketBridge(to_clients=delays(5)) as bridge, bridge.client(of_ada()) as client:
            for _ in range(3):
                assert await bridge.notify_agent_thinking(of_ada().run_id, "triage", "Hm.", user_context=of_ada())
            await bridge.shutdown()
            assert (await client.wait_closed()).code == 1001
            assert client.inbox.waiting == 3


@pytest.mark.asyncio
async def test_who_hears_a_message_may_shut_the_bridge_down() -> None:
    async def hear(listener: Listener, message: Mapping[str, object]) -> None:
        await bridge.shutdown()

    async with LoopbackAgentWebSocketBridge(on_message=hear) as bridge:
        client = bridge.client(of_ada())
        await client.open()
        await client.send({"type": "stop"})
        assert (await client.wait_closed()).code == 1001


@pytest.mark.asyncio
async def test_two_that_connect_an_emitter_at_once_open_one_connection() -> None:
    async with LoopbackReceiver() as receiver:
        emitter = LoopbackWebSocketEmitter(ada().id, receiver.url, receiver.tokens.issue(ada()))
        await asyncio.gather(emitter.connect(), emitter.connect(), emitter.connect())
        assert receiver.connections(ada().id) == 1
        await emitter.disconnect()


def test_servers_of_threads_do_not_disturb_one_another() -> None:
    context = seed_tenants().context("admin", of="a")
    results: list[list[str]] = []

    async def main() -> None:
        async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(context) as client:
            for step in range(1, 21):
                await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step, user_context=context)
            results.append([(await client.next()).id for _ in range(20)])

    threads = [threading.Thread(target=asyncio.run, args=(main(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[f"{context.run_id}.event.{step}" for step in range(1, 21)]] * 4


@pytest.mark.asyncio
async def test_an_assertion_in_what_hears_messages_is_told_at_the_end() -> None:
    async def hear(listener: Listener, message: Mapping[str, object]) -> None:
        assert message["type"] == "ask", "what was said"

    with pytest.raises(AssertionError, match="a callback's own assertion: what was said"):
        with Session():
            async with LoopbackAgentWebSocketBridge(on_message=hear) as bridge, bridge.client(of_ada()) as client:
                await client.send({"type": "hello"})
                assert (await client.wait_closed()).code == 1011


@pytest.mark.asyncio
async def test_an_error_in_what_hears_messages_is_told_at_the_end_with_its_traceback() -> None:
    def look_up(table: dict[str, int], name: object) -> int:
        return table[str(name)]

    async def hear(listener: Listener, message: Mapping[str, object]) -> None:
        look_up({}, message["type"])

    with pytest.raises(AssertionError) as raised:
        with Session():
            async with LoopbackAgentWebSocketBridge(on_message=hear) as bridge:
                async with bridge.client(of_ada()) as client, bridge.client(grace()) as other:
                    await client.send({"type": "hello"})
                    assert (await client.wait_closed()).code == 1011
                    assert other.is_connected
    told = str(raised.value)
    assert told.startswith("Swallowed: on_message raised KeyError: 'hello'")
    assert "of:         {'type': 'hello'}, of the client 'ws_a_admin'" in told
    assert "look_up({}, message" in told
    assert "return table[str(name)]" in told
    assert "mockfactory/realtime" not in told
    assert isinstance(raised.value.__cause__, HandlerFailed)


class Mailer:
    def send(self, to: str) -> None: ...


@pytest.mark.asyncio
async def test_a_double_that_what_hears_messages_uses_wrongly_is_told_once() -> None:
    with pytest.raises(SessionFailure) as raised:
        with Session():
            mailer = double(Mailer)

            async def hear(listener: Listener, message: Mapping[str, object]) -> None:
                mailer.send(3)  # type: ignore[arg-type]

            async with LoopbackAgentWebSocketBridge(on_message=hear) as bridge, bridge.client(of_ada()) as client:
                await client.send({})
                assert (await client.wait_closed()).code == 1011
    (problem,) = raised.value.problems
    assert problem.startswith("Swallowed: Mailer.send(): argument 'to' is int (3), not str.")


@pytest.mark.asyncio
async def test_a_function_that_hears_and_gives_nothing_to_await_is_told_and_so_is_one_that_fails_the_test() -> None:
    def deaf(listener: Listener, message: Mapping[str, object]) -> object:
        return listener.run_id

    async def fails(listener: Listener, message: Mapping[str, object]) -> None:
        pytest.fail("not what was to be said")

    for hear, reason in ((deaf, "has to be an async function, and this one gave None"), (fails, "not what was to be")):
        with pytest.raises(AssertionError, match=reason):
            with Session():
                async with LoopbackAgentWebSocketBridge(on_message=hear) as bridge:  # type: ignore[arg-type]
                    async with bridge.client(of_ada()) as client:
                        await client.send({})
                        assert (await client.wait_closed()).code == 1011


@pytest.mark.asyncio
async def test_a_connection_that_what_hears_has_elsewhere_is_not_the_clients() -> None:
    async def hear(listener: Listener, message: Mapping[str, object]) -> None:
        raise ConnectionClosed(1000, "of somebody else")

    with pytest.raises(AssertionError, match="on_message raised ConnectionClosed: closed with 1000: of somebody else"):
        with Session():
            async with LoopbackAgentWebSocketBridge(on_message=hear) as bridge, bridge.client(of_ada()) as client:
                await client.send({})
                assert (await client.wait_closed()).code == 1011
