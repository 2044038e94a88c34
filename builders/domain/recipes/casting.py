"""What seeded tenants and users are called: their ids, their companies, their names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final, TypeVar, cast

from pydantic import BaseModel, ValidationError

from builders.domain.models.identifiers import why_no_id
from builders.domain.models.identity import Role
from builders.domain.names import meant
from builders.domain.recipes.material import Material
from builders.errors import InvalidOverride
from builders.plan.refusing import refused_override

M = TypeVar("M", bound=BaseModel)

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


def check_name(what: str, name: str, id_: str, *, taken: bool) -> None:
    """Refuse a name that is none, or that another one has.

    Args:
        what: "tenant" or "user".
        name: to find it by.
        id_: what it is made into.
        taken: whether there is one of that name already.

    Raises:
        InvalidOverride: the name can't be used.
    """
    if not _NAME.fullmatch(name) or len(name) > 40:
        raise InvalidOverride(
            f"seed_tenants: {name!r} is no name for a {what}: use lower-case letters, digits and hyphens"
        )
    reason = why_no_id(id_)
    if reason is not None:
        raise InvalidOverride(f"seed_tenants: {name!r} is no name for a {what}: {reason}")
    if taken:
        raise InvalidOverride(f"seed_tenants: there is a {what} {name!r} already")


def check_choice(what: str, value: object, choices: Collection[str]) -> None:
    """Refuse what is none of a few words.

    Args:
        what: "plan" or "role".
        value: what was given.
        choices: the words.

    Raises:
        InvalidOverride: it is none.
    """
    if value not in choices:
        raise InvalidOverride(f"seed_tenants: {value!r} is no {what}{meant(str(value), choices)}")


def made(type_: type[M], **values: object) -> M:
    """A tenant or a user.

    Raises:
        InvalidOverride: a value is refused.
    """
    try:
        return type_(**values)
    except ValidationError as error:
        reasons = {
            str(each["loc"][0] if each["loc"] else ""): each["msg"].removeprefix("Value error, ")
            for each in error.errors()
        }
        raise refused_override(f"seed_tenants: {type_.__name__}", reasons, values) from None


def roles_of(users: object) -> Iterable[Role]:
    """The roles that were given, where a list of them was.

    Raises:
        TypeError: it is no list.
    """
    if isinstance(users, str) or not isinstance(users, Iterable):
        raise TypeError(f'seed_tenants takes the roles of a tenant\'s users, not {users!r}\n  write:  ["admin"]')
    return cast("Iterable[Role]", users)
