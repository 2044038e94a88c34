"""Options that mean nothing are refused where they are given, in words that say what is right."""

from __future__ import annotations

import asyncio
import datetime as dt
import math
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from builders.domain import seed_tenants
from mockfactory.realtime import (
    EmitterSettings,
    EventMaker,
    InMemoryAgentWebSocketBridge,
    InMemoryWebSocketEmitter,
    InvalidEvent,
    ListeningBridge,
    OptionError,
    bridge_double,
    emitter_double,
    ticking_clock,
)
from mockfactory.realtime.loopback import (
    LoopbackAgentWebSocketBridge,
    LoopbackClient,
    LoopbackProxy,
    LoopbackReceiver,
    LoopbackWebSocketEmitter,
    Tokens,
)

ADMIN = seed_tenants().context("admin", of="a")
RUN = ADMIN.run_id
URL = "ws://127.0.0.1:8000/"
NO_SECONDS = (0, -1, math.nan, math.inf, True, "3", 10**400)
BRIDGES = (InMemoryAgentWebSocketBridge, ListeningBridge, LoopbackAgentWebSocketBridge)


def nested(depth: int) -> dict[str, object]:
    data: dict[str, object] = {}
    for _ in range(depth):
        data = {"a": data}
    return data


def refused(make: Callable[..., object], reason: str, *given: object, **options: object) -> None:
    with pytest.raises(OptionError, match=re.escape(reason)) as raised:
        make(*given, **options)
    assert isinstance(raised.value, TypeError | ValueError)


@pytest.mark.parametrize("value", NO_SECONDS, ids=lambda value: str(value)[:5])
def test_times_that_are_none(value: object) -> None:
    reason = "has to be a number of seconds, more than 0"
    refused(EmitterSettings, f"send_timeout {reason}", send_timeout=value)
    refused(LoopbackAgentWebSocketBridge, f"ping_interval {reason}, or None for no pings", ping_interval=value)
    refused(LoopbackAgentWebSocketBridge, f"ping_timeout {reason}, or None for any time", ping_timeout=value)
    refused(LoopbackClient, f"open_timeout {reason}", URL, open_timeout=value)


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "3", math.nan])
def test_numbers_that_are_none(value: object) -> None:
    reason = "capacity has to be a whole number, 1 or more, or None for any number, and it is"
    refused(InMemoryWebSocketEmitter, reason, "user_ada", capacity=value)
    refused(InMemoryAgentWebSocketBridge().connect, reason, ADMIN, capacity=value)
    refused(LoopbackReceiver, reason, capacity=value)
    refused(LoopbackClient, reason, URL, capacity=value)
    refused(LoopbackClient, "max_message_bytes has to be a whole number, 1 or more", URL, max_message_bytes=value)
    refused(EmitterSettings, "max_message_bytes has to be a whole number, 1 or more", max_message_bytes=value)
    if value or value == -1:
        refused(EmitterSettings, "history has to be a whole number, 0 or more", history=value)


