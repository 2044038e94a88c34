"""Doubles of pydantic models and dataclasses: as data, and compared with real ones."""

# mypy: disable-error-code="empty-body, comparison-overlap"

from __future__ import annotations

import dataclasses
import inspect
from typing import Any
from unittest import mock

import pydantic
import pytest

from mockfactory import Session, SessionFailure, UnstubbedCall, double, spy, verify, when


class Model(pydantic.BaseModel):
    a: int
    b: list[str] = []


class Loose(pydantic.BaseModel):
    kept: Any


class Holder(pydantic.BaseModel):
    model: Model
    name: str = "n"


class Other(pydantic.BaseModel):
    a: int


@dataclasses.dataclass
class Point:
    x: int
    tags: list[str]


class Store:
    def load(self) -> Model: ...

    def holder(self) -> Holder: ...

    def point(self) -> Point: ...

    def save(self, model: Model) -> None: ...


def as_json(value: Any) -> str:
    return pydantic.TypeAdapter(value.__class__).dump_json(value).decode()


def test_an_unstubbed_model_is_serialised_with_the_answers_of_its_fields() -> None:
    store = double(Store)
    assert as_json(store.load()) == '{"a":0,"b":[]}'
    assert as_json(store.holder()) == '{"model":{"a":0,"b":[]},"name":""}'
    assert as_json(Holder(model=store.load())) == '{"model":{"a":0,"b":[]},"name":"n"}'
    assert pydantic.TypeAdapter(Model).dump_python(store.load(), exclude_unset=True) == {"a": 0, "b": []}
    assert dataclasses.asdict(store.point()) == {"x": 0, "tags": []}


def test_what_was_said_of_a_field_is_serialised() -> None:
    model = double(Model)
    when(lambda: model.a).returns(3)
    model.b = ["x"]
    assert as_json(model) == '{"a":3,"b":["x"]}'
    assert as_json(spy(Model(a=5))) == '{"a":5,"b":[]}'


def test_a_field_that_nobody_knows_can_not_be_serialised() -> None:
    loose = double(Loose)
    assert inspect.getattr_static(loose, "nothing", None) is None
    with pytest.raises(UnstubbedCall, match="can't be serialised: of its field 'kept' its type is not known"):
        vars(loose)
    when(lambda: loose.kept).returns(3)
    assert as_json(loose) == '{"kept":3}'


def test_pydantic_makes_an_error_of_its_own_of_a_violation_and_that_is_told() -> None:
    with pytest.raises(SessionFailure, match="Swallowed: .*can't be serialised"), Session():
        with pytest.raises(ValueError, match="can't be serialised"):
            as_json(double(Loose))

    class Order(pydantic.BaseModel):
        name: str

        @pydantic.field_validator("name")
        @classmethod
        def known(cls, name: str) -> str:
            store.load(name)  # type: ignore[call-arg]
            return name

    with pytest.raises(SessionFailure, match=r"Swallowed: Store.load\(\) takes"), Session():
        store = double(Store)
        with pytest.raises(pydantic.ValidationError):
            Order(name="x")


@pytest.mark.parametrize("word", ["model_dump", "model_dump_json"])
def test_the_methods_that_serialise_have_no_answer_of_their_own(word: str) -> None:
    model = double(Store).load()
    with pytest.raises(UnstubbedCall, match="only a real model can tell"):
        getattr(model, word)()
    when(model.model_dump).returns({"a": 1})
    assert model.model_dump() == {"a": 1}
    assert model.model_copy() is model
    with pytest.raises(UnstubbedCall):
        dict(model)


@pytest.mark.parametrize(("made", "real"), [(Model, Model(a=0)), (Point, Point(0, []))])
def test_a_double_is_equal_to_itself_alone(made: Any, real: object) -> None:
    one = double(made)
    assert (one == one) is True
    assert (one == real) is False
    assert (one != real) is True
    assert one != double(made)
    assert one == mock.ANY
    assert one != 3
    assert one in [real, one]


def test_a_model_of_another_class_is_not_equal_to_it() -> None:
    assert (Other(a=0) == double(Model)) is False
    assert (double(Model) == Other(a=0)) is False


def test_a_model_that_came_back_is_verified_by_its_identity() -> None:
    store = double(Store)
    model = store.load()
    store.save(model)
    verify(lambda: store.save(model)).once()
    verify(lambda: store.save(Model(a=1))).never()


def test_a_field_can_still_be_read_and_a_method_called() -> None:
    model = double(Store).load()
    assert (model.a, model.b) == (0, [])
    assert model.model_copy is model.model_copy
