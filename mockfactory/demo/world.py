"""The seeded tenants and users, as a test finds them."""

from __future__ import annotations

from builders.domain import seed_tenants
from mockfactory.demo.table import table


def tenants_table() -> str:
    """A line for each seeded tenant."""
    return table(
        ("tenant", "name", "plan", "domain", "created"),
        [
            (tenant.id, tenant.name, tenant.plan, tenant.domain, f"{tenant.created_at:%Y-%m-%d}")
            for tenant in seed_tenants().tenants
        ],
    )


def users_table() -> str:
    """A line for each of their users."""
    return table(
        ("user", "tenant", "role", "name", "email"),
        [(user.id, user.tenant_id, user.role, user.full_name, user.email) for user in seed_tenants().users],
    )
