"""A contract itself, what it is given, and its report."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Callable

import pytest
from pydantic import BaseModel

from builders.domain import AgentEvent, run_events
from mockfactory import Session, SessionFailure
from mockfactory.realtime import ContractReport, ContractViolation, EventContract, OptionError
from tests.realtime.contract.runs import CONTRACT, EVENTS_OF_RUN, OTHER, RUN, told


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"required": ["agent_strated"]}, "'agent_strated', which is no type of event. Did you mean 'agent_started'?"),
        ({"required": "agent_started"}, r"required is a text; write required=\('agent_started',\)"),
        ({"latency": {"tool_complete": 1}}, "latency names 'tool_complete', .* 'tool_completed'?"),
        ({"payloads": {"x": BaseModel}}, "payloads names 'x', which is no type of event"),
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
        ({"main_agent": " "}, "main_agent has to be the name of an agent, or None for that .*, and it is ' '"),
        ({"lossless": "no"}, "lossless has to be True or False, and it is 'no'"),
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
        ({"runs": []}, "runs names none: name those that may be there, or leave it out"),
        ({"runs": 3}, "runs has to be several ids of runs, and it is 3"),
        ({"user_id": "None"}, "user_id: an id is needed, and 'None' is a placeholder"),
        ({"user_id": 3}, "user_id: an id is needed, and it is 3"),
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

    for says in (
        lambda event: None,
        later,
        lambda event: "the result is wrong",
        lambda event: ValueError("wrong"),
        lambda event: ["wrong"],
        lambda event: 0,
    ):
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


def test_a_report_is_true_where_the_contract_holds() -> None:
    for events, holds in ((EVENTS_OF_RUN, True), (EVENTS_OF_RUN[:1], False), ((), False)):
        report = CONTRACT.check(events)
        assert bool(report) is holds
        assert bool(report.validate_critical_requirements()) is holds
        told_holds, failures = report.validate_critical_requirements()
        assert (told_holds, failures) == (holds, report.failures)
        assert report == CONTRACT.check(events)
    with pytest.raises(AssertionError, match=r"<ContractReport: The contract does not hold: 4 failures in 1 event\."):
        assert CONTRACT.check(EVENTS_OF_RUN[:1])


def test_a_report_that_nobody_asks_is_told_at_the_end() -> None:
    with pytest.raises(
        SessionFailure, match=r"Nobody asked what the check of events at .*test_contracts_and_reports"
    ) as told_of:
        with Session():
            CONTRACT.check(EVENTS_OF_RUN[:1])
    assert "The contract does not hold: 4 failures in 1 event." in str(told_of.value)
    assert "assert_holds()" in str(told_of.value)


@pytest.mark.parametrize(
    "ask",
    [
        bool,
        str,
        lambda report: report.holds,
        lambda report: report.missing,
        lambda report: report.validate_critical_requirements(),
        lambda report: report == CONTRACT.check(()),
    ],
)
def test_a_report_that_somebody_asks_is_not(ask: Callable[[ContractReport], object]) -> None:
    with Session():
        ask(CONTRACT.check(EVENTS_OF_RUN[:1]))
        CONTRACT.check(EVENTS_OF_RUN)  # what found nothing has nothing to say
    with Session(allow=["unused-stubs"]):
        CONTRACT.check(EVENTS_OF_RUN[:1])


def test_a_long_report_is_cut() -> None:
    report = CONTRACT.check(["{}"] * 30)
    assert len(report.failures) == 31
    assert str(report).count("malformed") == 20
    assert str(report).endswith("and 11 more")
