"""Factories of factory_boy stand where builders do: as they are declared, from the seed."""

# factory_boy writes down few of its types.
# pyright: reportPrivateImportUsage=false, reportIncompatibleVariableOverride=false, reportArgumentType=false
# pyright: reportIncompatibleMethodOverride=false, reportGeneralTypeIssues=false
# mypy: disable-error-code="attr-defined, name-defined, no-untyped-call, untyped-decorator, misc, assignment"

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import factory
import factory.fuzzy
import factory.random
import faker.generator
import pytest
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from builders import (
    Builder,
    CannotBuild,
    LintError,
    UnknownName,
    build,
    build_many,
    fresh,
    from_factory,
    lint,
    seeded,
    sequence,
    shared,
)


@dataclass
class Tenant:
    name: str
    plan: str


@dataclass
class User:
    login: str
    email: str
    role: str
    tenant: Tenant
    age: int = 40
    tags: list[str] = field(default_factory=list)


class TenantFactory(factory.Factory[Tenant]):
    class Meta:
        model = Tenant

    name = factory.Faker("company")
    plan = factory.fuzzy.FuzzyChoice(["free", "pro", "enterprise"])


class UserFactory(factory.Factory[User]):
    class Meta:
        model = User

    class Params:
        admin = factory.Trait(role="admin", tags=["root"])
        paying = factory.Trait(tenant=factory.SubFactory(TenantFactory, plan="pro"))
        domain = "example.org"

    login = factory.Sequence(lambda n: f"user-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.login}@{user.domain}")
    role = factory.Iterator(["viewer", "operator"])
    tenant = factory.SubFactory(TenantFactory)
    age = factory.LazyFunction(lambda: random.randint(18, 99))

    @factory.post_generation
    def greet(user: User, create: bool, extracted: str | None, **more: str) -> None:
        assert not create
        if extracted:
            user.tags.append(extracted)


class Wrong(UserFactory):
    class Params:
        admin = factory.Trait(role=factory.LazyFunction(lambda: 1 // 0))


users = from_factory(UserFactory)


class TestDeclarations:
    def test_all_hold(self) -> None:
        user = users.build()
        assert isinstance(user, User)
        assert (user.login, user.email, user.role, user.tags) == ("user-0", "user-0@example.org", "viewer", [])
        assert user.tenant.plan in ("free", "pro", "enterprise")

    def test_overrides_parameters_and_traits(self) -> None:
        user = users.build("admin", "paying", domain="example.com", age=20, greet="hello")
        assert (user.role, user.tenant.plan, user.age, user.tags) == ("admin", "pro", 20, ["root", "hello"])
        assert user.email == "user-0@example.com"

    def test_fields_of_a_sub_factorys_object(self) -> None:
        assert users.build(tenant__name="Acme").tenant.name == "Acme"
        assert users.build(tenant={"name": "Acme", "plan": "free"}).tenant == Tenant("Acme", "free")
        assert users.build("admin", tenant=Tenant("Acme", "free")).tenant == Tenant("Acme", "free")

    def test_a_field_that_only_the_model_has(self) -> None:
        class Bare(factory.Factory[Tenant]):
            class Meta:
                model = Tenant

            name = "Acme"

        assert from_factory(Bare).build(plan="pro") == Tenant("Acme", "pro")

    def test_renamed_excluded_and_inline(self) -> None:
        class Renamed(factory.Factory[Tenant]):
            class Meta:
                model = Tenant
                inline_args = ("name",)
                exclude = ("word",)
                rename: ClassVar = {"tier": "plan"}

            word = "Acme"
            name = factory.LazyAttribute(lambda tenant: tenant.word * 2)
            tier = "pro"

        assert from_factory(Renamed).build() == Tenant("AcmeAcme", "pro")
        assert from_factory(Renamed).build(word="A", tier="free") == Tenant("AA", "free")

    def test_related_dicts_and_lists(self) -> None:
        class Crowd(factory.Factory[Any]):
            class Meta:
                model = dict

            options = factory.Dict({"number": factory.Sequence(int), "plan": "pro"})
            members = factory.List([factory.SubFactory(UserFactory), factory.SubFactory(UserFactory, role="guest")])
            maybe = factory.Maybe("vip", yes_declaration="gold", no_declaration="none")
            vip = False

        crowd = from_factory(Crowd).build_many(2, options__plan="free", vip=True)[1]
        assert crowd["options"] == {"number": 1, "plan": "free"}
        assert crowd["maybe"] == "gold"
        assert [member.login for member in crowd["members"]] == ["user-2", "user-3"]


class TestNames:
    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            (lambda: users.build(rolle="admin"), "UserFactory has no field 'rolle'.\n  did you mean:  role?"),
            (lambda: users.build("admn"), "UserFactory has no trait 'admn'.\n  did you mean:  admin?"),
            (
                lambda: users.build(tenant__plann="pro"),
                "UserFactory.tenant has no field 'plann'.\n  did you mean:  plan?",
            ),
            (lambda: users.build(tenant={"plann": "pro"}), "UserFactory.tenant has no field 'plann'"),
            (lambda: users.build(tags__first="a"), "UserFactory declares no sub-factory for tags"),
        ],
    )
    def test_what_is_misspelt(self, asked: Callable[[], object], told: str) -> None:
        with pytest.raises(UnknownName) as refused:
            asked()
        assert str(refused.value).startswith(told)

    def test_nothing_is_checked_of_a_model_that_says_nothing(self) -> None:
        class Loose(factory.Factory[Any]):
            class Meta:
                model = dict

        assert from_factory(Loose).build(anything=1) == {"anything": 1}


