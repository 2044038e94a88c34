"""Options of builders: whose objects they build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from builders.domain.models.identity import Tenant, User
from builders.domain.recipes.material import Material
from builders.domain.recipes.seeding import seed_tenants
from builders.errors import InvalidOverride

HOME: Final = seed_tenants().tenant("a")
"""The tenant of everything that was not given another: the seeded tenant `a`."""
ADMIN: Final = seed_tenants().user("admin", of="a")
"""The user of everything that was not given another."""


@dataclass(frozen=True)
class OfTenant:
    """An option: whose object it is.

    Attributes:
        tenant: the seeded tenant `a` where there is none.
    """

    tenant: Tenant = HOME


@dataclass(frozen=True)
class OfUser:
    """Options: whose object it is. Without any, it is the seeded admin's of the tenant `a`.

    Attributes:
        user: who did it; the tenant is the user's.
        tenant: whose it is; a user id is made up for it where no user is given.
    """

    user: User | None = None
    tenant: Tenant | None = None

    def __post_init__(self) -> None:
        if self.user is not None and self.tenant is not None:
            must_be_of(self.user, self.tenant)

    @property
    def tenant_id(self) -> str:
        """Whose it is."""
        if self.user is not None:
            return self.user.tenant_id
        return HOME.id if self.tenant is None else self.tenant.id

    @property
    def user_id(self) -> str:
        """Who did it."""
        if self.user is not None:
            return self.user.id
        return someone_of(self.tenant or HOME)

    @property
    def since(self) -> dt.datetime:
        """When the user could begin."""
        if self.user is not None:
            return self.user.created_at
        return ADMIN.created_at if self.tenant in (None, HOME) else self.tenant.created_at


def check_type(name: str, value: object, *wanted: type | None) -> None:
    """Refuse an option of another type: what is given to `build` is checked by nobody else.

    Raises:
        InvalidOverride: it is of none of the `wanted` types.
    """
    types = [type(None) if one is None else one for one in wanted]
    if not isinstance(value, tuple(types)):
        kind = types[0].__name__
        raise InvalidOverride(f"{name}={value!r} is no {kind}\n  write:  {name}={kind.lower()}s.build()")


def check_texts(name: str, value: object, example: str) -> None:
    """Refuse what is no list of texts: a text alone would be a list of its letters.

    Raises:
        InvalidOverride: it is none.
    """
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    if not is_list or not all(isinstance(one, str) for one in cast("Sequence[object]", value)):
        raise InvalidOverride(f"{name}={value!r} is no list of texts\n  write:  {name}=[{example!r}]")


def check_size(name: str, size: object, most: int) -> None:
    """Refuse what is no number from 0 to `most`.

    Raises:
        InvalidOverride: it is none.
    """
    if not isinstance(size, int) or not 0 <= size <= most:
        raise InvalidOverride(f"{name}={size!r} has to be a whole number from 0 to {most:,}")


def must_be_of(user: User, tenant: Tenant) -> None:
    """Refuse a user of another tenant.

    Raises:
        InvalidOverride: the user is one.
    """
    if user.tenant_id != tenant.id:
        raise InvalidOverride(
            f"user={user.id!r} is of the tenant {user.tenant_id!r}, and tenant={tenant.id!r} is another\n"
            "  write:  user=users.build(tenant=tenant)"
        )


def someone_of(tenant: Tenant) -> str:
    """The id of a user of a tenant: always the same one; the seeded admin's for the seeded tenant `a`."""
    return ADMIN.id if tenant.id == HOME.id else f"user_{Material.of(tenant.id).letters('someone', 8)}_1"
