"""Emitters and bridges in memory, and their doubles, in code that trio runs; and what needs asyncio says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
import trio
import trio.testing

from builders.domain import seed_tenants
from mockfactory import MisuseError, Session, verify, when
from mockfactory.faults import (
    FaultPlan,
    corrupts,
    delays,
    disconnects,
    drops,
    duplicates,
    hangs,
    raises,
    reorders,
    returns,
)
from mockfactory.realtime import (
    EmitterSettings,
    InMemoryAgentWebSocketBridge,
    InMemoryWebSocketEmitter,
    bridge_double,
    emitter_double,
)
from mockfactory.realtime.loopback import (
    LoopbackAgentWebSocketBridge,
    LoopbackClient,
    LoopbackProxy,
    LoopbackReceiver,
    LoopbackWebSocketEmitter,
)

ADMIN = seed_tenants().context("admin", of="a")
RUN, USER = ADMIN.run_id, ADMIN.user_id
NOWHERE = "ws://127.0.0.1:9/"


def test_doubles_answer_as_ever() -> None:
    async def main() -> None:
        emitter, bridge = emitter_double(), bridge_double()
        assert await emitter.emit_agent_started(RUN, "triage")
        assert await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
        when(bridge.notify_agent_thinking).returns(False)
        assert not await bridge.notify_agent_thinking(RUN, "triage", "Hm.")
        verify(bridge.notify_agent_started).once()

    trio.run(main)


def test_an_emitter_and_its_inbox() -> None:
    async def main() -> None:
        emitter = InMemoryWebSocketEmitter(USER)
        await emitter.connect()
        assert await emitter.emit_agent_started(RUN, "triage")
        assert await emitter.emit_agent_completed(RUN, "triage")
        got = await emitter.inbox.until("agent_completed")
        assert [event.type for event in got] == ["agent_started", "agent_completed"]
        await emitter.disconnect()
        assert [event async for event in emitter.inbox] == []

    trio.run(main)


def test_a_reader_is_woken_and_one_who_waits_in_vain_is_told() -> None:
    read: list[str] = []

    async def main() -> None:
        bridge = InMemoryAgentWebSocketBridge()
        bridge.register_run(ADMIN)
        inbox = bridge.connect(ADMIN)
        with pytest.raises(TimeoutError, match="got no event within 0 s; before, it got: nothing"):
            await inbox.next(within=0)

        async def reading() -> None:
            read.extend([event.type async for event in inbox])

        async with trio.open_nursery() as nursery:
            nursery.start_soon(reading)
            await trio.testing.wait_all_tasks_blocked()
            assert await bridge.notify_agent_started(RUN, "triage")
            assert await bridge.notify_agent_completed(RUN, "triage")
            await trio.testing.wait_all_tasks_blocked()
            await bridge.shutdown()

    trio.run(main)
    assert read == ["agent_started", "agent_completed"]


def test_senders_wait_for_room_in_their_order() -> None:
    got: list[int | None] = []

    async def main() -> None:
        bridge = InMemoryAgentWebSocketBridge()
        bridge.register_run(ADMIN)
        inbox, other = bridge.connect(ADMIN, capacity=1), bridge.connect(ADMIN, capacity=1)

        async def send(step: int) -> None:
            assert await bridge.notify_agent_thinking(RUN, "triage", "Hm.", step)

        async with trio.open_nursery() as nursery:
            for step in range(1, 6):
                nursery.start_soon(send, step)
                await trio.testing.wait_all_tasks_blocked()
            for _ in range(5):
                await other.next()
                event = await inbox.next()
                got.append(getattr(event, "step", None))

    trio.run(main)
    assert got == [1, 2, 3, 4, 5]


def test_a_user_who_does_not_read_is_waited_for_so_long_and_no_longer() -> None:
    async def main() -> None:
        bridge = InMemoryAgentWebSocketBridge(settings=EmitterSettings(send_timeout=30))
        bridge.connect(ADMIN, capacity=1)
        assert await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
        assert not await bridge.notify_agent_completed(RUN, "triage")
        assert trio.current_time() >= 30
        assert "took longer than 30 s" in str(bridge.health().last_error)

        emitter = InMemoryWebSocketEmitter(USER, connected=True, capacity=1, settings=EmitterSettings(send_timeout=30))
        assert await emitter.emit_agent_started(RUN, "triage")
        assert not await emitter.emit_agent_completed(RUN, "triage")

    trio.run(main, clock=trio.testing.MockClock(autojump_threshold=0))


@pytest.mark.parametrize(
    ("plan", "told", "came"),
    [
        (drops().on_call(1), [True, True, True], 2),
        (duplicates().on_call(1), [True, True, True], 4),
        (returns("rubbish").on_call(1), [True, True, True], 3),
        (corrupts().on_call(1), [True, True, True], 3),
        (raises(OSError("down")).on_call(2), [True, False, False], 1),
        (disconnects(1012).on_call(2), [True, False, False], 1),
    ],
    ids=repr,
)
def test_plans_that_take_no_time_act_on_events(plan: FaultPlan, told: list[bool], came: int) -> None:
    async def main() -> None:
        bridge = InMemoryAgentWebSocketBridge(to_clients=plan)
        inbox = bridge.connect(ADMIN)
        bridge.register_run(ADMIN)
        assert [await bridge.notify_agent_thinking(RUN, "triage", "Hm.") for _ in told] == told
        assert len(inbox.received) == came

        emitter = InMemoryWebSocketEmitter(USER, connected=True, to_user=plan)
        assert [await emitter.emit_agent_thinking(RUN, "triage", "Hm.") for _ in told] == told
        assert len(emitter.inbox.received) == came

    trio.run(main)


@pytest.mark.parametrize("plan", [delays(1), hangs(), reorders(1)], ids=repr)
def test_plans_that_take_time_are_refused(plan: FaultPlan) -> None:
    async def main() -> None:
        bridge = InMemoryAgentWebSocketBridge(to_clients=plan)
        bridge.connect(ADMIN)
        await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)

    with (
        Session(allow=["unused-stubs"]),
        pytest.raises(MisuseError, match="needs asyncio, and this code runs under trio"),
    ):
        trio.run(main)


async def in_a_block(server: LoopbackAgentWebSocketBridge | LoopbackClient | LoopbackProxy | LoopbackReceiver) -> None:
    async with server:
        raise AssertionError("it is open")


async def connecting() -> None:
    await LoopbackWebSocketEmitter(USER, NOWHERE, "token").connect()


@pytest.mark.parametrize(
    ("use", "what"),
    [
        (lambda: in_a_block(LoopbackAgentWebSocketBridge()), "a LoopbackAgentWebSocketBridge"),
        (lambda: in_a_block(LoopbackReceiver()), "a LoopbackReceiver"),
        (lambda: in_a_block(LoopbackProxy(NOWHERE)), "a LoopbackProxy"),
        (lambda: in_a_block(LoopbackClient(NOWHERE)), "a client of a server"),
        (connecting, "a client of a server"),
    ],
)
def test_what_needs_asyncio_says_so(use: Callable[[], Awaitable[None]], what: str) -> None:
    with pytest.raises(MisuseError) as told:
        trio.run(use)
    assert str(told.value).startswith(f"{what} needs asyncio, and this test runs on trio.\n")
    assert "InMemoryAgentWebSocketBridge()" in str(told.value)
    assert told.value.__cause__ is told.value.__context__ is None
