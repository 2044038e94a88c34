"""How soon events came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builders.domain.models.events import AgentEvent, EventType
from mockfactory.realtime.contract.report import Failure
from mockfactory.realtime.contract.seeing import Seen


@dataclass(frozen=True, slots=True)
class Timed:
    """An event and its time."""

    seen: Seen
    event: AgentEvent
    at: dt.datetime


def timed(seen: Sequence[Seen]) -> list[Timed]:
    """The events with the times at which they came, if these are known of all; else at which they were made."""
    events = [(one, one.event) for one in seen if one.event is not None]
    received = all(one.received_at is not None for one, _ in events)
    return [
        Timed(one, event, one.received_at if received and one.received_at is not None else event.created_at)
        for one, event in events
    ]


def late(
    run: Sequence[Timed],
    latency: Mapping[EventType, float],
    total: float | None,
    delivery: float | None,
    since: dt.datetime | None,
) -> list[Failure]:
    """The events of one run that took longer than their budget.

    Args:
        run: the events of the run, in order.
        latency: seconds for events of a type: `tool_completed` counts from its call, all others from the event of the
            run before.
        total: seconds for the whole run.
        delivery: seconds from when an event was made until it came.
        since: when the run was asked for; the first event, and the whole, count from there.
    """
    failures: list[Failure] = []
    calls: dict[str, Timed] = {}
    before = since
    for one in run:
        event = one.event
        began, what = before, "the event before"
        if event.type == "tool_executing":
            calls.setdefault(event.tool_call_id, one)
        elif event.type == "tool_completed" and event.tool_call_id in calls:
            call = calls[event.tool_call_id]
            began, what = call.at, f"its call, events[{call.seen.place}]"
        elif before is since:
            what = "the run was asked for"
        if event.type in latency and began is not None:
            _judge(failures, one, latency[event.type], one.at - began, f"{event.type} after {what}")
        if delivery is not None and one.seen.received_at is not None:
            _judge(failures, one, delivery, one.seen.received_at - event.created_at, "from made to received")
        before = one.at
    if total is not None and run:
        start, last = run[0].at if since is None else since, max(run, key=lambda one: one.at)
        _judge(failures, last, total, last.at - start, "the whole run")
    return failures


def unmeasured(
    run_id: str,
    run: Sequence[Timed],
    latency: Mapping[EventType, float],
    delivery: float | None,
    since: dt.datetime | None,
) -> list[Failure]:
    """The budgets that nobody can hold events to, because a time is not known. What can't be seen is not kept.

    Args:
        run_id: the run.
        run: its events, in order.
        latency: as for `late`.
        delivery: as for `late`.
        since: as for `late`.
    """
    failures: list[Failure] = []
    if since is None and run:
        type_ = run[0].event.type
        if type_ in latency and all(one.event.type != type_ for one in run[1:]):
            wanted = f"{type_} after the run was asked for: at most {latency[type_]:g} s"
            came = "nobody knows when that was: write check(..., since=...)"
            failures.append(Failure("unverified", wanted, came, run_id, run[0].seen.place, run[0].event))
    without = [one for one in run if one.seen.received_at is None]
    if delivery is not None and without:
        wanted = f"from made to received: at most {delivery:g} s"
        many = f"{len(without)} of {len(run)} events have no time at which they came"
        came = f"{many}: check inbox.received, or Received(event, at=...)"
        failures.append(Failure("unverified", wanted, came, run_id, without[0].seen.place, without[0].event))
    return failures


def _judge(failures: list[Failure], one: Timed, budget: float, took: dt.timedelta, what: str) -> None:
    seconds = took.total_seconds()
    if seconds > budget:
        wanted = f"{what}: at most {budget:g} s"
        failures.append(Failure("late", wanted, f"{seconds:.3f} s", one.event.run_id, one.seen.place, one.event))


def shuffled(run: Sequence[Timed], told: set[int]) -> list[Failure]:
    """Events of one agent that were made before those that came before them: overtaken on their way.

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
        if earlier is not None and one.event.created_at < earlier.event.created_at:
            made = earlier.event.created_at - one.event.created_at
            wanted = f"it before events[{earlier.seen.place}], {earlier.event.type}, which was made after it"
            came = f"it was made {made.total_seconds():.3f} s earlier, and came later"
            failures.append(Failure("out of order", wanted, came, one.event.run_id, one.seen.place, one.event))
        else:
            latest[one.event.agent_name] = one
    return failures
