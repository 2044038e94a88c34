"""Objects for Hypothesis: a number is drawn, the object is the one that has it."""

# factory_boy writes down few of its types.
# pyright: reportPrivateImportUsage=false, reportIncompatibleVariableOverride=false, reportArgumentType=false
# pyright: reportIncompatibleMethodOverride=false
# mypy: disable-error-code="attr-defined, name-defined, no-untyped-call, misc"

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import Literal, cast
from uuid import UUID

import factory
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from builders import Builder, CannotBuild, InvalidOverride, UnknownName, sequence, shared, strategy, unique


class User(BaseModel):
    login: str
    age: int = Field(ge=18, le=99)
    tags: list[str]


class Order(BaseModel):
    buyer: User
    id: int


class UserFactory(factory.Factory[User]):
    class Meta:
        model = User

    login = factory.Sequence(lambda n: f"user-{n}")
    age = 30
    tags: list[str] = []


users = Builder(User, login=sequence("user-{}")).trait("adult", age=40)
few = settings(max_examples=20, database=None, deadline=None)
# Explaining why what is found fails takes as long as finding it, and nobody reads it.
found = settings(few, phases=[Phase.generate, Phase.shrink])


@few
@given(strategy(User))
def test_of_a_type(user: User) -> None:
    assert 18 <= user.age <= 99


@few
@given(strategy(users, "adult"))
def test_of_a_builder_with_a_trait(user: User) -> None:
    assert user.age == 40


@few
@given(st.lists(strategy(users), unique_by=lambda user: user.login, max_size=4))
def test_many_in_one_example(some: list[User]) -> None:
    assert len({user.login for user in some}) == len(some)


class Money(BaseModel):
    currency: Literal["EUR", "USD", "GBP"]
    id: UUID


monies = Builder(Money, currency=unique())


class TestNoneTwice:
    @few
    @given(st.lists(strategy(users), min_size=2, max_size=6))
    def test_what_counts(self, some: list[User]) -> None:
        assert len({user.login for user in some}) == len(some)

    @few
    @given(st.lists(strategy(monies), max_size=3))
    def test_what_is_unique_of_few_values(self, some: list[Money]) -> None:
        assert len({money.currency for money in some}) == len(some) == len({money.id for money in some})

    def test_in_the_smallest_example(self) -> None:
        some = find(st.lists(strategy(users), min_size=3), lambda some: True, settings=found)
        assert [user.login for user in some] == ["user-1", "user-2", "user-3"]
        again = find(st.lists(strategy(users), min_size=3), lambda some: True, settings=found)
        assert some == again

    def test_more_than_there_are_values(self) -> None:
        with pytest.raises(CannotBuild, match="3 values, and none is left"):
            find(st.lists(strategy(monies), min_size=4), lambda some: True, settings=found)

    @few
    @given(st.lists(strategy(Builder(Order, buyer=shared(users))), min_size=2, max_size=3))
    def test_what_is_shared_is_one(self, orders: list[Order]) -> None:
        assert all(order.buyer is orders[0].buyer for order in orders)


@few
@given(strategy(UserFactory))
def test_of_a_factory(user: User) -> None:
    assert user.login.startswith("user-")


@few
@given(strategy(users, age=st.integers(18, 20), tags=["a"]))
def test_overrides_and_strategies_of_them(user: User) -> None:
    assert user.age in (18, 19, 20)
    assert user.tags == ["a"]


@few
@given(strategy(int), strategy(list[User]))
def test_of_what_has_no_fields(number: int, several: list[User]) -> None:
    assert isinstance(number, int)
    assert all(isinstance(user, User) for user in several)


class TestShrinking:
    def test_goes_towards_object_0(self) -> None:
        assert find(strategy(users), lambda user: True, settings=few).login == "user-1"
        assert find(strategy(users), lambda user: user.login != "user-1", settings=few).login == "user-2"

    def test_of_an_override_that_is_searched(self) -> None:
        @dataclass
        class Cart:
            lines: int
            owner: User

        cart = find(strategy(Cart, lines=st.integers(0, 99)), lambda cart: cart.lines > 3)
        first = find(strategy(Cart, lines=st.just(4)), lambda cart: True)
        assert cart == first


def test_what_is_misspelt() -> None:
    for declare in (
        lambda: strategy(User, agee=20),
        lambda: strategy(users, agee=st.integers()),
        lambda: strategy(UserFactory, agee=20),
    ):
        with pytest.raises(UnknownName, match="did you mean:  age"):
            declare()
    with pytest.raises(TypeError, match="strategy takes a builder, a factory class or a type, and 3 is a value"):
        strategy(cast("type", 3))
    with pytest.raises(UnknownName, match=r"User is a type, which has no trait 'adult'"):
        strategy(User, "adult")


def test_hypothesis_is_imported_only_by_who_asks_for_a_strategy() -> None:
    code = (
        "import sys; from builders import Builder, as_fixture, from_factory, strategy; "
        "print({'hypothesis', 'pytest', 'factory', 'polyfactory', 'faker'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@dataclass(frozen=True)
class Rate:
    vat: float = 0.5


@dataclass
class Net:
    price: int
    owner: Owner
    tags: list[str]
    vat_of: str = ""


@dataclass
class Owner:
    role: str
    age: int


nets = Builder(Net).transient(Rate).deriving(vat_of=lambda net, rate: str(rate.vat))


class TestStrategiesEverywhere:
    def test_of_an_option(self) -> None:
        tenth = strategy(nets, vat=st.just(0.25))
        assert find(tenth, lambda net: True).vat_of == "0.25"
        with pytest.raises(UnknownName, match="Net has no field 'vta'"):
            strategy(nets, vta=st.just(0.25))
        with pytest.raises(InvalidOverride, match="an option, Rate.vat"):
            find(strategy(nets, vat=st.just("much")), lambda net: True)

    def test_in_a_mapping(self) -> None:
        owned = strategy(nets, owner={"role": st.just("admin"), "age": 7})
        assert find(owned, lambda net: True).owner == Owner("admin", 7)
        with pytest.raises(UnknownName, match="Net.owner has no field 'rolle'"):
            strategy(nets, owner={"rolle": st.just("admin")})

    def test_in_a_list(self) -> None:
        assert find(strategy(nets, tags=["a", st.sampled_from("bc")]), lambda net: True).tags == ["a", "b"]
