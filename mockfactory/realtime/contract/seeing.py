"""Reading what is to be checked: events, their data, their JSON, with or without the time at which they came."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from builders.domain.models.events import AgentEvent, EventType, ToolCompleted, ToolExecuting
from mockfactory.realtime.events.received import Received
from mockfactory.realtime.events.validating import TYPES, validated
from mockfactory.realtime.interfaces.errors import InvalidEvent

Checkable = AgentEvent | Mapping[str, object] | str | bytes | Received
"""What can be checked: an event, its data, its JSON; `Received` adds when it came."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One of the things that are checked.

    What is no event is read as far as it goes: a `tool_completed` with a wrong `duration_ms` still answers its call.

    Attributes:
        place: where it stands in what is checked, from 0.
        event: the event; `None` if it is none.
        problem: why it is none.
        id: of the event.
        type: of the event.
        run_id: of the event.
        agent_name: of the event.
        tool_call_id: of the event.
        received_at: when it came, if that is known.
    """

    place: int
    event: AgentEvent | None
    problem: str
    id: str | None
    type: EventType | None
    run_id: str | None
    agent_name: str | None
    tool_call_id: str | None
    received_at: dt.datetime | None

    @property
    def shown(self) -> str:
        """What came, in words: "tool_completed of 'triage'"."""
        return f"{self.type or 'no event'}" + ("" if self.agent_name is None else f" of {self.agent_name!r}")


def see(events: Iterable[Checkable]) -> list[Seen]:
    """Read all; nothing is refused."""
    return [_see(place, one) for place, one in enumerate(events)]


def _see(place: int, one: object) -> Seen:
    content: object = one.content if isinstance(one, Received) else one
    received_at = one.at if isinstance(one, Received) else None
    event, problem = None, ""
    try:
        event = validated(content)
    except InvalidEvent as error:
        problem = str(error)
    if event is not None:
        call = event.tool_call_id if isinstance(event, ToolExecuting | ToolCompleted) else None
        return Seen(place, event, "", event.id, event.type, event.run_id, event.agent_name, call, received_at)
    fields = _fields(content)
    type_ = _text(fields, "type")
    return Seen(
        place=place,
        event=None,
        problem=problem,
        id=_text(fields, "id"),
        type=next((known for known in TYPES if known == type_), None),
        run_id=_text(fields, "run_id"),
        agent_name=_text(fields, "agent_name"),
        tool_call_id=_text(fields, "tool_call_id"),
        received_at=received_at,
    )


def _fields(content: object) -> Mapping[str, object]:
    """The fields of what is no event, as far as it has some."""
    if isinstance(content, str | bytes):
        try:
            content = json.loads(content)
        except (ValueError, RecursionError):
            return {}
    if isinstance(content, Mapping):
        return cast("Mapping[str, object]", content)
    return cast("Mapping[str, object]", getattr(content, "__dict__", {}))


def _text(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) else None
