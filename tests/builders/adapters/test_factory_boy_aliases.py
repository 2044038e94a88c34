"""A pydantic model ignores what it is given by a field's name where the field has an alias, without a word."""

# factory_boy writes down few of its types.
# pyright: reportPrivateImportUsage=false, reportIncompatibleVariableOverride=false, reportArgumentType=false
# mypy: disable-error-code="attr-defined, name-defined, no-untyped-call, misc"

from __future__ import annotations

import factory
import pytest
from pydantic import BaseModel, Field

from builders import Builder, UnknownName, fresh, from_factory


class Pet(BaseModel):
    age: int = Field(alias="AGE")
    size: int = Field(3, alias="SIZE")


class Owner(BaseModel):
    pet: Pet = Field(alias="PET")


class PetFactory(factory.Factory[Pet]):
    class Meta:
        model = Pet

    AGE = 7


class OwnerFactory(factory.Factory[Owner]):
    class Meta:
        model = Owner

    PET = factory.SubFactory(PetFactory)


class RenamedFactory(factory.Factory[Pet]):
    class Meta:
        model = Pet
        rename = {"age": "AGE"}

    age = 7


def test_a_field_is_given_by_its_name() -> None:
    pets = from_factory(PetFactory)
    assert (pets.build().age, pets.build(age=3).age, pets.build(AGE=3).age, pets.build(size=4).size) == (7, 3, 3, 4)
    assert from_factory(RenamedFactory).build(age=3).age == 3


def test_a_field_of_an_object_inside() -> None:
    owners = from_factory(OwnerFactory)
    assert [owners.build(pet__age=3).pet.age, owners.build(pet={"age": 3}).pet.age] == [3, 3]
    assert Builder(Owner, pet=fresh(PetFactory)).build(pet__age=3).pet.age == 3
    with pytest.raises(UnknownName, match=r"^OwnerFactory.PET has no field 'agee'"):
        owners.build(pet__agee=3)
