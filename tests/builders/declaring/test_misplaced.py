"""Builders and declarations where a value is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from builders import (
    Builder,
    CannotBuild,
    InvalidOverride,
    UnknownName,
    build,
    build_many,
    fresh,
    sequence,
    shared,
    unique,
)


class Tenant(BaseModel):
    name: str


class User(BaseModel):
    login: str
    tenant: Tenant


@dataclass
class Team:
    head: User


tenants = Builder(Tenant, name="acme")


class TestBuilders:
    def test_for_one_object(self) -> None:
        told = (
            r"User\.tenant is given Builder\(Tenant\): a builder, and no object\n  write:  Builder\(User, tenant=fresh"
        )
        with pytest.raises(InvalidOverride, match=told):
            build(User, tenant=tenants)
        with pytest.raises(InvalidOverride, match=told):
            build_many(User, 2, tenant=tenants)
        with pytest.raises(InvalidOverride, match=told):
            Builder(User, tenant=tenants).build()
        with pytest.raises(InvalidOverride, match=told):
            Builder(User).build(tenant=tenants)
        assert Builder(User, tenant=fresh(tenants)).build().tenant.name == "acme"
        assert build(User, tenant=tenants.build()).tenant.name == "acme"

    def test_for_an_object_within_another(self) -> None:
        with pytest.raises(
            InvalidOverride, match=r"(?s)Team\.head\.tenant is given.*Builder\(Team, head__tenant=fresh"
        ):
            build(Team, head__tenant=tenants)
        assert Builder(Team, head__tenant=fresh(tenants)).build().head.tenant.name == "acme"

    def test_where_the_type_takes_them(self) -> None:
        class Registry(BaseModel):
            model_config = ConfigDict(arbitrary_types_allowed=True)

            builder: Builder[Tenant, None]
            all: list[Builder[Tenant, None]]
            any: Any

        registry = build(Registry, builder=tenants, all=[tenants], any=tenants)
        assert (registry.builder, registry.all, registry.any) == (tenants, [tenants], tenants)


class TestDeclarations:
    def test_are_for_builders_only(self) -> None:
        told = (
            r"User\.login is given sequence\(\.\.\.\): a declaration, and no value\n  write:  Builder\(User, login=seq"
        )
        with pytest.raises(InvalidOverride, match=told):
            build(User, login=sequence("u-{}"))
        with pytest.raises(InvalidOverride, match=r"unique\(\)"):
            build_many(User, 2, login=unique())
        assert Builder(User, login=sequence("u-{}")).build().login == "u-1"

    def test_of_parts(self) -> None:
        users = Builder(User, tenant__name=sequence("t-{}"))
        assert [user.tenant.name for user in users.build_many(2)] == ["t-1", "t-2"]
        assert Builder(User, tenant={"name": sequence("t-{}")}).build().tenant.name == "t-3"
        assert len({user.tenant.name for user in Builder(User, tenant__name=unique()).build_many(50)}) == 50
        with pytest.raises(InvalidOverride, match=r"User\.tenant\.name is given sequence.*\n.*tenant__name=sequence"):
            build(User, tenant__name=sequence("t-{}"))

    def test_of_parts_of_parts(self) -> None:
        teams = Builder(Team, head__tenant__name=sequence("t-{}"), head__login=unique())
        assert teams.build().head.tenant.name == "t-1"
        shared_teams = Builder(Team, head__tenant=shared(tenants))
        assert shared_teams.build().head.tenant is shared_teams.build().head.tenant

    def test_of_a_part_that_is_none(self) -> None:
        with pytest.raises(UnknownName, match="nmae"):
            Builder(User, tenant__nmae=sequence("t-{}")).build()

    def test_of_what_only_this_object_has(self) -> None:
        class Open(BaseModel):
            model_config = ConfigDict(extra="allow")

            name: str

        opened = Builder(Open, other=sequence("o-{}"), tenant=fresh(tenants)).build()
        assert opened.model_extra == {"other": "o-1", "tenant": Tenant(name="acme")}
        with pytest.raises(CannotBuild, match=r"Open\.other can't be unique\(\)"):
            Builder(Open, other=unique()).build()

    def test_in_a_mapping(self) -> None:
        class Index(BaseModel):
            tenants: dict[str, Tenant]

        with pytest.raises(
            InvalidOverride, match=r"a dict with Builder\(Tenant\).*\n.*tenants={\.\.\.: the_builder\.build"
        ):
            build(Index, tenants={"a": tenants})
        assert build(Index, tenants={"a": tenants.build()}).tenants["a"].name == "acme"


class TestSequences:
    def test_that_raise(self) -> None:
        def fails(number: int) -> str:
            raise KeyError(number)

        with pytest.raises(
            CannotBuild, match=r"User\.login: the function of its sequence raised KeyError: 1"
        ) as caught:
            Builder(User, login=sequence(fails)).build()
        assert isinstance(caught.value.__cause__, KeyError)

    def test_of_what_is_no_function(self) -> None:
        with pytest.raises(TypeError, match="or a function of the number, not 3"):
            sequence(3)  # type: ignore[call-overload]  # what is tested

    def test_whose_value_is_refused(self) -> None:
        with pytest.raises(InvalidOverride, match=r"User\.login=1 is refused"):
            Builder(User, login=sequence(lambda number: number)).build()
