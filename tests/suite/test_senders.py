"""Emitters, bridges and sockets of a suite."""

from __future__ import annotations

import sys

import pytest
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK

from mockfactory import MisuseError, MockFactory, Session, SpecViolation, verify, when
from mockfactory.faults import PlanError, delays, drops, raises, returns, virtual_clock
from mockfactory.interfaces import WebSocket
from mockfactory.realtime import (
    ConnectionClosed,
    InMemoryAgentWebSocketBridge,
    InMemoryWebSocketEmitter,
    ListeningBridge,
    WebSocketEmitter,
)

RUN = "run_thread_42_1"


class MyEmitter(InMemoryWebSocketEmitter):
    """A class of the user's own."""


class NoEmitter:
    async def connect(self) -> None: ...


class Loud(ListeningBridge):
    def __init__(self, *, level: int) -> None:
        super().__init__()
        self.level = level


@pytest.mark.asyncio
async def test_an_emitter_is_a_connected_double(mock_factory: MockFactory) -> None:
    emitter = mock_factory.create_mock_websocket_emitter(user_id="user_ada")

    assert emitter.is_connected
    assert await emitter.emit_agent_started(RUN, "triage")
    assert [event.user_id for event in emitter.get_events()] == ["user_ada"]
    verify(lambda: emitter.emit_agent_started(RUN, "triage")).once()
    assert mock_factory.provenance(emitter).kind == "double"


@pytest.mark.asyncio
async def test_an_emitter_in_memory_is_real(mock_factory: MockFactory) -> None:
    emitter = mock_factory.create_mock_websocket_emitter(implementation="in_memory")

    assert type(emitter) is InMemoryWebSocketEmitter
    await emitter.emit_agent_started(RUN, "triage")
    assert (await emitter.inbox.next()).type == "agent_started"
    assert mock_factory.provenance(emitter).kind == "real"


@pytest.mark.asyncio
@pytest.mark.parametrize("implementation", ["double", "in_memory"])
async def test_an_emitter_that_fails_answers_false(mock_factory: MockFactory, implementation: str) -> None:
    emitter: WebSocketEmitter
    if implementation == "double":
        emitter = mock_factory.create_mock_websocket_emitter(should_fail=True)
    else:
        emitter = mock_factory.create_mock_websocket_emitter(should_fail=True, implementation="in_memory")

    assert not await emitter.emit_agent_started(RUN, "triage")
    assert not await emitter.emit_agent_thinking(RUN, "triage", "Hm.")
    assert not emitter.is_connected
    assert emitter.get_events() == []


@pytest.mark.asyncio
async def test_an_emitter_fails_as_planned(mock_factory: MockFactory) -> None:
    emitter = mock_factory.create_mock_websocket_emitter(should_fail=raises(OSError("gone")).on_call(2))

    assert await emitter.emit_agent_thinking(RUN, "triage", "Hm.")
    with pytest.raises(OSError, match="gone"):
        await emitter.emit_agent_thinking(RUN, "triage", "Hm.")
    assert await emitter.emit_agent_thinking(RUN, "triage", "Hm.")
    assert await emitter.emit_agent_started(RUN, "triage")
    assert "failing as planned: raises(OSError('gone')).on_call(2)" in mock_factory.provenance(emitter).reason


@pytest.mark.asyncio
async def test_a_bridge_knows_the_users_of_its_runs(mock_factory: MockFactory) -> None:
    context = mock_factory.create_mock_user_context()
    bridge = mock_factory.create_mock_agent_websocket_bridge()

    assert await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
    assert bridge.connection_state(context.user_id) == "connected"
    assert bridge.health().status == "healthy"
    when(bridge.notify_agent_thinking).returns(False)
    assert not await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.")


@pytest.mark.asyncio
@pytest.mark.parametrize("implementation", ["double", "in_memory"])
async def test_a_bridge_that_fails_answers_false_and_is_degraded(
    mock_factory: MockFactory, implementation: str
) -> None:
    context = mock_factory.create_mock_user_context()
    if implementation == "double":
        bridge = mock_factory.create_mock_agent_websocket_bridge(should_fail=True)
    else:
        real = mock_factory.create_mock_agent_websocket_bridge(should_fail=True, implementation="in_memory")
        real.connect(context)
        bridge = real

    assert not await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
    assert not await bridge.notify_agent_completed(context.run_id, "triage")
    assert bridge.health().status == "degraded"
    assert bridge.health().last_error
    assert bridge.metrics().failed == 2


@pytest.mark.asyncio
async def test_a_plan_that_acted_on_none_of_the_methods_is_told_once(mock_factory: MockFactory) -> None:
    session = Session()
    session.open()
    bridge = mock_factory.create_mock_agent_websocket_bridge(should_fail=raises(ConnectionError()).on_call(2))
    await bridge.notify_agent_started("run_thread_42_1", "triage")
    await bridge.notify_agent_completed("run_thread_42_1", "triage")

    (problem,) = session.close()

    assert problem.startswith("Unused fault plan: raises(ConnectionError()).on_call(2) on AgentWebSocketBridge.* at ")
    assert "saw:" in problem


