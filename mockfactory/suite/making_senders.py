"""How emitters, bridges and sockets are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar, cast

from mockfactory.double.building.making import spy
from mockfactory.double.planning.refusals import is_double
from mockfactory.double.recording.record import state_of
from mockfactory.double.stubbing.when import when
from mockfactory.factory.making.decision import Made
from mockfactory.factory.making.origins import Origin
from mockfactory.factory.making.workshop import Workshop
from mockfactory.faults import FaultPlan, disconnects
from mockfactory.faults.applying.every_method import on_methods
from mockfactory.interfaces.server_websocket import ServerWebSocket
from mockfactory.interfaces.websocket import WebSocket
from mockfactory.interfaces.websocket_manager import WebSocketManager
from mockfactory.realtime.doubles.answering import answering_like
from mockfactory.realtime.doubles.bridge import bridge_double
from mockfactory.realtime.doubles.emitter import emitter_double
from mockfactory.realtime.in_memory.bridge import InMemoryAgentWebSocketBridge
from mockfactory.realtime.in_memory.emitter import InMemoryWebSocketEmitter
from mockfactory.realtime.interfaces.bridge import AgentWebSocketBridge
from mockfactory.realtime.interfaces.emitter import WebSocketEmitter
from mockfactory.suite.answering.server_sockets import is_of_starlette, server_socket
from mockfactory.suite.answering.sockets import Connections, ScriptedWebSocket
from mockfactory.suite.own_classes import Settable, check_own, own, settled
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.places import Place, caller
from mockfactory.wording.text import report

T = TypeVar("T")
_EMITTER: Final = "create_mock_websocket_emitter"
_BRIDGE: Final = "create_mock_agent_websocket_bridge"
_SERVER_SOCKET: Final = "create_mock_server_websocket"
_DOUBLE: Final = Settable("double", object)
_FAILING: Final = Settable(False, object)
_BREAKS: Final = disconnects(1011, "as ordered: should_fail=True").lenient()
_ANSWERS_LIKE: Final = "it is a strict double that answers as a real one in memory does"


def made_emitter(
    workshop: Workshop,
    cls: type[WebSocketEmitter] | None,
    should_fail: bool | FaultPlan,
    given: Mapping[str, object],
    place: Place,
) -> WebSocketEmitter:
    """An emitter."""
    __tracebackhide__ = True
    _check(_EMITTER, should_fail, cls)
    if cls is not None:
        check_own(cls, WebSocketEmitter, _EMITTER)
        made = own(workshop, cls, WebSocketEmitter, given, place)
        return _failing(workshop, made, should_fail, "emit_", WebSocketEmitter, Made.FAKE)
    said = settled(_EMITTER, given, user_id=Settable("user_a_admin", str), implementation=_DOUBLE, should_fail=_FAILING)
    user_id, is_real = cast("str", said["user_id"]), _is_real(_EMITTER, said["implementation"])
    try:
        real = InMemoryWebSocketEmitter(user_id, connected=True, to_user=_BREAKS if should_fail is True else None)
    except ValueError as error:
        raise MisuseError(report(f"{_EMITTER}() takes the id of a user.", because=str(error))) from None
    if is_real:
        workshop.tools.real(real, WebSocketEmitter, _real_one(should_fail))
        return _failing(workshop, real, should_fail, "emit_", WebSocketEmitter, Made.REAL)
    double = emitter_double(user_id, like=real)
    _remember_double(workshop, double, WebSocketEmitter, _ANSWERS_LIKE)
    return _failing(workshop, double, should_fail, "emit_", WebSocketEmitter, Made.DOUBLE)


def made_bridge(
    workshop: Workshop,
    cls: type[AgentWebSocketBridge] | None,
    should_fail: bool | FaultPlan,
    given: Mapping[str, object],
    place: Place,
) -> AgentWebSocketBridge:
    """A bridge."""
    __tracebackhide__ = True
    _check(_BRIDGE, should_fail, cls)
    if cls is not None:
        check_own(cls, AgentWebSocketBridge, _BRIDGE)
        made = own(workshop, cls, AgentWebSocketBridge, given, place)
        return _failing(workshop, made, should_fail, "notify_", AgentWebSocketBridge, Made.FAKE)
    is_real = _is_real(_BRIDGE, settled(_BRIDGE, given, implementation=_DOUBLE, should_fail=_FAILING)["implementation"])
    real = InMemoryAgentWebSocketBridge(to_clients=_BREAKS) if should_fail is True else None
    if is_real:
        real = InMemoryAgentWebSocketBridge() if real is None else real
        workshop.tools.real(real, AgentWebSocketBridge, _real_one(should_fail))
        return _failing(workshop, real, should_fail, "notify_", AgentWebSocketBridge, Made.REAL)
    double = bridge_double(like=real)
    _remember_double(workshop, double, AgentWebSocketBridge, _ANSWERS_LIKE)
    return _failing(workshop, double, should_fail, "notify_", AgentWebSocketBridge, Made.DOUBLE)


def made_websocket(
    workshop: Workshop,
    cls: type[WebSocket] | None,
    given: Mapping[str, object],
    place: Place,
) -> WebSocket:
    """An open connection."""
    __tracebackhide__ = True
    if cls is not None:
        check_own(cls, WebSocket, "create_mock_websocket")
        return own(workshop, cls, WebSocket, given, place)
    said = settled("create_mock_websocket", given, messages=Settable((), Sequence[str | bytes]))
    real = ScriptedWebSocket(cast("Sequence[str | bytes]", said["messages"]))
    double = answering_like(cast("WebSocket", real), WebSocket)
    when(double.__aiter__).calls(real.__aiter__).lenient()
    return _remember_double(workshop, double, WebSocket, "it is a strict double; the other side says what it was given")


def made_server_websocket(
    workshop: Workshop, cls: type[ServerWebSocket] | None, given: Mapping[str, object], place: Place
) -> ServerWebSocket:
    """A connection of a client to a web application."""
    __tracebackhide__ = True
    if cls is not None:
        check_own(cls, ServerWebSocket, _SERVER_SOCKET)
        if not is_of_starlette(cls):
            return own(workshop, cls, ServerWebSocket, given, place)
    texts = Settable({}, Mapping[str, str])
    said = settled(
        _SERVER_SOCKET, given, messages=Settable((), Sequence[str | bytes]), headers=texts, query_params=texts
    )
    messages = cast("Sequence[str | bytes]", said["messages"])
    headers, query_params = (cast("Mapping[str, str]", said[name]) for name in ("headers", "query_params"))
    socket: ServerWebSocket = spy(server_socket(cast("Any", cls), messages, headers, query_params))
    reason = "it is a spy of Starlette's own; the client says what it was given"
    workshop.tools.origins.mark(socket, Origin(Made.REAL, ServerWebSocket, reason))
    return socket


def made_websocket_manager(
    workshop: Workshop, cls: type[WebSocketManager] | None, given: Mapping[str, object], place: Place
) -> WebSocketManager:
    """A manager of connections."""
    __tracebackhide__ = True
    if cls is not None:
        check_own(cls, WebSocketManager, "create_mock_websocket_manager")
        return own(workshop, cls, WebSocketManager, given, place)
    settled("create_mock_websocket_manager", given)
    double = answering_like(cast("WebSocketManager", Connections()), WebSocketManager)
    return _remember_double(workshop, double, WebSocketManager, "it is a strict double that knows who is connected")


def _real_one(should_fail: bool | FaultPlan) -> str:
    return "it is a real one, in memory" + (", which fails" if should_fail is True else "")


def _is_real(asked: str, implementation: object) -> bool:
    __tracebackhide__ = True
    if implementation not in ("double", "in_memory"):
        raise MisuseError(
            report(f"{asked}() knows no implementation {implementation!r}.", write='"double", or "in_memory"')
        )
    return implementation == "in_memory"


def _check(asked: str, should_fail: object, cls: object) -> None:
    __tracebackhide__ = True
    if not isinstance(should_fail, (bool, FaultPlan)):
        raise MisuseError(
            report(
                f"{asked}(should_fail=...) takes True, False or a fault plan, not {should_fail!r}.",
                write="should_fail=raises(ConnectionError()).on_call(3)",
            )
        )
    if cls is not None and should_fail is True:
        raise MisuseError(
            report(
                f"{asked}(cls=..., should_fail=True): how a class of your own fails is not known.",
                write="a plan: should_fail=returns(False), or should_fail=raises(ConnectionError())",
            )
        )


def _failing(workshop: Workshop, made: T, plan: bool | FaultPlan, prefix: str, interface: object, kind: Made) -> T:
    """The same, its sending methods under a plan."""
    __tracebackhide__ = True
    if not isinstance(plan, FaultPlan):
        return made
    failing = made if is_double(made) else spy(made)
    names = [name for name in dir(interface) if name.startswith(prefix) or name == "emit_event"]
    on_methods(state_of(failing), plan, names, caller())
    origin = workshop.tools.origins.of(made)
    reason = "" if origin is None else f"{origin.reason}, "
    workshop.tools.origins.mark(failing, Origin(kind, interface, f"{reason}failing as planned: {plan!r}"))
    return failing


def _remember_double(workshop: Workshop, double: T, interface: object, reason: str) -> T:
    workshop.tools.origins.mark(double, Origin(Made.DOUBLE, interface, reason))
    return double
