"""The order in which events were made, as their times and the numbers in their ids tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from builders.domain.models.events import AgentEvent, event_id_of
from mockfactory.realtime.contract.latency import Timed, shown
from mockfactory.realtime.contract.report import Failure
from mockfactory.realtime.contract.seeing import Seen

_COUNTED: Final = re.compile(r"\.event\.([1-9][0-9]{0,17})")


def number_of(run_id: str, event_id: str) -> int | None:
    """Which event of its run it is, if its id says so: it is `event_id_of(run_id, number)`.

    Example:
        >>> number_of("run_thread_42_1", "run_thread_42_1.event.3")
        3
        >>> number_of("run_thread_42_1", "run_thread_43_1.event.3") is None
        True
    """
    _, dot, last = event_id.rpartition(".event.")
    counted = _COUNTED.fullmatch(f"{dot}{last}")
    number = None if counted is None else int(counted[1])
    return number if number is not None and event_id_of(run_id, number) == event_id else None


def shuffled(run: Sequence[Timed], told: set[int]) -> list[Failure]:
    """Events of one agent that were made before those that came before them: overtaken on their way.

    Their times tell. Where two are equal, as under a virtual clock, the numbers in their ids do, if they have some.

    Args:
        run: the events of the run, in order.
        told: the places of events that are told already.
    """
    failures: list[Failure] = []
    latest: dict[str, Timed] = {}
    for one in run:
        if one.seen.place in told:
            continue
        earlier = latest.get(one.event.agent_name)
        came = None if earlier is None else _made_before(one.event, earlier.event)
        if earlier is not None and came is not None:
            wanted = f"it before events[{earlier.seen.place}], {earlier.event.type}, which was made after it"
            failures.append(Failure("out of order", wanted, came, one.event.run_id, one.seen.place, one.event))
        else:
            latest[one.event.agent_name] = one
    return failures


def _made_before(event: AgentEvent, other: AgentEvent) -> str | None:
    """How one knows that an event was made before another one; `None` if it was not, or nobody can tell."""
    ahead = other.created_at - event.created_at
    if event.created_at < other.created_at:
        return f"it was made {shown(ahead)} earlier, and came later"
    number, others = number_of(event.run_id, event.id), number_of(other.run_id, other.id)
    if event.created_at == other.created_at and number is not None and others is not None and number < others:
        return f"it is event {number} of the run, and events {others} came before it"
    return None


def lost(run_id: str, seen: Sequence[Seen]) -> list[Failure]:
    """The events of a run that were made, because one with a higher number was, and that did not come.

    Args:
        run_id: the run.
        seen: its events, with those that came again.
    """
    numbers: dict[int, Seen] = {}
    for one in seen:
        number = None if one.id is None else number_of(run_id, one.id)
        if number is None:
            if one.event is None:  # malformed, which is told
                continue
            wanted = "ids that count the events of the run, from 1, to see whether all came"
            return [Failure("unverified", wanted, f"the id {one.id!r}", run_id, one.place, one.event)]
        numbers.setdefault(number, one)
    return list(_gaps(run_id, numbers))


def _gaps(run_id: str, numbers: dict[int, Seen]) -> Iterator[Failure]:
    before = 0
    for number, one in sorted(numbers.items()):
        if number > before + 1:
            first = event_id_of(run_id, before + 1)
            many = f"{first!r}" if number == before + 2 else f"{first!r} to {event_id_of(run_id, number - 1)!r}"
            came = f"none, and one with a higher number: {one.id!r}, events[{one.place}]"
            yield Failure("lost", f"all events that were made: {many}", came, run_id)
        before = number
