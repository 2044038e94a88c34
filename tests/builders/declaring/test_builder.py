"""`Builder`: declared once, never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import ClassVar, Literal, NamedTuple, TypedDict
from uuid import UUID

import pytest
from pydantic import BaseModel, EmailStr, Field, model_validator

from builders import (
    Builder,
    CannotBuild,
    InvalidOverride,
    UnknownName,
    build,
    drawn,
    fresh,
    seeded,
    sequence,
    shared,
    unique,
)


class Tenant(BaseModel):
    name: str
    plan: Literal["free", "pro"]


class User(BaseModel):
    login: str
    email: str
    age: int = Field(ge=18, le=99)
    tenant: Tenant
    active: bool = True


@dataclass
class Invoice:
    tenant: Tenant
    total: int
    lines: list[str]


@dataclass
class Numbered:
    age: int


@dataclass(frozen=True)
class Options:
    size: int = 1
    prefix: str = "line"


tenants = Builder(Tenant, plan="free").trait("paying", plan="pro")


class TestDeclared:
    def test_values_hold_and_overrides_go_before_them(self) -> None:
        users = Builder(User, age=30, tenant__plan="pro")
        assert (users.build().age, users.build().tenant.plan) == (30, "pro")
        assert (users.build(age=40).age, users.build(tenant__plan="free").tenant.plan) == (40, "free")

    def test_an_object_goes_before_declared_parts(self) -> None:
        tenant = build(Tenant, plan="pro")
        assert Builder(User, tenant__plan="free").build(tenant=tenant).tenant is tenant

    def test_more_can_be_declared(self) -> None:
        users = Builder(User, age=30).having(age=31, login="ada")
        assert (users.build().age, users.build().login) == (31, "ada")

    def test_lists_are_copied_for_each_object(self) -> None:
        invoices = Builder(Invoice, lines=["a"])
        invoices.build().lines.append("b")
        assert invoices.build().lines == ["a"]

    def test_what_stands_in_a_list_is_not_copied(self) -> None:
        @dataclass
        class Group:
            members: list[Tenant]
            head: Tenant

        tenant = build(Tenant)
        group = Builder(Group).build(members=[tenant], head=tenant)
        assert group.members[0] is group.head

    def test_it_draws_what_build_draws(self) -> None:
        with seeded(2):
            plain = build(User)
        with seeded(2):
            assert Builder(User).build() == plain

    def test_objects_are_counted_with_those_of_build(self) -> None:
        with seeded(2):
            both = [build(Tenant), Builder(Tenant).build(), *Builder(Tenant).build_many(2)]
        assert len({tenant.name for tenant in both}) > 1
        with seeded(2):
            assert [build(Tenant) for _ in range(4)] == both

    def test_a_value_that_the_type_refuses(self) -> None:
        with pytest.raises(InvalidOverride, match="age"):
            Builder(User, age=5).build()


class TestImmutable:
    def test_each_method_gives_a_new_builder(self) -> None:
        users = Builder(User, age=30)
        users.having(age=40)
        users.trait("old", age=99)
        users.deriving(login=lambda user: user.email)
        users.after(lambda user: user.model_copy(update={"age": 41}))
        assert users.build().age == 30
        with pytest.raises(UnknownName):
            users.build("old")

    def test_attributes_can_not_be_set(self) -> None:
        users = Builder(User)
        with pytest.raises(AttributeError, match=r"having\(age=\.\.\.\)"):
            users.age = 3

    def test_changing_what_was_given_changes_nothing(self) -> None:
        lines = ["a"]
        invoices = Builder(Invoice, lines=lines)
        lines.append("b")
        assert invoices.build().lines == ["a"]


class TestUnknownNames:
    def test_of_a_declaration(self) -> None:
        with pytest.raises(UnknownName, match=r"(?s)User has no field 'agee'.*did you mean:  age\?"):
            Builder(User, agee=3).build()

    def test_of_a_rule(self) -> None:
        with pytest.raises(UnknownName, match="'emial'"):
            Builder(User).deriving(emial=lambda user: "x").build()

    def test_of_a_trait(self) -> None:
        with pytest.raises(UnknownName, match=r"(?s)no trait 'payin'.*did you mean:  paying\?"):
            tenants.build("payin")

    def test_within_a_trait(self) -> None:
        with pytest.raises(UnknownName, match="plam"):
            Builder(Tenant).trait("x", plam="pro").build("x")

    def test_of_what_a_rule_reads(self) -> None:
        with pytest.raises(UnknownName, match=r"(?s)User has no field 'lgoin'.*did you mean:  login"):
            Builder(User).deriving(email=lambda user: user.lgoin).build()  # type: ignore[attr-defined]  # what is tested

    def test_of_a_nested_declaration(self) -> None:
        with pytest.raises(UnknownName, match="nmae"):
            Builder(User, tenant=fresh(tenants)).build(tenant__nmae="x")

    def test_a_type_without_fields(self) -> None:
        with pytest.raises(CannotBuild, match=r"build\(int\)"):
            Builder(int).build()


class TestTraits:
    def test_are_asked_for_by_name(self) -> None:
        assert [tenants.build().plan, tenants.build("paying").plan] == ["free", "pro"]

    def test_the_last_one_holds(self) -> None:
        users = Builder(User).trait("young", age=18).trait("old", age=99)
        assert users.build("young", "old").age == 99
        assert users.build("old", "young").age == 18
        assert users.build("old", age=50).age == 50

    def test_may_declare_anything(self) -> None:
        users = Builder(User).trait("numbered", login=sequence("u{}"), tenant=fresh(tenants, "paying"))
        user = users.build("numbered")
        assert (user.login, user.tenant.plan) == ("u1", "pro")

    def test_go_before_rules(self) -> None:
        users = Builder(User).deriving(login=lambda user: "computed").trait("given", login="given")
        assert (users.build().login, users.build("given").login) == ("computed", "given")

    def test_for_many(self) -> None:
        assert {tenant.plan for tenant in tenants.build_many(3, "paying")} == {"pro"}


class TestRules:
    def test_compute_a_field_from_others(self) -> None:
        users = Builder(User, login="ada").deriving(email=lambda user: f"{user.login}@{user.tenant.name}.example")
        user = users.build(tenant__name="acme")
        assert user.email == "ada@acme.example"

    def test_of_rules_in_any_order(self) -> None:
        users = Builder(User).deriving(email=lambda user: f"{user.login}@x.example", login=lambda user: f"u{user.age}")
        assert users.build(age=20).email == "u20@x.example"

    def test_an_override_goes_before(self) -> None:
        users = Builder(User).deriving(email=lambda user: "computed", login=lambda user: user.email)
        assert users.build(email="given").login == "given"

    def test_the_last_said_holds(self) -> None:
        assert Builder(User).deriving(login=lambda user: "rule").having(login="value").build().login == "value"
        assert Builder(User, login="value").deriving(login=lambda user: "rule").build().login == "rule"

    def test_a_part_of_what_a_rule_gives_is_an_override_of_it(self) -> None:
        acme = Tenant(name="acme", plan="free")
        users = Builder(User).deriving(tenant=lambda user: acme)
        assert users.build().tenant is acme
        assert users.build(tenant__plan="pro").tenant.plan == "pro"
        assert users.having(tenant__plan="pro").build().tenant.plan == "pro"
        assert users.trait("paying", tenant__plan="pro").build("paying").tenant.plan == "pro"
        assert Builder(User, tenant__plan="pro").deriving(tenant=lambda user: acme).build().tenant is acme

    def test_that_draw_nothing_for_their_own_field(self) -> None:
        # A total that is drawn would be refused by its own type, before the rule could put it right.
        class Total(BaseModel):
            value: Literal[-1]

            @model_validator(mode="before")
            @classmethod
            def never_drawn(cls, data: object) -> object:
                raise ValueError("drawn")

        class Order(BaseModel):
            total: Total

        made = Total.model_construct(value=-1)
        assert Builder(Order).deriving(total=lambda order: made).build().total is made

    def test_in_a_circle(self) -> None:
        users = Builder(User).deriving(email=lambda user: user.login, login=lambda user: user.email)
        with pytest.raises(CannotBuild, match="email -> login -> email"):
            users.build()

    def test_that_raise(self) -> None:
        with pytest.raises(CannotBuild, match=r"rule for User\.email raised ZeroDivisionError") as caught:
            Builder(User).deriving(email=lambda user: str(1 // 0)).build()
        assert isinstance(caught.value.__cause__, ZeroDivisionError)

    def test_that_read_a_default(self) -> None:
        users = Builder(User).deriving(login=lambda user: f"{user.active}")
        assert users.build().login == "True"
        assert users.build(active=False).login == "False"

    def test_that_compute_what_the_type_refuses(self) -> None:
        with pytest.raises(
            InvalidOverride, match=r"(?s)User\.age=7 is refused: .*greater than or equal.*\.deriving\(age=\.\.\.\)"
        ) as caught:
            Builder(User).deriving(age=lambda user: 7).build()
        assert "drawn, and none" not in str(caught.value)
        assert Builder(User).deriving(age=lambda user: 70).build().age == 70

    def test_that_use_the_object_as_one(self) -> None:
        @dataclass
        class Person:
            kinds: ClassVar[int] = 2
            first: str
            last: str
            login: str
            greeting: str

            @property
            def full(self) -> str:
                return f"{self.first} {self.last}"

            def hello(self, to: str) -> str:
                return f"{self.full}: hello {to}"

        people = Builder(Person, first="Ada", last="Lovelace").deriving(
            login=lambda person: f"{person.full}{person.kinds}",
            greeting=lambda person: person.hello("you"),
        )
        ada = people.build()
        assert (ada.login, ada.greeting) == ("Ada Lovelace2", "Ada Lovelace: hello you")

    def test_of_keys_and_positions(self) -> None:
        class Options(TypedDict):
            low: int
            high: int

        class Pair(NamedTuple):
            left: int
            right: int

        assert Builder(Options, low=1).deriving(high=lambda options: options["low"] + 1).build()["high"] == 2
        assert Builder(Pair, left=1).deriving(right=lambda pair: pair[0] + 1).build().right == 2

    def test_that_read_an_empty_collection(self) -> None:
        @dataclass
        class Basket:
            total: int
            lines: list[int] = field(default_factory=list)

        baskets = Builder(Basket).deriving(total=lambda basket: sum(basket.lines))
        assert baskets.build().total == 0
        assert baskets.build(lines=[1, 2]).total == 3


class TestSequences:
    def test_count_from_one_in_each_test(self) -> None:
        for _ in range(2):
            with seeded(1):
                assert [user.login for user in Builder(User, login=sequence("u{}")).build_many(3)] == ["u1", "u2", "u3"]

    def test_of_a_function(self) -> None:
        with seeded(1):
            assert [user.age for user in Builder(User, age=sequence(lambda n: 17 + n)).build_many(2)] == [18, 19]

    def test_text_without_a_place(self) -> None:
        with pytest.raises(ValueError, match=r"needs one \{\}"):
            sequence("user")

    def test_have_no_parts(self) -> None:
        users = Builder(User, tenant=sequence(lambda n: Tenant(name=f"t{n}", plan="pro")))
        with pytest.raises(UnknownName, match="sequence"):
            users.build(tenant__name="x")
        assert users.build().tenant.plan == "pro"


class TestUnique:
    def test_text_emails_integers_and_identifiers(self) -> None:
        class Row(BaseModel):
            name: str
            email: EmailStr
            number: int = Field(ge=100, le=2000)
            key: UUID

        rows = Builder(Row, name=unique(), email=unique(), number=unique(), key=unique())
        with seeded(1):
            many = rows.build_many(1901)
        for values in zip(*((row.name, row.email, row.number, row.key) for row in many), strict=True):
            assert len(set(values)) == 1901

    def test_text_keeps_its_length(self) -> None:
        class Row(BaseModel):
            name: str = Field(max_length=8)
            code: str = Field(max_length=3)

        rows = Builder(Row, name=unique())
        with seeded(1):
            assert len({row.name for row in rows.build_many(2000)}) == 2000
        with seeded(1):
            assert len({row.code for row in Builder(Row, code=unique()).build_many(2000)}) == 2000

    def test_text_of_a_pattern(self) -> None:
        class Row(BaseModel):
            code: str = Field(pattern=r"^[A-C]-\d{3}$")

        with seeded(1):
            assert len({row.code for row in Builder(Row, code=unique()).build_many(3000)}) == 3000
            with pytest.raises(CannotBuild, match="has 3000 values"):
                Builder(Row, code=unique()).build()

    def test_tests_that_share_a_database_do_not_meet(self) -> None:
        numbers: set[int] = set()
        for test in range(20):
            with seeded(1, f"test_{test}"):
                numbers.update(user.age for user in Builder(Numbered, age=unique()).build_many(5))
        assert len(numbers) == 100

    def test_a_name_does_not_narrow_the_range(self) -> None:
        class Row(BaseModel):
            age: int = Field(ge=0, le=300)
            price: Decimal = Field(ge=0, le=10, decimal_places=2)
            day: date

        with seeded(1):
            rows = Builder(Row, age=unique(), price=unique(), day=unique()).build_many(301)
        for values in zip(*((row.age, row.price, row.day) for row in rows), strict=True):
            assert len(set(values)) == 301

    def test_fields_with_a_default(self) -> None:
        @dataclass
        class Row:
            number: int = 1

        with seeded(1):
            assert len({row.number for row in Builder(Row, number=unique()).build_many(100)}) == 100

    def test_enums_and_literals_until_none_is_left(self) -> None:
        class Colour(Enum):
            RED = 1
            BLUE = 2

        @dataclass
        class Row:
            colour: Colour

        rows = Builder(Row, colour=unique())
        with seeded(1):
            assert {row.colour for row in rows.build_many(2)} == set(Colour)
            with pytest.raises(CannotBuild, match=r"Row\.colour has 2 values, and none is left for object number 2"):
                rows.build()

    def test_what_can_not_be_counted(self) -> None:
        @dataclass
        class Row:
            tenant: Tenant

        with pytest.raises(CannotBuild, match="sequence"):
            Builder(Row, tenant=unique()).build()


class TestDrawn:
    def test_instead_of_the_default(self) -> None:
        users = Builder(User, active=drawn())
        assert {user.active for user in users.build_many(40)} == {True, False}

    def test_with_parts(self) -> None:
        @dataclass
        class Account:
            owner: Tenant = field(default_factory=lambda: Tenant(name="default", plan="free"))

        assert Builder(Account, owner=drawn()).build(owner__plan="pro").owner.plan == "pro"


class TestParents:
    def test_fresh_ones(self) -> None:
        users = Builder(User, tenant=fresh(tenants)).build_many(3)
        assert len({id(user.tenant) for user in users}) == 3
        assert {user.tenant.plan for user in users} == {"free"}

    def test_fresh_ones_take_parts_and_traits(self) -> None:
        users = Builder(User, tenant=fresh(tenants, "paying"))
        assert (users.build().tenant.plan, users.build(tenant__name="acme").tenant.name) == ("pro", "acme")
        assert users.build(tenant={"name": "acme"}).tenant.plan == "pro"

    def test_a_shared_one_is_one_object_for_all_that_share_the_builder(self) -> None:
        with seeded(1):
            user = Builder(User, tenant=shared(tenants)).build()
            invoice = Builder(Invoice, tenant=shared(tenants)).build()
            other = Builder(Invoice, tenant=shared(tenants, name="other")).build()
        assert user.tenant is invoice.tenant
        assert other.tenant is not user.tenant
        assert other.tenant.name != user.tenant.name

    def test_a_shared_one_does_not_depend_on_who_asks_first(self) -> None:
        users, invoices = Builder(User, tenant=shared(tenants)), Builder(Invoice, tenant=shared(tenants))
        with seeded(1):
            first = (users.build().tenant, invoices.build().tenant)
        with seeded(1):
            second = (invoices.build().tenant, users.build().tenant)
        assert first == second

    def test_a_shared_one_has_no_parts(self) -> None:
        with pytest.raises(UnknownName, match="one object for all"):
            Builder(User, tenant=shared(tenants)).build(tenant__name="x")

    def test_another_object_may_be_given(self) -> None:
        tenant = tenants.build()
        assert Builder(User, tenant=shared(tenants)).build(tenant=tenant).tenant is tenant


class TestOptions:
    carts = Builder(Invoice).transient(Options).deriving(lines=lambda invoice, options: [options.prefix] * options.size)

    def test_are_given_like_overrides_and_are_no_fields(self) -> None:
        assert self.carts.build().lines == ["line"]
        assert self.carts.build(size=2, prefix="x").lines == ["x", "x"]

    def test_reach_the_steps_after(self) -> None:
        seen: list[int] = []
        self.carts.after(lambda invoice, options: seen.append(options.size)).build(size=4)
        assert seen == [4]

    def test_must_be_a_dataclass_with_defaults(self) -> None:
        @dataclass
        class Needy:
            size: int

        with pytest.raises(TypeError, match="'size' has no default"):
            Builder(Invoice).transient(Needy)
        with pytest.raises(TypeError, match="takes a dataclass"):
            Builder(Invoice).transient(int)

    def test_that_are_called_like_a_field(self) -> None:
        @dataclass
        class Same:
            total: int = 1

        with pytest.raises(UnknownName, match="the same name"):
            Builder(Invoice).transient(Same).build()


class TestLocales:
    def test_words_are_those_of_the_place(self) -> None:
        class Address(BaseModel):
            city: str

        german = {address.city for address in Builder(Address).localized("de_DE").build_many(100)}
        japanese = Builder(Address).localized("ja_JP").build().city
        assert german & {
            "Hamburg",
            "Berlin",
            "Lübeck",
            "Worbis",
            "Zeulenroda",
            "Stade",
            "Wittmund",
            "Gransee",
            "Ahaus",
        } or any(letter in "äöüß" for city in german for letter in city)
        assert not japanese.isascii()

    def test_for_all_that_is_built(self) -> None:
        class Address(BaseModel):
            city: str

        with seeded(1, locale="ja_JP"):
            assert not build(Address).city.isascii()
            assert build(Address, city="Ulm").city == "Ulm"
            assert Builder(Address).localized("en_US").build().city.isascii()
        with seeded(1):
            assert build(Address).city.isascii()

    def test_numbers_and_dates_are_the_same_everywhere(self) -> None:
        with seeded(1):
            american = build(User)
        with seeded(1, locale="ja_JP"):
            assert build(User).age == american.age

    def test_one_that_is_none(self) -> None:
        class Address(BaseModel):
            city: str

        with pytest.raises(CannotBuild, match=r"(?s)de_DF.*de_DE"):
            Builder(Address).localized("de_DF").build()


class TestAfter:
    def test_steps_run_in_order(self) -> None:
        seen: list[str] = []
        users = Builder(User).after(lambda user: seen.append("a")).after(lambda user: seen.append("b"))
        users.build()
        assert seen == ["a", "b"]

    def test_what_a_step_returns_takes_the_place(self) -> None:
        users = Builder(User).after(lambda user: user.model_copy(update={"login": "changed"}))
        assert users.build().login == "changed"

    def test_what_is_no_such_object_is_refused(self) -> None:
        users = Builder(User).after(lambda user: "user")  # type: ignore[arg-type, return-value]  # what is tested
        with pytest.raises(CannotBuild, match="promised:  the User"):
            users.build()
