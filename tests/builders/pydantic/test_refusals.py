"""Models that can't be built: each says why and where, before anything is drawn. A field that is given is right."""

from __future__ import annotations

import abc
import sys
from typing import Annotated, Any, Literal

import pytest
from annotated_types import Len
from pydantic import BaseModel, Field, FilePath, GetCoreSchemaHandler, PlainValidator
from pydantic_core import CoreSchema, core_schema

from builders import CannotBuild, build


class Narrow(BaseModel):
    age: int = Field(ge=5, le=3)


class Between(BaseModel):
    age: int = Field(gt=3, lt=4)


class Stepless(BaseModel):
    age: int = Field(ge=11, le=19, multiple_of=10)


class Backwards(BaseModel):
    names: list[str] = Field(min_length=3, max_length=2)


class TooFew(BaseModel):
    flags: Annotated[set[Literal["a", "b"]], Len(3)]


class Holder(BaseModel):
    narrow: Narrow


class Existing(BaseModel):
    path: FilePath


class Unfinished(BaseModel):
    later: "Nowhere"  # type: ignore[name-defined]  # noqa: F821, UP037


class Itself(BaseModel):
    other: Itself


class Shape(BaseModel, abc.ABC):
    name: str

    @abc.abstractmethod
    def area(self) -> float: ...


class Opaque:
    """Says nothing of what its validator takes."""

    def __init__(self, secret, /):  # type: ignore[no-untyped-def]  # nobody can know what it takes
        self.secret = secret + 1

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(lambda value: value)


class Opaquely(BaseModel):
    it: Opaque


class Declared(BaseModel):
    it: Annotated[Opaque, PlainValidator(Opaque, json_schema_input_type=int)]


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (Narrow, "Narrow.age: no number is at least 5, at most 3"),
        (Between, "Between.age: no number is greater than 3, less than 4"),
        (Stepless, "Stepless.age: no number is at least 11, at most 19, a multiple of 10"),
        (Backwards, "Backwards.names: it is to be at least 3 long and at most 2 long"),
        (TooFew, "TooFew.flags: 3 different items are asked for, and there are only 2"),
        (Holder, "Holder.narrow.age: no number is at least 5, at most 3"),
        (Existing, "Existing.path: it has to be the path of a file that exists"),
        (Unfinished, "'Nowhere' can't be resolved"),
        (Shape, "Shape is abstract"),
        (BaseModel, "BaseModel has no fields of its own"),
        (Itself, "Itself.other: can't be built, because each object needs another, without an end"),
        (Opaquely, "Opaquely.it: "),
    ],
    ids=lambda it: it.__name__ if isinstance(it, type) else "",
)
def test_a_model_that_cannot_be_built_says_why(model: type[BaseModel], words: str) -> None:
    with pytest.raises(CannotBuild) as caught:
        build(model)
    assert words in str(caught.value)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="pydantic.v1 does not run there")
def test_a_model_of_pydantic_1_is_no_model_here() -> None:
    from pydantic import v1 as pydantic_1

    class Old(pydantic_1.BaseModel):
        x: int

    with pytest.raises(CannotBuild, match="Old is a model of pydantic.v1"):
        build(Old)


@pytest.mark.parametrize("model", [Narrow, Between, Stepless, Backwards, TooFew, Holder])
def test_bounds_that_leave_no_value_are_told_with_what_to_do(model: type[BaseModel]) -> None:
    with pytest.raises(CannotBuild, match=r"\n  write:  bounds that leave room for a value$"):
        build(model)


def test_a_field_that_cannot_be_drawn_can_be_given() -> None:
    assert build(Existing, path=__file__).path.name == "test_refusals.py"
    it: object = build(Opaquely, it=3).it
    assert it == 3


def test_what_a_validator_says_that_it_takes_is_drawn() -> None:
    assert isinstance(build(Declared).it.secret, int)
