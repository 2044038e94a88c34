"""Doubles that answer as real ones do, and are doubles all the same."""

from __future__ import annotations

import pytest

from builders.domain import contexts, seed_tenants
from mockfactory import Session, SignatureViolation, TypeViolation, any_, in_order, verify, when
from mockfactory.realtime import (
    InMemoryAgentWebSocketBridge,
    InvalidEvent,
    ListeningBridge,
    bridge_double,
    emitter_double,
)

pytestmark = pytest.mark.asyncio

ADMIN = seed_tenants().context("admin", of="a")
RUN = ADMIN.run_id


async def test_they_work_from_the_start_and_remember() -> None:
    emitter, bridge = emitter_double(), bridge_double()
    assert emitter.is_connected
    assert await emitter.emit_agent_started(RUN, "triage")
    assert [event.type for event in emitter.get_events()] == ["agent_started"]
    assert await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
    assert bridge.metrics().sent == 1
    assert bridge.connection_state(ADMIN.user_id) == "connected"


async def test_calls_are_recorded_and_can_be_asked_about() -> None:
    bridge = bridge_double()
    await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
    await bridge.notify_agent_thinking(RUN, "triage", "Hm.")
    with in_order():
        verify(bridge.notify_agent_started).once()
        verify(lambda: bridge.notify_agent_thinking(RUN, "triage", any_(str))).once()
    verify(bridge.notify_agent_error).never()


async def test_what_the_test_says_goes_first() -> None:
    bridge, emitter = bridge_double(), emitter_double()
    when(bridge.notify_agent_thinking).returns(False)
    when(lambda: bridge.notify_agent_started(RUN, "broken", user_context=ADMIN)).raises(ConnectionError("gone"))
    when(lambda: emitter.is_connected).returns(False)
    assert await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
    assert not await bridge.notify_agent_thinking(RUN, "triage", "Hm.")
    with pytest.raises(ConnectionError, match="gone"):
        await bridge.notify_agent_started(RUN, "broken", user_context=ADMIN)
    assert not emitter.is_connected


async def test_they_are_as_strict_as_every_double() -> None:
    with Session():
        emitter = emitter_double(name="ada's")
        with pytest.raises(TypeViolation, match="ada's"):
            await emitter.emit_agent_started(7, "triage")  # type: ignore[arg-type]
        with pytest.raises(SignatureViolation):
            await emitter.emit_agent_started(RUN)  # type: ignore[call-arg]
        with pytest.raises(InvalidEvent, match="agent_name: must not be blank"):
            await emitter.emit_agent_started(RUN, "")


async def test_a_listening_bridge_makes_no_connection_for_who_has_come() -> None:
    bridge = ListeningBridge()
    inbox = bridge.connect(ADMIN)
    bridge.register_run(ADMIN)
    assert bridge.health().connections == 1
    inbox.close()
    bridge.register_run(ADMIN.create_child_context("search"))
    assert bridge.connection_state(ADMIN.user_id) == "disconnected"


async def test_a_listening_bridge_has_a_connection_for_each_client_that_is_asked_for() -> None:
    bridge = ListeningBridge()
    first, second = (contexts.build(websocket_client_id=client) for client in ("ws_1", "ws_2"))
    for context in (first, second):
        assert await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
    assert bridge.connection_state(first.user_id, "ws_1") == "connected"
    assert bridge.connection_state(second.user_id, "ws_2") == "connected"
    await bridge.shutdown()
    bridge.register_run(first.changed(run_id=f"run_{first.thread_id}_2"))
    assert bridge.health().connections == 0


async def test_they_answer_like_whatever_they_are_told_to() -> None:
    real = InMemoryAgentWebSocketBridge()
    bridge = bridge_double(like=real)
    inbox = real.connect(ADMIN)
    assert await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
    assert (await inbox.next()).run_id == RUN
