"""`WebSocketEmitter`: sends the events of runs to one user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from pydantic import JsonValue

from builders.domain.models.events import AgentEvent, EventType
from mockfactory.realtime.options.numbers import count, seconds

__tracebackhide__: Final = True
"""Who gives something wrong sees their own line: nothing of ours, and not the `__init__` that dataclasses make."""


@dataclass(frozen=True, slots=True)
class EmitterSettings:
    """How an emitter works.

    Attributes:
        max_message_bytes: a longer event is refused before it is sent.
        history: how many events `get_events` remembers, the latest ones; 0 is none.
        send_timeout: in seconds; an event that takes longer is not sent.

    Raises:
        OptionError: a number is negative or none, or a limit or time is 0.
    """

    max_message_bytes: int = 1_048_576
    history: int = 10_000
    send_timeout: float = 10.0

    def __post_init__(self) -> None:
        count("max_message_bytes", self.max_message_bytes, least=1)
        count("history", self.history, least=0)
        seconds("send_timeout", self.send_timeout)


class WebSocketEmitter(Protocol):
    """Sends the events of runs to one user.

    What is emitted while it is not connected is not sent: the method answers `False`. No method raises because a
    connection is gone; `emit_event` and its siblings raise `InvalidEvent` for what is no event.
    """

    @property
    def user_id(self) -> str:
        """Whose events it sends. Those of other users are refused."""
        ...

    @property
    def is_connected(self) -> bool:
        """Whether what is emitted now goes out."""
        ...

    @property
    def settings(self) -> EmitterSettings:
        """How it works."""
        ...

    async def connect(self) -> None:
        """Open the connection; one that is open stays open.

        Raises:
            HandshakeRefused: the other side said no.
            ConnectionError: there is no other side.
        """
        ...

    async def disconnect(self, code: int = 1000, reason: str = "") -> None:
        """Close the connection; one that is closed stays closed.

        Args:
            code: a close code of RFC 6455: 1000 is done, 1001 is going away.
            reason: in words, for the other side.

        Raises:
            ValueError: the code is none that may be sent, or the reason is longer than 123 bytes.
        """
        ...

    async def emit_event(self, event: AgentEvent) -> bool:
        """Send one event.

        Returns:
            Whether it went out.

        Raises:
            InvalidEvent: it is of another user, or longer than a message may be.
        """
        ...

    async def emit_agent_started(
        self, run_id: str, agent_name: str, *, context: Mapping[str, object] | None = None
    ) -> bool:
        """Tell that an agent begins."""
        ...

    async def emit_agent_thinking(
        self, run_id: str, agent_name: str, thought: str, *, step: int | None = None, progress: float | None = None
    ) -> bool:
        """Tell what an agent is about; `progress` in per cent."""
        ...

    async def emit_tool_executing(
        self,
        run_id: str,
        agent_name: str,
        tool_name: str,
        *,
        tool_call_id: str | None = None,
        parameters: Mapping[str, object] | None = None,
    ) -> bool:
        """Tell that an agent has called a tool. Without an id, the call gets the next of the run."""
        ...

    async def emit_tool_completed(
        self,
        run_id: str,
        agent_name: str,
        tool_name: str,
        *,
        tool_call_id: str | None = None,
        result: JsonValue = None,
        duration_ms: float | None = None,
    ) -> bool:
        """Tell that a tool has answered. Without an id, it is the oldest call of that tool that has not."""
        ...

    async def emit_agent_completed(
        self, run_id: str, agent_name: str, *, result: JsonValue = None, duration_ms: float | None = None
    ) -> bool:
        """Tell that an agent has done what it was asked."""
        ...

    async def emit_agent_error(
        self,
        run_id: str,
        agent_name: str,
        error: str | Exception,
        *,
        details: Mapping[str, object] | None = None,
    ) -> bool:
        """Tell that an agent gives up."""
        ...

    def add_event(self, event: AgentEvent) -> None:
        """Remember an event as sent, without sending it."""
        ...

    def get_events(self, type: EventType | None = None, *, run_id: str | None = None) -> list[AgentEvent]:
        """The events that went out, oldest first; of one type or run, if asked for."""
        ...

    def clear_events(self) -> None:
        """Forget the events that went out."""
        ...

    def validate_event(self, event: AgentEvent | Mapping[str, object] | str | bytes) -> AgentEvent:
        """An event, checked.

        Args:
            event: an event, the data of one, or its JSON.

        Raises:
            InvalidEvent: it is none, or of another user, or longer than a message may be.
        """
        ...

    def configure(
        self,
        *,
        max_message_bytes: int | None = None,
        history: int | None = None,
        send_timeout: float | None = None,
    ) -> EmitterSettings:
        """Change how it works from now on; what is not named stays.

        Returns:
            How it works now.

        Raises:
            OptionError: a number is negative or none, or a limit or time is 0.
        """
        ...
