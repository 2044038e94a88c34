"""A fixture from a builder, in one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import pytest
from pydantic import BaseModel

from builders import Builder, UnknownName, as_fixture, sequence


class Tenant(BaseModel):
    name: str
    plan: str


class User(BaseModel):
    login: str
    tenant: Tenant


users = Builder(User, login=sequence("user-{}")).trait("paying", tenant={"name": "Acme", "plan": "pro"})

user = as_fixture(users)
payer = as_fixture(users, "paying", login="payer")
tenant = as_fixture(Tenant, scope="module", plan="free")


def test_of_a_builder(user: User) -> None:
    assert user.login == "user-1"


def test_with_a_trait_and_an_override(payer: User, user: User) -> None:
    assert (payer.login, payer.tenant.plan) == ("payer", "pro")
    assert payer is not user


def test_of_a_type(tenant: Tenant) -> None:
    assert tenant.plan == "free"


SUITE = """
from dataclasses import dataclass
from builders import Builder, as_fixture, build

@dataclass
class Tenant:
    name: str

shared_by_all = as_fixture(Tenant, scope="module")
mine = as_fixture(Builder(Tenant))

def test_a(shared_by_all, mine):
    print("a:", shared_by_all.name, mine.name)
def test_b(mine, shared_by_all):
    build(Tenant)
    print("b:", shared_by_all.name, mine.name)
"""


def test_a_wider_fixture_is_the_same_whichever_test_comes_first(pytester: pytest.Pytester) -> None:
    suite = pytester.makepyfile(SUITE)
    options = ("-s", "-q", "--disable-plugin-autoload", "-p", "builders", "-p", "no:cacheprovider")
    printed = []
    for tests in (("test_a", "test_b"), ("test_b", "test_a"), ("test_b",)):
        result = pytester.runpytest_inprocess(*options, *(f"{suite.name}::{name}" for name in tests))
        lines = [line.lstrip(".") for line in result.outlines]
        printed.append({line[:2]: line[2:] for line in lines if line.startswith(("a:", "b:"))})
    first, second, third = printed
    assert first == second
    assert third == {"b:": first["b:"]}
    assert first["a:"].split()[0] == first["b:"].split()[0]


@pytest.mark.parametrize(
    ("declared", "error", "told"),
    [
        (lambda: as_fixture(Tenant, nam="x"), UnknownName, "Tenant has no field 'nam'.\n  did you mean:  name?"),
        (lambda: as_fixture(users, tenant__nam="x"), UnknownName, "did you mean:  name?"),
        (lambda: as_fixture(users, "payin"), UnknownName, "did you mean:  paying?"),
        (
            lambda: as_fixture(cast("type", 3)),
            TypeError,
            "a builder, a factory class or a type, and 3",
        ),
        (lambda: as_fixture(Tenant, scope=cast("Any", "modul")), ValueError, "did you mean:  module?"),
    ],
)
def test_what_is_wrong_is_told_where_it_is_declared(
    declared: Callable[[], object], error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=re.escape(told)):
        declared()


def test_a_type_that_is_not_complete_yet() -> None:
    @dataclass
    class Early:
        name: str
        later: Later  # type: ignore[name-defined]  # noqa: F821  # pyright: ignore[reportUndefinedVariable]

    assert as_fixture(Early, name="x")
