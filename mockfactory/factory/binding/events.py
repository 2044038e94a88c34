"""Events of a run: they belong to its thread and its user, so they are taken from what a whole run tells."""

from __future__ import annotations

from typing import cast

from builders import build
from builders.domain import UserExecutionContext, run_events
from builders.domain.models.events import RunEvent
from mockfactory.spec.looking.raw import mro_of


class EventBuilder:
    """Builds events of one type."""

    def __init__(self, event: type) -> None:
        self._event = event

    def build(self, context: UserExecutionContext) -> object:
        """The event of its type in a run; of a type that no run tells of itself, one that belongs to the run.

        Args:
            context: the run's.
        """
        for outcome in ("completed", "error", "death"):
            for event in run_events(context, outcome=outcome):
                if type(event) is self._event:
                    return event
        return build(
            cast("type[RunEvent]", self._event),
            run_id=context.run_id,
            thread_id=context.thread_id,
            user_id=context.user_id,
            created_at=context.created_at,
        )


def is_event(cls: type) -> bool:
    """Whether a class is an event of a run, with all that one has."""
    return any(base is RunEvent for base in mro_of(cls)[1:])
