"""How soon events came."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from builders.domain.models.events import AgentEvent, EventType
from mockfactory.realtime.contract.report import Failure
from mockfactory.realtime.contract.seeing import Seen

AGREEING: Final = dt.timedelta(milliseconds=100)
"""How far two clocks may be apart and pass for one: what is earlier by more than that can't be measured."""


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
    told: Collection[int] = (),
) -> list[Failure]:
    """The events of one run that took longer than their budget, and those of which no clock can tell.

    Args:
        run: the events of the run, in order.
        latency: seconds for events of a type: `tool_completed` counts from its call, all others from the event of the
            run before.
        total: seconds for the whole run.
        delivery: seconds from when an event was made until it came.
        since: when the run was asked for; the first event, and the whole, count from there.
        told: the places of events that are told to be out of order, so that they are early is no news.
    """
    failures: list[Failure] = []
    calls: dict[str, Timed] = {}
    before = since
    came = _all_came(run)
    for one in run:
        event = one.event
        # What was made by two agents may overtake each other on its way: then the event before was made later.
        began, what, in_turn = before, "the event before", came
        if event.type == "tool_executing":
            calls.setdefault(event.tool_call_id, one)
        elif event.type == "tool_completed" and event.tool_call_id in calls:
            call = calls[event.tool_call_id]
            began, what, in_turn = call.at, f"its call, events[{call.seen.place}]", True
        elif one is run[0]:
            what, in_turn = "the run was asked for", True
        if event.type in latency and began is not None:
            in_turn = in_turn and (came or one.seen.place not in told)
            _judge(failures, one, latency[event.type], one.at - began, f"{event.type} after {what}", in_turn=in_turn)
        if delivery is not None and one.seen.received_at is not None:
            _judge(failures, one, delivery, one.seen.received_at - event.created_at, "from made to received")
        before = one.at
    if total is not None and run:
        failures += _whole(run, total, since)
    return failures


def _whole(run: Sequence[Timed], total: float, since: dt.datetime | None) -> list[Failure]:
    """How long a run took: from its earliest event, or from when it was asked for, to its latest."""
    failures: list[Failure] = []
    earliest, latest = min(run, key=_at), max(run, key=_at)
    back = next((b for a, b in itertools.pairwise(run) if _all_came(run) and a.at - b.at > AGREEING), None)
    if since is not None and since - earliest.at > AGREEING:
        _judge(failures, earliest, total, earliest.at - since, "the whole run, from when it was asked for")
    elif back is not None:
        before = max((one for one in run if one.seen.place < back.seen.place), key=_at)
        _judge(failures, back, total, back.at - before.at, f"the whole run, and events[{before.seen.place}] was in it")
    else:
        start = earliest.at if since is None else since
        _judge(failures, latest, total, latest.at - start, "the whole run")
    return failures


def _at(one: Timed) -> dt.datetime:
    return one.at


def _all_came(run: Sequence[Timed]) -> bool:
    """Whether times are those at which events came, in the order in which they came."""
    return all(one.seen.received_at is not None for one in run)


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


def _judge(
    failures: list[Failure], one: Timed, budget: float, took: dt.timedelta, what: str, *, in_turn: bool = True
) -> None:
    """See that something took no longer than it may, and no time less than none, which only two clocks can tell."""
    seconds = took.total_seconds()
    wanted = f"{what}: at most {budget:g} s"
    if seconds > budget:
        failures.append(Failure("late", wanted, shown(took), one.event.run_id, one.seen.place, one.event))
    elif in_turn and -took > AGREEING:
        reason = "the times contradict each other, as those of two clocks do, so nobody knows how long it took"
        came = f"{shown(took)}, less than none: {reason}"
        failures.append(Failure("unverified", wanted, came, one.event.run_id, one.seen.place, one.event))


def shown(took: dt.timedelta) -> str:
    """`1.250 s`; of less than a thousandth of a second, all that is known: `0.000003 s`."""
    seconds = took.total_seconds()
    return f"{seconds:.3f} s" if abs(seconds) >= 0.001 or not seconds else f"{seconds:.6f} s"
