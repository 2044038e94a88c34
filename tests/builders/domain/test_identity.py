"""Tenants and users: what they refuse, and how their builders fit them together."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from builders import InvalidOverride
from builders.domain import Tenant, User, seed_tenants, tenants, users
from builders.domain.models.identity import slug_of

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


def user(**changes: object) -> User:
    return User.model_validate(
        {
            "id": "user_ada",
            "tenant_id": "tenant_acme",
            "email": "ada@acme.example",
            "full_name": "Ada Lovelace",
            "role": "admin",
            "created_at": NOON,
            **changes,
        }
    )


@pytest.mark.parametrize(
    "email",
    [
        "ada",
        "ada@",
        "@acme.example",
        "ada@acme",
        "a b@acme.example",
        "ada@@acme.example",
        "ada@-acme.example",
        ".ada@acme.example",
        "a..b@acme.example",
        f"{'a' * 65}@acme.example",
    ],
)
def test_what_is_no_email_is_refused(email: str) -> None:
    with pytest.raises(ValidationError, match="no email address"):
        user(email=email)


@pytest.mark.parametrize(
    "email", ["ada@acme.example", "a+b@acme.example", "o'brien@acme.co.uk", "x_1@sub-domain.acme.museum"]
)
def test_emails_are_taken(email: str) -> None:
    assert user(email=email).email == email


def test_one_person_is_not_two_by_the_case_of_the_email() -> None:
    assert user(email="Ada@ACME.example").email == "ada@acme.example"


def test_nobody_signs_in_before_being_invited() -> None:
    with pytest.raises(ValidationError, match="last_login_at .* is before created_at"):
        user(last_login_at=NOON - dt.timedelta(seconds=1))
    assert user(last_login_at=NOON).last_login_at == NOON


def test_a_time_needs_a_zone_and_is_kept_in_utc() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        user(created_at=dt.datetime(2024, 5, 1, 12))
    in_delhi = dt.datetime(2024, 5, 1, 17, 30, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30)))
    assert user(created_at=in_delhi).created_at.isoformat() == "2024-05-01T12:00:00+00:00"


def test_roles_and_fields_are_those_declared() -> None:
    with pytest.raises(ValidationError, match="'admin', 'operator' or 'viewer'"):
        user(role="owner")
    with pytest.raises(ValidationError, match="Extra inputs"):
        user(rolle="admin")
    assert user(role="operator").role == "operator"


def test_a_user_does_not_change_and_a_changed_one_is_validated() -> None:
    ada = user()
    with pytest.raises(ValidationError, match="frozen"):
        ada.role = "viewer"
    with pytest.raises(ValidationError, match="no email address"):
        ada.changed(email="nowhere")
    assert (ada.changed(role="viewer").role, ada.role) == ("viewer", "admin")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "Acme"),
        ("slug", "a--b"),
        ("slug", "-a"),
        ("slug", "a" * 64),
        ("domain", "acme"),
        ("domain", "a_b.example"),
        ("name", "  "),
        ("plan", "gold"),
    ],
)
def test_a_tenant_refuses_what_is_no_address_name_or_plan(field: str, value: str) -> None:
    right = {
        "id": "tenant_acme",
        "slug": "acme",
        "name": "Acme",
        "domain": "acme.example",
        "plan": "pro",
        "created_at": NOON,
    }
    assert Tenant.model_validate(right).slug == "acme"
    with pytest.raises(ValidationError, match=field):
        Tenant.model_validate({**right, field: value})


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Acme", "acme"),
        ("Müller, Søn & Co.", "muller-son-co"),
        ("O'Brien Ltd", "obrien-ltd"),
        ("Große Straße", "grosse-strasse"),
        ("日本", "ri-ben"),
        ("!?", "x"),
        ("a" * 99, "a" * 63),
    ],
)
def test_a_name_has_a_slug(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_users_email_fits_the_name_and_the_tenant_that_were_given() -> None:
    acme = tenants.build(name="Acme", id="tenant_acme")
    ada = users.build("admin", tenant=acme, full_name="Ada Lovelace", id="user_ada")
    assert (acme.slug, acme.domain) == ("acme", "acme.example")
    assert (ada.tenant_id, ada.email, ada.role) == ("tenant_acme", "ada.lovelace@acme.example", "admin")


def test_who_is_given_no_tenant_is_of_the_seeded_one() -> None:
    assert users.build().tenant_id == seed_tenants().tenant("a").id


def test_a_tenant_has_to_be_one() -> None:
    with pytest.raises(InvalidOverride, match="tenant='acme' is refused: .*Tenant"):
        users.build(tenant="acme")
    assert users.build(tenant=tenants.build(slug="acme")).email.endswith("@acme.example")
