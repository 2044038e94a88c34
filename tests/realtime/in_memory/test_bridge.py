"""What the bridge in memory has beyond its interface: connections, and what is kept for those who come back."""

from __future__ import annotations

import pytest

from builders.domain import seed_tenants
from mockfactory.realtime import EmitterSettings, InMemoryAgentWebSocketBridge

SEEDED = seed_tenants()
ADMIN = SEEDED.context("admin", of="a")
RUN = ADMIN.run_id
EVERYWHERE = ADMIN.changed(websocket_client_id=None)


def test_a_user_or_a_context_may_connect() -> None:
    bridge = InMemoryAgentWebSocketBridge()
    user = SEEDED.user("admin", of="a")
    clients = [bridge.connect(who).listener.websocket_client_id for who in (user, user, ADMIN, EVERYWHERE)]
    assert clients == [
        "user_a_admin.client.1",
        "user_a_admin.client.2",
        ADMIN.websocket_client_id,
        "user_a_admin.client.3",
    ]
    named = bridge.connect(ADMIN, "ws_mine").listener
    assert (named.user_id, named.tenant_id, named.websocket_client_id) == ("user_a_admin", "tenant_a", "ws_mine")
    with pytest.raises(ValueError, match="websocket_client_id: an id is needed, and 'None' is a placeholder"):
        bridge.connect(user, "None")


@pytest.mark.asyncio
async def test_the_trace_context_goes_along_with_the_event() -> None:
    bridge = InMemoryAgentWebSocketBridge()
    inbox = bridge.connect(ADMIN)
    trace = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
    await bridge.notify_agent_started(RUN, "triage", trace_context=trace, user_context=ADMIN)
    trace.clear()
    (kept,) = bridge.backlog
    assert kept.trace_context == {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
    assert kept.event == await inbox.next()


@pytest.mark.asyncio
async def test_what_is_kept_is_bounded_and_a_gap_is_told() -> None:
    bridge = InMemoryAgentWebSocketBridge(settings=EmitterSettings(history=3))
    bridge.register_run(ADMIN)
    for _ in range(5):
        await bridge.notify_agent_thinking(RUN, "triage", "Hm.")
    with pytest.raises(LookupError, match=f"the event '{RUN}.event.1' is none of the 3 that are kept for"):
        bridge.connect(ADMIN, resume_after=f"{RUN}.event.1")
    assert bridge.health().connections == 0
    back = bridge.connect(ADMIN, resume_after=f"{RUN}.event.3")
    assert [event.id for event in back.drain()] == [f"{RUN}.event.4", f"{RUN}.event.5"]
    assert bridge.health().status == "healthy"
    assert bridge.connect(ADMIN, resume_after=f"{RUN}.event.5").drain() == []
    with pytest.raises(LookupError, match="2 of the 5 events for 'user_a_admin' are kept no more"):
        bridge.connect(ADMIN, resume_after="")


@pytest.mark.asyncio
async def test_the_traffic_of_others_may_push_out_what_is_kept_and_that_is_told_to_whom_it_was_for() -> None:
    bridge = InMemoryAgentWebSocketBridge(settings=EmitterSettings(history=3))
    stranger = SEEDED.context("admin", of="b")
    await bridge.notify_agent_started(RUN, "triage", user_context=ADMIN)
    for _ in range(3):
        await bridge.notify_agent_thinking(stranger.run_id, "triage", "Hm.", user_context=stranger)
    assert len(bridge.connect(stranger, resume_after="").drain()) == 3
    with pytest.raises(LookupError, match="1 of the 1 events"):
        bridge.connect(ADMIN, resume_after="")


@pytest.mark.asyncio
async def test_health_says_why_nobody_got_an_event() -> None:
    bridge = InMemoryAgentWebSocketBridge()

    async def told() -> str | None:
        assert not await bridge.notify_agent_thinking(RUN, "triage", "Hm.", user_context=ADMIN)
        return bridge.health().last_error

    twin = SEEDED.context("admin", of="b").changed(user_id=ADMIN.user_id)
    nobody = "no connection of the user 'user_a_admin' is open"
    assert await told() == nobody
    bridge.connect(twin)
    assert await told() == f"{nobody} in the tenant 'tenant_a'; 1 of a user with the same id in another tenant"
    bridge.connect(SEEDED.user("admin", of="a"))
    assert await told() == (
        f"{nobody} as the client 'ws_a_admin', which registered the run '{RUN}'; but as 'user_a_admin.client.1'"
    )
    bridge.connect(ADMIN)
    assert await bridge.notify_agent_thinking(RUN, "triage", "Hm.")


@pytest.mark.asyncio
async def test_who_comes_back_gets_nothing_of_others() -> None:
    bridge = InMemoryAgentWebSocketBridge()
    viewer, stranger = SEEDED.context("viewer", of="a"), SEEDED.context("admin", of="b")
    twin = stranger.changed(user_id=ADMIN.user_id)
    for context in (ADMIN, viewer, twin, EVERYWHERE.changed(run_id=f"run_{ADMIN.thread_id}_2")):
        await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
    assert [event.run_id for event in bridge.connect(ADMIN, resume_after="").drain()] == [
        RUN,
        f"run_{ADMIN.thread_id}_2",
    ]
    other_client = bridge.connect(ADMIN, "ws_other", resume_after="")
    assert [event.run_id for event in other_client.drain()] == [f"run_{ADMIN.thread_id}_2"]
    with pytest.raises(LookupError):
        bridge.connect(viewer, resume_after=f"{RUN}.event.1")


@pytest.mark.asyncio
async def test_nobody_connects_after_the_shutdown() -> None:
    bridge = InMemoryAgentWebSocketBridge()
    await bridge.shutdown()
    with pytest.raises(ConnectionError, match="the bridge is shut down"):
        bridge.connect(ADMIN)


@pytest.mark.asyncio
async def test_a_run_of_which_nobody_waits_any_more_is_no_illness() -> None:
    bridge = InMemoryAgentWebSocketBridge()
    bridge.register_run(ADMIN)
    assert not await bridge.notify_agent_started(RUN, "triage")
    assert bridge.health().status == "degraded"
    bridge.unregister_run(RUN)
    assert bridge.health().status == "healthy"