@pytest.mark.asyncio
async def test_a_bridge_fails_as_planned_and_recovers(mock_factory: MockFactory) -> None:
    context = mock_factory.create_mock_user_context()
    bridge = mock_factory.create_mock_agent_websocket_bridge(
        should_fail=raises(ConnectionError("down")).on_call(1) | returns(False).on_call(2)
    )
    bridge.register_run(context)

    with pytest.raises(ConnectionError, match="down"):
        await bridge.notify_agent_thinking(context.run_id, "triage", "1")
    assert [await bridge.notify_agent_thinking(context.run_id, "triage", str(number)) for number in (2, 3)] == [
        False,
        True,
    ]


@pytest.mark.asyncio
async def test_a_slow_bridge_is_slow_in_virtual_time(mock_factory: MockFactory) -> None:
    context = mock_factory.create_mock_user_context()
    bridge = mock_factory.create_mock_agent_websocket_bridge(should_fail=delays(3600), implementation="in_memory")
    assert isinstance(bridge, InMemoryAgentWebSocketBridge)
    bridge.connect(context)

    with virtual_clock() as clock:
        assert await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
        assert clock.elapsed == 3600
    assert mock_factory.provenance(bridge).kind == "real"


def test_a_plan_that_a_bridge_cannot_act_out_is_refused(mock_factory: MockFactory) -> None:
    with pytest.raises(PlanError, match="may not answer None"):
        mock_factory.create_mock_agent_websocket_bridge(should_fail=drops())
    with pytest.raises(MisuseError, match="takes True, False or a fault plan, not 3"):
        mock_factory.create_mock_agent_websocket_bridge(should_fail=3)  # type: ignore[call-overload]
    with pytest.raises(MisuseError, match="knows no implementation 'loopback'"):
        mock_factory.create_mock_agent_websocket_bridge(implementation="loopback")  # type: ignore[call-overload]
    with pytest.raises(MisuseError, match=r"does not know 'should_fale'\. Did you mean 'should_fail'"):
        mock_factory.create_mock_agent_websocket_bridge(should_fale=True)  # type: ignore[call-overload]


@pytest.mark.asyncio
async def test_a_class_of_my_own_is_wired_and_is_a_fake(mock_factory: MockFactory) -> None:
    emitter = mock_factory.create_mock_websocket_emitter(cls=MyEmitter, user_id="user_ada", connected=True)
    bridge = mock_factory.create_mock_agent_websocket_bridge(cls=Loud, level=3)

    assert (type(emitter), emitter.user_id) == (MyEmitter, "user_ada")
    assert (type(bridge), bridge.level) == (Loud, 3)
    assert mock_factory.provenance(emitter).kind == mock_factory.provenance(bridge).kind == "fake"
    failing = mock_factory.create_mock_agent_websocket_bridge(cls=Loud, level=3, should_fail=returns(False))
    assert not await failing.notify_agent_completed(RUN, "triage")
    assert failing.level == 3


def test_a_class_that_does_not_fit_is_refused_with_what_is_missing(mock_factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match=r"can't stand for WebSocketEmitter[^\0]*missing: +add_event, clear_events"):
        mock_factory.create_mock_websocket_emitter(cls=NoEmitter)  # type: ignore[type-var]
    with pytest.raises(MisuseError, match="takes a class, not"):
        mock_factory.create_mock_agent_websocket_bridge(cls=Loud(level=1))  # type: ignore[call-overload]
    with pytest.raises(MisuseError, match="how a class of your own fails is not known"):
        mock_factory.create_mock_agent_websocket_bridge(cls=Loud, level=3, should_fail=True)
    with pytest.raises(MisuseError, match=r"create_mock_websocket\(messages=...\): list item 0 is int"):
        mock_factory.create_mock_websocket(messages=[3])  # type: ignore[list-item]
    with pytest.raises(MisuseError, match=r"create_mock_websocket_manager\(\) does not know 'clients'"):
        mock_factory.create_mock_websocket_manager(clients=3)  # type: ignore[call-overload]
    with pytest.raises(MisuseError, match="user_id: an id is needed"):
        mock_factory.create_mock_websocket_emitter(user_id="None")


@pytest.mark.asyncio
async def test_a_websocket_says_what_it_was_told_and_closes(mock_factory: MockFactory) -> None:
    socket = mock_factory.create_mock_websocket(messages=["one", b"two"])

    assert await socket.recv() == "one"
    await socket.send("hello")
    assert [message async for message in socket] == [b"two"]
    with pytest.raises(ConnectionClosedOK, match="received 1000"):
        await socket.recv()
    with pytest.raises(ConnectionClosedOK):
        await socket.send("too late")
    await socket.close()
    verify(lambda: socket.send("hello")).once()
    with pytest.raises(SpecViolation):
        await socket.send(3)  # type: ignore[arg-type]


