"""Making the events of runs: numbered, timed, with the calls of tools paired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from pydantic import JsonValue

from builders.domain.models.events import (
    AgentCompleted,
    AgentDied,
    AgentErrored,
    AgentEvent,
    AgentStarted,
    AgentThinking,
    CustomEvent,
    ProgressUpdated,
    RunEvent,
    ToolCompleted,
    ToolExecuting,
    event_id_of,
)
from builders.domain.models.identifiers import thread_of
from mockfactory.realtime.events.calls import OpenCall, ToolCalls
from mockfactory.realtime.events.clock import Clock, clock_or_running
from mockfactory.realtime.events.validating import check_run, encoded, in_our_words, refusal
from mockfactory.realtime.interfaces.errors import InvalidEvent
from mockfactory.realtime.options.kinds import of_kind

__tracebackhide__: Final = True
"""Whoever tells of what is no event sees their own line, and nothing of ours."""

E = TypeVar("E", bound=RunEvent)


@dataclass(frozen=True, slots=True)
class Telling:
    """Who tells of what.

    Attributes:
        run_id: the run.
        user_id: whose run it is.
        agent_name: the agent.
    """

    run_id: str
    user_id: str
    agent_name: str


class EventMaker:
    """Makes the events of runs.

    The ids of events and of calls of tools are counted in each run, so the same run gives the same ids. `created_at` is
    read from a clock, and never goes back within a run. What is invalid is not counted.

    Args:
        clock: what time it is; the time of day where there is none.

    Example:
        >>> from mockfactory.realtime.events.clock import ticking_clock
        >>> import datetime as dt
        >>> maker = EventMaker(ticking_clock(dt.datetime(2025, 1, 1, tzinfo=dt.UTC)))
        >>> telling = Telling("run_thread_42_1", "user_ada", "triage")
        >>> maker.started(telling).id, maker.thinking(telling, "Hm.").id
        ('run_thread_42_1.event.1', 'run_thread_42_1.event.2')
        >>> call = maker.tool_executing(telling, "search")
        >>> maker.tool_completed(telling, "search").tool_call_id == call.tool_call_id
        True
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock: Clock = clock_or_running(clock)
        self._latest: dict[str, RunEvent] = {}
        self._counts: dict[str, int] = {}
        self._calls: dict[str, ToolCalls] = {}

    def started(self, telling: Telling, context: Mapping[str, object] | None = None) -> AgentStarted:
        """An agent begins."""
        return self._make(telling, AgentStarted, context=_given(context))

    def thinking(
        self, telling: Telling, thought: str, step: int | None = None, progress: float | None = None
    ) -> AgentThinking:
        """An agent says what it is about."""
        return self._make(telling, AgentThinking, thought=thought, step=step, progress=progress)

    def tool_executing(
        self,
        telling: Telling,
        tool_name: str,
        parameters: Mapping[str, object] | None = None,
        tool_call_id: str | None = None,
    ) -> ToolExecuting:
        """An agent has called a tool. Without an id, the call gets the next of the run."""
        calls = self._calls_of(telling)
        call = calls.upcoming() if tool_call_id is None else tool_call_id
        event = self._make(
            telling, ToolExecuting, tool_name=tool_name, tool_call_id=call, parameters=_given(parameters)
        )
        calls.begin(OpenCall(telling.agent_name, tool_name, call))
        return event

    def tool_completed(
        self,
        telling: Telling,
        tool_name: str,
        result: JsonValue = None,
        duration_ms: float | None = None,
        tool_call_id: str | None = None,
    ) -> ToolCompleted:
        """A tool has answered. Without an id, it is the oldest call of that tool that has not.

        Raises:
            InvalidEvent: no id is given, and no call of that tool is open.
        """
        calls = self._calls_of(telling)
        call = calls.answered_by(telling.agent_name, tool_name) if tool_call_id is None else tool_call_id
        if call is None:
            reason = (
                f"no call of the tool {tool_name!r} is open in the run {telling.run_id!r}: tell that the tool is"
                " executing first, or give the id"
            )
            raise InvalidEvent(refusal({"tool_call_id": reason}, _told(telling, tool_name=tool_name)))
        event = self._make(
            telling, ToolCompleted, tool_name=tool_name, tool_call_id=call, result=result, duration_ms=duration_ms
        )
        calls.end(call)
        return event

    def completed(self, telling: Telling, result: JsonValue = None, duration_ms: float | None = None) -> AgentCompleted:
        """An agent has done what it was asked."""
        return self._make(telling, AgentCompleted, result=result, duration_ms=duration_ms)

    def errored(
        self, telling: Telling, error: str | Exception, details: Mapping[str, object] | None = None
    ) -> AgentErrored:
        """An agent gives up; of an exception, the text and the name of its class are told."""
        kind = type(error).__name__ if isinstance(error, BaseException) else None
        text = error if kind is None else str(error).strip() or kind
        return self._make(telling, AgentErrored, error=text, error_type=kind, details=_given(details))

    def died(self, telling: Telling, cause: str, details: Mapping[str, object] | None = None) -> AgentDied:
        """An agent is gone without a word."""
        return self._make(telling, AgentDied, cause=cause, details=_given(details))

    def progressed(self, telling: Telling, percent: float, message: str = "") -> ProgressUpdated:
        """How far an agent is."""
        return self._make(telling, ProgressUpdated, percent=percent, message=message)

    def custom(self, telling: Telling, name: str, payload: Mapping[str, object] | None = None) -> CustomEvent:
        """Something of the application's own."""
        return self._make(telling, CustomEvent, name=name, payload=_given(payload))

    def encoded(self, event: AgentEvent, most: int | None = None) -> str:
        """The event that was made last, as it travels: JSON. One that can't travel was never made: it is not counted.

        Args:
            event: the event.
            most: how many bytes it may have, in UTF-8.

        Raises:
            InvalidEvent: it is longer, or something in it can't be written.
        """
        try:
            return encoded(event, most)
        except InvalidEvent:
            if self._latest.get(event.run_id) is event:
                self._counts[event.run_id] -= 1
                if isinstance(event, ToolExecuting | ToolCompleted):
                    self._calls_of(Telling(event.run_id, event.user_id, event.agent_name)).take_back()
            raise

    def _make(self, telling: Telling, model: type[E], **payload: object) -> E:
        thread = _thread(telling)
        run = telling.run_id
        number = self._counts.get(run, 0) + 1
        now = self._clock()
        latest = self._latest.get(run)
        fields: dict[str, object] = {
            "id": event_id_of(run, number),
            "run_id": run,
            "thread_id": thread,
            "user_id": telling.user_id,
            "agent_name": telling.agent_name,
            "created_at": now,
            **payload,
        }
        event = in_our_words(lambda: model.model_validate(fields), fields)
        if latest is not None and event.created_at < latest.created_at:
            event = event.changed(created_at=latest.created_at)
        self._counts[run], self._latest[run] = number, event
        return event

    def _calls_of(self, telling: Telling) -> ToolCalls:
        _thread(telling)
        if telling.run_id not in self._calls:
            self._calls[telling.run_id] = ToolCalls(telling.run_id)
        return self._calls[telling.run_id]


def _told(telling: Telling, **more: str) -> dict[str, object]:
    """What an agent told, as the fields of the event that it would be."""
    return {"run_id": telling.run_id, "user_id": telling.user_id, "agent_name": telling.agent_name, **more}


def _given(data: Mapping[str, object] | None) -> Mapping[str, object]:
    """Data, where there is some. What is no mapping is for the event to refuse, the empty text too."""
    return {} if data is None else data


def _thread(telling: Telling) -> str:
    """The thread of the run.

    Raises:
        InvalidEvent: the run's id is none.
    """
    of_kind("telling", telling, Telling, "a Telling(run_id, user_id, agent_name)")
    check_run(telling.run_id, _told(telling))
    return thread_of(telling.run_id)
