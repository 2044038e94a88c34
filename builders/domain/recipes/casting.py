"""What seeded tenants and users are called: their ids, their companies, their names."""

from __future__ import annotations

import re
from typing import Final

from builders.domain.recipes.material import Material
from builders.errors import InvalidOverride

_COMPANIES: Final = ("Acorn Analytics", "Birch Logistics", "Cedar Health", "Delta Foods", "Elm Robotics", "Fir Energy")
_GIVEN: Final = ("Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Grace", "Hana", "Ivo", "Jana", "Kofi", "Lena")
_FAMILY: Final = ("Okafor", "Lindgren", "Moreau", "Novak", "Tanaka", "Silva", "Haddad", "Keller", "Byrne", "Rossi")
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def tenant_id(name: str) -> str:
    """The id of the tenant of a name."""
    return f"tenant_{name}"


def user_id(tenant: str, name: str) -> str:
    """The id of the user of a name.

    Args:
        tenant: the tenant's name.
        name: the user's.
    """
    return f"user_{tenant}_{name}"


def company_of(name: str) -> str:
    """The company that a tenant is.

    The first names of the alphabet have companies of that letter, so that `a` and `b` are told apart at a glance.

    Example:
        >>> company_of("b"), company_of("acme")
        ('Birch Logistics', 'Acme ...')
    """
    for company in _COMPANIES:
        if company[0].lower() == name:
            return company
    return f"{name.replace('-', ' ').title()} {Material.of(tenant_id(name)).pick('kind', ('Labs', 'Group', 'Works'))}"


def person_of(id_: str) -> str:
    """The full name of a user.

    Args:
        id_: of the user.
    """
    material = Material.of(id_)
    return f"{material.pick('given', _GIVEN)} {material.pick('family', _FAMILY)}"


def check_name(what: str, name: str, *, taken: bool) -> None:
    """Refuse a name that is none, or that another one has.

    Args:
        what: "tenant" or "user".
        name: to find it by.
        taken: whether there is one of that name already.

    Raises:
        InvalidOverride: the name can't be used.
    """
    if not _NAME.fullmatch(name) or len(name) > 40:
        raise InvalidOverride(
            f"seed_tenants: {name!r} is no name for a {what}: use lower-case letters, digits and hyphens"
        )
    if taken:
        raise InvalidOverride(f"seed_tenants: there is a {what} {name!r} already")
