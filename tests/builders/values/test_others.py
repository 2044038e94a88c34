"""Every single-value type of the standard library gets values of exactly its type."""

import datetime as dt
import pathlib
import re
from decimal import Decimal
from fractions import Fraction
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from builders import CannotBuild
from builders.values.leaves import leaf
from tests.builders.values.drawing import drawn

TYPES = [
    *(bool, int, float, complex, str, bytes, bytearray, memoryview, Decimal, Fraction),
    *(dt.datetime, dt.date, dt.time, dt.timedelta, dt.timezone, ZoneInfo, UUID),
    *(IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network),
    *(pathlib.PurePath, pathlib.PurePosixPath, pathlib.PureWindowsPath, pathlib.Path, re.Pattern, range),
]


@pytest.mark.parametrize("type_", TYPES)
def test_values_are_of_the_type(type_: type) -> None:
    values = drawn(type_)
    assert all(isinstance(value, type_) for value in values)
    assert len({repr(value) for value in values if type_ is not memoryview}) > 1 or type_ is memoryview


@pytest.mark.parametrize("type_", TYPES)
def test_the_same_seed_gives_the_same_and_another_gives_others(type_: type) -> None:
    assert drawn(type_, seed=1) == drawn(type_, seed=1)
    assert type_ in {bool} or [*drawn(type_, seed=1)] != [*drawn(type_, seed=2)]


@pytest.mark.parametrize("type_", [object, list, dict, type, type(None), Exception])
def test_other_types_are_left_to_others(type_: type) -> None:
    assert leaf(type_) is None


class UserId(str):
    pass


class Cents(int):
    pass


class Odd(str):
    def __new__(cls, text: str, also: int) -> "Odd":
        return super().__new__(cls, text)


def test_a_class_that_is_but_a_name_for_a_builtin_is_made_of_it() -> None:
    assert all(type(value) is UserId for value in drawn(UserId, "email"))
    assert all(type(value) is Cents and 3 <= value <= 9 for value in drawn(Cents, ge=3, le=9))


def test_a_class_that_is_made_otherwise_is_left_to_others() -> None:
    assert leaf(Odd) is None


@pytest.mark.parametrize("type_", [str, bytes, bytearray])
@pytest.mark.parametrize(
    ("least", "most"), [(0, 0), (1, 1), (3, 5), (0, 2), (30, 30), (100, 120), (17, None), (None, 4)]
)
def test_lengths(type_: type, least: int | None, most: int | None) -> None:
    for value in drawn(type_, min_length=least, max_length=most):
        assert (least or 0) <= len(value) <= (1000 if most is None else most)


@pytest.mark.parametrize("type_", [str, bytes])
def test_lengths_that_contradict_each_other_are_named(type_: type) -> None:
    with pytest.raises(
        CannotBuild, match=r"^Thing\.value: no text is at least 5 long, at most 4 long\n  write:  bounds "
    ):
        drawn(type_, min_length=5, max_length=4)


def test_bytes_can_be_written_as_text() -> None:
    assert all(value.decode("ascii").isalpha() for value in drawn(bytes))


def test_texts_are_not_empty_where_they_may_be_longer() -> None:
    values: list[Any] = drawn(str, max_length=2) + drawn(str, max_length=100)
    assert all(values)
