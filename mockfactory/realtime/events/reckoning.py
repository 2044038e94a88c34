"""What a bridge has done, and how well."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType

from builders.domain.models.events import AgentEvent, EventType
from mockfactory.realtime.interfaces.bridge import BridgeHealth, BridgeMetrics, HealthStatus


class Reckoning:
    """Counts what was delivered and what was not."""

    def __init__(self) -> None:
        self._delivered: Counter[EventType] = Counter()
        self._failed = 0
        self._undelivered: set[str] = set()
        self._last_error: str | None = None

    def delivered(self, event: AgentEvent) -> None:
        """An event reached a connection."""
        self._delivered[event.type] += 1
        self._undelivered.discard(event.run_id)

    def failed(self, run_id: str, reason: str) -> None:
        """An event of a run reached nobody."""
        self._failed += 1
        self._undelivered.add(run_id)
        self._last_error = reason

    def made_up(self, run_id: str) -> None:
        """What a run's user had missed was sent again, or nobody waits for it any more."""
        self._undelivered.discard(run_id)

    def metrics(self) -> BridgeMetrics:
        """What was done."""
        by_type: dict[str, int] = dict(self._delivered.items())
        return BridgeMetrics(sum(by_type.values()), self._failed, MappingProxyType(by_type))

    def health(self, *, connections: int, runs: int, closed: bool) -> BridgeHealth:
        """How it goes."""
        status: HealthStatus = "closed" if closed else "degraded" if self._undelivered else "healthy"
        return BridgeHealth(status, connections, runs, self._last_error)
