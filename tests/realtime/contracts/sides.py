"""What the contract tests need beside an emitter or a bridge: the users at the other end."""

from __future__ import annotations

from typing import Protocol

from builders.domain import AgentEvent, UserExecutionContext
from mockfactory.realtime.interfaces.bridge import AgentWebSocketBridge
from mockfactory.realtime.interfaces.emitter import EmitterSettings, WebSocketEmitter


class EmitterSide(Protocol):
    """Makes one emitter, and is its user."""

    async def make(self, user_id: str, *, settings: EmitterSettings | None = None) -> WebSocketEmitter:
        """An emitter that is not connected."""
        ...

    async def next(self) -> AgentEvent:
        """The next event that the user gets on the latest connection."""
        ...

    async def leave(self) -> None:
        """The user closes the connection, and the emitter has noticed."""
        ...

    async def closing(self) -> tuple[int, str]:
        """How the emitter closed the latest connection: code and reason."""
        ...

    async def end(self) -> None:
        """Clear up."""
        ...


class Client(Protocol):
    """One connection of a user to a bridge."""

    async def next(self) -> AgentEvent:
        """The next event."""
        ...

    async def leave(self) -> None:
        """Close, until the bridge has noticed."""
        ...

    async def closing(self) -> tuple[int, str]:
        """How the bridge closed it: code and reason."""
        ...


class BridgeSide(Protocol):
    """Makes one bridge, and has its users."""

    async def make(self, *, settings: EmitterSettings | None = None) -> AgentWebSocketBridge:
        """A bridge to which nobody has come."""
        ...

    async def connect(self, context: UserExecutionContext, *, resume_after: str | None = None) -> Client:
        """Let the user of a context listen, on its `websocket_client_id` if it has one."""
        ...

    async def end(self) -> None:
        """Clear up."""
        ...
