"""Pydantic itself judges what was built."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel

from builders import build_many, seeded

M = TypeVar("M", bound=BaseModel)
TIMES = 50


def many(model: type[M]) -> list[M]:
    """Fifty objects, from a seed of their own."""
    with seeded(1):
        return build_many(model, TIMES)


def judged(model: type[M]) -> list[M]:
    """Fifty objects that pydantic has validated once more: what stands in each field goes through the model again."""
    built = many(model)
    for one in built:
        assert type(one) is model
        again = model.model_validate(dict(one), by_name=True)
        assert again == one
    return built


def judged_by_dump(model: type[M]) -> list[M]:
    """As `judged`, for models whose fields hold another form than they take: text that is decoded, JSON."""
    built = many(model)
    for one in built:
        assert model.model_validate(one.model_dump(round_trip=True), by_name=True) == one
    return built


def values(objects: list[M], field: str) -> list[Any]:
    return [getattr(one, field) for one in objects]


def all_are(objects: list[M], field: str, is_right: Callable[[Any], object]) -> bool:
    return all(map(is_right, values(objects, field)))
