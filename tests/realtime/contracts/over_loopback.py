"""Users at the other end of a real connection."""

from __future__ import annotations

from builders.domain import AgentEvent, UserExecutionContext, users
from mockfactory.realtime.interfaces.bridge import AgentWebSocketBridge
from mockfactory.realtime.interfaces.emitter import EmitterSettings, WebSocketEmitter
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.client import LoopbackClient
from mockfactory.realtime.loopback.emitter import LoopbackWebSocketEmitter
from mockfactory.realtime.loopback.receiver import LoopbackReceiver


class LoopbackEmitterSide:
    def __init__(self) -> None:
        self.receiver = LoopbackReceiver()

    async def make(self, user_id: str, *, settings: EmitterSettings | None = None) -> WebSocketEmitter:
        await self.receiver.start()
        token = self.receiver.tokens.issue(users.build(id=user_id))
        self.emitter = LoopbackWebSocketEmitter(user_id, self.receiver.url, token, settings=settings)
        return self.emitter

    async def next(self) -> AgentEvent:
        return await self.receiver.inbox(self.emitter.user_id).next()

    async def leave(self) -> None:
        await self.receiver.close(self.emitter.user_id)

    async def closing(self) -> tuple[int, str]:
        how = await self.receiver.wait_closed(self.emitter.user_id)
        self.receiver.inbox(self.emitter.user_id).drain()  # the receiver has one inbox for all connections of a user
        return how.code, how.reason

    async def end(self) -> None:
        await self.emitter.disconnect()
        await self.receiver.stop()


class LoopbackReader:
    """A user with a client of their own."""

    def __init__(self, client: LoopbackClient) -> None:
        self.client = client

    async def next(self) -> AgentEvent:
        return await self.client.next()

    async def leave(self) -> None:
        await self.client.close()

    async def closing(self) -> tuple[int, str]:
        how = await self.client.wait_closed()
        return how.code, how.reason


class LoopbackBridgeSide:
    def __init__(self) -> None:
        self.clients: list[LoopbackClient] = []

    async def make(self, *, settings: EmitterSettings | None = None) -> AgentWebSocketBridge:
        self.bridge = LoopbackAgentWebSocketBridge(settings=settings)
        await self.bridge.start()
        return self.bridge

    async def connect(self, context: UserExecutionContext, *, resume_after: str | None = None) -> LoopbackReader:
        client = self.bridge.client(context, resume_after=resume_after)
        await client.open()
        self.clients.append(client)
        return LoopbackReader(client)

    async def end(self) -> None:
        for client in self.clients:
            await client.close()
        await self.bridge.shutdown()
