"""Whose events they are, and whether each came once."""

from __future__ import annotations

from collections.abc import Sequence

from builders.domain.models.events import AgentEvent
from mockfactory.realtime.contract.report import Failure
from mockfactory.realtime.contract.seeing import Seen


def runs_of(seen: Sequence[Seen], runs: Sequence[str] | None) -> tuple[str, ...]:
    """The runs whose events may come: those that are named, else the run of the first event."""
    if runs is not None:
        return tuple(dict.fromkeys(runs))
    # What is no event may name anything.
    named = [one.run_id for one in seen if one.event is not None] or [one.run_id for one in seen]
    return tuple(run for run in named if run is not None)[:1]


def foreign(seen: Sequence[Seen], runs: Sequence[str], user_id: str | None) -> list[Failure]:
    """Events of other runs, and of other users than the run's. What is no event is malformed, whatever it names."""
    failures: list[Failure] = []
    users: dict[str, str] = {} if user_id is None else dict.fromkeys(runs, user_id)
    for one in seen:
        if one.run_id is None or one.event is None:
            continue
        if one.run_id not in runs:
            wanted = f"events of {_shown(runs)}"
            failures.append(
                Failure("foreign", wanted, f"one of the run {one.run_id!r}", one.run_id, one.place, one.event)
            )
        else:
            owner = users.setdefault(one.run_id, one.event.user_id)
            if one.event.user_id != owner:
                wanted, came = f"events of the user {owner!r}", f"one of the user {one.event.user_id!r}"
                failures.append(Failure("foreign", wanted, came, one.run_id, one.place, one.event))
    return failures


def _shown(runs: Sequence[str]) -> str:
    return f"the run {runs[0]!r}" if len(runs) == 1 else f"the runs {', '.join(map(repr, runs))}"


def duplicates(seen: Sequence[Seen], allowed: bool) -> tuple[list[Failure], set[int]]:
    """Events whose id an earlier one has.

    Args:
        seen: the events.
        allowed: whether the same event may come again; another one with the same id never may.

    Returns:
        The failures, and the places of all that came again.
    """
    failures: list[Failure] = []
    again: set[int] = set()
    first: dict[str, tuple[int, AgentEvent]] = {}
    for one in seen:
        if one.event is None:
            continue
        place, earlier = first.setdefault(one.event.id, (one.place, one.event))
        if place == one.place:
            continue
        again.add(one.place)
        same = earlier == one.event
        if same and allowed:
            continue
        came = (
            f"events[{place}] again" if same else f"the id of events[{place}], {earlier.type}, which is another event"
        )
        failures.append(
            Failure("duplicate", "each event once, with an id of its own", came, one.run_id, one.place, one.event)
        )
    return failures, again
