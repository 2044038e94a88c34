"""A part that is given later goes before the whole that was declared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import attrs
import msgspec
import pytest
from pydantic import BaseModel, Field

from builders import Builder, InvalidOverride, UnknownName, build, fresh


class Geo(BaseModel):
    lat: int = Field(ge=0)
    lon: int


class Address(BaseModel):
    city: str
    geo: Geo


class Customer(BaseModel):
    shipping_address: Address | None
    billing_address: Address
    tags: list[str] = []


customers = (
    Builder(Customer, shipping_address=None)
    .trait("ships", shipping_address__city="X")
    .trait("collects", shipping_address=None)
)


class TestNone:
    @pytest.mark.parametrize(
        "make",
        [
            lambda: customers.build("ships"),
            lambda: customers.build("collects", "ships"),
            lambda: customers.build(shipping_address__city="X"),
            lambda: customers.build(shipping_address={"city": "X"}),
            lambda: customers.having(shipping_address__city="X").build(),
        ],
    )
    def test_gives_way_to_an_object_with_that_part(self, make: Callable[[], Customer]) -> None:
        made = make()
        assert made.shipping_address is not None
        assert made.shipping_address.city == "X"

    @pytest.mark.parametrize(
        "make",
        [
            lambda: customers.build(),
            lambda: customers.build("ships", "collects"),
            lambda: customers.build("ships", shipping_address=None),
            lambda: customers.having(shipping_address__city="X").having(shipping_address=None).build(),
        ],
    )
    def test_stays_where_it_is_said_last(self, make: Callable[[], Customer]) -> None:
        assert make().shipping_address is None

    def test_further_parts_can_be_given(self) -> None:
        made = customers.build("ships", shipping_address__geo__lat=3).shipping_address
        assert made is not None
        assert (made.city, made.geo.lat) == ("X", 3)

    def test_the_other_fields_are_those_that_would_have_been(self) -> None:
        assert (
            customers.build_at(1, 0, ("ships",), {}).billing_address == customers.build_at(1, 0, (), {}).billing_address
        )


class TestAnObject:
    def test_is_copied_with_the_part(self) -> None:
        address = build(Address)
        builder = Builder(Customer, billing_address=address).trait("oslo", billing_address={"city": "Oslo"})

        assert builder.build(billing_address__city="Oslo").billing_address == address.model_copy(
            update={"city": "Oslo"}
        )
        assert builder.build("oslo").billing_address.geo == address.geo
        assert builder.build(billing_address__geo__lat=3).billing_address.geo == Geo(lat=3, lon=address.geo.lon)
        assert builder.build().billing_address == address
        assert address.city != "Oslo"

    def test_is_validated(self) -> None:
        builder = Builder(Customer, billing_address=build(Address))

        with pytest.raises(InvalidOverride, match=r"Customer\.billing_address\.geo\.lat=-1 is refused"):
            builder.build(billing_address__geo__lat=-1)
        with pytest.raises(UnknownName, match=r"(?s)Customer\.billing_address has no field 'citi'.*city"):
            builder.build(billing_address__citi="Oslo")

    def test_of_other_kinds(self) -> None:
        @dataclass(frozen=True)
        class Data:
            one: int
            two: list[int] = field(default_factory=list)

        @attrs.frozen
        class Attrs:
            one: int
            two: list[int]

        class Struct(msgspec.Struct, frozen=True):
            one: int
            two: list[int]

        for kind in (Data, Attrs, Struct):
            given: Any = kind(1, [2])

            @dataclass
            class Holder:
                it: kind  # type: ignore[valid-type]

            Holder.__annotations__["it"] = kind
            made: Any = Builder(Holder, it=given).build(it__one=5)
            assert made.it == kind(5, [2])
            assert made.it.two is not given.two

    def test_with_private_attributes(self) -> None:
        @attrs.frozen
        class Private:
            _one: int
            two: int

        @dataclass
        class Holder:
            it: Any

        assert Builder(Holder, it=Private(1, 2)).build(it__two=5).it == Private(1, 5)
        assert Builder(Holder, it=Private(1, 2)).build(it__one=5).it == Private(5, 2)

    def test_that_can_not_be_copied(self) -> None:
        class Plain:
            def __init__(self, one: int) -> None:
                self.kept = one

        @dataclass
        class Holder:
            it: Plain

        Holder.__annotations__["it"] = Plain
        with pytest.raises(InvalidOverride, match=r"(?s)Holder\.it was declared as a whole, a .*\(it__one\).*fresh"):
            Builder(Holder, it=Plain(1)).build(it__one=2)
        assert Builder(Holder, it=fresh(Builder(Plain, one=1))).build(it__one=2).it.kept == 2


def test_both_in_one_breath_are_still_an_error() -> None:
    with pytest.raises(InvalidOverride, match="as a whole and in parts"):
        build(Customer, shipping_address=None, shipping_address__city="X")
    with pytest.raises(InvalidOverride, match="as a whole and in parts"):
        Builder(Customer, shipping_address=None, shipping_address__city="X").build()


def test_a_builder_is_no_whole() -> None:
    wrong: Any = Builder(Address)
    with pytest.raises(InvalidOverride, match="a builder, and no object"):
        Builder(Customer, billing_address=wrong).build(billing_address__city="Oslo")


def test_what_has_no_parts() -> None:
    with pytest.raises(UnknownName, match=r"Customer\.tags is no object with fields"):
        Builder(Customer, tags=["a"]).build(tags__length=3)