def test_things_of_the_wrong_kind() -> None:
    for make in BRIDGES:
        refused(
            make,
            "settings has to be an EmitterSettings(...), or None, and it is {'history': 3}",
            settings={"history": 3},
        )
        refused(make, "clock has to be a function that says what time it is, or None, and it is 3", clock=3)
        refused(make, "to_clients has to be a fault plan, such as drops().on_call(2), or None", to_clients="drops")
    refused(InMemoryWebSocketEmitter, "to_user has to be a fault plan", "user_ada", to_user=True)
    for name in ("handshakes", "to_server", "to_client"):
        refused(LoopbackProxy, f"{name} has to be a fault plan", URL, **{name: 3})
    for server in (LoopbackAgentWebSocketBridge, LoopbackReceiver):
        refused(server, "tokens has to be a Tokens(), or None, and it is 'secret'", tokens="secret")
        refused(server, "clock has to be", clock=3)
    refused(LoopbackAgentWebSocketBridge, "on_message has to be an async function", on_message="x")
    refused(LoopbackAgentWebSocketBridge, "handshakes has to be a fault plan", handshakes=3)
    refused(LoopbackClient, "to_server has to be a fault plan", URL, to_server=3)
    refused(LoopbackClient, "via has to be 'header', 'subprotocol' or 'query', and it is 'cookie'", URL, via="cookie")
    refused(LoopbackClient, "token has to be a text", URL, None)
    refused(LoopbackClient, "a token that goes in a header can't hold these characters: 'a\\nb'", URL, "a\nb")
    refused(LoopbackWebSocketEmitter, "can't hold these characters", "user_ada", URL, "a,b", via="subprotocol")
    for name in ("run_id", "resume_after", "websocket_client_id"):
        refused(LoopbackClient, f"{name} has to be a text or None, and it is 3", URL, **{name: 3})
    for url in (None, 3, "ws://127.0.0.1:x/", "ws://127.0.0.1:0/", "ws://[::1/", "http://127.0.0.1:8000"):
        refused(LoopbackClient, "a server on loopback is at ws://127.0.0.1:<port>/", url)
    refused(
        bridge_double, "like has to be what has all that AgentWebSocketBridge promises, or None, and 3 has no ", like=3
    )
    refused(
        emitter_double,
        "like has to be what has all that WebSocketEmitter promises, or None, and ",
        like=InMemoryAgentWebSocketBridge(),
    )
    refused(EventMaker, "clock has to be", 3)
    refused(ticking_clock, "start has to be a datetime with a time zone", "2025-01-01")
    refused(ticking_clock, "step has to be a timedelta", dt.datetime(2025, 1, 1, tzinfo=dt.UTC), 3)


def test_users_and_ids_that_are_none() -> None:
    bridge = InMemoryAgentWebSocketBridge()
    for user in (None, "user_ada", 3):
        refused(bridge.connect, "user has to be a User or a UserExecutionContext, and it is", user)
        refused(Tokens().issue, "user has to be a User or a UserExecutionContext, and it is", user)
    for client in ("", "None", 3, "x" * 257):
        refused(bridge.connect, "websocket_client_id: an id is needed, and ", ADMIN, client)
        refused(Tokens().issue, "websocket_client_id: an id is needed, and ", ADMIN, websocket_client_id=client)
    for user_id in ("", "None", 3, None, "x" * 257):
        refused(InMemoryWebSocketEmitter, "user_id: an id is needed, and ", user_id)
        refused(LoopbackReceiver().inbox, "user_id: an id is needed, and ", user_id)
    refused(bridge.register_run, "user_context has to be a UserExecutionContext, and it is None", None)
    refused(bridge.registration_of, "run_id has to be a text, and it is None", None)
    refused(bridge.unregister_run, "run_id has to be a text", [])
    refused(bridge.connection_state, "user_id has to be a text", None)
    refused(bridge.connect, "resume_after has to be a text or None, and it is 3", ADMIN, resume_after=3)


def test_tokens_that_are_none() -> None:
    refused(
        Tokens().issue,
        "valid_for has to be a timedelta, such as dt.timedelta(hours=1), and it is 3",
        ADMIN,
        valid_for=3,
    )
    refused(Tokens().issue, "valid_for leads out of the calendar", ADMIN, valid_for=dt.timedelta.max)
    refused(Tokens, "secret has to be a text, and it is None", None)
    assert Tokens().read(Tokens().issue(ADMIN, valid_for=dt.timedelta(minutes=1))).user_id == ADMIN.user_id


