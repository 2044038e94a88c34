"""Servers and clients on loopback: what they take, what they give, and what they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_type

from builders.domain import AgentEvent, User, UserExecutionContext
from mockfactory.faults import drops
from mockfactory.fixtures.realtime import OpensClients
from mockfactory.realtime import AgentWebSocketBridge, ConnectionClosed, WebSocketEmitter
from mockfactory.realtime.loopback import (
    Identity,
    LoopbackAgentWebSocketBridge,
    LoopbackClient,
    LoopbackProxy,
    LoopbackReceiver,
    LoopbackWebSocketEmitter,
    Tokens,
)

emitter: WebSocketEmitter = LoopbackWebSocketEmitter("user_ada", "ws://127.0.0.1:8000/", "token", to_server=drops())
bridge: AgentWebSocketBridge = LoopbackAgentWebSocketBridge(to_clients=drops())
not_a_bridge: AgentWebSocketBridge = LoopbackReceiver()  # BAD
not_an_emitter: WebSocketEmitter = LoopbackClient("ws://127.0.0.1:8000/")  # BAD
LoopbackAgentWebSocketBridge(to_clients=OSError())  # BAD
LoopbackProxy("ws://127.0.0.1:8000/", to_server=drops(), to_client=drops(), handshakes=drops())
LoopbackProxy("ws://127.0.0.1:8000/", to_clients=drops())  # BAD
assert_type(Tokens().read("token"), Identity)


async def hear(listener: object, message: Mapping[str, object]) -> None: ...
def not_async(listener: object, message: Mapping[str, object]) -> None: ...


LoopbackAgentWebSocketBridge(on_message=hear)
LoopbackAgentWebSocketBridge(on_message=not_async)  # BAD


async def used(server: LoopbackAgentWebSocketBridge, user: User, context: UserExecutionContext) -> None:
    client = server.client(user, via="subprotocol", to_server=drops())
    server.client(user, via="cookie")  # BAD
    server.client("user_ada")  # BAD
    await client.open()
    assert_type(await client.next(within=1), AgentEvent)
    async for event in client:
        assert_type(event, AgentEvent)
    await client.send({"type": "ask"})
    await client.send(7)  # BAD
    assert_type(await client.wait_closed(within=1), ConnectionClosed)
    assert_type(await client.break_off(), None)


async def told(sender: LoopbackWebSocketEmitter, receiver: LoopbackReceiver) -> None:
    assert_type(await sender.wait_closed(within=1), ConnectionClosed)
    assert_type(await receiver.wait_closed("user_ada", within=1), ConnectionClosed)
    await receiver.break_off("user_ada")
    await receiver.wait_closed("user_ada", within="soon")  # BAD


async def fixture(loopback_client: OpensClients, context: UserExecutionContext) -> None:
    assert_type(await loopback_client(context, resume_after=""), LoopbackClient)
    await loopback_client()  # BAD
