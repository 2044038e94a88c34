"""`EventContract`: what it takes, and what it says of each thing that is wrong."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import AsyncIterator, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from builders.domain import EVENTS, AgentEvent, EventType, ToolCompleted, run_events, seed_tenants
from mockfactory.realtime import Checkable, ContractReport, ContractViolation, EventContract, OptionError, Received

ADMIN = seed_tenants().context("admin", of="a")
OTHER = seed_tenants().context("admin", of="b")
RUN = ADMIN.run_id
EVENTS_OF_RUN = run_events(ADMIN)
NESTED = run_events(ADMIN, agent_name="supervisor", sub_agents=("triage", "data", "action"), tools=("search", "mail"))
CONTRACT = EventContract()
START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
REST: Mapping[str, Mapping[str, object]] = {
    "agent_started": {},
    "agent_thinking": {"thought": "Hm."},
    "agent_completed": {},
    "agent_error": {"error": "No."},
    "agent_death": {"cause": "timeout"},
    "progress_update": {"percent": 50},
    "custom": {"name": "chart"},
}


def told(*types: str, agent: str = "triage", run: str = RUN) -> list[AgentEvent]:
    """Events, a second apart: `a>1` is a call of the tool a, `a<1` its answer, `x:agent_error` of another agent."""
    events: list[AgentEvent] = []
    for number, text in enumerate(types, 1):
        name, _, type_ = text.rpartition(":")
        fields: dict[str, object] = {
            "id": f"{run}.event.{number}",
            "run_id": run,
            "thread_id": ADMIN.thread_id,
            "user_id": ADMIN.user_id,
            "agent_name": name or agent,
            "created_at": START + dt.timedelta(seconds=number),
        }
        for sign, kind in ((">", "tool_executing"), ("<", "tool_completed")):
            if sign in type_:
                tool, _, call = type_.partition(sign)
                fields |= {"type": kind, "tool_name": tool, "tool_call_id": f"call_{call}"}
        if "type" not in fields:
            fields |= {"type": type_, **REST[type_]}
        events.append(EVENTS.validate_python(fields))
    return events


def problems(report: ContractReport) -> list[tuple[str, int | None]]:
    return [(failure.kind, failure.place) for failure in report.failures]


LAX = EventContract(required=("agent_started",))


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
    report = CONTRACT.check([], runs=[RUN, OTHER.run_id])
    assert [(failure.kind, failure.run_id) for failure in report.failures] == [
        ("missing", RUN),
        ("missing", OTHER.run_id),
    ]


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


# What is malformed.


def wrong(place: int, **fields: object) -> list[Checkable]:
    events: list[Checkable] = list(EVENTS_OF_RUN)
    events[place] = EVENTS_OF_RUN[place].model_dump() | fields
    return events


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"duration_ms": -1}, "duration_ms: Input should be greater than or equal to 0, and it is -1"),
        ({"more": 1}, "more: is unknown"),
        ({"created_at": "soon"}, "created_at: "),
        ({"thread_id": "thread_x"}, "belongs to the thread"),
    ],
)
def test_a_wrong_field_is_named_and_the_order_is_followed_all_the_same(fields: dict[str, object], reason: str) -> None:
    (failure,) = CONTRACT.check(wrong(3, **fields)).failures
    assert (failure.kind, failure.place, failure.run_id, failure.event) == ("malformed", 3, RUN, None)
    assert reason in failure.came


@pytest.mark.parametrize("rubbish", ["", "{", "[]", "null", b"\xff", "{}", {}, '{"type": "agent_strated"}', "3"])
def test_rubbish_between_events(rubbish: str | bytes | dict[str, object]) -> None:
    for events in ([rubbish, *EVENTS_OF_RUN], [*EVENTS_OF_RUN, rubbish]):
        (failure,) = CONTRACT.check(events).failures
        assert failure.kind == "malformed"
        assert failure.expected == "an event"


def test_what_is_no_event_says_nothing_of_the_run() -> None:
    spoiled = EVENTS_OF_RUN[0].model_dump() | {"run_id": "run_other_1"}
    report = CONTRACT.check([spoiled, *EVENTS_OF_RUN])
    assert problems(report) == [("malformed", 0)]
    assert report.runs == (RUN,)


def test_an_answer_of_another_tool() -> None:
    (failure,) = LAX.check(told("agent_started", "a>1", "b<1", "agent_completed")).failures
    assert (failure.kind, failure.place) == ("malformed", 2)
    assert failure.expected == "an answer of the tool 'a', which the call 'call_1' is of"
    assert failure.came == "one of 'b'"


class Found(BaseModel):
    class Hits(BaseModel):
        found: int

    result: Hits


class Named(BaseModel):
    result: Mapping[str, str]


def finds_something(event: AgentEvent) -> bool:
    assert isinstance(event, ToolCompleted)
    assert isinstance(event.result, dict)
    return event.result["found"] is not None


def is_fast(event: AgentEvent) -> bool:
    return isinstance(event, ToolCompleted) and (event.duration_ms or 0) < 0


def test_payloads_are_checked_by_models() -> None:
    EventContract(payloads={"tool_completed": Found}).check(EVENTS_OF_RUN).assert_holds()
    (failure,) = EventContract(payloads={"tool_completed": Named}).check(EVENTS_OF_RUN).failures
    assert (failure.kind, failure.place) == ("malformed", 3)
    assert failure.expected == "a payload that fits Named"
    assert failure.came.startswith("result.found: Input should be a valid string")


def test_payloads_are_checked_by_functions() -> None:
    EventContract(payloads={"tool_completed": finds_something}).check(EVENTS_OF_RUN).assert_holds()
    (failure,) = EventContract(payloads={"tool_completed": is_fast}).check(EVENTS_OF_RUN).failures
    assert failure.expected == "a payload that fits is_fast"
    assert "'tool_name': 'search'" in failure.came
    (failure,) = EventContract(payloads={"agent_completed": finds_something}).check(EVENTS_OF_RUN).failures
    assert "it raised AssertionError" in failure.came


# What is late.


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


# The contract itself, and its report.


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"required": ["agent_strated"]}, "'agent_strated', which is no type of event. Did you mean 'agent_started'?"),
        ({"required": "agent_started"}, r"required is a text; write required=\('agent_started',\)"),
        ({"latency": {"tool_complete": 1}}, "latency names 'tool_complete', .* 'tool_completed'?"),
        ({"payloads": {"x": Found}}, "payloads names 'x', which is no type of event"),
        ({"latency": {"custom": -1}}, r"latency\['custom'\] has to be a number of seconds, 0 or more, and it is -1"),
        ({"total": float("nan")}, "total has to be a number of seconds"),
        ({"delivery": -0.1}, "delivery has to be a number of seconds"),
        ({"total": "3"}, "total has to be a number of seconds, 0 or more, and it is '3'"),
        ({"total": True}, "total has to be a number of seconds, 0 or more, and it is True"),
        ({"latency": {"custom": "1"}}, r"latency\['custom'\] has to be a number of seconds, 0 or more, and it is '1'"),
        ({"latency": 3}, "latency has to be a mapping from types of events to seconds, and it is 3"),
        ({"payloads": {"custom": 3}}, r"payloads\['custom'\] has to be a pydantic model, or a function .* it is 3"),
        ({"payloads": {"custom": int}}, r"payloads\['custom'\] has to be a pydantic model, or a function"),
        ({"payloads": None}, "payloads has to be a mapping"),
        ({"required": None}, "required has to be several types of events, and it is None"),
        ({"required": [3]}, "required names 3, which is no type of event. The types are: agent_started"),
        ({"main_agent": 3}, "main_agent has to be a text or None, and it is 3"),
        ({"repeats": "no"}, "repeats has to be True or False, and it is 'no'"),
    ],
)
def test_a_contract_that_can_not_be_kept_is_refused(wrong: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        EventContract(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"events": None}, "events have to be something to go through, such as a list, and it is None"),
        ({"events": EVENTS_OF_RUN[0]}, "events has to be several events, and it is"),
        ({"events": "{}"}, "events has to be several events, and it is '{}'"),
        ({"events": EVENTS_OF_RUN[0].model_dump()}, "events has to be several events"),
        ({"since": "x"}, "since has to be a datetime with a time zone, and it is 'x'"),
        ({"runs": RUN}, rf"runs is a text; write runs=\['{RUN}'\]"),
        ({"runs": [RUN, "x"]}, "runs: ids of runs are needed, and 'x' is no run id"),
        ({"runs": 3}, "runs has to be several ids of runs, and it is 3"),
        ({"user_id": 3}, "user_id has to be a text or None, and it is 3"),
    ],
)
def test_what_can_not_be_checked_is_refused(wrong: dict[str, object], reason: str) -> None:
    with pytest.raises(OptionError, match=reason):
        CONTRACT.check(**({"events": EVENTS_OF_RUN} | wrong))  # type: ignore[arg-type]


def test_events_that_come_one_by_one_are_read_before_they_are_checked() -> None:
    async def come() -> AsyncIterator[AgentEvent]:
        yield EVENTS_OF_RUN[0]

    with pytest.raises(OptionError, match=r"write `async for`, and check a list"):
        CONTRACT.check(come())  # type: ignore[arg-type]


def test_a_function_that_does_not_say_whether_a_payload_is_right_is_told() -> None:
    async def later(event: AgentEvent) -> bool:
        return True

    for says in (lambda event: None, later):
        (failure,) = EventContract(payloads={"tool_completed": says}).check(EVENTS_OF_RUN).failures  # type: ignore[dict-item]
        assert failure.kind == "malformed"
        assert "it has to answer True or False" in failure.came


def test_a_contract_is_a_value() -> None:
    one = EventContract(required=["agent_completed", "agent_started"], latency={"custom": 1})
    other = EventContract(required=("agent_started", "agent_completed"), latency={"custom": 1.0})
    assert one == other
    assert len({one, other}) == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.total = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        one.latency["custom"] = 3  # type: ignore[index]


def test_the_report_says_all() -> None:
    events = [*told("agent_started", "agent_thinking", "agent_completed"), run_events(OTHER)[0]]
    with pytest.raises(ContractViolation) as raised:
        CONTRACT.check(events).assert_holds()
    assert (
        str(raised.value)
        == f"""\
The contract does not hold: 3 failures in 4 events.
foreign (events[3], agent_started of 'triage')
  run:       {OTHER.run_id}
  expected:  events of the run {RUN!r}
  came:      one of the run {OTHER.run_id!r}
missing
  run:       {RUN}
  expected:  tool_executing
  came:      none among 3 events
missing
  run:       {RUN}
  expected:  tool_completed
  came:      none among 3 events"""
    )
    holds, failures = CONTRACT.check(events).validate_critical_requirements()
    assert not holds
    assert [failure.kind for failure in failures] == ["foreign", "missing", "missing"]


def test_a_long_report_is_cut() -> None:
    report = CONTRACT.check(["{}"] * 30)
    assert len(report.failures) == 31
    assert str(report).count("malformed") == 20
    assert str(report).endswith("and 11 more")


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
