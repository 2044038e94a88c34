"""The tenants and users that are the same everywhere."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, cast

import pytest

from builders import InvalidOverride, UnknownName, seeded
from builders.domain import Role, check_isolated, seed_tenants


def test_by_default_two_tenants_and_three_users() -> None:
    world = seed_tenants()
    assert [(tenant.id, tenant.slug, tenant.name, tenant.plan) for tenant in world.tenants] == [
        ("tenant_a", "a", "Acorn Analytics", "enterprise"),
        ("tenant_b", "b", "Birch Logistics", "free"),
    ]
    assert [(user.id, user.tenant_id, user.role, user.full_name, user.email) for user in world.users] == [
        ("user_a_admin", "tenant_a", "admin", "Bruno Lindgren", "bruno.lindgren@acorn-analytics.example"),
        ("user_a_viewer", "tenant_a", "viewer", "Jana Tanaka", "jana.tanaka@acorn-analytics.example"),
        ("user_b_admin", "tenant_b", "admin", "Grace Keller", "grace.keller@birch-logistics.example"),
    ]


def test_they_are_the_same_whatever_the_seed_and_whatever_else_is_there() -> None:
    with seeded(1):
        one = seed_tenants().with_tenant("acme", users=["viewer"])
    with seeded(2, "elsewhere"):
        other = seed_tenants({}).with_tenant("zebra").with_tenant("acme", users=["admin", "viewer"])
    assert one.tenant("acme") == other.tenant("acme")
    assert one.user("viewer", of="acme") == other.user("viewer", of="acme")


def test_more_can_be_asked_for_and_nothing_is_changed() -> None:
    first = seed_tenants()
    more = (
        first.with_tenant("acme", plan="enterprise", company="Acme, Inc.", users=["admin", "viewer", "viewer"])
        .with_user("operator", of="acme", full_name="Ada Lovelace")
        .with_user("admin", of="b", name="owner", email="Boss@b.example", active=False)
    )
    assert len(first.tenants) == 2
    assert len(first.users) == 3
    assert [user.id for user in more.users_of("acme")] == [
        "user_acme_admin",
        "user_acme_viewer",
        "user_acme_viewer-2",
        "user_acme_operator",
    ]
    assert (more.tenant("acme").name, more.tenant("acme").domain) == ("Acme, Inc.", "acme.example")
    assert more.user("operator", of="acme").email == "ada.lovelace@acme.example"
    owner = more.user("owner", of="b")
    assert (owner.role, owner.email, owner.active) == ("admin", "boss@b.example", False)
    with pytest.raises(dataclasses.FrozenInstanceError):
        more.tenants = ()  # type: ignore[misc]  # that it is refused is the point


def test_a_layout_says_it_all_at_once() -> None:
    world = seed_tenants({"acme": ["operator", "operator"], "empty": []})
    assert [user.id for user in world.users] == ["user_acme_operator", "user_acme_operator-2"]
    assert world.users_of("empty") == ()


def test_many_users_of_a_tenant_have_emails_of_their_own() -> None:
    many: list[Role] = ["viewer"] * 300
    world = seed_tenants({"acme": many})
    assert len({user.email for user in world.users}) == 300
    assert len({user.id for user in world.users}) == 300


def test_an_unknown_tenant_is_told_with_the_one_that_was_meant() -> None:
    world = seed_tenants().with_tenant("acme", users=["operator"])
    with pytest.raises(UnknownName, match=r"no tenant 'acne' was seeded \(did you mean 'acme'\?\)"):
        world.tenant("acne")
    with pytest.raises(
        UnknownName, match=r"no user 'operater' of the tenant 'acme' was seeded \(did you mean 'operator'\?\)"
    ):
        world.user("operater", of="acme")
    with pytest.raises(UnknownName, match="no tenant 'acne'"):
        world.user("operator", of="acne")
    with pytest.raises(UnknownName, match=r"there are: admin, viewer"):
        world.user("xyz", of="a")
    with pytest.raises(UnknownName, match="no tenant 'zzz'"):
        world.with_user("admin", of="zzz")
    assert world.user("operator", of="acme").tenant_id == "tenant_acme"


@pytest.mark.parametrize("name", ["", "Acme", "a b", "a_b", "-a", "ä", "a" * 41])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidOverride, match="is no name for a tenant"):
        seed_tenants().with_tenant(name)
    with pytest.raises(InvalidOverride, match="is no name for a user"):
        seed_tenants().with_user("admin", of="a", name=name)
    assert seed_tenants().with_tenant("a-b").tenant("a-b").id == "tenant_a-b"


@pytest.mark.parametrize("name", ["none", "undefined", "null"])
def test_a_name_that_makes_no_id_is_refused(name: str) -> None:
    with pytest.raises(InvalidOverride, match=f"'{name}' is no name for a tenant: 'tenant_{name}' is made of a value"):
        seed_tenants().with_tenant(name)
    with pytest.raises(InvalidOverride, match=f"'{name}' is no name for a user"):
        seed_tenants().with_user("admin", of="a", name=name)
    assert seed_tenants().with_tenant("none-of-the-above").tenant("none-of-the-above").plan == "pro"


@pytest.mark.parametrize(
    ("asked", "error", "told"),
    [
        (lambda: seed_tenants(cast("Any", ["x"])), TypeError, "seed_tenants takes the roles .* not \\['x'\\]"),
        (lambda: seed_tenants({"x": cast("Any", "admin")}), TypeError, "the roles of a tenant's users, not 'admin'"),
        (lambda: seed_tenants({"x": cast("Any", ["boss"])}), InvalidOverride, "'boss' is no role .there are: admin"),
        (
            lambda: seed_tenants().with_tenant("x", plan=cast("Any", "por")),
            InvalidOverride,
            "'por' is no plan .did you mean 'pro'",
        ),
        (
            lambda: seed_tenants().with_user("admin", of="a", email="x"),
            InvalidOverride,
            "^seed_tenants: User.email='x' is refused: 'x' is no email address",
        ),
    ],
)
def test_what_is_wrong_is_told(asked: Callable[[], object], error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        asked()


def test_a_name_or_an_email_is_given_once() -> None:
    with pytest.raises(InvalidOverride, match="a tenant 'a' already"):
        seed_tenants().with_tenant("a")
    with pytest.raises(InvalidOverride, match="a user 'admin' already"):
        seed_tenants().with_user("admin", of="a", name="admin")
    with pytest.raises(InvalidOverride, match="belongs to another user"):
        seed_tenants().with_user("admin", of="b", email="Bruno.Lindgren@acorn-analytics.example")
    assert seed_tenants().with_user("admin", of="b").user("admin-2", of="b").role == "admin"


def test_each_user_has_a_context_and_no_two_share_state() -> None:
    world = seed_tenants()
    contexts = [world.context("admin", of="a"), world.context("viewer", of="a"), world.context("admin", of="b")]
    assert [context.user_id for context in contexts] == [user.id for user in world.users]
    assert len({context.thread_id for context in contexts}) == 3
    assert world.context("admin", of="a") == contexts[0]
    check_isolated(contexts[0], contexts[1])
    check_isolated(contexts[0], contexts[2])
