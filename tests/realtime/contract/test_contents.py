"""What is in the events: what `EventContract` says of those that are malformed, and of those that are lost."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest
from pydantic import BaseModel, ConfigDict

from builders.domain import AgentEvent, ToolCompleted, run_events
from mockfactory.realtime import Checkable, EventContract
from tests.realtime.contract.runs import CONTRACT, EVENTS_OF_RUN, LAX, OTHER, RUN, at_once, problems, told, wrong

# What is malformed.


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"duration_ms": -1}, "duration_ms: Input should be greater than or equal to 0, and it is -1"),
        ({"more": 1}, "more: is unknown"),
        ({"created_at": "soon"}, "created_at: "),
        (
            {"created_at": 1735689600},
            "created_at: a time has to be a datetime, or a text in ISO 8601, and it is 1735689600",
        ),
        ({"duration_ms": "12"}, "duration_ms: Input should be a valid number, and it is '12'"),
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


class Billed(BaseModel):
    result: Mapping[str, dt.date | Decimal | int]


class Hits(BaseModel):
    result: Mapping[str, int]


class LenientHits(Hits):
    model_config = ConfigDict(strict=False)


def test_payloads_are_as_strict_as_json() -> None:
    def with_result(**result: object) -> list[Checkable]:
        return wrong(3, result=result)

    counting = EventContract(payloads={"tool_completed": Hits})
    counting.check(with_result(found=3)).assert_holds()
    for value in ("3", True, 3.5):
        (failure,) = counting.check(with_result(found=value)).malformed
        assert failure.came.startswith("result.found: Input should be a valid integer")
    EventContract(payloads={"tool_completed": LenientHits}).check(with_result(found="3")).assert_holds()
    billed = EventContract(payloads={"tool_completed": Billed})
    billed.check(with_result(due="2025-01-01", amount="9.90", count=3)).assert_holds()


def test_payloads_are_checked_by_functions() -> None:
    EventContract(payloads={"tool_completed": finds_something}).check(EVENTS_OF_RUN).assert_holds()
    (failure,) = EventContract(payloads={"tool_completed": is_fast}).check(EVENTS_OF_RUN).failures
    assert failure.expected == "a payload that fits is_fast"
    assert "'tool_name': 'search'" in failure.came
    (failure,) = EventContract(payloads={"agent_completed": finds_something}).check(EVENTS_OF_RUN).failures
    assert "it raised AssertionError" in failure.came


# What is lost.


def test_an_event_that_was_counted_and_did_not_come() -> None:
    lossless = dataclasses.replace(CONTRACT, lossless=True)
    lossless.check(EVENTS_OF_RUN).assert_holds()
    lossless.check([*EVENTS_OF_RUN, *run_events(OTHER)], runs=[RUN, OTHER.run_id]).assert_holds()
    gap = [*EVENTS_OF_RUN[:4], *EVENTS_OF_RUN[5:]]
    CONTRACT.check(gap).assert_holds()
    (failure,) = lossless.check(gap).lost
    assert failure.expected == f"all events that were made: '{RUN}.event.5'"
    assert failure.came == f"none, and one with a higher number: '{RUN}.event.6', events[4]"
    report = dataclasses.replace(lossless, required=("agent_thinking",)).check(EVENTS_OF_RUN[3:])
    assert [failure.expected for failure in report.lost] == [
        f"all events that were made: '{RUN}.event.1' to '{RUN}.event.3'"
    ]
    spoiled = [event.model_dump() | ({"step": "x"} if event.id.endswith("5") else {}) for event in EVENTS_OF_RUN]
    assert problems(lossless.check(spoiled)) == [("malformed", 4)]


def test_a_client_that_came_back_has_lost_nothing() -> None:
    lossless = dataclasses.replace(CONTRACT, lossless=True, repeats=True)
    lossless.check([*EVENTS_OF_RUN[:3], *EVENTS_OF_RUN[1:]]).assert_holds()
    two_clients = [*EVENTS_OF_RUN[:4], *EVENTS_OF_RUN]
    lossless.check(at_once(*two_clients)).assert_holds()


def test_ids_that_count_nothing_can_not_tell_what_is_lost() -> None:
    own = [event.changed(id=f"mine-{event.id}") for event in EVENTS_OF_RUN]
    CONTRACT.check(own).assert_holds()
    (failure,) = dataclasses.replace(CONTRACT, lossless=True).check(own).unverified
    assert failure.came == f"the id 'mine-{RUN}.event.1'"
