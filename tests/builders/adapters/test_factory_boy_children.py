"""Factories of factory_boy in the fields of builders, and builders in those of factories."""

# factory_boy writes down few of its types.
# pyright: reportPrivateImportUsage=false, reportIncompatibleVariableOverride=false, reportArgumentType=false
# pyright: reportIncompatibleMethodOverride=false, reportGeneralTypeIssues=false
# mypy: disable-error-code="attr-defined, name-defined, no-untyped-call, untyped-decorator, misc, assignment"

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import factory
import pytest

from builders import Builder, InvalidOverride, UnknownName, build, fresh, fresh_many, from_factory, seeded, shared


@dataclass
class Owner:
    name: str


@dataclass
class Tenant:
    name: str
    owner: object = None


@dataclass
class User:
    tenant: Tenant


@dataclass
class Group:
    tenants: list[Tenant]


class TenantFactory(factory.Factory[Tenant]):
    class Meta:
        model = Tenant

    class Params:
        owned = factory.Trait(owner="ada")

    name = factory.Sequence(lambda n: f"t{n}")


def test_many() -> None:
    with seeded(1):
        groups = Builder(Group, tenants=fresh_many(TenantFactory, 2, "owned")).build_many(2)
    assert [[tenant.name for tenant in group.tenants] for group in groups] == [["t0", "t1"], ["t2", "t3"]]
    assert groups[0].tenants[0].owner == "ada"


@pytest.mark.parametrize("declare", [fresh, shared, lambda source, trait: fresh_many(source, 2, trait)])
def test_traits_are_known_where_they_are_named(declare) -> None:  # type: ignore[no-untyped-def]  # one of three
    with pytest.raises(UnknownName, match=r"(?s)TenantFactory has no trait 'onwed'.*did you mean:  owned"):
        declare(TenantFactory, "onwed")
    assert declare(TenantFactory, "owned")


def test_a_class_in_the_place_of_its_object() -> None:
    told = r"User\.tenant is given TenantFactory: a builder, and no object\n.*tenant=fresh\(TenantFactory\)"
    with pytest.raises(InvalidOverride, match=told):
        build(User, tenant=TenantFactory)
    with pytest.raises(InvalidOverride, match=told):
        Builder(User, tenant=TenantFactory).build()
    with pytest.raises(InvalidOverride, match=r"a list with TenantFactory.*\n.*tenants=fresh_many\(TenantFactory, 2\)"):
        build(Group, tenants=[TenantFactory])
    assert Builder(User, tenant=fresh(TenantFactory)).build().tenant.name


def test_threads_that_ask_both_ways() -> None:
    owners = Builder(Owner, name="o")
    tenants = Builder(Tenant, owner=shared(owners))

    class OwnedFactory(factory.Factory[Tenant]):
        class Meta:
            model = Tenant

        name = "t"
        owner = factory.LazyFunction(lambda: tenants.build().owner)

    users, factories = Builder(User, tenant=shared(OwnedFactory)), from_factory(OwnedFactory)
    for seed in range(10):
        with seeded(seed), ThreadPoolExecutor(2) as pool:
            user, tenant = pool.submit(users.build), pool.submit(factories.build)
            assert user.result().tenant.owner is tenant.result().owner
