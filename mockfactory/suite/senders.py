"""Emitters and bridges, sockets and their managers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeVar, overload

from mockfactory.suite.rooted import Rooted
from mockfactory.wording.places import caller

if TYPE_CHECKING:
    from mockfactory.faults.plans.plan import FaultPlan
    from mockfactory.interfaces.server_websocket import ServerWebSocket
    from mockfactory.interfaces.websocket import WebSocket
    from mockfactory.interfaces.websocket_manager import WebSocketManager
    from mockfactory.realtime.in_memory.bridge import InMemoryAgentWebSocketBridge
    from mockfactory.realtime.in_memory.emitter import InMemoryWebSocketEmitter
    from mockfactory.realtime.interfaces.bridge import AgentWebSocketBridge
    from mockfactory.realtime.interfaces.emitter import WebSocketEmitter

AnyEmitter = TypeVar("AnyEmitter", bound="WebSocketEmitter")
AnyBridge = TypeVar("AnyBridge", bound="AgentWebSocketBridge")
AnySocket = TypeVar("AnySocket", bound="WebSocket")
AnyServerSocket = TypeVar("AnyServerSocket", bound="ServerWebSocket")
AnyManager = TypeVar("AnyManager", bound="WebSocketManager")


class Senders(Rooted):
    """What of a suite sends."""

    @overload
    def create_mock_websocket_emitter(
        self,
        *,
        user_id: str = ...,
        should_fail: bool | FaultPlan = False,
        implementation: Literal["double"] = "double",
    ) -> WebSocketEmitter: ...

    @overload
    def create_mock_websocket_emitter(
        self, *, user_id: str = ..., should_fail: bool | FaultPlan = False, implementation: Literal["in_memory"]
    ) -> InMemoryWebSocketEmitter: ...

    @overload
    def create_mock_websocket_emitter(
        self, *, cls: type[AnyEmitter], should_fail: bool | FaultPlan = False, **arguments: object
    ) -> AnyEmitter: ...

    def create_mock_websocket_emitter(
        self,
        *,
        should_fail: bool | FaultPlan = False,
        cls: type[WebSocketEmitter] | None = None,
        **arguments: object,
    ) -> WebSocketEmitter:
        """Make an emitter that is connected.

        Args:
            user_id: whose events it sends.
            should_fail: `True`: its connection breaks with the first event, and each `emit_` answers `False`. A plan
                is for the `emit_` methods, each of which counts its own calls.
            implementation: "double", a strict double that answers as a real one does; "in_memory", a real one, whose
                user is an inbox.
            cls: a class of your own in its place, wired with `arguments`; it has to fit `WebSocketEmitter`.
            arguments: for `cls`.

        Raises:
            MisuseError: the class does not fit, or the id is none.
            PlanError: the plan has an effect that an emitter can't act out.

        Example:
            >>> import asyncio
            >>> from mockfactory import MockFactory
            >>> emitter = MockFactory().create_mock_websocket_emitter(should_fail=True)
            >>> asyncio.run(emitter.emit_agent_started("run_thread_42_1", "triage"))
            False
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_senders import made_emitter

        return made_emitter(self._workshop, cls, should_fail, arguments, caller())

    @overload
    def create_mock_agent_websocket_bridge(
        self, *, should_fail: bool | FaultPlan = False, implementation: Literal["double"] = "double"
    ) -> AgentWebSocketBridge: ...

    @overload
    def create_mock_agent_websocket_bridge(
        self, *, should_fail: bool | FaultPlan = False, implementation: Literal["in_memory"]
    ) -> InMemoryAgentWebSocketBridge: ...

    @overload
    def create_mock_agent_websocket_bridge(
        self, *, cls: type[AnyBridge], should_fail: bool | FaultPlan = False, **arguments: object
    ) -> AnyBridge: ...

    def create_mock_agent_websocket_bridge(
        self,
        *,
        should_fail: bool | FaultPlan = False,
        cls: type[AgentWebSocketBridge] | None = None,
        **arguments: object,
    ) -> AgentWebSocketBridge:
        """Make a bridge.

        Args:
            should_fail: `True`: no event reaches anybody, as when a bridge fails: the `notify_` methods answer `False`,
                and `health()` is degraded. A plan is for the `notify_` methods and `emit_event`, each of which counts
                its own calls.
            implementation: "double", a strict double that answers as a real one does, and whose users listen as soon as
                their run is registered; "in_memory", a real one, whose users are inboxes.
            cls: a class of your own in its place, wired with `arguments`; it has to fit `AgentWebSocketBridge`.
            arguments: for `cls`.

        Raises:
            MisuseError: the class does not fit.
            PlanError: the plan has an effect that a bridge can't act out.

        Example:
            >>> import asyncio
            >>> from mockfactory import MockFactory
            >>> factory = MockFactory()
            >>> context = factory.create_mock_user_context()
            >>> bridge = factory.create_mock_agent_websocket_bridge(should_fail=True)
            >>> asyncio.run(bridge.notify_agent_started(context.run_id, "triage", user_context=context))
            False
            >>> bridge.health().status
            'degraded'
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_senders import made_bridge

        return made_bridge(self._workshop, cls, should_fail, arguments, caller())

    @overload
    def create_mock_websocket(self, *, messages: Sequence[str | bytes] = ()) -> WebSocket: ...

    @overload
    def create_mock_websocket(self, *, cls: type[AnySocket], **arguments: object) -> AnySocket: ...

    def create_mock_websocket(self, *, cls: type[WebSocket] | None = None, **arguments: object) -> WebSocket:
        """Make a double of an open connection.

        Args:
            messages: what the other side says, one after the other; then it closes the connection: `recv()` raises
                `ConnectionClosed`, and a loop over the connection ends. `send` raises it once that was seen. It is that
                of `websockets`, where that was imported, else that of `mockfactory.realtime`.
            cls: a class of your own in its place, wired with `arguments`; it has to fit `WebSocket`.
            arguments: for `cls`.

        Raises:
            MisuseError: the class does not fit.

        Example:
            >>> import asyncio
            >>> from mockfactory import MockFactory
            >>> socket = MockFactory().create_mock_websocket(messages=["hello"])
            >>> asyncio.run(socket.recv())
            'hello'
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_senders import made_websocket

        return made_websocket(self._workshop, cls, arguments, caller())

    @overload
    def create_mock_server_websocket(
        self,
        *,
        messages: Sequence[str | bytes] = (),
        headers: Mapping[str, str] = ...,
        query_params: Mapping[str, str] = ...,
    ) -> ServerWebSocket: ...

    @overload
    def create_mock_server_websocket(self, *, cls: type[AnyServerSocket], **arguments: object) -> AnyServerSocket: ...

    def create_mock_server_websocket(
        self, *, cls: type[ServerWebSocket] | None = None, **arguments: object
    ) -> ServerWebSocket:
        """Make a connection as Starlette and FastAPI hand it to a service: a spy of Starlette's own, not accepted yet.

        What Starlette refuses is refused: to send or receive before `accept()`, to close it twice.

        Args:
            messages: what the client says, one after the other; then it closes the connection: the `receive_` and
                `send_` methods raise `WebSocketDisconnect`, and `iter_text()` ends.
            headers: of the handshake.
            query_params: of the address.
            cls: the type that it is to have: `fastapi.WebSocket` for a handler that asks for that, with the same
                keywords. Or a class of your own in its place, wired with `arguments`; it has to fit `ServerWebSocket`.
            arguments: for `cls`.

        Raises:
            MisuseError: the class does not fit.
            ModuleNotFoundError: Starlette is not installed.

        Example:
            >>> import asyncio
            >>> from mockfactory import MockFactory, verify
            >>> socket = MockFactory().create_mock_server_websocket(messages=['{"run": 1}'], headers={"Origin": "x"})
            >>> async def handle() -> None:
            ...     await socket.accept()
            ...     await socket.send_json(await socket.receive_json())
            >>> asyncio.run(handle())
            >>> verify(lambda: socket.send_json({"run": 1})).once()
            >>> socket.headers["origin"]
            'x'
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_senders import made_server_websocket

        return made_server_websocket(self._workshop, cls, arguments, caller())

    @overload
    def create_mock_websocket_manager(self) -> WebSocketManager: ...

    @overload
    def create_mock_websocket_manager(self, *, cls: type[AnyManager], **arguments: object) -> AnyManager: ...

    def create_mock_websocket_manager(
        self, *, cls: type[WebSocketManager] | None = None, **arguments: object
    ) -> WebSocketManager:
        """Make a double of a manager that answers as a real one does: it knows who is connected, and sends to them.

        Args:
            cls: a class of your own in its place, wired with `arguments`; it has to fit `WebSocketManager`.
            arguments: for `cls`.

        Raises:
            MisuseError: the class does not fit.

        Example:
            >>> import asyncio
            >>> from mockfactory import MockFactory, verify
            >>> factory = MockFactory()
            >>> manager, socket = factory.create_mock_websocket_manager(), factory.create_mock_websocket()
            >>> context = factory.create_mock_user_context(websocket_client_id="ws_1")
            >>> async def main() -> None:
            ...     await manager.connect(context, socket)
            ...     print(await manager.send(context.user_id, {"text": "hello"}), manager.clients_of(context.user_id))
            >>> asyncio.run(main())
            1 ('ws_1',)
            >>> verify(lambda: socket.send('{"text": "hello"}')).once()
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_senders import made_websocket_manager

        return made_websocket_manager(self._workshop, cls, arguments, caller())
