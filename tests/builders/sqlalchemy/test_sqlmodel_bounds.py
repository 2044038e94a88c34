"""The bounds of an `SQLModel` table hold for given values too."""

from typing import Any

import pytest
from sqlmodel import Field, SQLModel

from builders import Builder, InvalidOverride, build


class BoundedHero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=2)
    age: int | None = Field(default=None, ge=0, le=120)
    pages: int = Field(default=8, multiple_of=4)


@pytest.mark.parametrize(
    ("given", "words"),
    [({"age": 300}, "at most 120"), ({"name": "x"}, "at least 2 long"), ({"pages": 3}, "a multiple of 4")],
)
def test_a_value_beyond_them_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidOverride, match=words):
        build(BoundedHero, **given)
    with pytest.raises(InvalidOverride, match=words):
        Builder(BoundedHero, **given).build()


@pytest.mark.parametrize("given", [{"age": 120}, {"age": None}, {"name": "xy"}, {"pages": 12}])
def test_a_value_within_them_is_taken(given: dict[str, Any]) -> None:
    [(name, value)] = given.items()
    assert getattr(build(BoundedHero, **given), name) == value
