"""What fits together in objects fits together in rows: both are the same."""

from typing import Any

import pytest

from builders import build_many, seeded
from builders.bulk import columns
from builders.bulk.plain import plain
from tests.builders.values import test_plausible_people as people
from tests.builders.values import test_plausible_sums as sums
from tests.builders.values import test_plausible_things as things
from tests.builders.values import test_plausible_times as times

TYPES: list[type[Any]] = [
    *(sums.Invoice, sums.Bill, sums.OrderItem, sums.Usage, sums.Filters, sums.Box, sums.Candle, times.Order),
    *(times.Licence, times.Claims, times.Run, times.Stay, times.Event, times.Person, times.Account),
    *(people.Patient, people.Django, people.CreditCard, things.Address1, things.Parcel, things.Upload, things.Settings),
]


@pytest.mark.parametrize("type_", TYPES)
def test_rows_hold_what_objects_hold(type_: type[Any]) -> None:
    with seeded(13):
        rows = columns(type_, 40).to_pylist()
    with seeded(13):
        objects = build_many(type_, 40)
    for row, one in zip(rows, objects, strict=True):
        assert row == {name: plain(getattr(one, name)) for name in row}
