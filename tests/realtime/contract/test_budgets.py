"""How soon events come: what `EventContract` says of late ones, and of those of which nobody can tell."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from mockfactory.realtime import Received
from tests.realtime.contract.runs import LAX, RUN, START, problems, told


def test_each_type_has_its_budget() -> None:
    events = told("agent_started", "a>1", "agent_thinking", "a<1", "agent_completed")
    contract = dataclasses.replace(LAX, latency={"tool_completed": 2, "agent_thinking": 1, "agent_completed": 1})
    contract.check(events).assert_holds()
    (failure,) = dataclasses.replace(contract, latency={"tool_completed": 1.5}).check(events).failures
    assert (failure.kind, failure.place) == ("late", 3)
    assert failure.expected == "tool_completed after its call, events[1]: at most 1.5 s"
    assert failure.came == "2.000 s"


def test_the_first_event_counts_from_when_the_run_was_asked_for() -> None:
    events = told("agent_started", "agent_completed")
    contract = dataclasses.replace(LAX, latency={"agent_started": 0.5}, total=1)
    (failure,) = contract.check(events).unverified
    assert failure.expected == "agent_started after the run was asked for: at most 0.5 s"
    dataclasses.replace(contract, latency={}).check(events).assert_holds()
    contract.check(events, since=START + dt.timedelta(seconds=1)).assert_holds()
    assert problems(contract.check(events, since=START)) == [("late", 0), ("late", 1)]
    with pytest.raises(ValueError, match="since needs a time zone"):
        contract.check(events, since=dt.datetime(2025, 1, 1))


def test_the_whole_run_has_a_budget() -> None:
    dataclasses.replace(LAX, total=3).check(told("agent_started", "a>1", "a<1", "agent_completed")).assert_holds()
    (failure,) = (
        dataclasses.replace(LAX, total=2.5).check(told("agent_started", "a>1", "a<1", "agent_completed")).failures
    )
    assert (failure.place, failure.expected, failure.came) == (3, "the whole run: at most 2.5 s", "3.000 s")


def test_times_of_receipt_go_before_times_of_making() -> None:
    events = told("agent_started", "agent_thinking", "agent_completed")
    contract = dataclasses.replace(LAX, latency={"agent_thinking": 2}, delivery=1)
    received = [Received(event, at=event.created_at + dt.timedelta(seconds=delay)) for event, delay in
                zip(events, (0, 2, 2), strict=True)]  # fmt: skip
    report = contract.check(received)
    assert problems(report) == [("late", 1), ("late", 1), ("late", 2)]
    assert report.failures[0].expected == "agent_thinking after the event before: at most 2 s"
    assert report.failures[1].expected == "from made to received: at most 1 s"
    dataclasses.replace(contract, delivery=None).check([*received[:1], *events[1:]]).assert_holds()


@pytest.mark.parametrize("back", [0.2, 3600])
def test_times_that_go_back_keep_no_budget(back: float) -> None:
    events = told("agent_started", "a>1", "agent_thinking", "a<1", "agent_completed")

    def came(*delays: float) -> list[Received]:
        pairs = zip(events, delays, strict=True)
        return [Received(event, at=event.created_at + dt.timedelta(seconds=delay)) for event, delay in pairs]

    early = -back
    for contract, checked, place, text in (
        (dataclasses.replace(LAX, delivery=1), came(0, 0, early, 0, 0), 2, "from made to received: at most 1 s"),
        (
            dataclasses.replace(LAX, latency={"agent_thinking": 5}),
            came(0, 0, early - 1, 0, 0),
            2,
            "after the event before",
        ),
        (
            dataclasses.replace(LAX, latency={"tool_completed": 5}),
            came(0, 0, 0, early - 2, 0),
            3,
            "after its call, events",
        ),
        (
            dataclasses.replace(LAX, total=5),
            came(0, 0, early - 1, 0, 0),
            2,
            r"the whole run, and events[1] was in it: at",
        ),
    ):
        report = contract.check(checked)
        assert problems(report) == [("unverified", place)]
        assert text in report.failures[0].expected
        assert "s, less than none: the times contradict each other" in report.failures[0].came
        contract.check(came(0, 0, 0, 0, 0)).assert_holds()
        # What two clocks of one machine differ in is nothing.
        contract.check(came(0.05, 0, -0.05, 0, 0)).assert_holds()


@pytest.mark.parametrize("seconds", [1.2, 10, 1e8])
def test_a_run_that_was_asked_for_after_it_began_keeps_no_budget(seconds: float) -> None:
    events = told("agent_started", "agent_completed")
    since = START + dt.timedelta(seconds=seconds)
    first = dataclasses.replace(LAX, latency={"agent_started": 1})
    whole = dataclasses.replace(LAX, total=3600)
    for contract, text in ((first, "agent_started after the run was asked for"), (whole, "from when it was asked for")):
        (failure,) = contract.check(events, since=since).unverified
        assert (failure.place, failure.run_id) == (0, RUN)
        assert text in failure.expected
        contract.check(events, since=START + dt.timedelta(seconds=1)).assert_holds()
    # Without a budget that counts from there, it says nothing.
    dataclasses.replace(LAX, latency={"agent_completed": 1}).check(events, since=since).assert_holds()


def test_agents_that_overtake_each_other_are_not_early() -> None:
    events = told("agent_started", "data:agent_started", "agent_thinking", "data:agent_error", "agent_completed")
    events[1], events[2] = events[2], events[1]
    dataclasses.replace(LAX, latency={"agent_thinking": 2, "agent_started": 5}, total=4).check(events).assert_holds()


def test_what_nobody_can_tell_is_not_passed() -> None:
    contract = dataclasses.replace(LAX, delivery=1)
    events = told("agent_started", "agent_thinking", "agent_completed")
    (failure,) = contract.check(events).failures
    assert (failure.kind, failure.place, failure.run_id) == ("unverified", 0, RUN)
    assert failure.expected == "from made to received: at most 1 s"
    assert failure.came == (
        "3 of 3 events have no time at which they came: check inbox.received, or Received(event, at=...)"
    )
    came = [Received(event, at=event.created_at) for event in events]
    assert problems(contract.check([came[0], *events[1:]])) == [("unverified", 1)]
    contract.check(came).assert_holds()


def test_a_time_of_receipt_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="at needs a time zone"):
        Received("{}", at=dt.datetime(2025, 1, 1))
