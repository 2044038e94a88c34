"""What the chat service talks to. In the tests each of these is a double."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class UserContext:
    """Who asks, and how much they may ask."""

    user_id: str
    tenant_id: str
    token_budget: int = 1_000


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Literal["user", "assistant"]
    text: str
    at: datetime


class LLMError(Exception):
    """The model is overloaded, or gone."""


class LLMClient(Protocol):
    """The language model, whoever serves it."""

    async def count_tokens(self, text: str) -> int:
        """How many tokens `text` costs."""
        ...

    def stream(self, messages: Sequence[Message], *, max_tokens: int = 512) -> AsyncIterator[str]:
        """The answer, token by token."""
        ...


class WebSocketEmitter:
    """Sends events to one browser tab."""

    def __init__(self, send: Callable[[str], Awaitable[None]]) -> None:
        self._send = send
        self._closed = False
        self.events_sent: int = 0

    @property
    def is_connected(self) -> bool:
        """Whether the tab is still there."""
        return not self._closed

    async def emit(self, event: Literal["typing", "token", "done", "error"], text: str = "") -> None:
        """Send one event."""
        await self._send(f"{event}: {text}")
        self.events_sent += 1


class Transaction(Protocol):
    """Writes that are kept together, or not at all."""

    async def append(self, conversation_id: str, message: Message) -> None:
        """Add a message to the end of a conversation."""
        ...


class Conversations(ABC):
    """The repository of all that was said."""

    @abstractmethod
    async def history(self, conversation_id: str, *, limit: int = 20) -> list[Message]:
        """The last messages, oldest first."""

    @abstractmethod
    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """`async with conversations.transaction() as transaction: ...`"""


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> datetime:
        """The present moment, with its time zone."""
        ...
