"""Tenants and users as they sign up."""

from __future__ import annotations

import datetime as dt
from typing import Final

from builders.builder import Builder
from builders.domain.models.identity import Tenant, User, slug_of
from builders.domain.recipes.belonging import OfTenant
from builders.domain.recipes.likeness import like
from builders.domain.recipes.material import LATEST, Material, drawn_by, number_in

_FIRST: Final = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
_LAST: Final = dt.datetime(2024, 7, 1, tzinfo=dt.UTC)


def _slug(tenant: Tenant) -> str:
    number = number_in(tenant.id)
    return slug_of(tenant.name)[:48].strip("-") + (f"-{number}" if number else "")


def _email(user: User, options: OfTenant) -> str:
    number = number_in(user.id)
    local = slug_of(user.full_name)[:48].strip("-").replace("-", ".")
    domain = options.tenant.domain if user.tenant_id == options.tenant.id else f"{slug_of(user.tenant_id)}.example"
    return f"{local}{'.' if number else ''}{number}@{domain}"


def _invited(user: User, options: OfTenant) -> dt.datetime:
    """Early enough for the user to have done something since."""
    return Material.of(user.id).moment("invited", options.tenant.created_at, LATEST - dt.timedelta(days=30))


tenants: Final = (
    Builder(
        Tenant,
        id=drawn_by(lambda material: material.id("tenant")),
        name=like("company"),
        plan=drawn_by(lambda material: material.pick("plan", ("free", "free", "pro", "pro", "enterprise"))),
        created_at=drawn_by(lambda material: material.moment("created", _FIRST, _LAST)),
    )
    .deriving(slug=_slug, domain=lambda tenant: f"{tenant.slug}.example")
    .trait("free", plan="free")
    .trait("pro", plan="pro")
    .trait("enterprise", plan="enterprise")
    .trait("inactive", active=False)
)
"""Builds tenants: slug and domain fit the name. Traits: `free`, `pro`, `enterprise`, `inactive`."""

users: Final = (
    Builder(
        User,
        id=drawn_by(lambda material: material.id("user")),
        full_name=like("full_name"),
        role=drawn_by(lambda material: material.pick("role", ("admin", "operator", "operator", "viewer", "viewer"))),
    )
    .transient(OfTenant)
    .deriving(tenant_id=lambda user, options: options.tenant.id, email=_email, created_at=_invited)
    .trait("admin", role="admin")
    .trait("operator", role="operator")
    .trait("viewer", role="viewer")
    .trait("inactive", active=False)
)
"""Builds users: the email fits the name and the tenant. Option: `tenant`. Traits: the roles, `inactive`."""
