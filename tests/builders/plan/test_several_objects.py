"""Names and parts that lead into one of several objects: the error says what to write, and that is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field

from builders import Builder, InvalidOverride, UnknownName, build, fresh_many


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog"]
    bark: str


Pet = Annotated[Cat | Dog, Field(discriminator="kind")]


class Owner(BaseModel):
    pets: list[Pet]
    named: dict[str, Pet]
    pair: tuple[Cat, Dog]


@dataclass
class House:
    owner: Owner
    rooms: dict[str, Room]


@dataclass
class Room:
    size: int


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("pets__lives", 'pets=fresh_many(Builder(Cat, lives=...), 2) in a Builder, or pets=[{"lives": ...}, {}]'),
        ("pets__0__lives", 'pets=[{"lives": ...}], or pets=fresh_many(Builder(Cat, lives=...), 2) in a Builder'),
        ("pets__2__bark", 'pets=[{}, {}, {"bark": ...}], or pets=fresh_many(Builder(Dog, bark=...), 2) in a Builder'),
        ("pets__1", "pets=[{}, ...], or pets=fresh_many(Builder(Cat), 2) in a Builder"),
        ("named__bark", "named={...: build(Dog, bark=...)}"),
        ("named__tom__lives", "named={'tom': build(Cat, lives=...)}"),
        ("pair__1__bark", "pair=(build(Cat), build(Dog, bark=...))"),
    ],
)
def test_a_name_that_leads_into_one_of_several(name: str, way: str) -> None:
    with pytest.raises(UnknownName) as refused:
        build(Owner, **{name: 3})
    assert (
        str(refused.value)
        == f"Owner.{name.partition('__')[0]} holds several objects, so {name} leads nowhere.\n  write:  {way}"
    )


def test_the_ways_are_right() -> None:
    assert build(Owner, pets=[{"lives": 7}]).pets[0] == Cat(kind="cat", lives=7)
    assert len(Builder(Owner, pets=fresh_many(Builder(Dog, bark="wau"), 2)).build().pets) == 2
    assert build(Owner, named={"tom": build(Cat, lives=3)}).named["tom"] == Cat(kind="cat", lives=3)
    assert build(Owner, named={"tom": {"kind": "cat", "lives": 3}}).named["tom"] == Cat(kind="cat", lives=3)
    assert build(Owner, pair=(build(Cat), build(Dog, bark="wau"))).pair[1].bark == "wau"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"named": {"tom": {"lives": 3}}},
            "objects in a mapping are given whole\n  write:  named={'tom': build(Cat, lives=...)}",
        ),
        (
            {"pair": ({"lives": 3}, {})},
            "objects in a tuple are given whole\n  write:  pair=(build(Cat, lives=...), build(Dog))",
        ),
    ],
)
def test_parts_of_what_is_given_whole(given: dict[str, object], told: str) -> None:
    with pytest.raises(InvalidOverride) as refused:
        build(Owner, **given)
    assert str(refused.value).endswith(f"\n  so:     {told}")
    with pytest.raises(InvalidOverride) as refused:
        Builder(Owner).build(**given)
    assert str(refused.value).endswith(f"\n  so:     {told}")
    with pytest.raises(InvalidOverride) as refused:
        build(House, owner=given)
    assert str(refused.value).endswith(f"\n  so:     {told}")


def test_a_dataclass() -> None:
    with pytest.raises(InvalidOverride, match=r"given whole\n  write:  rooms=\{'a': build\(Room, size=...\)\}$"):
        build(House, rooms={"a": {"size": 3}})
    assert build(House, rooms={"a": build(Room, size=3)}).rooms["a"].size == 3
    with pytest.raises(InvalidOverride) as refused:
        build(House, rooms={"a": 3})
    assert "given whole" not in str(refused.value)