@pytest.mark.asyncio
async def test_a_websocket_that_the_service_closed_takes_no_more(mock_factory: MockFactory) -> None:
    socket = mock_factory.create_mock_websocket(messages=["one"])

    await socket.close(1011, "bye")
    with pytest.raises(ConnectionClosedError, match="sent 1011"):
        await socket.send("too late")
    with pytest.raises(ConnectionClosedError):
        _ = [message async for message in socket]


@pytest.mark.asyncio
async def test_without_websockets_a_closed_one_says_it_in_our_words(
    mock_factory: MockFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "websockets")
    socket = mock_factory.create_mock_websocket()

    with pytest.raises(ConnectionClosed, match="1000"):
        await socket.recv()
    assert [message async for message in socket] == []


@pytest.mark.asyncio
async def test_a_manager_knows_who_is_connected(mock_factory: MockFactory) -> None:
    manager = mock_factory.create_mock_websocket_manager()
    ada = mock_factory.create_mock_user_context(user_id="user_ada", websocket_client_id=None)
    bob = mock_factory.create_mock_user_context(user_id="user_bob", websocket_client_id="ws_bob")
    sockets: list[WebSocket] = [mock_factory.create_mock_websocket() for _ in range(3)]

    assert [await manager.connect(ada, sockets[0]), await manager.connect(ada, sockets[1])] == [
        "user_ada.client.1",
        "user_ada.client.2",
    ]
    assert await manager.connect(bob, sockets[2]) == "ws_bob"
    assert await manager.send("user_ada", {"text": "hi"}) == 2
    await sockets[1].close()  # the manager hears of it as it would of one of the library `websockets`
    assert await manager.send("user_ada", {"text": "hi"}) == 1
    assert manager.clients_of("user_ada") == ("user_ada.client.1",)
    assert await manager.send("user_eve", {}) == 0
    verify(sockets[2].send).never()
    with pytest.raises(ValueError, match="client of another user"):
        await manager.connect(
            mock_factory.create_mock_user_context(user_id="user_eve", websocket_client_id="ws_bob"), sockets[0]
        )
    assert await manager.disconnect("ws_bob", 1008)
    assert not await manager.disconnect("ws_bob")
    await manager.close()
    verify(lambda: sockets[0].close(1001, "the server goes away")).once()


@pytest.mark.asyncio
async def test_a_plan_with_given_is_for_the_methods_that_have_the_parameter(mock_factory: MockFactory) -> None:
    context = mock_factory.create_mock_user_context()
    run = context.run_id
    plan = returns(False).given(run_id=run, thought="Hm.").on_call(1)
    for implementation in ("double", "in_memory"):
        bridge = mock_factory.create_mock_agent_websocket_bridge(should_fail=plan, implementation=implementation)
        if isinstance(bridge, InMemoryAgentWebSocketBridge):
            bridge.connect(context)
        assert await bridge.notify_agent_started(run, "triage", user_context=context)
        assert not await bridge.notify_agent_thinking(run, "triage", "Hm.")
        assert await bridge.notify_agent_thinking(run, "triage", "Hm.")
    for unknown, reason in (
        (returns(False).given(run_i=run), "no method has a parameter 'run_i'. Did you mean 'run_id'"),
        (returns(False).given(event="x", thought="Hm."), "no method has all of event, thought"),
    ):
        with pytest.raises(PlanError, match=reason):
            mock_factory.create_mock_websocket_emitter(should_fail=unknown)


class Unannotated(InMemoryAgentWebSocketBridge):
    def notify_agent_started(self, run_id, agent_name, context=None, trace_context=None, user_context=None):  # type: ignore[no-untyped-def]
        return True


class HandsOn(InMemoryAgentWebSocketBridge):
    def notify_agent_started(self, run_id, agent_name, context=None, trace_context=None, user_context=None):  # type: ignore[no-untyped-def]
        return super().notify_agent_started(run_id, agent_name, context, trace_context, user_context)

    def notify_agent_death(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        raise NotImplementedError


class Renamed(InMemoryAgentWebSocketBridge):
    async def notify_agent_started(self, run_id: str, agent: str) -> bool:  # type: ignore[override]
        return True


def test_a_class_that_gives_values_where_they_are_awaited_does_not_fit(mock_factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match=r"notify_agent_started\(\) is not async, and callers await it"):
        mock_factory.create_mock_agent_websocket_bridge(cls=Unannotated)  # pyright: ignore[reportArgumentType]
    assert isinstance(mock_factory.create_mock_agent_websocket_bridge(cls=HandsOn), HandsOn)
    with pytest.raises(MisuseError) as raised:
        mock_factory.create_mock_agent_websocket_bridge(cls=Renamed)  # type: ignore[type-var]
    told = "notify_agent_started() can't take every call: its parameter 2 is named 'agent', not 'agent_name'; promised:"
    assert told in str(raised.value)
    assert "agent_name: str," in str(raised.value)
