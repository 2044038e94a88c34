"""What a check of events found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from builders.domain.models.events import AgentEvent
from mockfactory.wording.text import report

FailureKind = Literal["missing", "out of order", "late", "malformed", "foreign", "duplicate", "lost", "unverified"]
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


class Requirements(NamedTuple):
    """Whether a contract holds, and what fails. Unlike other tuples it is false where it does not hold.

    Attributes:
        holds: whether nothing is wrong.
        failures: what is.
    """

    holds: bool
    failures: tuple[Failure, ...]

    def __bool__(self) -> bool:
        """Whether nothing is wrong: a plain `assert` fails where something is."""
        return self.holds


class ContractReport:
    """What a check of events found. It is true where the contract holds.

    Args:
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

    __slots__ = ("_count", "_failures", "_is_asked", "_runs")

    def __init__(self, failures: tuple[Failure, ...], count: int, runs: tuple[str, ...]) -> None:
        self._failures = failures
        self._count = count
        self._runs = runs
        self._is_asked = False

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What is wrong, in the order of the events; what did not come at all stands last."""
        self._is_asked = True
        return self._failures

    @property
    def count(self) -> int:
        """How many events were checked."""
        return self._count

    @property
    def runs(self) -> tuple[str, ...]:
        """The runs that they are of."""
        return self._runs

    @property
    def is_untold(self) -> bool:
        """Whether something is wrong, and nobody has asked."""
        return bool(self._failures) and not self._is_asked

    def __bool__(self) -> bool:
        """Whether nothing is wrong."""
        return self.holds

    def __eq__(self, other: object) -> bool:
        """Whether another report says the same."""
        if not isinstance(other, ContractReport):
            return NotImplemented
        return (self.failures, self.count, self.runs) == (other.failures, other.count, other.runs)

    def __hash__(self) -> int:
        return hash((self._failures, self._count, self._runs))

    def __repr__(self) -> str:
        """Short, with the first failure: it is what a plain `assert` shows."""
        return (
            f"<ContractReport: {self._headline}{''.join(f' {one.kind}: {one.expected}' for one in self.failures[:1])}>"
        )

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
    def lost(self) -> tuple[Failure, ...]:
        """Events that were counted, as the ids of others tell, and did not come."""
        return self._of("lost")

    @property
    def unverified(self) -> tuple[Failure, ...]:
        """What nobody can tell: a time or a number is asked for that is not known, or times that contradict."""
        return self._of("unverified")

    def validate_critical_requirements(self) -> Requirements:
        """Whether all holds, and the failures; to be unpacked, or asserted as it is."""
        return Requirements(self.holds, self.failures)

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
        told = [str(failure) for failure in self.failures[:_MOST]]
        more = [f"and {len(self.failures) - _MOST} more"] if len(self.failures) > _MOST else []
        return "\n".join([self._headline, *told, *more])

    @property
    def _headline(self) -> str:
        if self.holds:
            return f"The contract holds: {_several(self.count, 'event')}, nothing is wrong."
        failures = _several(len(self.failures), "failure")
        return f"The contract does not hold: {failures} in {_several(self.count, 'event')}."

    def _of(self, kind: FailureKind) -> tuple[Failure, ...]:
        return tuple(failure for failure in self.failures if failure.kind == kind)


def _several(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
