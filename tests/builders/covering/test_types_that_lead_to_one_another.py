"""`coverage` of types that lead to one another in many ways: each is covered once, near the outermost object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, create_model

from builders import coverage


class Level(BaseModel):
    height: Literal[0, 1, 2, 3, 4]


class Floor(BaseModel):
    level: Level


class House(BaseModel):
    floor: Floor
    cellar: Level
    attic: Level


class Street(BaseModel):
    houses: list[House]
    ground: Level


def all_lead_to_all(count: int) -> type[BaseModel]:
    """The first of some models, each with a field for every one of them."""
    names = [f"Model{number}" for number in range(count)]
    models: dict[str, type[BaseModel]] = {}
    for name in names:
        fields: dict[str, Any] = {f"to_{other.lower()}": (f"dict[str, {other}] | None", None) for other in names}
        models[name] = create_model(name, on=(bool, ...), **fields)
    for model in models.values():
        model.model_rebuild(_types_namespace=models)
    return models[names[0]]


def objects_in(value: object) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for part in vars(value).values():
            yield from objects_in(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from objects_in(part)


def test_models_that_all_lead_to_all_are_covered_by_few_objects() -> None:
    """There are 2 ** 11 sets of ten models through which a way may lead to the eleventh."""
    seen = [
        (type(found).__name__, vars(found)["on"]) for top in coverage(all_lead_to_all(11)) for found in objects_in(top)
    ]
    assert set(seen) == {(f"Model{number}", on) for number in range(11) for on in (True, False)}
    assert len(seen) < 2000


def test_a_type_is_covered_where_it_is_nearest_to_the_outermost_object() -> None:
    assert {street.ground.height for street in coverage(Street)} == {0, 1, 2, 3, 4}


def test_it_is_covered_in_every_field_of_the_object_there() -> None:
    houses = coverage(House)
    assert {house.cellar.height for house in houses} == {0, 1, 2, 3, 4}
    assert {house.attic.height for house in houses} == {0, 1, 2, 3, 4}
    assert len(houses) == 5
