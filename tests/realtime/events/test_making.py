"""Making events: counted, timed, the same on each run."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from mockfactory.faults import virtual_clock
from mockfactory.realtime import EventMaker, InvalidEvent, OptionError, Telling, running_clock, ticking_clock

START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
TELLING = Telling("run_thread_42_1", "user_ada", "triage")


def a_run() -> list[object]:
    maker = EventMaker(ticking_clock(START))
    return [
        maker.started(TELLING),
        maker.tool_executing(TELLING, "search"),
        maker.tool_completed(TELLING, "search"),
        maker.completed(TELLING),
    ]


def test_the_same_calls_make_the_same_events() -> None:
    assert a_run() == a_run()


def test_what_is_invalid_is_not_counted() -> None:
    maker = EventMaker(ticking_clock(START))
    for _ in range(3):
        with pytest.raises(InvalidEvent):
            maker.thinking(TELLING, "")
        with pytest.raises(InvalidEvent):
            maker.tool_executing(TELLING, " ")
    call = maker.tool_executing(TELLING, "search")
    assert (call.id, call.type) == ("run_thread_42_1.event.1", "tool_executing")
    assert maker.tool_completed(TELLING, "search").tool_call_id == "run_thread_42_1.call.1"


def test_what_can_not_travel_is_not_counted() -> None:
    maker = EventMaker(ticking_clock(START))
    call = maker.tool_executing(TELLING, "search", {"query": "x" * 1000})
    with pytest.raises(InvalidEvent, match="bytes, and a message may have 500"):
        maker.encoded(call, 500)
    again = maker.tool_executing(TELLING, "search")
    assert (again.id, again.tool_call_id) == (call.id, call.tool_call_id)

    answer = maker.tool_completed(TELLING, "search", "x" * 1000)
    with pytest.raises(InvalidEvent):
        maker.encoded(answer, 500)
    shorter = maker.tool_completed(TELLING, "search", "x")
    assert (shorter.id, shorter.tool_call_id) == (answer.id, call.tool_call_id)
    assert maker.encoded(shorter, 500) == shorter.model_dump_json()


def test_a_call_that_was_numbered_by_hand_is_passed_over() -> None:
    maker = EventMaker(ticking_clock(START))
    given = [None, "run_thread_42_1.call.2", None, "run_thread_42_1.call.4", "mine", None]
    ids = [maker.tool_executing(TELLING, "search", tool_call_id=id_).tool_call_id for id_ in given]
    numbers = [id_.rpartition(".")[2] for id_ in ids]
    assert numbers == ["1", "2", "3", "4", "mine", "5"]


def test_an_answer_may_come_from_another_agent_than_called() -> None:
    maker = EventMaker(ticking_clock(START))
    maker.tool_executing(TELLING, "search", tool_call_id="call_a")
    answer = maker.tool_completed(Telling(TELLING.run_id, TELLING.user_id, "data"), "search")
    assert answer.tool_call_id == "call_a"
    with pytest.raises(InvalidEvent, match="no call of the tool 'search' is open") as refused:
        maker.tool_completed(TELLING, "search")
    assert "Telling(" not in str(refused.value)


def test_a_clock_that_goes_back_does_not_take_a_run_along() -> None:
    times = iter([START, START - dt.timedelta(seconds=1), START + dt.timedelta(seconds=1)])
    maker = EventMaker(lambda: next(times))
    made = [maker.thinking(TELLING, "Hm.").created_at for _ in range(3)]
    assert made == [START, START, START + dt.timedelta(seconds=1)]


def test_a_clock_without_a_time_zone_is_refused() -> None:
    with pytest.raises(
        OptionError, match="clock has to answer a datetime with a time zone, and it answered 2025-01-01T"
    ):
        EventMaker(lambda: dt.datetime(2025, 1, 1)).started(TELLING)
    with pytest.raises(
        OptionError, match=r"clock=datetime\.now answers times without a time zone: write clock=lambda: "
    ):
        EventMaker(dt.datetime.now)
    with pytest.raises(ValueError, match="start needs a time zone"):
        ticking_clock(dt.datetime(2025, 1, 1))
    with pytest.raises(ValueError, match="a clock does not go back"):
        ticking_clock(START, dt.timedelta(seconds=-1))


def test_the_running_clock_tells_the_time_of_day_and_never_goes_back() -> None:
    now = running_clock()
    times = [now() for _ in range(100)]
    assert times == sorted(times)
    assert abs(dt.datetime.now(dt.UTC) - times[0]) < dt.timedelta(minutes=1)


def test_two_running_clocks_tell_the_same_however_much_virtual_time_has_passed_between() -> None:
    with virtual_clock() as clock:
        first = running_clock()
        clock.advance(3600)
        second = running_clock()
        assert abs(second() - first()) < dt.timedelta(seconds=60)


def test_the_running_clock_goes_on_virtual_time() -> None:
    now = running_clock()

    async def hour() -> dt.timedelta:
        began = now()
        await asyncio.sleep(3600)
        return now() - began

    with virtual_clock():
        assert abs(asyncio.run(hour()) - dt.timedelta(hours=1)) < dt.timedelta(seconds=1)


def test_long_run_ids_have_events_too() -> None:
    maker = EventMaker(ticking_clock(START))
    runs = [f"run_{'thread' * 41}_{number}" for number in (1, 2)]
    ids = {maker.started(Telling(run, "user_ada", "triage")).id for run in runs}
    assert len(ids) == 2


def test_what_is_no_json_is_named_by_its_place() -> None:
    maker = EventMaker()
    with pytest.raises(InvalidEvent, match=r"\n  result\[1\]\.a: input was not a valid JSON value"):
        maker.completed(TELLING, result=[1, {"a": object()}])  # type: ignore[dict-item]
    with pytest.raises(InvalidEvent, match=r"\n  context: \['tools'\]\[0\] is an object"):
        maker.started(TELLING, {"tools": [object()]})
