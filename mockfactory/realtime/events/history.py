"""Events that went out, the latest ones."""

from __future__ import annotations

from collections import deque

from builders.domain.models.events import AgentEvent, EventType


class History:
    """Remembers the latest events.

    Args:
        most: how many; 0 is none.
    """

    def __init__(self, most: int) -> None:
        self._events: deque[AgentEvent] = deque(maxlen=most)

    def resize(self, most: int) -> None:
        """Remember so many from now on; of those that are known, the latest stay."""
        self._events = deque(self._events, maxlen=most)

    def add(self, event: AgentEvent) -> None:
        """Remember one more."""
        self._events.append(event)

    def events(self, type_: EventType | None = None, run_id: str | None = None) -> list[AgentEvent]:
        """The events, oldest first; of one type or run, if asked for."""
        return [
            event
            for event in self._events
            if (type_ is None or event.type == type_) and (run_id is None or event.run_id == run_id)
        ]

    def clear(self) -> None:
        """Forget all."""
        self._events.clear()
