"""`unique()` goes on for as long as there are values."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any

import pytest
from annotated_types import Interval, Len
from pydantic import BaseModel, Field

from builders import Builder, CannotBuild, seeded, unique


@dataclass
class Codes:
    country_code: Annotated[str, Len(2, 2)]
    mark: Annotated[str, Len(1, 1)]
    part: Annotated[str, Len(3, 3)]
    currency: str


class Digits(BaseModel):
    number: str = Field(pattern=r"^\d{1,3}$")


@dataclass
class Times:
    day: dt.date
    term: Annotated[dt.date, Interval(ge=dt.date(2024, 1, 1), le=dt.date(2024, 1, 10))]
    moment: dt.datetime
    hour: dt.time
    span: dt.timedelta
    share: Annotated[float, Interval(ge=0, le=0.05)]
    tiny: Annotated[float, Interval(ge=1e-300, le=1.0000000000001e-300)]


def drawn(type_: type, name: str, count: int) -> list[object]:
    built: Builder[object, Any] = Builder(type_, **{name: unique()})
    with seeded(1):
        return [getattr(one, name) for one in built.build_many(count)]


@pytest.mark.parametrize(("name", "count", "length"), [("country_code", 676, 2), ("part", 2000, 3), ("mark", 26, 1)])
def test_short_text_uses_all_the_texts_of_an_alphabet(name: str, count: int, length: int) -> None:
    found = drawn(Codes, name, count)
    assert len(set(found)) == count
    assert all(isinstance(text, str) and len(text) == length and text.isalnum() for text in found)


def test_known_words_come_before_others() -> None:
    found = drawn(Codes, "currency", 400)
    assert len(set(found)) == 400
    assert {"EUR", "USD", "GBP"} <= set(found[:60])


def test_short_text_of_digits_stays_within_its_pattern() -> None:
    found = drawn(Digits, "number", 1000)
    assert len(set(found)) == 1000


def test_when_all_short_texts_were_given_it_says_how_many_there_are() -> None:
    with pytest.raises(CannotBuild, match="country_code has 676 values"):
        drawn(Codes, "country_code", 677)


@pytest.mark.parametrize("name", ["day", "moment", "hour", "span", "share"])
def test_there_are_thousands_of_times_and_shares(name: str) -> None:
    assert len(set(drawn(Times, name, 5000))) == 5000


def test_days_that_must_differ_are_from_a_hundred_years() -> None:
    days = [day for day in drawn(Times, "day", 5000) if isinstance(day, dt.date)]
    assert min(days).year < 1930
    assert max(days) < dt.date(2025, 1, 1)


def test_bounds_hold_for_days_that_must_differ() -> None:
    assert sorted(map(str, drawn(Times, "term", 10))) == [f"2024-01-{day:02}" for day in range(1, 11)]
    with pytest.raises(CannotBuild, match="has 10 values"):
        drawn(Times, "term", 11)


def test_floats_between_two_that_are_very_close_are_taken_one_by_one() -> None:
    found = [number for number in drawn(Times, "tiny", 100) if isinstance(number, float)]
    assert len(set(found)) == 100
    assert all(1e-300 <= number <= 1.0000000000001e-300 for number in found)
