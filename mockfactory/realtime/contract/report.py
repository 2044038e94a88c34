"""What a check of events found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from builders.domain.models.events import AgentEvent
from mockfactory.double.wording.text import report

FailureKind = Literal["missing", "out of order", "late", "malformed", "foreign", "duplicate", "unverified"]
"""What is wrong with an event, that it is not there, or that nobody can tell."""
_MOST: Final = 20


class ContractViolation(AssertionError):
    """Events do not keep their contract. The message is the whole report."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that the contract asks for and that is not so.

    Attributes:
        kind: what is wrong.
        expected: what the contract asks for, in words.
        came: what came instead, in words.
        run_id: the run that it concerns; `None` where that can't be told.
        place: which event it concerns: its place in what was checked, from 0; `None` where none came.
        event: the event itself; `None` where none came, or what came is none.
    """

    kind: FailureKind
    expected: str
    came: str
    run_id: str | None = None
    place: int | None = None
    event: AgentEvent | None = None

    def __str__(self) -> str:
        """In a few lines."""
        concerned = "" if self.event is None else f", {self.event.type} of {self.event.agent_name!r}"
        where = "" if self.place is None else f" (events[{self.place}]{concerned})"
        return report(f"{self.kind}{where}", run=self.run_id, expected=self.expected, came=self.came)


@dataclass(frozen=True, slots=True)
class ContractReport:
    """What a check of events found.

    Attributes:
        failures: in the order of the events that they concern; what did not come at all stands last.
        count: how many events were checked.
        runs: the runs that they are of.

    Example:
        >>> from builders.domain import run_events
        >>> from mockfactory.realtime.contract.contract import EventContract
        >>> events = run_events()
        >>> EventContract().check(events).holds
        True
        >>> [failure.expected for failure in EventContract().check(events[:-1]).missing]
        ["the end of the run's agent 'triage': agent_completed, agent_error or agent_death"]
    """

    failures: tuple[Failure, ...]
    count: int
    runs: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.failures

    @property
    def missing(self) -> tuple[Failure, ...]:
        """What did not come."""
        return self._of("missing")

    @property
    def out_of_order(self) -> tuple[Failure, ...]:
        """Events that came when they must not."""
        return self._of("out of order")

    @property
    def late(self) -> tuple[Failure, ...]:
        """Events that took longer than their budget."""
        return self._of("late")

    @property
    def malformed(self) -> tuple[Failure, ...]:
        """What is no event, or has the wrong payload."""
        return self._of("malformed")

    @property
    def foreign(self) -> tuple[Failure, ...]:
        """Events of another run or user."""
        return self._of("foreign")

    @property
    def duplicates(self) -> tuple[Failure, ...]:
        """Events whose id another one has."""
        return self._of("duplicate")

    @property
    def unverified(self) -> tuple[Failure, ...]:
        """What nobody can tell: a time is asked for that is not known."""
        return self._of("unverified")

    def validate_critical_requirements(self) -> tuple[bool, tuple[Failure, ...]]:
        """Whether all holds, and the failures."""
        return self.holds, self.failures

    def assert_holds(self) -> None:
        """Fail unless nothing is wrong.

        Raises:
            ContractViolation: something is; the message says what, with the events and what was expected.
        """
        __tracebackhide__ = True
        if self.failures:
            raise ContractViolation(str(self))

    def __str__(self) -> str:
        """For people: the failures, the first 20 in full."""
        events = f"{self.count} event{'' if self.count == 1 else 's'}"
        if self.holds:
            return f"The contract holds: {events}, nothing is wrong."
        count = f"{len(self.failures)} failure{'' if len(self.failures) == 1 else 's'}"
        told = [str(failure) for failure in self.failures[:_MOST]]
        more = [f"and {len(self.failures) - _MOST} more"] if len(self.failures) > _MOST else []
        return "\n".join([f"The contract does not hold: {count} in {events}.", *told, *more])

    def _of(self, kind: FailureKind) -> tuple[Failure, ...]:
        return tuple(failure for failure in self.failures if failure.kind == kind)
