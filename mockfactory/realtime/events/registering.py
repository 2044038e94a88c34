"""Which run belongs to whom."""

from __future__ import annotations

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.events import AgentEvent
from mockfactory.realtime.interfaces.bridge import Registration


class Registrations:
    """The runs that events may be sent for, and where those go."""

    def __init__(self) -> None:
        self._runs: dict[str, Registration] = {}

    def __len__(self) -> int:
        return len(self._runs)

    def add(self, context: UserExecutionContext) -> Registration:
        """Register the run of a context; the first registration of a run stays.

        Raises:
            ValueError: the run is registered for another user or tenant.
        """
        registration = self._runs[context.run_id] = self.for_(context)
        return registration

    def for_(self, context: UserExecutionContext) -> Registration:
        """The registration of the run of a context: the one that there is, or the one that would be made.

        Raises:
            ValueError: the run is registered for another user or tenant.
        """
        known = self._runs.get(context.run_id)
        if known is None:
            return Registration(
                run_id=context.run_id,
                thread_id=context.thread_id,
                user_id=context.user_id,
                tenant_id=context.tenant.id,
                websocket_client_id=context.websocket_client_id,
            )
        _must_be("user", context.run_id, known.user_id, context.user_id)
        _must_be("tenant", context.run_id, known.tenant_id, context.tenant.id)
        return known

    def remove(self, run_id: str) -> bool:
        """Forget a run; answers whether it was known."""
        return self._runs.pop(run_id, None) is not None

    def find(self, run_id: object) -> Registration | None:
        """Where the events of a run go. What is no text is the id of none."""
        return self._runs.get(run_id) if isinstance(run_id, str) else None

    def of(self, event: AgentEvent) -> Registration | None:
        """Where an event goes.

        Raises:
            ValueError: its run is registered for another user.
        """
        known = self.find(event.run_id)
        if known is not None:
            _must_be("user", event.run_id, known.user_id, event.user_id)
        return known


def _must_be(what: str, run_id: str, registered: str, given: str) -> None:
    if registered != given:
        raise ValueError(f"the run {run_id!r} is registered for the {what} {registered!r}, not for {given!r}")
