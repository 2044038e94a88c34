"""What a metaclass gives its classes is on a class double, and not on an instance double."""

# mypy: disable-error-code="empty-body"
# pyright: reportReturnType=false

from __future__ import annotations

import abc
from collections.abc import Iterator
from typing import Any

import pydantic
import pytest

from mockfactory import (
    AttributeViolation,
    SignatureViolation,
    TypeViolation,
    UnstubbedCall,
    double,
    double_class,
    verify,
    when,
)


class Registry(abc.ABCMeta):
    limit: int = 3

    def objects_for(cls, owner: str, *, page: int = 1) -> list[str]:
        raise RuntimeError

    async def load(cls, key: int) -> str:
        raise RuntimeError

    @classmethod
    def of(mcs, name: str) -> int:
        raise RuntimeError

    @property
    def label(cls) -> str:
        raise RuntimeError

    @property
    def shared(cls) -> str:
        raise RuntimeError

    def both(cls) -> str:
        raise RuntimeError

    def __len__(cls) -> int:
        raise RuntimeError

    def __getitem__(cls, key: str) -> float:
        raise RuntimeError

    def __iter__(cls) -> Iterator[int]:
        raise RuntimeError

    def __contains__(cls, key: object) -> bool:
        raise RuntimeError


class Model(metaclass=Registry):
    name: str = "model"
    shared = 3

    def both(self, n: int) -> int:
        raise RuntimeError


def test_its_methods_are_checked() -> None:
    model = double_class(Model)
    assert model.objects_for("ada", page=2) == []
    verify(lambda: model.objects_for("ada", page=2)).once()
    with pytest.raises(SignatureViolation, match=r"Model.objects_for\(\) missing 1 required positional argument"):
        model.objects_for()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    with pytest.raises(TypeViolation, match="argument 'owner' is int"):
        model.objects_for(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert model.of("a") == 0


@pytest.mark.asyncio
async def test_its_coroutines_are_awaited() -> None:
    model = double_class(Model)
    when(lambda: model.load(3)).returns("three")
    assert await model.load(3) == "three"


def test_its_attributes_are_checked() -> None:
    model = double_class(Model)
    assert (model.limit, model.label) == (3, "")
    when(lambda: model.label).returns("a label")
    assert model.label == "a label"
    model.limit = 4
    assert (model.limit, Model.limit) == (4, 3)
    with pytest.raises(TypeViolation, match="Model.limit was set to str"):
        model.limit = "4"  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(AttributeViolation, match="Model.label can't be set"):
        model.label = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(AttributeViolation, match="Did you mean 'label'"):
        model.labl  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def test_its_operators_are_checked() -> None:
    model = double_class(Model)
    assert (len(model), model["a"], list(model), "a" in model) == (0, 0.0, [], False)
    when(lambda: model["a"]).returns(1.5)
    assert model["a"] == 1.5
    with pytest.raises(TypeViolation, match="argument 'key' is int"):
        model[3]  # type: ignore[index]  # pyright: ignore[reportArgumentType]


def test_a_class_without_them_has_no_operators() -> None:
    class Plain:
        def __len__(self) -> int: ...

    plain: Any = double_class(Plain)
    with pytest.raises(TypeError, match="has no len"):
        len(plain)
    assert len(plain()) == 0


def test_a_name_of_the_class_goes_before_a_method_and_behind_a_property() -> None:
    model: Any = double_class(Model)
    assert model.both(double(Model), 3) == 0
    assert model.shared == ""


@pytest.mark.parametrize("name", ["objects_for", "load", "of", "label", "limit", "register"])
def test_an_instance_has_none_of_it(name: str) -> None:
    assert hasattr(double_class(Model), name)
    assert not hasattr(double(Model), name)
    with pytest.raises(AttributeViolation):
        getattr(double(Model), name)


def test_a_class_double_that_a_method_gives_has_it_too() -> None:
    class Factory:
        def model(self) -> type[Model]: ...

    assert double(Factory).model().objects_for("ada") == []


def test_an_abstract_class_has_register() -> None:
    class Shape(abc.ABC):
        @abc.abstractmethod
        def area(self) -> float: ...

    shape: Any = double_class(Shape)
    when(shape.register).returns(int)
    assert shape.register(int) is int
    assert not isinstance(3, Shape)
    with pytest.raises(SignatureViolation, match="register"):
        shape.register()


def test_names_that_a_metaclass_makes_up_have_to_be_said() -> None:
    class Dynamic(type):
        def __getattr__(cls, name: str) -> int:
            raise RuntimeError

    class Settings(metaclass=Dynamic): ...

    settings = double_class(Settings)
    with pytest.raises(AttributeViolation, match="so only you know this name"):
        settings.colour
    when(lambda: settings.colour).returns(3)
    assert settings.colour == 3
    with pytest.raises(AttributeViolation):
        double(Settings).colour  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def test_the_metaclass_of_pydantic_makes_up_no_names() -> None:
    class User(pydantic.BaseModel):
        id: int

    user: Any = double_class(User)
    with pytest.raises(AttributeViolation) as caught:
        when(lambda: user.nme).returns(3)
    assert "only you know" not in str(caught.value)


def test_what_is_not_annotated_has_no_answer() -> None:
    class Bare(type):
        def made(cls, key: Any):  # type: ignore[no-untyped-def]
            return key

    class Thing(metaclass=Bare): ...

    thing: Any = double_class(Thing)
    with pytest.raises(UnstubbedCall):
        thing.made(3)
    when(thing.made).returns(4)
    assert thing.made(3) == 4
