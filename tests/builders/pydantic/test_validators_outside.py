"""What stands in `Annotated` outside of models: validators, and what others have made of pydantic's `Field`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest
from pydantic import AfterValidator, BaseModel, BeforeValidator, PlainValidator, WrapValidator
from pydantic.fields import FieldInfo

from builders import Builder, CannotBuild, build


class Query(FieldInfo):  # type: ignore[misc]  # final to checkers, and FastAPI derives from it
    pass


def even(value: int) -> int:
    assert value % 2 == 0, "odd"
    return value


class Person(BaseModel):
    age: int


class Opaque:
    def __init__(self, size: int) -> None:
        self.size = size


def large(value: Opaque) -> Opaque:
    if value.size < 5000:
        raise ValueError("small")
    return value


@dataclass
class Holder:
    after: Annotated[int, AfterValidator(even)]
    before: Annotated[str, BeforeValidator(str.upper)]
    plain: Annotated[int, PlainValidator(even)]
    wrapped: Annotated[int, WrapValidator(lambda value, handler: even(handler(value)))]
    person: Annotated[Person, AfterValidator(lambda person: person)]
    opaque: Annotated[Opaque, AfterValidator(large)]
    several: list[Annotated[int, AfterValidator(even)]]
    bounded: Annotated[int, Query(ge=5, le=6)]
    short: Annotated[str, Query(max_length=3)]


def test_validators_and_bounds_hold() -> None:
    for holder in Builder(Holder).build_many(20):
        assert holder.after % 2 == holder.plain % 2 == holder.wrapped % 2 == 0
        assert holder.before == holder.before.upper()
        assert type(holder.person) is Person
        assert holder.opaque.size >= 5000
        assert all(one % 2 == 0 for one in holder.several)
        assert holder.bounded in (5, 6)
        assert len(holder.short) <= 3


def test_what_nothing_passes_is_told() -> None:
    def never(value: int) -> int:
        raise ValueError("never")

    with pytest.raises(CannotBuild, match="none is accepted by its validators"):
        build(Annotated[int, AfterValidator(never)])
