"""Users within the process, of the in-memory objects and of the doubles that answer like them."""

from __future__ import annotations

from builders.domain import AgentEvent, UserExecutionContext
from mockfactory.realtime.doubles.bridge import bridge_double
from mockfactory.realtime.doubles.emitter import emitter_double
from mockfactory.realtime.doubles.listening import ListeningBridge
from mockfactory.realtime.in_memory.bridge import InMemoryAgentWebSocketBridge
from mockfactory.realtime.in_memory.emitter import InMemoryWebSocketEmitter
from mockfactory.realtime.in_memory.inbox import Inbox
from mockfactory.realtime.interfaces.bridge import AgentWebSocketBridge
from mockfactory.realtime.interfaces.emitter import EmitterSettings, WebSocketEmitter


class Reader:
    """A user who reads an inbox."""

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox

    async def next(self) -> AgentEvent:
        return await self.inbox.next()

    async def leave(self) -> None:
        self.inbox.close()

    async def closing(self) -> tuple[int, str]:
        closing = self.inbox.closing
        assert closing is not None
        return closing.code, closing.reason


class InMemoryEmitterSide:
    async def make(self, user_id: str, *, settings: EmitterSettings | None = None) -> WebSocketEmitter:
        self.emitter = InMemoryWebSocketEmitter(user_id, settings=settings)
        return self.emitter

    async def next(self) -> AgentEvent:
        return await self.emitter.inbox.next()

    async def leave(self) -> None:
        self.emitter.inbox.close()

    async def closing(self) -> tuple[int, str]:
        return await Reader(self.emitter.inbox).closing()

    async def end(self) -> None:
        pass


class DoubleEmitterSide(InMemoryEmitterSide):
    async def make(self, user_id: str, *, settings: EmitterSettings | None = None) -> WebSocketEmitter:
        return emitter_double(user_id, like=await super().make(user_id, settings=settings))


class InMemoryBridgeSide:
    async def make(self, *, settings: EmitterSettings | None = None) -> AgentWebSocketBridge:
        self.bridge = InMemoryAgentWebSocketBridge(settings=settings)
        return self.bridge

    async def connect(self, context: UserExecutionContext, *, resume_after: str | None = None) -> Reader:
        return Reader(self.bridge.connect(context, resume_after=resume_after))

    async def end(self) -> None:
        pass


class DoubleBridgeSide(InMemoryBridgeSide):
    async def make(self, *, settings: EmitterSettings | None = None) -> AgentWebSocketBridge:
        self.bridge = ListeningBridge(settings=settings)
        return bridge_double(like=self.bridge)
