"""Times are within their bounds, before the reference instant, and never look at the clock."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import CannotBuild
from tests.builders.values.drawing import drawn

REFERENCE = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
EXAMPLES = settings(max_examples=10, deadline=None, database=None)
TIMES: dict[type, st.SearchStrategy[Any]] = {
    dt.datetime: st.datetimes(timezones=st.just(dt.UTC)),
    dt.date: st.dates(),
    dt.time: st.times(),
    dt.timedelta: st.timedeltas(),
}


@pytest.mark.parametrize("type_", TIMES)
@pytest.mark.parametrize("name", ["thing", "updated_at", "date_of_birth"])
@given(data=st.data())
@EXAMPLES
def test_whatever_the_bounds_the_time_is_within_them_or_there_is_none(
    type_: type, name: str, data: st.DataObject
) -> None:
    bound = st.none() | TIMES[type_]
    ge, gt, le, lt = (data.draw(bound, label=label) for label in ("ge", "gt", "le", "lt"))
    try:
        values = drawn(type_, name, times=5, ge=ge, gt=gt, le=le, lt=lt)
    except CannotBuild:
        least, most = type_.min, type_.max  # type: ignore[attr-defined]  # every one of the four has them
        if type_ is dt.datetime:
            least, most = least.replace(tzinfo=dt.UTC), most.replace(tzinfo=dt.UTC)
        low = max([x for x in (ge, gt) if x is not None], default=least)
        high = min([x for x in (le, lt) if x is not None], default=most)
        one = dt.timedelta(days=1) if type_ is dt.date else dt.timedelta(microseconds=1)
        if type_ is dt.time:
            low, high = (dt.datetime.combine(dt.date(2000, 1, 1), x) for x in (low, high))
        # At the end of the calendar there is no whole second after the last one.
        assert high - low <= one or high == most or low == least
        return
    for value in values:
        assert type(value) is type_
        assert ge is None or value >= ge
        assert gt is None or value > gt
        assert le is None or value <= le
        assert lt is None or value < lt


def test_datetimes_are_aware_and_in_utc() -> None:
    assert all(value.tzinfo is dt.UTC for value in drawn(dt.datetime, "at"))


def test_a_naive_datetime_is_drawn_where_one_is_asked_for() -> None:
    assert all(value.tzinfo is None for value in drawn(dt.datetime, "at", aware=False))
    assert all(value.tzinfo is None for value in drawn(dt.datetime, "at", ge=dt.datetime(2020, 1, 1)))


def test_a_bound_in_another_zone_holds() -> None:
    noon = dt.datetime(2024, 6, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    for value in drawn(dt.datetime, "at", ge=noon, le=noon + dt.timedelta(minutes=1)):
        assert noon <= value <= noon + dt.timedelta(minutes=1)


def test_a_time_of_day_has_a_zone_only_when_asked() -> None:
    assert all(value.tzinfo is None for value in drawn(dt.time, "at"))
    assert all(value.tzinfo is dt.UTC for value in drawn(dt.time, "at", aware=True))


@pytest.mark.parametrize(
    "name", ["at", "created_at", "updated_at", "started_at", "ends_at", "deleted_at", "published_on"]
)
def test_what_has_happened_lies_before_the_reference_instant(name: str) -> None:
    for value in drawn(dt.datetime, name, times=300):
        assert dt.datetime(2023, 1, 1, tzinfo=dt.UTC) <= value < REFERENCE


def test_there_is_room_between_microseconds() -> None:
    second = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    low, high = second + dt.timedelta(microseconds=3), second + dt.timedelta(microseconds=5)
    assert set(drawn(dt.datetime, "at", gt=low, lt=high)) == {second + dt.timedelta(microseconds=4)}


def test_no_time_between_contradicting_bounds() -> None:
    noon = dt.time(12)
    with pytest.raises(CannotBuild, match="Thing.at: no time of day is at least .*, less than"):
        drawn(dt.time, "at", ge=noon, lt=noon)


def test_spans_are_of_some_days_at_most() -> None:
    values = drawn(dt.timedelta, "span", times=50)
    assert all(dt.timedelta(0) <= value <= dt.timedelta(days=3) for value in values)
