"""Floats of any range, drawn evenly and within their bounds."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Annotated

import annotated_types as at
import pytest
from pydantic import BaseModel, ConfigDict, Field

from builders import build, build_many
from builders.draws.compiling import compiled
from builders.draws.numbers import Real
from builders.seed.mixing import GOLDEN, MASK

MOST = sys.float_info.max


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (-1.7e308, 1.7e308),
        (-MOST, MOST),
        (-MOST, 0.0),
        (MOST / 2, MOST),
        (1.0, math.nextafter(1.0, 2.0)),
        (-1.0, 1.0),
    ],
)
def test_all_parts_of_a_range_are_drawn_from(low: float, high: float) -> None:
    draw = compiled(Real(low, high), "size", "a test")
    drawn = [float(str(draw(number * GOLDEN & MASK, 0, 0))) for number in range(1000)]
    assert all(low <= value <= high for value in drawn)
    middle = low / 2 + high / 2
    assert 400 < sum(value <= middle for value in drawn) < 600


class Wide(BaseModel):
    model_config = ConfigDict(allow_inf_nan=False)
    between: float = Field(ge=-1.7e308, le=1.7e308)
    beyond: float = Field(gt=1e308)
    open: float = Field(ge=-math.inf, le=math.inf)


@dataclass
class Last:
    size: Annotated[float, at.Ge(1.75e308)]
    only: Annotated[float, at.Ge(MOST)]


def test_no_value_is_infinite() -> None:
    for wide in build_many(Wide, 200):
        assert all(math.isfinite(value) for value in (wide.between, wide.beyond, wide.open))
        assert wide.beyond > 1e308


def test_the_last_floats_there_are_can_be_asked_for() -> None:
    last = build(Last)
    assert 1.75e308 <= last.size <= MOST
    assert last.only == MOST
