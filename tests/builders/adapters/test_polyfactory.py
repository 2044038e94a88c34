"""Factories of polyfactory stand where builders do: as they are declared, from the seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import msgspec
import pytest
from annotated_types import Ge, Le
from polyfactory import Ignore, PostGenerated, Require, Use
from polyfactory.constants import DEFAULT_RANDOM
from polyfactory.factories import DataclassFactory
from polyfactory.factories.msgspec_factory import MsgspecFactory
from polyfactory.factories.pydantic_factory import ModelFactory
from polyfactory.value_generators import constrained_dates
from pydantic import AliasChoices, AliasPath, BaseModel, EmailStr, Field, model_validator
from typing_extensions import Self

from builders import Builder, CannotBuild, InvalidOverride, UnknownName, fresh, from_factory, seeded, shared


class Plan(BaseModel):
    tier: str
    seats: int


class Tenant(BaseModel):
    id: UUID
    name: str
    plan: Plan


class User(BaseModel):
    id: UUID
    email: EmailStr
    age: Annotated[int, Ge(18), Le(99)]
    role: str
    greeting: str
    note: str = "none"
    tenant: Tenant
    home: Tenant | None


class TenantFactory(ModelFactory[Tenant]):
    name = Use(lambda: random.choice(["Acme", "Bell", "Cray", "Dell"]))


class UserFactory(ModelFactory[User]):
    __random_seed__ = 5

    role = "viewer"
    note = Ignore()
    tenant = TenantFactory

    @classmethod
    def greeting(cls) -> str:
        return cls.__random__.choice(["hello", "hi", "good morning", "good day"])


users = from_factory(UserFactory)


class TestDeclarations:
    def test_all_hold(self) -> None:
        user = users.build()
        assert isinstance(user, User)
        assert (user.role, user.note) == ("viewer", "none")
        assert 18 <= user.age <= 99
        assert user.tenant.name in ("Acme", "Bell", "Cray", "Dell")

    def test_overrides(self) -> None:
        user = users.build(age=20, tenant__name="Mine", tenant__plan__tier="pro", home={"name": "Away"}, note="yes")
        assert (user.age, user.note, user.tenant.name, user.tenant.plan.tier) == (20, "yes", "Mine", "pro")
        assert user.home is not None
        assert user.home.name == "Away"

    def test_computed_and_required_fields(self) -> None:
        @dataclass
        class Line:
            count: int
            total: int

        class LineFactory(DataclassFactory[Line]):
            count = Require()
            total = PostGenerated(lambda name, values: values["count"] * 2)

        lines = from_factory(LineFactory)
        assert lines.build(count=3).total == 6
        with pytest.raises(
            CannotBuild, match="LineFactory.build raised MissingBuildKwargException: Require kwarg count"
        ):
            lines.build()

    def test_what_the_model_refuses_as_a_whole(self) -> None:
        class Range(BaseModel):
            low: int
            high: int

            @model_validator(mode="after")
            def _ordered(self) -> Self:
                if self.low > self.high:
                    raise ValueError("low is above high")
                return self

        class RangeFactory(ModelFactory[Range]):
            high = 9

        ranges = from_factory(RangeFactory)
        assert ranges.build(low=3) == Range(low=3, high=9)
        with pytest.raises(CannotBuild, match=r"RangeFactory.build raised ValidationError(.|\n)*given:  low"):
            ranges.build(low=10)

    def test_other_kinds_of_models(self) -> None:
        class Point(msgspec.Struct):
            x: int
            y: int

        class PointFactory(MsgspecFactory[Point]):
            x = 1

        assert from_factory(PointFactory).build(y=2) == Point(1, 2)


@dataclass
class Item:
    name: str


@dataclass
class Cart:
    size: int
    items: list[Item]


@dataclass
class Order:
    cart: Cart


class CartFactory(DataclassFactory[Cart]):
    pass


class TestValues:
    def test_what_a_field_refuses_is_a_wrong_override(self) -> None:
        with pytest.raises(InvalidOverride, match=r"^User.age=7 is refused: Input should be greater than or equal"):
            users.build(age=7)
        with pytest.raises(InvalidOverride, match=r"^User.tenant.plan.seats='few' is refused: Input should be a valid"):
            users.build(tenant__plan__seats="few")

    def test_what_it_converts_is_taken(self) -> None:
        assert users.build(age="20", tenant={"plan": {"seats": "3"}}).tenant.plan.seats == 3

    def test_a_dataclass_that_takes_anything(self) -> None:
        carts = from_factory(CartFactory)
        assert carts.build(size=3, items=[{"name": "a"}]).items == [Item("a")]
        with pytest.raises(InvalidOverride, match=r"^Cart.size='a' is refused"):
            carts.build(size="a")
        with pytest.raises(InvalidOverride, match=r"^Cart.size='a' is refused"):
            Builder(Order, cart=fresh(carts)).build(cart__size="a")


class Aliased(BaseModel):
    age: int = Field(alias="AGE")
    size: int = Field(3, validation_alias="SIZE")
    low: int = Field(3, validation_alias=AliasChoices(AliasPath("range", 0), "LOW"))
    path: int = Field(3, validation_alias=AliasPath("range", 0))


class Around(BaseModel):
    inner: Aliased = Field(alias="INNER")


class AliasedFactory(ModelFactory[Aliased]):
    pass


class AroundFactory(ModelFactory[Around]):
    pass


class DeclaredFactory(ModelFactory[Around]):
    INNER = AliasedFactory


class ByNameFactory(ModelFactory[Around]):
    __by_name__ = True


class TestAliases:
    def test_a_field_is_given_by_its_name(self) -> None:
        built = from_factory(AliasedFactory).build(age=3, size=4, low=5)
        assert (built.age, built.size, built.low) == (3, 4, 5)
        assert from_factory(AliasedFactory).build(AGE=3).age == 3

    @pytest.mark.parametrize("factory", [AroundFactory, DeclaredFactory, ByNameFactory])
    def test_a_field_of_an_object_inside(self, factory: type[ModelFactory[Around]]) -> None:
        around = from_factory(factory)
        assert (around.build(inner__age=3).inner.age, around.build(inner={"age": 3}).inner.age) == (3, 3)

    def test_within_a_builder(self) -> None:
        assert Builder(Around, inner=fresh(AliasedFactory)).build(inner__age=3).inner.age == 3

    def test_a_field_that_is_read_out_of_a_structure(self) -> None:
        with pytest.raises(InvalidOverride, match=r"AliasedFactory.path can't be given(.|\n)*__by_name__ = True"):
            from_factory(AliasedFactory).build(path=3)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (lambda: users.build(rolle="admin"), "UserFactory has no field 'rolle'.\n  did you mean:  role?"),
        (lambda: users.build("admin"), "UserFactory has no trait (polyfactory has no traits) 'admin'."),
        (lambda: users.build(tenant__nam="x"), "UserFactory.tenant has no field 'nam'.\n  did you mean:  name?"),
        (lambda: users.build(tenant={"nam": "x"}), "UserFactory.tenant has no field 'nam'"),
        (lambda: users.build(tenant__plan__teir="x"), "UserFactory.tenant.plan has no field 'teir'"),
        (lambda: users.build(home__nam="x"), "UserFactory.home has no field 'nam'"),
        (lambda: users.build(home={"nam": "x"}), "UserFactory.home has no field 'nam'"),
    ],
)
def test_what_is_misspelt(asked: Callable[[], object], told: str) -> None:
    with pytest.raises(UnknownName) as refused:
        asked()
    assert str(refused.value).startswith(told)


class TestSeed:
    def test_an_object_does_not_depend_on_what_was_built_before(self) -> None:
        with seeded(7):
            first, second, third = users.build_many(3)
        with seeded(7):
            users.build(role="admin")
            UserFactory.batch(3)
            TenantFactory.build()
            random.random()
            assert users.build() == second
            assert users.build() == third
        with seeded(8):
            assert users.build() != first
        assert len({user.id for user in (first, second, third)}) == 3

    def test_dates_do_not_depend_on_the_day(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import faker.providers.date_time

        class Tomorrow(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> Self:
                return super().now(tz) + dt.timedelta(days=400)

        @dataclass
        class Event:
            at: dt.datetime
            day: dt.date
            later: Annotated[dt.date, Ge(dt.date(2020, 1, 1))]

        class EventFactory(DataclassFactory[Event]): ...

        with seeded(7):
            today = from_factory(EventFactory).build_many(5)
        for module in (faker.providers.date_time, constrained_dates):
            monkeypatch.setattr(module, "datetime", Tomorrow)
        with seeded(7):
            assert from_factory(EventFactory).build_many(5) == today
        assert vars(faker.providers.date_time)["datetime"] is Tomorrow
        assert all(event.at < dt.datetime(2025, 1, 2) and type(event.at) is dt.datetime for event in today)

    def test_what_is_random_elsewhere_goes_on(self) -> None:
        def drawn() -> list[Any]:
            own = [UserFactory.__random__.random(), UserFactory.__faker__.random.random()]
            return [random.random(), DEFAULT_RANDOM.random(), *own]

        def seed() -> None:
            random.seed(3)
            DEFAULT_RANDOM.seed(3)
            UserFactory.seed_random(3)

        seed()
        expected = drawn(), drawn()
        seed()
        found = drawn()
        users.build_many(2)
        assert (found, drawn()) == expected


@dataclass
class Price:
    currency: str


@dataclass
class Basket:
    prices: list[Price]
    total: Price


class BasketFactory(DataclassFactory[Basket]): ...


def test_parts_of_a_list() -> None:
    baskets = from_factory(BasketFactory)
    assert baskets.build(prices=[Price("EUR")], total__currency="USD") == Basket([Price("EUR")], Price("USD"))
    with pytest.raises(UnknownName, match=r"BasketFactory.prices holds no object with fields, so prices__currency"):
        baskets.build(prices__currency="EUR")


def test_among_builders() -> None:
    mine = Builder(User, tenant=fresh(TenantFactory), home=shared(TenantFactory), role="viewer")
    first, second = mine.build_many(2)
    assert first.tenant.id != second.tenant.id
    assert first.home is not None
    assert first.home.id == second.home.id  # type: ignore[union-attr]  # as above
    assert mine.build(tenant__name="Mine").tenant.name == "Mine"


def test_a_base_factory_is_refused() -> None:
    with pytest.raises(CannotBuild, match="ModelFactory is a base factory"):
        from_factory(ModelFactory)
