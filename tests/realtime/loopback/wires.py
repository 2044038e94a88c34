"""One direction of a live connection, whichever it is: what is sent on one end, and what comes out at the other."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol, cast

from builders.domain import User, UserExecutionContext, seed_tenants
from mockfactory.faults import FaultPlan
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.in_memory.inbox import Inbox
from mockfactory.realtime.interfaces.errors import ConnectionClosed
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.emitter import LoopbackWebSocketEmitter
from mockfactory.realtime.loopback.receiver import LoopbackReceiver


def of_ada() -> UserExecutionContext:
    return seed_tenants().context("admin", of="a")


def ada() -> User:
    return seed_tenants().user("admin", of="a")


def grace() -> User:
    return seed_tenants().user("viewer", of="a")


def fields(text: object) -> Mapping[str, object]:
    assert isinstance(text, str)
    return cast("Mapping[str, object]", json.loads(text))


def thoughts(inbox: Inbox) -> list[object]:
    """What came of the events' thoughts; of what is no JSON, `None`."""
    found: list[object] = []
    for one in inbox.received:
        try:
            found.append(fields(one.content).get("thought"))
        except ValueError:
            found.append(None)
    return found


class Wire(Protocol):
    """Sends thoughts in one direction under a plan."""

    async def send(self, thought: str) -> bool:
        """Send one; answers whether the sender takes it for sent."""
        ...

    def came(self) -> list[object]:
        """The thoughts that came out at the other end."""
        ...

    async def closing(self) -> tuple[int, str]:
        """How the connection was closed, as the other end saw it."""
        ...


class ToClient:
    def __init__(self, plan: FaultPlan) -> None:
        self.bridge = LoopbackAgentWebSocketBridge(to_clients=plan)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[Wire]:
        context = of_ada()
        async with self.bridge:
            self.bridge.register_run(context)
            async with self.bridge.client(context) as self.client:
                yield self

    async def send(self, thought: str) -> bool:
        return await self.bridge.notify_agent_thinking(of_ada().run_id, "triage", thought)

    def came(self) -> list[object]:
        return thoughts(self.client.inbox)

    async def closing(self) -> tuple[int, str]:
        how = await self.client.wait_closed()
        return how.code, how.reason


class ToServer:
    def __init__(self, plan: FaultPlan) -> None:
        self.bridge = LoopbackAgentWebSocketBridge(on_message=self.hear)
        self.plan = plan
        self.heard: list[object] = []

    async def hear(self, listener: Listener, message: Mapping[str, object]) -> None:
        self.heard.append(message.get("thought"))

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[Wire]:
        async with self.bridge, self.bridge.client(of_ada(), to_server=self.plan) as self.client:
            yield self

    async def send(self, thought: str) -> bool:
        try:
            await self.client.send({"type": "agent_thinking", "thought": thought})
        except ConnectionClosed:
            return False
        return True

    def came(self) -> list[object]:
        return self.heard

    async def closing(self) -> tuple[int, str]:
        how = await self.client.wait_closed()
        return how.code, how.reason


class FromEmitter:
    def __init__(self, plan: FaultPlan) -> None:
        self.plan = plan
        self.receiver = LoopbackReceiver()

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[Wire]:
        async with self.receiver:
            token = self.receiver.tokens.issue(ada())
            self.emitter = LoopbackWebSocketEmitter(ada().id, self.receiver.url, token, to_server=self.plan)
            await self.emitter.connect()
            yield self
            await self.emitter.disconnect()

    async def send(self, thought: str) -> bool:
        return await self.emitter.emit_agent_thinking(of_ada().run_id, "triage", thought)

    def came(self) -> list[object]:
        return thoughts(self.receiver.inbox(ada().id))

    async def closing(self) -> tuple[int, str]:
        how = await self.receiver.wait_closed(ada().id)
        return how.code, how.reason


class Openable(Protocol):
    def open(self) -> AbstractAsyncContextManager[Wire]: ...


WIRES: dict[str, Callable[[FaultPlan], Openable]] = {
    "to a client": ToClient,
    "to the server": ToServer,
    "from an emitter": FromEmitter,
}


async def settled() -> None:
    """All that is on its way has come: on a virtual clock, time passes only when nothing else is left to do."""
    await asyncio.sleep(300)