class TestSeed:
    def test_an_object_does_not_depend_on_what_was_built_before(self) -> None:
        with seeded(7):
            first, second, third = users.build_many(3)
        with seeded(7):
            users.build("admin", tenant__name="Acme")
            UserFactory.build()
            TenantFactory.build_batch(5)
            random.random()
            assert users.build() == second
            build_many(Tenant, 3)
            assert users.build() == third
        with seeded(8):
            assert users.build() != first
        assert len({first.tenant.name, second.tenant.name, third.tenant.name}) == 3

    def test_what_is_random_and_counted_elsewhere_goes_on(self) -> None:
        def drawn() -> list[object]:
            return [random.random(), factory.random.randgen.random(), faker.generator.random.random()]

        random.seed(3)
        factory.random.reseed_random(3)
        expected = drawn(), drawn()
        UserFactory.reset_sequence(10)
        natives = [UserFactory.build()]
        random.seed(3)
        factory.random.reseed_random(3)
        found = [drawn()]
        assert (users.build().login, users.build().login) == ("user-0", "user-1")
        found.append(drawn())
        natives.append(UserFactory.build())
        assert tuple(found) == expected
        assert [native.login for native in natives] == ["user-10", "user-11"]
        assert {native.role for native in natives} == {"viewer", "operator"}

    def test_also_when_the_factory_raises(self) -> None:
        before = random.getstate()
        with pytest.raises(CannotBuild):
            users.build(domain=factory.LazyFunction(lambda: 1 // 0))
        assert random.getstate() == before
        assert UserFactory.build().role in ("viewer", "operator")

    def test_a_seeded_faker_of_another_locale_too(self) -> None:
        class Here(factory.Factory[Tenant]):
            class Meta:
                model = Tenant

            name = factory.Faker("city", locale="de_DE")
            plan = "pro"

        Here.build()
        factory.Faker._get_faker("de_DE").seed_instance(1)
        with seeded(1):
            first = from_factory(Here).build()
        Here.build()
        with seeded(1):
            assert from_factory(Here).build() == first

    def test_where_a_sequence_begins(self) -> None:
        class Counted(factory.Factory[Tenant]):
            class Meta:
                model = Tenant

            @classmethod
            def _setup_next_sequence(cls) -> int:
                return 100

            name = factory.Sequence(lambda n: f"tenant-{n}")
            plan = "pro"

        assert [tenant.name for tenant in from_factory(Counted).build_many(2)] == ["tenant-100", "tenant-101"]

    def test_threads(self) -> None:
        with seeded(7):
            expected = {user.login: user for user in users.build_many(40)}
        built: list[User] = []
        with seeded(7):
            threads = [threading.Thread(target=lambda: built.extend(users.build_many(10))) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert {user.login: user for user in built} == expected

    def test_another_thread_draws_and_counts_as_ever(self) -> None:
        elsewhere: list[Tenant] = []

        class Counted(factory.Factory[Tenant]):
            class Meta:
                model = Tenant

            name = factory.Sequence(lambda n: f"tenant-{n}")
            plan = factory.Iterator(["free", "pro"])

        def meanwhile() -> str:
            thread = threading.Thread(target=lambda: elsewhere.extend(Counted.build_batch(2)))
            thread.start()
            thread.join()
            return "pro"

        mine = from_factory(Counted).build_many(2, plan=factory.LazyFunction(meanwhile))
        assert [tenant.name for tenant in mine] == ["tenant-0", "tenant-1"]
        assert elsewhere == [Tenant(f"tenant-{n}", plan) for n, plan in enumerate(["free", "pro"] * 2)]


class TestAmongBuilders:
    def test_fresh(self) -> None:
        mine = Builder(User, tenant=fresh(TenantFactory), login=sequence("me-{}"))
        first, second = mine.build_many(2)
        assert first.tenant != second.tenant
        assert mine.build(tenant__plan="trial").tenant.plan == "trial"
        assert Builder(User, tenant=fresh(TenantFactory)).build().tenant.name
        with pytest.raises(UnknownName, match="TenantFactory has no field 'plann'"):
            mine.build(tenant__plann="trial")

    def test_shared(self) -> None:
        mine = Builder(User, tenant=shared(TenantFactory))
        others = Builder(User, tenant=shared(from_factory(TenantFactory)))
        assert mine.build().tenant is mine.build().tenant is others.build().tenant

    def test_traits_of_a_parent(self) -> None:
        @dataclass
        class Order:
            buyer: User

        assert Builder(Order, buyer=fresh(UserFactory, "admin")).build().buyer.role == "admin"

    def test_they_are_linted_as_builders_are(self) -> None:
        assert lint(users, Builder(Tenant)) == 4
        with pytest.raises(LintError, match=r"from_factory\(Wrong\).build\('admin'\)(.|\n)*ZeroDivisionError"):
            lint(from_factory(Wrong))

    def test_a_builder_within_a_factory(self) -> None:
        tenants = Builder(Tenant, plan="pro")

        class Moved(UserFactory):
            tenant = factory.LazyFunction(tenants.build)

        assert from_factory(Moved).build().tenant.plan == "pro"


class TestWhatIsNoFactory:
    def test_a_model(self) -> None:
        with pytest.raises(TypeError, match="from_factory takes a factory class"):
            from_factory(Tenant)  # type: ignore[arg-type]
        with pytest.raises(
            TypeError, match=r"fresh takes a builder, or a factory(.|\n)*write:  fresh\(Builder\(Tenant\)\)"
        ):
            fresh(Tenant)  # type: ignore[arg-type]

    @pytest.mark.parametrize("asked", [lambda: build(UserFactory), lambda: Builder(UserFactory).build()])
    def test_a_factory_is_no_type(self, asked: Callable[[], object]) -> None:
        with pytest.raises(CannotBuild, match=r"factory class(.|\n)*write:    from_factory\(UserFactory\).build\(\)"):
            asked()

    def test_an_abstract_factory(self) -> None:
        class Abstract(factory.Factory[Any]):
            class Meta:
                abstract = True

        with pytest.raises(CannotBuild, match="Abstract is an abstract factory"):
            from_factory(Abstract)

    def test_a_factory_that_fails(self) -> None:
        with pytest.raises(CannotBuild, match="UserFactory.build raised ZeroDivisionError"):
            users.build(age=factory.LazyFunction(lambda: 1 // 0))

    def test_an_iterator_that_ends(self) -> None:
        class Few(factory.Factory[Tenant]):
            class Meta:
                model = Tenant

            name = factory.Iterator(["a", "b"], cycle=False)
            plan = "pro"

        few = from_factory(Few)
        assert [tenant.name for tenant in few.build_many(2)] == ["a", "b"]
        with pytest.raises(CannotBuild, match="has 2 values, and object 3 wants one more"):
            few.build()


class Base(DeclarativeBase): ...


class Owner(Base):
    __tablename__ = "owner"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Pet(Base):
    __tablename__ = "pet"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owner.id"))
    owner: Mapped[Owner] = relationship()


def test_nothing_is_saved() -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:

        class OwnerFactory(factory.alchemy.SQLAlchemyModelFactory):
            class Meta:
                model = Owner
                sqlalchemy_session = session

            name = factory.Faker("name")

        class PetFactory(factory.alchemy.SQLAlchemyModelFactory):
            class Meta:
                model = Pet
                sqlalchemy_session = session

            owner = factory.SubFactory(OwnerFactory)

        pet = from_factory(PetFactory).build(owner__name="Ada")
        assert pet.owner.name == "Ada"
        assert list(session.new) == []
        session.add(pet)
        session.commit()
        assert pet.owner_id is not None
    engine.dispose()
