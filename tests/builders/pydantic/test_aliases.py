"""Aliases: overrides name fields, never aliases, and pydantic takes what is drawn whatever it asks callers for."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import AliasChoices, AliasGenerator, AliasPath, BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel
from pydantic.dataclasses import dataclass as pydantic_dataclass

from builders import Builder, InvalidOverride, UnknownName, build
from tests.builders.pydantic.judging import judged, many


class Simple(BaseModel):
    user_name: str = Field(alias="userName")
    age: int = Field(validation_alias="AGE", ge=18, le=20)
    plain: int


class Named(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    user_name: str = Field(alias="userName")


class OnlyNames(BaseModel):
    model_config = ConfigDict(validate_by_alias=False, validate_by_name=True)
    user_name: str = Field(alias="userName")


class Generated(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")
    first_name: str
    last_name: str


class GeneratedBothWays(BaseModel):
    model_config = ConfigDict(alias_generator=AliasGenerator(validation_alias=to_camel, serialization_alias=str.upper))
    first_name: str


class Chosen(BaseModel):
    first: str = Field(validation_alias=AliasChoices("one", "uno"))
    deep: int = Field(validation_alias=AliasPath("data", "inner", 0))
    either: int = Field(validation_alias=AliasChoices(AliasPath("data", "other"), "plain"))


class SeesItsInput(BaseModel):
    """Its validator knows the aliases alone, as callers give them."""

    user_name: str = Field(alias="userName")

    @model_validator(mode="before")
    @classmethod
    def asks_for_the_alias(cls, data: Any) -> Any:
        if isinstance(data, dict) and "userName" not in data:
            raise ValueError("there is no userName")
        return data


class HasAConstructor(BaseModel):
    user_name: str = Field(alias="userName")

    def __init__(self, **data: Any) -> None:
        super().__init__(**data)


class Outer(BaseModel):
    inner: Simple
    many: list[Generated]
    generated: Generated = Field(alias="theOne")


@pytest.mark.parametrize(
    "model", [Simple, Named, OnlyNames, Generated, GeneratedBothWays, Chosen, Outer], ids=lambda model: model.__name__
)
def test_models_with_aliases_are_valid(model: type[BaseModel]) -> None:
    assert len(judged(model)) == 50


@pytest.mark.parametrize("model", [SeesItsInput, HasAConstructor], ids=lambda model: model.__name__)
def test_functions_of_the_model_see_aliases(model: type[BaseModel]) -> None:
    assert len(many(model)) == 50


@pytest.mark.parametrize("model", [Simple, Named, OnlyNames, SeesItsInput, HasAConstructor])
def test_overrides_name_the_field(model: Any) -> None:
    assert build(model, user_name="ada").user_name == "ada"


def test_overrides_through_several_models_name_fields() -> None:
    assert build(Outer, generated__first_name="Ada", inner={"user_name": "ada"}).generated.first_name == "Ada"


def test_an_alias_is_no_name_of_a_field() -> None:
    with pytest.raises(UnknownName, match="Simple has no field 'userName'"):
        build(Simple, userName="ada")


def test_a_refusal_names_the_field() -> None:
    with pytest.raises(InvalidOverride, match="Simple.age=3 is refused: Input should be greater than or equal to 18"):
        build(Simple, age=3)
    with pytest.raises(InvalidOverride, match="Chosen.deep='x' is refused"):
        build(Chosen, deep="x")


class Settings(BaseModel):
    model_config = ConfigDict(extra="allow")

    user_name: str = Field(alias="userName")
    city: str = Field(validation_alias=AliasChoices("town", AliasPath("place", "city")))


@pydantic_dataclass(config=ConfigDict(extra="allow"))
class Options:
    user_name: Annotated[str, Field(alias="userName")]


class Holder(BaseModel):
    settings: Settings


def test_an_alias_is_no_further_name_either_where_a_model_takes_any() -> None:
    for model in (Settings, Options):
        with pytest.raises(UnknownName, match=rf"^{model.__name__} has no field 'userName'\.\n  did .*:  user_name\?"):
            build(model, userName="ada")
    for name in ("town", "place"):
        with pytest.raises(UnknownName, match=rf"no field '{name}'\.\n  did you mean:  city\?"):
            build(Settings, **{name: "Rome"})
    with pytest.raises(UnknownName, match=r"^Holder\.settings has no field 'userName'"):
        build(Holder, settings__userName="ada")
    with pytest.raises(UnknownName, match="did you mean:  user_name"):
        Builder(Settings, userName="ada").build()


def test_what_is_no_alias_is_taken_there() -> None:
    settings = build(Settings, user_name="ada", shoe_size=3)
    assert settings.model_dump() == {"user_name": "ada", "city": settings.city, "shoe_size": 3}
