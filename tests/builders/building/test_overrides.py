"""`build` and `build_many`: what is given, nested names, and names that are none."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from builders import InvalidOverride, UnknownName, build, build_many, seeded


class Plan(BaseModel):
    tier: Literal["free", "pro"]
    seats: int = Field(ge=1, le=50)


class Tenant(BaseModel):
    name: str
    plan: Plan


class User(BaseModel):
    email: str
    age: int = Field(ge=18, le=99)
    tenant: Tenant
    second: Tenant | None = None
    tags: list[str] = []


class Card(BaseModel):
    number: str


class Transfer(BaseModel):
    iban: str


class Order(BaseModel):
    paid_by: Card | Transfer
    meta: dict[str, int] = {}


class TestGiven:
    def test_values_are_kept_and_the_rest_is_drawn(self) -> None:
        user = build(User, email="ada@example.org", tags=["a"])
        assert (user.email, user.tags) == ("ada@example.org", ["a"])
        assert 18 <= user.age <= 99

    def test_none_is_a_value(self) -> None:
        @dataclass
        class Note:
            text: str | None

        assert build(Note, text=None).text is None

    def test_a_refused_value_is_named_with_the_reason(self) -> None:
        with pytest.raises(InvalidOverride, match=r"User\.age=150.*less than or equal to 99"):
            build(User, age=150)
        assert build(User, age=99).age == 99

    def test_a_refusal_is_a_value_error_as_it_would_be_by_hand(self) -> None:
        with pytest.raises(ValueError, match="age"):
            build(User, age="old")


class TestNested:
    def test_one_field_of_an_inner_object(self) -> None:
        assert build(User, tenant__name="acme").tenant.name == "acme"

    def test_deeper(self) -> None:
        assert build(User, tenant__plan__tier="pro").tenant.plan.tier == "pro"

    def test_as_a_dict(self) -> None:
        assert build(User, tenant={"plan": {"tier": "pro"}, "name": "acme"}).tenant.plan.tier == "pro"
        assert build(User, tenant={"plan__tier": "pro"}).tenant.plan.tier == "pro"

    def test_both_ways_at_once(self) -> None:
        tenant = build(User, tenant={"name": "acme"}, tenant__plan__seats=3).tenant
        assert (tenant.name, tenant.plan.seats) == ("acme", 3)

    def test_the_other_fields_stay_as_they_were(self) -> None:
        with seeded(1):
            plain = build(User)
        with seeded(1):
            given = build(User, tenant__plan__tier=plain.tenant.plan.tier)
        assert given == plain

    def test_a_field_that_defaults_to_none_is_built_when_it_is_asked_for(self) -> None:
        second = build(User, second__name="b").second
        assert second is not None
        assert second.name == "b"

    def test_the_arm_of_a_union_that_has_the_name(self) -> None:
        assert isinstance(build(Order, paid_by__iban="DE02").paid_by, Transfer)
        assert isinstance(build(Order, paid_by__number="4").paid_by, Card)

    def test_the_arm_that_a_discriminator_names(self) -> None:
        class Wire(BaseModel):
            kind: Literal["wire"] = "wire"
            iban: str

        class Cash(BaseModel):
            kind: Literal["cash"]
            amount: int

        class Sale(BaseModel):
            paid: Annotated[Wire | Cash, Field(discriminator="kind")]

        for sale in build_many(Sale, 10, paid__kind="cash"):
            assert isinstance(sale.paid, Cash)
        assert isinstance(build(Sale, paid={"kind": "wire"}).paid, Wire)
        with pytest.raises(UnknownName, match=r"(?s)no field 'amout'.*mean:  amount\?.*known:  kind, .*iban"):
            build(Sale, paid__amout=3)
        with pytest.raises(InvalidOverride, match="kind='coin'"):
            build(Sale, paid__kind="coin")

    def test_a_name_that_all_arms_have_leaves_the_arm_as_it_was(self) -> None:
        class Dog(BaseModel):
            name: str
            good: bool

        class Cat(BaseModel):
            name: str
            lives: int

        class Owner(BaseModel):
            pet: Dog | Cat

        with seeded(1):
            plain = build_many(Owner, 20)
        with seeded(1):
            named = build_many(Owner, 20, pet__name="Rex")
        assert [owner.pet.model_copy(update={"name": "Rex"}) for owner in plain] == [owner.pet for owner in named]
        assert [type(owner.pet) for owner in named] == [type(owner.pet) for owner in plain]
        assert any(isinstance(owner.pet, Cat) for owner in named)

    def test_a_whole_object(self) -> None:
        tenant = build(Tenant)
        assert build(User, tenant=tenant).tenant == tenant

    def test_a_dict_for_a_field_that_is_one(self) -> None:
        assert build(Order, meta={"a": 1}).meta == {"a": 1}

    def test_a_refused_value_is_named_with_its_path(self) -> None:
        with pytest.raises(InvalidOverride, match=r"seats"):
            build(User, tenant__plan__seats=0)


class TestUnknownNames:
    @pytest.mark.parametrize(
        ("overrides", "place", "meant"),
        [
            ({"agee": 3}, "User has no field 'agee'", "age"),
            ({"tenant__nme": "x"}, "User.tenant has no field 'nme'", "name"),
            ({"tenant__plan__teir": "pro"}, "User.tenant.plan has no field 'teir'", "tier"),
            ({"tenant": {"plam": 1}}, "User.tenant has no field 'plam'", "plan"),
            ({"tennant__name": "x"}, "User has no field 'tennant__name'", "tenant"),
        ],
    )
    def test_are_refused_with_what_was_meant(self, overrides: dict[str, object], place: str, meant: str) -> None:
        with pytest.raises(UnknownName) as caught:
            build(User, **overrides)
        assert place in str(caught.value)
        assert meant in str(caught.value).partition("did you mean:")[2].splitlines()[0]

    def test_nothing_is_drawn_for_them(self) -> None:
        with seeded(4):
            expected = build(User)
        with seeded(4):
            with pytest.raises(UnknownName):
                build(User, agee=3)
            assert build(User) == expected

    def test_a_name_that_leads_nowhere(self) -> None:
        with pytest.raises(UnknownName, match=r"User.age is no object with fields"):
            build(User, age__x=3)

    def test_a_whole_and_its_part(self) -> None:
        with pytest.raises(InvalidOverride, match="User.tenant is given as a whole and in parts"):
            build(User, tenant=build(Tenant), tenant__name="x")
        assert build(User, tenant={"name": "x"}, tenant__plan__seats=3).tenant.plan.seats == 3

    def test_a_type_without_fields(self) -> None:
        with pytest.raises(UnknownName, match="int has no fields"):
            build(int, age=3)

    def test_a_model_that_takes_any_name(self) -> None:
        class Open(BaseModel):
            model_config = ConfigDict(extra="allow")
            name: str

        assert build(Open, more=3).model_extra == {"more": 3}

    def test_a_field_with_two_underscores_in_its_name(self) -> None:
        @dataclass
        class Row:
            user__name: str

        assert build(Row, user__name="ada").user__name == "ada"


class TestMany:
    def test_each_is_another(self) -> None:
        users = build_many(User, 20)
        assert len({user.email for user in users}) > 15

    def test_none_at_all(self) -> None:
        assert build_many(User, 0) == []

    def test_fewer_than_none(self) -> None:
        with pytest.raises(ValueError, match="not -1"):
            build_many(User, -1)

    def test_names_are_checked_even_for_none(self) -> None:
        with pytest.raises(UnknownName):
            build_many(User, 0, agee=3)

    def test_a_given_list_is_not_the_list_of_all(self) -> None:
        @dataclass
        class Bag:
            items: list[str]

        one, other = build_many(Bag, 2, items=["a"])
        one.items.append("b")
        assert other.items == ["a"]

    def test_the_garbage_collector_is_left_as_it_was(self) -> None:
        assert gc.isenabled()
        build_many(int, 2000)
        assert gc.isenabled()
        gc.disable()
        try:
            build_many(int, 2000)
            assert not gc.isenabled()
        finally:
            gc.enable()


class TestDefaults:
    def test_are_kept(self) -> None:
        class Role(Enum):
            VIEWER = 1
            ADMIN = 2

        @dataclass
        class Member:
            name: str
            role: Role = Role.VIEWER
            deleted: bool = False
            notes: list[str] = field(default_factory=list)

        members = build_many(Member, 20)
        assert {(member.role, member.deleted, len(member.notes)) for member in members} == {(Role.VIEWER, False, 0)}
        members[0].notes.append("x")
        assert members[1].notes == []

    def test_that_could_be_another_on_each_run_are_drawn(self) -> None:
        from uuid import UUID, uuid4

        @dataclass
        class Event:
            id: UUID = field(default_factory=uuid4)

        with seeded(1):
            first = build(Event)
        with seeded(1):
            assert build(Event) == first
