"""Tenants and users that are the same in every test and on every run: the ids to write into expectations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast, get_args

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.identifiers import run_id_of
from builders.domain.models.identity import PlanTier, Role, Tenant, User, slug_of
from builders.domain.names import meant
from builders.domain.recipes.casting import (
    check_choice,
    check_name,
    company_of,
    made,
    person_of,
    roles_of,
    tenant_id,
    user_id,
)
from builders.domain.recipes.material import Material
from builders.errors import InvalidOverride, UnknownName

_START: Final = dt.datetime(2024, 1, 1, 9, tzinfo=dt.UTC)
_PLANS: Final[Mapping[str, PlanTier]] = {"a": "enterprise", "b": "free"}

Users = Iterable[Role]
DEFAULT: Final[Mapping[str, Users]] = {"a": ("admin", "viewer"), "b": ("admin",)}


@dataclass(frozen=True, slots=True)
class SeededTenants:
    """Tenants and their users, each with a name to find it by. It never changes: `with_...` gives another.

    A value depends on the names alone: not on the seed, the test, or other tenants.

    Attributes:
        tenants: in the order in which they were added.
        users: of all tenants, in the order in which they were added.

    Example:
        >>> seeded = seed_tenants().with_tenant("acme", plan="pro", users=["operator"]).with_user("viewer", of="acme")
        >>> seeded.user("operator", of="acme").id, seeded.tenant("acme").plan
        ('user_acme_operator', 'pro')
        >>> [user.role for user in seeded.users_of("acme")]
        ['operator', 'viewer']
    """

    tenants: tuple[Tenant, ...] = ()
    users: tuple[User, ...] = ()

    def with_tenant(
        self,
        name: str,
        *,
        plan: PlanTier = "pro",
        users: Users = (),
        company: str | None = None,
        active: bool = True,
    ) -> SeededTenants:
        """With one more tenant.

        Args:
            name: to find it by, and in its id: `tenant_<name>`. Lower-case letters, digits and hyphens.
            plan: what it pays for.
            users: the roles of its users, each found by its role; more of one role as `viewer-2`, `viewer-3`.
            company: its name for people; one is chosen where there is none.
            active: whether its users may work.

        Raises:
            TypeError: `users` is no list of roles.
            InvalidOverride: the name is none, or is taken; the plan or a role is none.
        """
        check_choice("plan", plan, get_args(PlanTier))
        check_name("tenant", name, tenant_id(name), taken=any(tenant.id == tenant_id(name) for tenant in self.tenants))
        chosen = company or company_of(name)
        tenant = made(
            Tenant,
            id=tenant_id(name),
            slug=name,
            name=chosen,
            domain=f"{slug_of(chosen)}.example" if company is None and name in DEFAULT else f"{name}.example",
            plan=plan,
            active=active,
            created_at=_START + dt.timedelta(days=Material.of(tenant_id(name)).number("day", 0, 90)),
        )
        seeded = replace(self, tenants=(*self.tenants, tenant))
        for role in roles_of(users):
            seeded = seeded.with_user(role, of=name)
        return seeded

    def with_user(
        self,
        role: Role,
        *,
        of: str,
        name: str | None = None,
        full_name: str | None = None,
        email: str | None = None,
        active: bool = True,
    ) -> SeededTenants:
        """With one more user.

        Args:
            role: what the user may do.
            of: the tenant's name.
            name: to find the user by, and in the id: `user_<tenant>_<name>`; the role where there is none, then
                `viewer-2`.
            full_name: for people; one is chosen where there is none.
            email: of the user; made of the full name and the tenant's domain where there is none.
            active: whether the user may sign in.

        Raises:
            UnknownName: there is no such tenant.
            InvalidOverride: the name is none, or is taken, or another user has the email; the role is none.
        """
        check_choice("role", role, get_args(Role))
        tenant = self.tenant(of)
        found = name if name is not None else self._free_name(role, tenant)
        id_ = user_id(of, found)
        check_name("user", found, id_, taken=any(user.id == id_ for user in self.users))
        person = full_name or person_of(id_)
        address = (email or f"{slug_of(person).replace('-', '.')}@{tenant.domain}").lower()
        emails = {user.email for user in self.users}
        if address in emails:
            if email is not None:
                raise InvalidOverride(f"seed_tenants: the email {email!r} belongs to another user")
            address = address.replace("@", f".{found}@")
        user = made(
            User,
            id=id_,
            tenant_id=tenant.id,
            email=address,
            full_name=person,
            role=role,
            active=active,
            created_at=tenant.created_at + dt.timedelta(hours=Material.of(id_).number("hour", 1, 240)),
        )
        return replace(self, users=(*self.users, user))

    def _free_name(self, role: Role, tenant: Tenant) -> str:
        of = tenant.id.removeprefix("tenant_")
        taken = {user.id for user in self.users}
        names = (role if number == 1 else f"{role}-{number}" for number in range(1, len(self.users) + 2))
        return next(name for name in names if user_id(of, name) not in taken)

    def tenant(self, name: str) -> Tenant:
        """The tenant of a name.

        Raises:
            UnknownName: there is none; the message says which there are.

        Example:
            >>> seed_tenants().tenant("a").id
            'tenant_a'
            >>> seed_tenants().with_tenant("acme").tenant("acne")
            Traceback (most recent call last):
            builders.errors.UnknownName: no tenant 'acne' was seeded (did you mean 'acme'?)
        """
        for tenant in self.tenants:
            if tenant.id == tenant_id(name):
                return tenant
        names = [tenant.id.removeprefix("tenant_") for tenant in self.tenants]
        raise UnknownName(f"no tenant {name!r} was seeded{meant(name, names)}")

    def user(self, name: str, *, of: str) -> User:
        """The user of a name.

        Args:
            name: the user's name: the role, if nothing else was said.
            of: the tenant's name.

        Raises:
            UnknownName: there is none; the message says which there are.

        Example:
            >>> seed_tenants().user("admin", of="a").email
            '...@acorn-analytics.example'
        """
        self.tenant(of)
        head = user_id(of, "")
        for user in self.users:
            if user.id == head + name:
                return user
        names = [user.id.removeprefix(head) for user in self.users_of(of)]
        raise UnknownName(f"no user {name!r} of the tenant {of!r} was seeded{meant(name, names)}")

    def users_of(self, name: str) -> tuple[User, ...]:
        """The users of a tenant, in the order in which they were added."""
        tenant = self.tenant(name)
        return tuple(user for user in self.users if user.tenant_id == tenant.id)

    def context(self, name: str, *, of: str) -> UserExecutionContext:
        """A context of a user: always the same one.

        Example:
            >>> seed_tenants().context("viewer", of="a").run_id
            'run_thread_a_viewer_1'
        """
        user, tenant = self.user(name, of=of), self.tenant(of)
        thread = user.id.replace("user_", "thread_", 1)
        return UserExecutionContext(
            user_id=user.id,
            thread_id=thread,
            run_id=run_id_of(thread, 1),
            request_id=user.id.replace("user_", "req_", 1),
            websocket_client_id=user.id.replace("user_", "ws_", 1),
            tenant=tenant,
            created_at=user.created_at + dt.timedelta(days=30),
        )


def seed_tenants(layout: Mapping[str, Users] = DEFAULT) -> SeededTenants:
    """Tenants and users with ids that are the same in every test and on every run.

    By default two tenants and three users: `a` (enterprise) with an admin and a viewer, `b` (free) with an admin. So a
    test of isolation has somebody of the same tenant, and somebody of another.

    Args:
        layout: the roles of the users of each tenant, by the tenant's name.

    Raises:
        TypeError: it is no mapping of names to lists of roles.
        InvalidOverride: a name or a role is none.

    Example:
        >>> seeded = seed_tenants()
        >>> [tenant.id for tenant in seeded.tenants]
        ['tenant_a', 'tenant_b']
        >>> [user.id for user in seeded.users]
        ['user_a_admin', 'user_a_viewer', 'user_b_admin']
        >>> [user.id for user in seed_tenants({"acme": ["operator", "operator"]}).users]
        ['user_acme_operator', 'user_acme_operator-2']
    """
    if not isinstance(cast("object", layout), Mapping):
        raise TypeError(
            f"seed_tenants takes the roles of users by the names of tenants, not {layout!r}\n"
            '  write:  seed_tenants({"acme": ["admin", "viewer"]})'
        )
    seeded = SeededTenants()
    for name, roles in layout.items():
        seeded = seeded.with_tenant(name, plan=_PLANS.get(name, "pro"), users=roles)
    return seeded
