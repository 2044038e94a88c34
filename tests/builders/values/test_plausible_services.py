"""Objects of services as people define them: logs, keys, answers of models, employees; and what is usual at a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import available_timezones

import pytest

from builders import Builder, build_many
from builders.values.names.customs import ACCOUNTS, zone
from tests.builders.values.drawing import drawn


@dataclass
class HttpLog:
    level: str
    duration_ms: int


@dataclass
class Skill:
    level: str
    key: str
    duration_ms: int
    title: str


@dataclass
class ApiKey:
    key: str
    hashed_key: str


@dataclass
class Choice:
    finish_reason: str
    reason: str


@dataclass
class Employee:
    title: str
    job_title: str


@dataclass
class Event:
    attendees: int
    max_attendees: int
    seats: int
    max_seats: int
    capacity: int


@dataclass
class Account:
    country: str
    locale: str
    language: str
    timezone: str
    currency: str
    currency_symbol: str
    iban: str


def test_an_entry_of_a_log_has_a_level_and_takes_no_hour() -> None:
    logs = build_many(HttpLog, 50)
    assert {log.level for log in logs} == {"DEBUG", "INFO", "WARNING", "ERROR"}
    assert max(log.duration_ms for log in logs) <= 5_000
    skills = build_many(Skill, 50)
    assert {skill.level for skill in skills} == {"low", "medium", "high"}
    assert max(skill.duration_ms for skill in skills) > 60_000


def test_a_key_for_an_api_is_one() -> None:
    for key in build_many(ApiKey, 10):
        assert len(key.key) == 32
        assert re.fullmatch("[0-9a-f]{64}", key.hashed_key)
    assert all(skill.key.isalpha() for skill in build_many(Skill, 10))


def test_a_model_stops_for_a_reason_that_there_is() -> None:
    choices = build_many(Choice, 50)
    assert {choice.finish_reason for choice in choices} == {"stop", "length", "tool_calls"}
    assert all(" " in choice.reason for choice in choices)


def test_the_title_of_an_employee_is_a_job() -> None:
    assert all(employee.title == employee.job_title for employee in build_many(Employee, 20))


def test_nobody_is_left_without_a_seat() -> None:
    for event in build_many(Event, 50):
        assert event.attendees <= min(event.capacity, event.max_attendees)
        assert event.seats <= event.max_seats


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("fr_FR", ("France", "fr-FR", "fr", "Europe/Paris", "EUR", "€", "FR")),
        ("pl_PL", ("Polska", "pl-PL", "pl", "Europe/Warsaw", "PLN", "zł", "PL")),
        ("nl_NL", ("Nederland", "nl-NL", "nl", "Europe/Amsterdam", "EUR", "€", "NL")),
        ("ja_JP", ("日本", "ja-JP", "ja", "Asia/Tokyo", "JPY", "¥", "DE")),
    ],
)
def test_an_account_is_of_its_place(locale: str, expected: tuple[str, ...]) -> None:
    """In Japan there are no IBANs: it is a German one there."""
    for one in Builder(Account).localized(locale).build_many(5):
        assert (*vars(one).values(),)[:-1] == expected[:-1]
        assert one.iban[:2] == expected[-1]
    assert len({one.currency for one in build_many(Account, 50)}) > 5


@pytest.mark.parametrize("locale", ["cs_CZ", "de_DE", "en_GB", "it_IT", "sv_SE", "uk_UA"])
def test_ibans_are_as_long_as_in_their_country_and_have_the_right_check_digits(locale: str) -> None:
    country = locale[-2:]
    letters, digits = ACCOUNTS[country]
    for iban in drawn(str, "iban", locale=locale):
        assert re.fullmatch(rf"{country}\d\d[A-Z]{{{letters}}}\d{{{digits}}}", iban)
        assert int("".join(str(int(mark, 36)) for mark in iban[4:] + iban[:4])) % 97 == 1


def test_the_zone_of_every_country_is_one() -> None:
    zones = {zone(locale) for locale in ("de_DE", "en_IN", "vi_VN", "uk_UA", "pt_BR", "zh_TW")}
    assert zones <= available_timezones()
    assert zone("en_US") == ""
