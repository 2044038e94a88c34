"""`EventContract`: which events hold, and which are missing, out of order, foreign, or come twice."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.domain import AgentEvent, EventType, run_events
from mockfactory.realtime import EventContract, Received
from tests.realtime.contract.runs import (
    ADMIN,
    CONTRACT,
    EVENTS_OF_RUN,
    LAX,
    NESTED,
    OTHER,
    RUN,
    at_once,
    problems,
    told,
)

# What holds.


@pytest.mark.parametrize("events", [EVENTS_OF_RUN, NESTED, run_events(ADMIN, tools=("search",) * 3)])
def test_a_whole_run_keeps_the_contract(events: Sequence[AgentEvent]) -> None:
    report = CONTRACT.check(events)
    assert report.holds
    assert report.validate_critical_requirements() == (True, ())
    assert (report.count, report.runs) == (len(events), (RUN,))
    assert str(report) == f"The contract holds: {len(events)} events, nothing is wrong."
    report.assert_holds()


def test_events_are_read_from_data_and_json() -> None:
    for form in (
        [event.model_dump() for event in EVENTS_OF_RUN],
        [event.model_dump_json() for event in EVENTS_OF_RUN],
        [event.model_dump_json().encode() for event in EVENTS_OF_RUN],
        [Received(event.model_dump_json(), at=event.created_at) for event in EVENTS_OF_RUN],
    ):
        CONTRACT.check(form).assert_holds()


@pytest.mark.parametrize(
    "types",
    [
        ["agent_started", "agent_completed"],
        ["agent_started", "agent_error"],
        ["agent_started", "agent_death"],
        ["agent_started", "progress_update", "custom", "agent_completed"],
        ["agent_started", "a>1", "a>2", "a<2", "a<1", "agent_completed"],
        ["agent_started", "a>1", "agent_error"],
        ["agent_started", "data:agent_started", "data:a>1", "data:agent_death", "agent_completed"],
        ["agent_started", "data:agent_started", "agent_error"],
        ["agent_started", *["data:agent_started", "data:agent_completed"] * 2, "agent_completed"],
        ["agent_started", "data:agent_started", "data:a>1", "a<1", "data:agent_completed", "agent_completed"],
        ["agent_started", "x:agent_started", "y:agent_started", "x:agent_error", "y:agent_error", "agent_completed"],
    ],
)
def test_orders_that_are_right(types: list[str]) -> None:
    LAX.check(told(*types)).assert_holds()


# What is missing.


def test_each_required_event_is_missed() -> None:
    for types in (["agent_thinking"], ["tool_executing", "tool_completed"]):
        kept = [event for event in EVENTS_OF_RUN if event.type not in types]
        report = CONTRACT.check(kept)
        assert [failure.expected for failure in report.missing] == types
        assert {failure.came for failure in report.failures} == {f"none among {len(kept)} events"}
    (failure,) = CONTRACT.check([event for event in EVENTS_OF_RUN if event.type != "tool_completed"]).failures
    assert failure.expected == f"tool_completed with the tool_call_id '{RUN}.call.1'"
    kinds: Sequence[EventType] = ("progress_update", "custom", "agent_error", "agent_death")
    for type_ in kinds:
        (failure,) = EventContract(required=(type_,)).check(EVENTS_OF_RUN).failures
        assert (failure.kind, failure.expected, failure.place, failure.run_id) == ("missing", type_, None, RUN)


def test_nothing_at_all_is_not_a_run() -> None:
    assert problems(CONTRACT.check([])) == [("missing", None)]
    nothing_named = EventContract(required=())
    assert [nothing_named.check([]).failures[0].expected] == ["events of a run"]
    assert nothing_named.check([], runs=[RUN]).failures[0].expected == "events of the run"
    report = CONTRACT.check([], runs=[RUN, OTHER.run_id])
    assert [(failure.kind, failure.run_id) for failure in report.failures] == [
        ("missing", RUN),
        ("missing", OTHER.run_id),
    ]


def test_a_run_of_which_nothing_came_has_no_end_of_its_main_agent() -> None:
    contract = EventContract(required=(), main_agent="triage")
    none: list[AgentEvent] = []
    for events in (none, run_events(OTHER)):
        missing = [one for one in contract.check(events, runs=[RUN]).failures if one.run_id == RUN]
        assert ("missing", "none") in [(one.kind, one.came) for one in missing]


def test_a_run_without_a_start() -> None:
    (failure,) = CONTRACT.check(EVENTS_OF_RUN[1:]).failures
    assert (failure.kind, failure.place, failure.event) == ("missing", 0, EVENTS_OF_RUN[1])
    assert failure.expected == "agent_started of 'triage' before it"
    EventContract(required=("agent_thinking",)).check(EVENTS_OF_RUN[1:]).assert_holds()


def test_a_run_without_an_end() -> None:
    (failure,) = CONTRACT.check(EVENTS_OF_RUN[:-1]).failures
    assert (failure.kind, failure.place) == ("missing", None)
    assert failure.expected == "the end of the run's agent 'triage': agent_completed, agent_error or agent_death"
    assert failure.came == "agent_thinking of 'triage' as the last event"


@pytest.mark.parametrize("end", ["agent_error", "agent_death"])
def test_a_run_that_ends_in_another_way_than_required(end: EventType) -> None:
    events = told("agent_started", "agent_thinking", "a>1", "a<1", end)
    (failure,) = CONTRACT.check(events).failures
    assert (failure.kind, failure.expected) == ("missing", "agent_completed of 'triage'")
    assert failure.came == f"the run ended with {end} of 'triage', events[4]"
    dataclasses.replace(CONTRACT, required=("agent_started", end)).check(events).assert_holds()


def test_the_end_of_a_sub_agent_is_not_the_end_of_the_run() -> None:
    events = told("agent_started", "data:agent_started", "data:agent_completed")
    (failure,) = LAX.check(events).failures
    assert "the end of the run's agent 'triage'" in failure.expected
    assert failure.came == "agent_completed of 'data' as the last event"


def test_a_sub_agent_that_never_ended_in_a_run_that_completed() -> None:
    (failure,) = LAX.check(told("agent_started", "data:agent_started", "agent_completed")).failures
    assert failure.expected.startswith("the end of 'data'")
    assert failure.came == "none before the run was completed"


def test_a_call_without_an_answer_of_an_agent_that_completed() -> None:
    (failure,) = LAX.check(told("agent_started", "a>1", "a>2", "a<2", "agent_completed")).failures
    assert (failure.kind, failure.place) == ("missing", 1)
    assert failure.expected == "tool_completed with the tool_call_id 'call_1'"


# What is out of order.


@pytest.mark.parametrize(
    ("types", "place", "expected"),
    [
        (["agent_thinking", "agent_started", "agent_completed"], 0, "agent_started of 'triage' before it"),
        (["agent_started", "agent_completed", "agent_thinking"], 2, "nothing after the end of the run, events[1]"),
        (["agent_started", "agent_completed", "agent_completed"], 2, "nothing after the end of the run, events[1]"),
        (["agent_started", "agent_error", "agent_completed"], 2, "nothing after the end of the run, events[1]"),
        (["agent_started", "agent_started", "agent_completed"], 1, "an end of 'triage' before it starts again"),
        (
            ["agent_started", "data:agent_started", "data:agent_error", "data:agent_thinking", "agent_completed"],
            3,
            "agent_started of 'data', which has ended, before anything else of it",
        ),
        (
            ["agent_started", "data:agent_thinking", "data:agent_started", "data:agent_error", "agent_completed"],
            1,
            "agent_started of 'data' before it",
        ),
        (
            ["agent_started", "a<1", "a>1", "agent_completed"],
            1,
            "a tool_executing with the tool_call_id 'call_1' before it",
        ),
        (["agent_started", "a<1", "agent_completed"], 1, "a tool_executing with the tool_call_id 'call_1' before it"),
        (
            ["agent_started", "a>1", "a<1", "a<1", "agent_completed"],
            3,
            "one tool_executing and one tool_completed with the tool_call_id 'call_1'",
        ),
        (
            ["agent_started", "a>1", "a>1", "a<1", "agent_completed"],
            2,
            "one tool_executing and one tool_completed with the tool_call_id 'call_1'",
        ),
    ],
)
def test_what_is_out_of_order_is_told_once(types: list[str], place: int, expected: str) -> None:
    events = told(*types)
    (failure,) = LAX.check(events).failures
    assert (failure.kind, failure.place, failure.event) == ("out of order", place, events[place])
    assert failure.expected == expected
    assert failure.run_id == RUN


def test_an_event_that_was_overtaken() -> None:
    events = told("agent_started", "agent_thinking", "progress_update", "agent_thinking", "agent_completed")
    events[1], events[3] = events[3], events[1]
    report = LAX.check(events)
    assert problems(report) == [("out of order", 2), ("out of order", 3)]
    assert report.failures[1].expected == "it before events[1], agent_thinking, which was made after it"


def test_an_event_that_was_overtaken_in_no_time_is_known_by_its_number() -> None:
    events = at_once(*told("agent_started", *["agent_thinking"] * 10, "agent_completed"))
    LAX.check(events).assert_holds()
    events[9], events[10] = events[10], events[9]  # "...11" came before "...10": numbers, not texts
    (failure,) = LAX.check(events).out_of_order
    assert (failure.place, failure.expected) == (10, "it before events[9], agent_thinking, which was made after it")
    assert failure.came == "it is event 10 of the run, and events 11 came before it"


def test_ids_that_count_nothing_say_nothing_of_the_order() -> None:
    ids = ["b", "a", f"{RUN}.event.02", f"{RUN}.event.1x", "run_other_1.event.1", f"{RUN}.event.", "7"]
    thoughts = told(*["agent_thinking"] * len(ids))
    own = [event.changed(id=id_) for event, id_ in zip(at_once(*thoughts), ids, strict=True)]
    first, last = at_once(*told("agent_started", *["custom"] * 10, "agent_completed"))[::11]
    LAX.check([first, *own, last]).assert_holds()


def test_numbers_do_not_go_before_times_nor_between_agents() -> None:
    counted_elsewhere = told("agent_started", "agent_thinking", "agent_thinking", "agent_completed")
    counted_elsewhere[1], counted_elsewhere[2] = (
        counted_elsewhere[1].changed(id=counted_elsewhere[2].id),
        counted_elsewhere[2].changed(id=counted_elsewhere[1].id),
    )
    LAX.check(counted_elsewhere).assert_holds()
    events = at_once(*told("agent_started", "x:agent_started", "agent_thinking", "x:agent_error", "agent_completed"))
    events[1], events[2] = events[2], events[1]
    LAX.check(events).assert_holds()


def test_agents_side_by_side_need_not_agree_on_the_time() -> None:
    events = told("agent_started", "data:agent_started", "agent_thinking", "data:agent_error", "agent_completed")
    events[1], events[2] = events[2], events[1]
    LAX.check(events).assert_holds()


def test_the_run_may_be_of_an_agent_that_is_named() -> None:
    events = told("agent_started", "agent_completed", "boss:agent_started", "boss:agent_completed")
    contract = dataclasses.replace(LAX, main_agent="boss")
    (failure,) = contract.check(events).failures
    assert (failure.kind, failure.place) == ("out of order", 0)
    assert failure.expected == "an event of the run's agent 'boss' first"
    contract.check(told("agent_started", "agent_completed", agent="boss")).assert_holds()


# What is foreign.


def test_events_of_another_run() -> None:
    stranger = run_events(OTHER)[1]
    report = CONTRACT.check([*EVENTS_OF_RUN[:3], stranger, *EVENTS_OF_RUN[3:]])
    (failure,) = report.foreign
    assert report.failures == (failure,)
    assert (failure.place, failure.event, failure.run_id) == (3, stranger, OTHER.run_id)
    assert failure.expected == f"events of the run {RUN!r}"
    assert failure.came == f"one of the run {OTHER.run_id!r}"


def test_several_runs_may_be_asked_for() -> None:
    mixed = [event for pair in zip(EVENTS_OF_RUN, run_events(OTHER), strict=True) for event in pair]
    CONTRACT.check(mixed, runs=[RUN, OTHER.run_id]).assert_holds()
    assert len(CONTRACT.check(mixed).foreign) == len(mixed) / 2
    report = CONTRACT.check(mixed[:-1], runs=[RUN, OTHER.run_id])
    assert [(failure.kind, failure.run_id) for failure in report.failures] == [("missing", OTHER.run_id)]


def test_events_of_another_user() -> None:
    changed = EVENTS_OF_RUN[1].changed(user_id="user_eve")
    report = CONTRACT.check([EVENTS_OF_RUN[0], changed, *EVENTS_OF_RUN[2:]])
    assert [(failure.kind, failure.place) for failure in report.failures if failure.kind == "foreign"] == [
        ("foreign", 1)
    ]
    assert len(CONTRACT.check(EVENTS_OF_RUN, user_id="user_eve").foreign) == len(EVENTS_OF_RUN)
    CONTRACT.check(EVENTS_OF_RUN, user_id=ADMIN.user_id).assert_holds()


def test_an_answer_to_a_call_of_another_run() -> None:
    other = f"run_{ADMIN.thread_id}_2"
    mine = told("agent_started", "a>1", "a<1", "agent_completed")
    theirs = told("agent_started", "a<1", "agent_completed", run=other)
    report = LAX.check([*mine, *theirs], runs=[RUN, other])
    (failure,) = report.failures
    assert (failure.kind, failure.place, failure.run_id) == ("foreign", 5, other)
    assert failure.came == f"an answer to a call of the run {RUN!r}"


# What comes twice.


def test_the_same_event_twice() -> None:
    events = [*EVENTS_OF_RUN[:3], EVENTS_OF_RUN[1], *EVENTS_OF_RUN[3:]]
    (failure,) = CONTRACT.check(events).failures
    assert (failure.kind, failure.place, failure.came) == ("duplicate", 3, "events[1] again")
    dataclasses.replace(CONTRACT, repeats=True).check(events).assert_holds()


def test_another_event_with_the_same_id() -> None:
    events = told("agent_started", "agent_thinking", "progress_update", "agent_completed")
    events[2] = events[2].changed(id=events[1].id)
    for contract in (LAX, dataclasses.replace(LAX, repeats=True)):
        (failure,) = contract.check(events).failures
        assert (failure.kind, failure.place) == ("duplicate", 2)
        assert failure.came == "the id of events[1], agent_thinking, which is another event"


# As a rule.


@pytest.mark.parametrize("place", range(len(NESTED)))
def test_a_run_of_which_an_event_is_lost_is_told(place: int) -> None:
    lost = NESTED[place]
    report = CONTRACT.check([*NESTED[:place], *NESTED[place + 1 :]])
    # Thoughts are required, but not each of them.
    assert report.holds == (lost.type == "agent_thinking")
    assert {failure.kind for failure in report.failures} <= {"missing", "out of order"}


@settings(max_examples=40)
@given(st.data())
def test_a_run_of_which_an_event_comes_twice_is_told(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(NESTED) - 1))
    again = data.draw(st.integers(place + 1, len(NESTED)))
    events = [*NESTED[:again], NESTED[place], *NESTED[again:]]
    assert problems(CONTRACT.check(events)) == [("duplicate", again)]


@given(st.permutations(NESTED))
def test_a_run_that_was_shuffled_is_told(events: list[AgentEvent]) -> None:
    assert CONTRACT.check(events).holds == _keeps_order(events)
    assert CONTRACT.check(at_once(*events)).holds == _keeps_order(events)


def _keeps_order(events: list[AgentEvent]) -> bool:
    """Each agent's events are in order, and the others' lie within those of the run's agent."""
    agents = {event.agent_name for event in events}
    own = [[event for event in events if event.agent_name == agent] for agent in agents]
    return (
        events[0] == NESTED[0]
        and events[-1] == NESTED[-1]
        and all(a.created_at < b.created_at for agent in own for a, b in itertools.pairwise(agent))
    )


@given(st.lists(st.sampled_from(["x", "{}", "[1]", "true", '{"run_id": 1}', '{"type": "custom", "run_id": "a"}'])))
def test_no_rubbish_breaks_the_check(texts: list[str]) -> None:
    report = CONTRACT.check(texts)
    assert not report.holds
    assert str(report)
