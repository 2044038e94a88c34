"""Objects as people define them: what comes later is later, and a duration is what lies between."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from builders import build_many, seeded

T = TypeVar("T")


def objects(type_: type[T]) -> list[T]:
    with seeded(11):
        return build_many(type_, 200)


@dataclass
class Order:
    ordered_at: dt.datetime
    paid_at: dt.datetime
    shipped_at: dt.datetime
    delivered_at: dt.datetime
    refunded_at: dt.datetime
    updated_at: dt.datetime


@dataclass
class Mail:
    created_at: dt.datetime
    sent_at: dt.datetime
    received_at: dt.datetime
    opened_at: dt.datetime
    clicked_at: dt.datetime
    deleted_at: dt.datetime


@dataclass
class Job:
    queued_at: dt.datetime
    started_at: dt.datetime
    finished_at: dt.datetime
    expires_at: dt.datetime


@dataclass
class Ticket:
    opened_at: dt.datetime
    closed_at: dt.datetime


@dataclass
class Licence:
    issued: dt.date
    valid_from: dt.date
    valid_until: dt.date


@dataclass
class Visitor:
    first_seen: dt.datetime
    last_seen: dt.datetime


@dataclass
class Claims:
    nbf: int
    iat: int
    exp: int


@dataclass
class Article:
    submitted_at: float
    reviewed_at: float
    approved_at: float
    published_at: float


@dataclass
class Account:
    created_at: dt.datetime
    email_verified_at: dt.datetime
    email_expires_at: dt.datetime


@dataclass
class Subscription:
    created_at: dt.datetime
    trial_started_at: dt.datetime
    trial_ends_at: dt.datetime


@dataclass
class Person:
    born: dt.date
    died: dt.date


@pytest.mark.parametrize(
    "type_", [Order, Mail, Job, Ticket, Licence, Visitor, Claims, Article, Person, Account, Subscription]
)
def test_moments_come_in_the_order_of_the_fields(type_: type[Any]) -> None:
    for one in objects(type_):
        moments = list(vars(one).values())
        assert moments == sorted(moments), one


@dataclass
class Run:
    started_at: dt.datetime
    ended_at: dt.datetime
    duration: dt.timedelta
    duration_seconds: float
    duration_ms: int


@dataclass
class Stay:
    check_in: dt.date
    check_out: dt.date
    nights: int


def test_a_duration_is_what_lies_between_start_and_end() -> None:
    for run in objects(Run):
        assert run.ended_at - run.started_at == run.duration > dt.timedelta(0)
        assert run.duration_seconds == run.duration.total_seconds()
        assert run.duration_ms == run.duration_seconds * 1000
    for stay in objects(Stay):
        assert (stay.check_out - stay.check_in).days == stay.nights > 0


@dataclass
class Event:
    created: int
    created_at: dt.datetime
    created_at_ms: int
    timestamp_ms: int
    expires_in: int


def test_numbers_that_stand_for_a_time_are_seconds_or_milliseconds() -> None:
    for event in objects(Event):
        assert event.created == event.created_at.timestamp()
        assert event.created_at_ms == event.created * 1000
        assert 1.6e12 < event.timestamp_ms < 1.8e12
        assert event.expires_in <= 86_400


@dataclass
class Post:
    created_at: int
    author_created_at: int
    read_time: int
    reads: int


def test_what_is_of_something_else_or_no_time_is_free() -> None:
    posts = objects(Post)
    assert 20 < sum(post.author_created_at < post.created_at for post in posts) < 180
    assert all(1 <= post.read_time <= 15 for post in posts)
