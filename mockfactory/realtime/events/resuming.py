"""What a client missed while it was away."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from builders.domain.models.events import AgentEvent
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.interfaces.bridge import Registration


@dataclass(frozen=True, slots=True)
class Kept:
    """An event that was to be sent.

    Attributes:
        event: the event.
        registration: where it was to go.
        trace_context: of distributed tracing; no user sees it.
    """

    event: AgentEvent
    registration: Registration
    trace_context: Mapping[str, str]


class Backlog:
    """The latest events of a bridge, delivered or not.

    Args:
        most: how many.
    """

    def __init__(self, most: int) -> None:
        self._most: Final = most
        self._kept: Final[deque[Kept]] = deque()
        self._gone: Final[Counter[Registration]] = Counter()

    def add(self, kept: Kept) -> None:
        """Keep one more; the oldest goes where there are too many."""
        self._kept.append(kept)
        if len(self._kept) > self._most:
            self._gone[self._kept.popleft().registration] += 1

    @property
    def kept(self) -> tuple[Kept, ...]:
        """All, oldest first."""
        return tuple(self._kept)

    def missed_by(self, listener: Listener, after: str) -> list[AgentEvent]:
        """What came for a listener after an event.

        Args:
            listener: who asks.
            after: the id of the last event that the listener got; "" for none.

        Raises:
            LookupError: no such event of the listener's is kept (any more), or, for "", not all of them are: nobody can
                tell what was missed.
        """
        events = [kept.event for kept in self._kept if listener.gets(kept.registration)]
        if after == "":
            gone = sum(count for registration, count in self._gone.items() if listener.gets(registration))
            if gone:
                raise LookupError(
                    f"{gone} of the {gone + len(events)} events for {listener.user_id!r} are kept no more: all that"
                    f" came is not known (history={self._most} counts the events of all users)"
                )
            return events
        for place, event in enumerate(events):
            if event.id == after:
                return events[place + 1 :]
        raise LookupError(
            f"the event {after!r} is none of the {len(events)} that are kept for {listener.user_id!r}:"
            " what came after it is not known"
        )
