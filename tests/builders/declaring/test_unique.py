"""`unique()`: of more kinds of fields, beside validators, and in the objects of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest
from annotated_types import Ge, Le
from pydantic import AnyUrl, BaseModel, HttpUrl, field_validator

from builders import Builder, CannotBuild, InvalidOverride, build, fresh, fresh_many, seeded, sequence, unique


class TestKinds:
    def test_urls(self) -> None:
        class Page(BaseModel):
            url: HttpUrl
            other: AnyUrl | None

        pages = Builder(Page, url=unique(), other=unique()).build_many(2000)
        assert len({str(page.url) for page in pages}) == len({str(page.other) for page in pages}) == 2000

    def test_tuples(self) -> None:
        @dataclass
        class Cell:
            place: tuple[bool, int]
            pair: tuple[str, int]

        cells = Builder(Cell, place=unique(), pair=unique()).build_many(2000)
        assert len({cell.place for cell in cells}) == len({cell.pair for cell in cells}) == 2000
        assert {cell.place[0] for cell in cells} == {True, False}


class TestValidators:
    def test_that_refuse_the_value_of_an_object(self) -> None:
        class Row(BaseModel):
            number: int

            @field_validator("number")
            @classmethod
            def even(cls, number: int) -> int:
                assert number % 2 == 0, "odd"
                return number

        with pytest.raises(InvalidOverride, match=r"(?s)Row\.number=\d+ is refused.*odd.*it is unique\(\).*sequence"):
            Builder(Row, number=unique()).build_many(50)
        numbers = [row.number for row in Builder(Row, number=sequence(lambda number: 2 * number)).build_many(50)]
        assert len(set(numbers)) == 50
        assert build(Row).number % 2 == 0

    def test_that_refuse_some_text(self) -> None:
        class Row(BaseModel):
            code: str

            @field_validator("code")
            @classmethod
            def other_letter(cls, code: str) -> str:
                assert code[0] not in "PA", "another letter"
                return code

        with seeded(1):
            codes = {row.code for row in Builder(Row, code=unique()).build_many(200)}
        assert len(codes) == 200


class TestPlaces:
    def test_items_of_lists(self) -> None:
        @dataclass
        class Line:
            number: int

        @dataclass
        class Order:
            lines: list[Line]

        lines = Builder(Line, number=unique())
        orders = Builder(Order, lines=fresh_many(lines, range(1, 4))).build_many(100)
        numbers = [line.number for order in orders for line in order.lines]
        assert len(set(numbers)) == len(numbers)

    def test_parents(self) -> None:
        @dataclass
        class Tenant:
            code: int

        @dataclass
        class User:
            tenant: Tenant

        users = Builder(User, tenant=fresh(Builder(Tenant, code=unique()))).build_many(100)
        assert len({user.tenant.code for user in users}) == 100

    def test_of_few_values_are_all_taken_in_each(self) -> None:
        @dataclass
        class Tenant:
            digit: Annotated[int, Ge(0), Le(9)]

        @dataclass
        class User:
            tenant: Tenant
            other: Tenant

        users = Builder(User, tenant=fresh(Builder(Tenant, digit=unique())), other__digit=unique())
        with seeded(1):
            built = users.build_many(10)
            assert sorted(user.tenant.digit for user in built) == list(range(10))
            assert sorted(user.other.digit for user in built) == list(range(10))
            with pytest.raises(CannotBuild, match=r"digit has 10 values, and none is left for object number 10"):
                users.build()

    def test_in_two_fields_of_one_object_and_by_themselves(self) -> None:
        @dataclass
        class Customer:
            number: int

        @dataclass
        class Order:
            buyer: Customer
            seller: Customer
            others: list[Customer]
            extra: Customer
            more: Customer

        customers = Builder(Customer, number=unique())
        orders = Builder(
            Order,
            buyer=fresh(customers),
            seller=fresh(customers),
            others=fresh_many(customers, 2),
            extra__number=unique(),
            more__number=unique(),
        )
        with seeded(1):
            found = [customer.number for customer in customers.build_many(50)]
            for order in orders.build_many(50):
                found += [one.number for one in (order.buyer, order.seller, *order.others, order.extra, order.more)]
        assert len(set(found)) == len(found) == 350

    def test_tests_that_share_a_database_do_not_meet_there_either(self) -> None:
        @dataclass
        class Tenant:
            code: int

        @dataclass
        class User:
            tenant: Tenant
            other: Tenant

        users = Builder(User, tenant=fresh(Builder(Tenant, code=unique())), other__code=unique())
        found: list[int] = []
        for test in range(20):
            with seeded(1, f"test_{test}"):
                for user in users.build_many(5):
                    found += [user.tenant.code, user.other.code]
        assert len(set(found)) == len(found)
