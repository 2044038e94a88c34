"""The user's end: reading, waiting, leaving, and not keeping up."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from builders.domain import AgentEvent, seed_tenants
from mockfactory.faults import virtual_clock
from mockfactory.realtime import (
    ConnectionClosed,
    EmitterSettings,
    EventContract,
    InMemoryAgentWebSocketBridge,
    InMemoryWebSocketEmitter,
    InvalidEvent,
    OptionError,
    ticking_clock,
)

ADMIN = seed_tenants().context("admin", of="a")
RUN, USER = ADMIN.run_id, ADMIN.user_id
START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def connected(capacity: int | None = None) -> InMemoryWebSocketEmitter:
    return InMemoryWebSocketEmitter(USER, connected=True, capacity=capacity)


@pytest.mark.asyncio
async def test_a_reader_waits_for_the_next_event() -> None:
    emitter = connected()
    reading = asyncio.create_task(emitter.inbox.next())
    await asyncio.sleep(0)
    assert not reading.done()
    await emitter.emit_agent_started(RUN, "triage")
    assert (await reading).type == "agent_started"


@pytest.mark.asyncio
async def test_several_readers_share_the_events() -> None:
    emitter = connected()
    readers = [asyncio.create_task(emitter.inbox.next()) for _ in range(3)]
    await asyncio.sleep(0)
    for _ in readers:
        await emitter.emit_agent_thinking(RUN, "triage", "Hm.")
    assert sorted([(await reader).id for reader in readers]) == [f"{RUN}.event.{n}" for n in (1, 2, 3)]


@pytest.mark.asyncio
async def test_reading_until_an_event() -> None:
    emitter = connected()
    await emitter.emit_agent_started(RUN, "triage")
    for agent in ("data", "triage", "action"):
        await emitter.emit_agent_completed(RUN, agent)
    assert [event.type for event in await emitter.inbox.until("agent_completed")] == [
        "agent_started",
        "agent_completed",
    ]
    assert [event.agent_name for event in await emitter.inbox.until(lambda event: event.agent_name == "action")] == [
        "triage",
        "action",
    ]
    assert emitter.inbox.waiting == 0


@pytest.mark.asyncio
async def test_drain_does_not_wait_and_received_has_it_all() -> None:
    emitter = InMemoryWebSocketEmitter(USER, connected=True, clock=ticking_clock(START))
    assert emitter.inbox.drain() == []
    await emitter.emit_agent_started(RUN, "triage")
    await emitter.emit_agent_completed(RUN, "triage")
    assert emitter.inbox.drain() == emitter.get_events()
    assert emitter.inbox.drain() == []
    assert [one.at.microsecond for one in emitter.inbox.received] == [1000, 3000]
    EventContract(required=("agent_started",), delivery=0.001).check(emitter.inbox.received).assert_holds()


@pytest.mark.asyncio
async def test_an_answer_that_is_to_be_awaited_is_true_of_no_event() -> None:
    async def later(event: AgentEvent) -> bool:
        return False

    emitter = connected()
    await emitter.emit_agent_started(RUN, "triage")
    with pytest.raises(OptionError, match="has to be given a function that answers True or False, and it is"):
        await emitter.inbox.until(lambda event: later(event))  # type: ignore[arg-type, return-value]


@pytest.mark.asyncio
async def test_all_events_until_the_end() -> None:
    emitter = connected()
    await emitter.emit_agent_started(RUN, "triage")
    await emitter.disconnect()
    assert [event.type async for event in emitter.inbox] == ["agent_started"]
    with pytest.raises(ConnectionClosed, match="closed with 1000") as closed:
        await emitter.inbox.next()
    assert (closed.value.code, closed.value.reason) == (1000, "")


@pytest.mark.asyncio
async def test_a_close_wakes_who_waits() -> None:
    emitter = connected()
    reading = asyncio.create_task(emitter.inbox.next())
    await asyncio.sleep(0)
    await emitter.disconnect(1011, "broken")
    with pytest.raises(ConnectionClosed, match="closed with 1011: broken"):
        await reading


def test_what_does_not_come_is_a_time_out_that_says_what_came() -> None:
    async def wait() -> None:
        emitter = connected()
        await emitter.emit_agent_started(RUN, "triage")
        asyncio.get_running_loop().call_later(59, lambda: asyncio.ensure_future(emitter.emit_agent_started(RUN, "x")))
        await emitter.inbox.until("agent_completed", within=60)

    message = rf"'{USER}.client.1' waited 60 s for agent_completed; it got: agent_started, agent_started$"
    with pytest.raises(TimeoutError, match="waited 0 s for an event that <lambda> is true of; it got: nothing"):
        asyncio.run(connected().inbox.until(lambda event: True, within=0))
    with virtual_clock() as clock, pytest.raises(TimeoutError, match=message):
        asyncio.run(wait())
    assert clock.elapsed == pytest.approx(60, abs=1)


def test_who_does_not_read_makes_the_emitter_wait_and_then_give_up() -> None:
    async def flood() -> tuple[bool, bool]:
        emitter = InMemoryWebSocketEmitter(USER, connected=True, capacity=1, settings=EmitterSettings(send_timeout=30))
        return await emitter.emit_agent_started(RUN, "a"), await emitter.emit_agent_completed(RUN, "a")

    with virtual_clock() as clock:
        assert asyncio.run(flood()) == (True, False)
    assert clock.elapsed == pytest.approx(30, abs=1)


@pytest.mark.asyncio
async def test_who_waits_goes_on_in_order_as_soon_as_there_is_room() -> None:
    emitter = connected(capacity=2)
    sending = [asyncio.create_task(emitter.emit_agent_thinking(RUN, "a", "Hm.")) for _ in range(6)]
    got = [await emitter.inbox.next() for _ in range(6)]
    assert all([await task for task in sending])
    assert [event.id for event in got] == [f"{RUN}.event.{number}" for number in range(1, 7)]


@pytest.mark.asyncio
async def test_who_waits_for_room_is_told_of_the_close() -> None:
    emitter = connected(capacity=1)
    await emitter.emit_agent_started(RUN, "a")
    waiting = asyncio.create_task(emitter.emit_agent_completed(RUN, "a"))
    await asyncio.sleep(0)
    emitter.inbox.close(1001)
    assert not await waiting
    assert [event.type for event in emitter.inbox.drain()] == ["agent_started"]


def test_a_slow_connection_does_not_hold_up_the_others() -> None:
    async def two() -> None:
        bridge = InMemoryAgentWebSocketBridge(settings=EmitterSettings(send_timeout=10))
        slow, quick = bridge.connect(ADMIN, "ws_slow", capacity=1), bridge.connect(ADMIN, "ws_quick")
        bridge.register_run(ADMIN.changed(websocket_client_id=None))
        assert await bridge.notify_agent_started(RUN, "a")
        waiting = asyncio.create_task(bridge.notify_agent_completed(RUN, "a"))
        assert [event.type for event in await quick.until("agent_completed", within=1)] == [
            "agent_started",
            "agent_completed",
        ]
        assert not waiting.done()
        assert await waiting
        assert slow.waiting == 1

    with virtual_clock():
        asyncio.run(two())


def test_a_connection_that_takes_too_long_is_named() -> None:
    async def flood() -> str | None:
        bridge = InMemoryAgentWebSocketBridge(settings=EmitterSettings(send_timeout=10))
        bridge.connect(ADMIN, "ws_slow", capacity=1)
        bridge.register_run(ADMIN.changed(websocket_client_id=None))
        assert await bridge.notify_agent_started(RUN, "a")
        assert not await bridge.notify_agent_completed(RUN, "a")
        return bridge.health().last_error

    with virtual_clock():
        assert asyncio.run(flood()) == "'ws_slow' took longer than 10 s"


def test_there_is_no_inbox_before_the_first_connection() -> None:
    with pytest.raises(ConnectionError, match="was never connected: await emitter.connect"):
        InMemoryWebSocketEmitter(USER).inbox
    with pytest.raises(ValueError, match="user_id: an id is needed, and 'None' is a placeholder"):
        InMemoryWebSocketEmitter("None")
    with pytest.raises(
        ValueError, match="capacity has to be a whole number, 1 or more, or None for any number, and it is 0"
    ):
        connected(capacity=0)


@pytest.mark.asyncio
async def test_each_connection_has_an_inbox_of_its_own() -> None:
    emitter = connected()
    first = emitter.inbox
    await emitter.emit_agent_started(RUN, "a")
    await emitter.connect()
    assert emitter.inbox is first
    first.close()
    await emitter.connect()
    await emitter.emit_agent_completed(RUN, "a")
    assert [event.type for event in first.drain()] == ["agent_started"]
    assert [event.type for event in emitter.inbox.drain()] == ["agent_completed"]
    assert repr(first) == f"<Inbox of '{USER}.client.1': closed with 1000, 0 waiting>"


@pytest.mark.asyncio
async def test_what_is_no_event_is_told_by_the_reader() -> None:
    emitter = connected()
    await emitter.carry('{"type": "agent_started"}')
    with pytest.raises(InvalidEvent, match="run_id: is missing"):
        await emitter.inbox.next()
