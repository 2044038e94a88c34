"""A value that does not fit what was drawn: the error says which other field could be given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import BaseModel, model_validator

from builders import Builder, InvalidOverride, build

LATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
EARLY = dt.datetime(1926, 1, 1, tzinfo=dt.UTC)


class Slot(BaseModel):
    start: dt.datetime
    end: dt.datetime
    name: str

    @model_validator(mode="after")
    def ordered(self) -> Slot:
        if self.end < self.start:
            raise ValueError("upside down")
        return self


class Told(BaseModel):
    begins: dt.datetime
    halt_at: dt.datetime
    name: str

    @model_validator(mode="after")
    def ordered(self) -> Told:
        if self.halt_at < self.begins:
            raise ValueError("has to halt after it begins")
        return self


@dataclass
class Data:
    start: dt.datetime
    end: dt.datetime

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("end is before start")


@dataclass
class Odd:
    number: int
    name: str

    def __post_init__(self) -> None:
        if not self.number % 2:
            raise ValueError("that is even")


@pytest.mark.parametrize(
    ("type_", "given", "other"),
    [(Slot, {"start": LATE}, "end"), (Told, {"begins": LATE}, "halt_at"), (Data, {"start": LATE}, "end")],
)
def test_the_other_field_is_named(type_: Any, given: dict[str, object], other: str) -> None:
    name = type_.__name__
    rule = rf"Builder\({name}\)\.deriving\({other}=lambda {name.lower()}: \.\.\.\)"
    with pytest.raises(InvalidOverride, match=rf"(?s)  write:  what fits it, for {other}: {other}=.*{rule}$"):
        build(type_, **given)

    assert build(type_, **given, **{other: LATE})
    assert Builder(type_).deriving(**{other: lambda made: LATE}).build(**given)


def test_no_other_field_is_named_where_all_was_given() -> None:
    with pytest.raises(InvalidOverride) as caught:
        build(Slot, start=LATE, end=EARLY)
    assert "name" not in str(caught.value)


def test_where_nobody_knows_which_it_is() -> None:
    with pytest.raises(InvalidOverride, match=r"(?s)what fits it, for the fields that have to.*deriving\(\.\.\."):
        build(Odd, number=2)
    assert build(Odd, number=3).number == 3