@pytest.mark.asyncio
async def test_what_an_inbox_is_asked_for() -> None:
    emitter = InMemoryWebSocketEmitter(ADMIN.user_id, connected=True)
    assert await emitter.emit_agent_started(RUN, "triage")

    async def later(event: object) -> bool:
        return True

    no_times: list[Any] = [-1, math.nan, math.inf, True, "3", None]
    for within in no_times:
        for waits in (emitter.inbox.next, lambda within: emitter.inbox.until("agent_started", within=within)):
            with pytest.raises(OptionError, match="within has to be a number of seconds, 0 or more, and it is"):
                await waits(within=within)
    with pytest.raises(
        OptionError, match="names 'agent_strated', which is no type of event. Did you mean 'agent_started'"
    ):
        await emitter.inbox.until("agent_strated")  # type: ignore[arg-type]
    for wanted in (3, later):
        with pytest.raises(OptionError, match="a type of event, or a function of an event that is not async"):
            await emitter.inbox.until(wanted)  # type: ignore[arg-type]
    refused(emitter.get_events, "type names 'agent_strated', which is no type of event", "agent_strated")
    refused(emitter.get_events, "run_id has to be a text or None", run_id=3)
    for code in ("1000", 1000.0, True):
        refused(emitter.inbox.close, "is no close code that may be sent", code)
    refused(emitter.inbox.close, "reason has to be a text", 1000, None)
    assert (await emitter.inbox.next(within=0)).type == "agent_started"
    assert emitter.get_events("agent_completed") == []


@pytest.mark.asyncio
async def test_what_an_agent_tells_is_refused_before_it_is_sent() -> None:
    bridge = InMemoryAgentWebSocketBridge()
    bridge.register_run(ADMIN)
    wrong: list[tuple[Callable[..., Awaitable[bool]], tuple[object, ...], str]] = [
        (
            bridge.notify_agent_started,
            (None, "triage"),
            r"run_id: the id of a run is needed, such as context\.run_id, and it is None",
        ),
        (bridge.notify_agent_started, ([], "triage"), "run_id: the id of a run is needed, "),
        (bridge.notify_agent_started, ("nonsense", "triage"), "run_id: 'nonsense' is no run id"),
        (bridge.notify_agent_started, (RUN, None), "agent_name: "),
        (bridge.notify_agent_started, (RUN, "triage", ""), "context: "),
        (bridge.notify_agent_error, (RUN, "triage", 3), "error: "),
        (
            bridge.notify_agent_thinking,
            (RUN, "triage", "Hm.", "1"),
            "step: Input should be a valid integer, and it is '1'",
        ),
        (bridge.notify_agent_error, (RUN, "triage", ValueError), "error: "),
        (bridge.notify_tool_executing, (RUN, "triage", "search", []), "parameters: "),
        (bridge.notify_agent_started, (RUN, "triage", nested(5_000)), "it: is nested too deeply"),
    ]
    for tell, given, reason in wrong:
        with pytest.raises(InvalidEvent, match=reason):
            await tell(*given)
    with pytest.raises(OptionError, match="user_context has to be a UserExecutionContext, and it is 'x'"):
        await bridge.notify_agent_started(RUN, "triage", user_context="x")  # type: ignore[arg-type]
    for trace in ("x", ["x"], {"a": 3}, {4: "b"}, {"a": None}):
        with pytest.raises(OptionError, match="trace_context has to be a mapping of texts, or None, and it is "):
            await bridge.notify_agent_started(RUN, "triage", trace_context=trace)  # type: ignore[arg-type]
    assert bridge.metrics().failed == 0
    assert not await bridge.notify_agent_started(f"run_{ADMIN.thread_id}_7", "triage")
    inbox = bridge.connect(ADMIN)
    assert await bridge.notify_agent_error(RUN, "triage", asyncio.CancelledError())  # type: ignore[arg-type]
    assert (await inbox.next()).model_dump()["error_type"] == "CancelledError"


@pytest.mark.asyncio
async def test_what_can_not_be_sent_is_told_to_the_sender() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(ADMIN) as client:
        for message, reason in (
            (3, "a message has to be a text, bytes, or a mapping, and it is 3"),
            ({"at": ADMIN.created_at}, "no message can be made of this: Object of type datetime is not JSON"),
            ({"at": math.nan}, "no message can be made of this: Out of range float values"),
            ("\ud800", "no message can be made of this: 'utf-8' codec can't encode"),
        ):
            with pytest.raises(OptionError, match=re.escape(reason)):
                await client.send(message)  # type: ignore[arg-type]
        assert client.is_connected
