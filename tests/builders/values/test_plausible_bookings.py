"""Objects as people define them: who books, how many, in what order, and who was there first."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

import pytest

from builders import build_many, seeded
from tests.builders.values.drawing import drawn

T = TypeVar("T")


def objects(type_: type[T]) -> list[T]:
    with seeded(11):
        return build_many(type_, 200)


@dataclass
class Booking:
    booked_at: dt.datetime
    check_in: dt.date
    check_out: dt.date
    cancelled_at: dt.datetime


def test_a_stay_begins_after_it_was_booked() -> None:
    for booking in objects(Booking):
        assert booking.booked_at.date() <= booking.check_in < booking.check_out
        assert booking.booked_at < booking.cancelled_at
        assert booking.cancelled_at.date() <= booking.check_in


@dataclass
class Flight:
    departure: dt.datetime
    arrival: dt.datetime
    departure_date: dt.date
    arrival_date: dt.date
    return_date: dt.date


def test_an_arrival_follows_a_departure() -> None:
    for flight in objects(Flight):
        assert flight.departure < flight.arrival
        assert flight.departure_date <= flight.arrival_date
        assert flight.departure_date < flight.return_date


@pytest.mark.parametrize(
    ("name", "most"),
    [
        *(("children", 4), ("adults", 5), ("num_guests", 5), ("guest_count", 5), ("beds", 5), ("passengers", 5)),
        *(("party_size", 12), ("seats", 20), ("floor", 30), ("attendees", 200)),
    ],
)
def test_as_many_people_and_rooms_as_there_are(name: str, most: int) -> None:
    numbers = drawn(int, name, 200)
    assert min(numbers) >= 0
    assert max(numbers) <= most
    assert len(set(numbers)) > 3


def test_a_count_of_something_else_may_be_large() -> None:
    assert max(drawn(int, "view_count", 200)) > 500


@dataclass
class Customer:
    created_at: dt.datetime
    updated_at: dt.datetime


@dataclass
class OrderRead:
    created_at: dt.datetime
    customer: Customer


@dataclass
class PageViewEvent:
    timestamp: dt.datetime
    created: int
    user: Customer


@dataclass
class Thing:
    created_at: dt.datetime


def test_a_customer_is_there_before_the_orders() -> None:
    assert all(order.customer.created_at < order.created_at for order in objects(OrderRead))
    assert all(order.customer.created_at < order.customer.updated_at for order in objects(OrderRead))


def test_a_user_is_there_before_what_happens_to_him() -> None:
    for event in objects(PageViewEvent):
        assert event.user.created_at < event.timestamp
        assert event.user.created_at.timestamp() < event.created


def test_what_is_neither_may_be_of_any_time() -> None:
    orders, things = objects(OrderRead), objects(Thing)
    assert min(thing.created_at for thing in things) < min(order.created_at for order in orders)
    assert max(thing.created_at for thing in things) > max(order.customer.created_at for order in orders)
