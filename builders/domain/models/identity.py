"""Who is there: tenants, and the users of each."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from builders.domain.models.entity import Entity, Instant, in_order
from builders.domain.models.identifiers import Identifier

PlanTier = Literal["free", "pro", "enterprise"]
"""What a tenant pays for, the least first."""

Role = Literal["admin", "operator", "viewer"]
"""What a user may do: an admin everything, an operator run things, a viewer look at them."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=63)]
"""A name for addresses: lower-case letters, digits and single hyphens; short enough for a DNS label (RFC 1035)."""

Domain = Annotated[str, StringConstraints(pattern=r"^([a-z0-9]+(-+[a-z0-9]+)*\.)+[a-z]{2,63}$", max_length=253)]
"""A domain name in lower case: `acme.example`."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]

_EMAIL: Final = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]+(-+[a-z0-9]+)*\.)+[a-z]{2,63}"
)


def _email(text: str) -> str:
    lowered = text.lower()
    if not _EMAIL.fullmatch(lowered) or lowered.index("@") > 64:
        raise ValueError(f"{text!r} is no email address")
    return lowered


Email = Annotated[str, Field(max_length=254), AfterValidator(_email)]
"""An email address (the unquoted form of RFC 5321, ASCII), kept in lower case, so that one person is not two users."""


class Tenant(Entity):
    """A customer: what belongs to one tenant, no other may see.

    Attributes:
        id: by which everything else names it.
        slug: the name in its addresses.
        name: the name for people.
        domain: where the email addresses of its users are.
        plan: what it pays for.
        active: whether its users may work.
        created_at: when it signed up.

    Example:
        >>> import datetime as dt
        >>> acme = Tenant(
        ...     id="tenant_acme", slug="acme", name="Acme", domain="acme.example", plan="pro",
        ...     created_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC),
        ... )
        >>> acme.active
        True
    """

    id: Identifier
    slug: Slug
    name: Name
    domain: Domain
    plan: PlanTier
    active: bool = True
    created_at: Instant


class User(Entity):
    """A person who works for a tenant.

    Attributes:
        id: by which everything else names the user.
        tenant_id: whose user it is.
        email: in lower case; no two users of the system share one.
        full_name: the name for people.
        role: what the user may do.
        active: whether the user may sign in.
        created_at: when the user was invited.
        last_login_at: when the user signed in last; `None`: never yet.

    Example:
        >>> import datetime as dt
        >>> ada = User(
        ...     id="user_ada", tenant_id="tenant_acme", email="Ada@acme.example", full_name="Ada Lovelace",
        ...     role="admin", created_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC),
        ... )
        >>> ada.email
        'ada@acme.example'
    """

    id: Identifier
    tenant_id: Identifier
    email: Email
    full_name: Name
    role: Role
    active: bool = True
    created_at: Instant
    last_login_at: Instant | None = None

    @model_validator(mode="after")
    def _comes_after_its_start(self) -> Self:
        in_order(created_at=self.created_at, last_login_at=self.last_login_at)
        return self


def slug_of(name: str) -> str:
    """The slug of a name: lower case, without accents, a hyphen between words.

    A name in another script is spelt in Latin letters.

    Example:
        >>> slug_of("Müller, Søn & Co."), slug_of("Соболев")
        ('muller-son-co', 'sobolev')
    """
    import unicodedata

    plain = unicodedata.normalize("NFKD", name.translate(_NO_ACCENT))
    if any(letter.isalpha() and not letter.isascii() for letter in plain):
        # Late, and letter by letter: Chinese characters are spelt as in Chinese, in a Japanese name too.
        from faker.decode import unidecode

        plain = unidecode(plain).translate(_NO_ACCENT)
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(words)[:63].strip("-") or "x"


_NO_ACCENT: Final = str.maketrans(
    {"ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "Ae", "ł": "l", "Ł": "L", "'": None, "`": None, "\u2019": None}
)
