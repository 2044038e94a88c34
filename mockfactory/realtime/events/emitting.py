"""`Emitting`: an emitter, but for the way its events travel."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

from builders.domain.models.events import AgentEvent, EventType
from mockfactory.realtime.events.clock import Clock
from mockfactory.realtime.events.history import History
from mockfactory.realtime.events.making import EventMaker, Telling
from mockfactory.realtime.events.settings import changed_settings, checked_settings
from mockfactory.realtime.events.validating import check_type, encoded, refusal, validated
from mockfactory.realtime.interfaces.emitter import EmitterSettings
from mockfactory.realtime.interfaces.errors import InvalidEvent
from mockfactory.realtime.options.ids import an_id, text_or_none
from mockfactory.realtime.waiting.limits import limit

__tracebackhide__: Final = True
"""Whoever tells of what is no event sees their own line, and nothing of ours."""


class Emitting(ABC):
    """What all emitters do: make events, check them, send them while connected, and remember what went out.

    A class that implements `WebSocketEmitter` adds `connect`, `disconnect`, `is_connected` and `carry`.

    Args:
        user_id: whose events it sends.
        settings: how it works.
        clock: what `created_at` is read from; the time of day where there is none.

    Raises:
        OptionError: the user's id is none, or neither are the settings or the clock.
    """

    def __init__(self, user_id: str, *, settings: EmitterSettings | None = None, clock: Clock | None = None) -> None:
        self._user_id: Final = an_id("user_id", user_id)
        self._settings = checked_settings(settings)
        self._history: Final = History(self._settings.history)
        self._maker: Final = EventMaker(clock)

    @property
    @abstractmethod
    def is_connected(self) -> bool:
        """Whether what is emitted now goes out."""

    def carry_now(self, text: str) -> bool:
        """Bring an event to the user if that takes no waiting; answers whether it has. An emitter need not know how.

        Args:
            text: the event, in JSON.
        """
        return False

    @abstractmethod
    async def carry(self, text: str) -> None:
        """Bring an event to the user.

        Args:
            text: the event, in JSON.

        Raises:
            ConnectionError: the connection is gone.
        """

    @property
    def user_id(self) -> str:
        """Whose events it sends."""
        return self._user_id

    @property
    def settings(self) -> EmitterSettings:
        """How it works."""
        return self._settings

    async def emit_event(self, event: AgentEvent) -> bool:
        """Send one event; see `WebSocketEmitter`."""
        return await self._send(*self._checked(event))

    async def _made(self, event: AgentEvent) -> bool:
        """Send an event of our own making: valid, but for its size."""
        return await self._send(event, self._maker.encoded(event, self._settings.max_message_bytes))

    async def _send(self, event: AgentEvent, text: str) -> bool:
        if not self.is_connected:
            return False
        try:
            if not self.carry_now(text):
                async with limit(self._settings.send_timeout):
                    await self.carry(text)
        except (ConnectionError, TimeoutError):
            return False
        self._history.add(event)
        return True

    async def emit_agent_started(
        self, run_id: str, agent_name: str, *, context: Mapping[str, object] | None = None
    ) -> bool:
        """Tell that an agent begins."""
        return await self._made(self._maker.started(self._telling(run_id, agent_name), context))

    async def emit_agent_thinking(
        self, run_id: str, agent_name: str, thought: str, *, step: int | None = None, progress: float | None = None
    ) -> bool:
        """Tell what an agent is about."""
        return await self._made(self._maker.thinking(self._telling(run_id, agent_name), thought, step, progress))

    async def emit_tool_executing(
        self,
        run_id: str,
        agent_name: str,
        tool_name: str,
        *,
        tool_call_id: str | None = None,
        parameters: Mapping[str, object] | None = None,
    ) -> bool:
        """Tell that an agent has called a tool."""
        telling = self._telling(run_id, agent_name)
        return await self._made(self._maker.tool_executing(telling, tool_name, parameters, tool_call_id))

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
        """Tell that a tool has answered."""
        telling = self._telling(run_id, agent_name)
        return await self._made(self._maker.tool_completed(telling, tool_name, result, duration_ms, tool_call_id))

    async def emit_agent_completed(
        self, run_id: str, agent_name: str, *, result: JsonValue = None, duration_ms: float | None = None
    ) -> bool:
        """Tell that an agent has done what it was asked."""
        return await self._made(self._maker.completed(self._telling(run_id, agent_name), result, duration_ms))

    async def emit_agent_error(
        self,
        run_id: str,
        agent_name: str,
        error: str | Exception,
        *,
        details: Mapping[str, object] | None = None,
    ) -> bool:
        """Tell that an agent gives up."""
        return await self._made(self._maker.errored(self._telling(run_id, agent_name), error, details))

    def add_event(self, event: AgentEvent) -> None:
        """Remember an event as sent, without sending it."""
        self._history.add(self.validate_event(event))

    def get_events(self, type: EventType | None = None, *, run_id: str | None = None) -> list[AgentEvent]:
        """The events that went out, oldest first; of one type or run, if asked for."""
        if type is not None:
            check_type("type", type)
        return self._history.events(type, text_or_none("run_id", run_id))

    def clear_events(self) -> None:
        """Forget the events that went out."""
        self._history.clear()

    def validate_event(self, event: AgentEvent | Mapping[str, object] | str | bytes) -> AgentEvent:
        """An event, checked; see `WebSocketEmitter`."""
        return self._checked(event)[0]

    def configure(
        self,
        *,
        max_message_bytes: int | None = None,
        history: int | None = None,
        send_timeout: float | None = None,
    ) -> EmitterSettings:
        """Change how it works from now on; what is not named stays."""
        self._settings = changed_settings(
            self._settings, max_message_bytes=max_message_bytes, history=history, send_timeout=send_timeout
        )
        self._history.resize(self._settings.history)
        return self._settings

    def _telling(self, run_id: str, agent_name: str) -> Telling:
        return Telling(run_id, self._user_id, agent_name)

    def _checked(self, event: object) -> tuple[AgentEvent, str]:
        checked = validated(event)
        if checked.user_id != self._user_id:
            reason = f"this emitter sends the events of {self._user_id!r}, and it is {checked.user_id!r}"
            raise InvalidEvent(refusal({"user_id": reason}, checked))
        return checked, encoded(checked, self._settings.max_message_bytes)
