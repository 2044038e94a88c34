"""Tokens of test users: JSON Web Tokens (RFC 7519), signed with a secret of the test's own."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Final, cast

import jwt

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.identifiers import why_no_id
from builders.domain.models.identity import User

_ALGORITHM: Final = "HS256"
_HOUR: Final = dt.timedelta(hours=1)
_SECRET: Final = hashlib.sha256(
    b"mockfactory.realtime.loopback: good for tests on loopback, and for nothing else"
).hexdigest()


class TokenRefused(ValueError):
    """A token that says nothing that can be trusted. The message says why."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a token is for.

    Attributes:
        user_id: the user.
        tenant_id: the user's tenant.
        websocket_client_id: the one client that it lets in; `None`: any.
    """

    user_id: str
    tenant_id: str
    websocket_client_id: str | None = None


class Tokens:
    """Issues tokens for users, and reads them again.

    Args:
        secret: what they are signed with; tokens of another secret are refused.

    Raises:
        ValueError: the secret has less than 32 bytes, as many as HS256 needs (RFC 7518, 3.2).

    Example:
        >>> from builders.domain import seed_tenants
        >>> tokens = Tokens()
        >>> tokens.read(tokens.issue(seed_tenants().user("admin", of="a"))).user_id
        'user_a_admin'
    """

    def __init__(self, secret: str = _SECRET) -> None:
        if len(secret.encode()) < 32:
            raise ValueError(f"a secret for {_ALGORITHM} has 32 bytes or more, and this one has {len(secret.encode())}")
        self._secret: Final = secret

    def issue(
        self,
        user: User | UserExecutionContext,
        *,
        websocket_client_id: str | None = None,
        valid_for: dt.timedelta = _HOUR,
    ) -> str:
        """A token.

        Args:
            user: who it is for; a context names the client too.
            websocket_client_id: the one client that it lets in.
            valid_for: from now on, by the time of day; a negative time makes one that has expired.
        """
        if isinstance(user, User):
            user_id, tenant_id = user.id, user.tenant_id
        else:
            user_id, tenant_id = user.user_id, user.tenant.id
            websocket_client_id = websocket_client_id or user.websocket_client_id
        now = dt.datetime.now(dt.UTC)
        claims: dict[str, object] = {"sub": user_id, "tenant": tenant_id, "exp": now + valid_for}
        if websocket_client_id is not None:
            claims["client"] = websocket_client_id
        # The types of keys that PyJWT takes are known only where `cryptography` is installed.
        return jwt.encode(claims, self._secret, algorithm=_ALGORITHM)  # pyright: ignore[reportUnknownMemberType]

    def read(self, token: str) -> Identity:
        """Who a token is for.

        Raises:
            TokenRefused: it has expired, is not signed with the secret by HS256 (`alg=none` is no signature), or does
                not say who it is for.
        """
        try:
            # One algorithm: the token has no say in how it is checked.
            claims = jwt.decode(  # pyright: ignore[reportUnknownMemberType]  # as above
                token, self._secret, algorithms=[_ALGORITHM], options={"require": ["exp", "sub"]}
            )
        except jwt.InvalidTokenError as error:
            raise TokenRefused(_reason(error)) from None
        return Identity(
            _id(claims, "sub"), _id(claims, "tenant"), _id(claims, "client") if "client" in claims else None
        )


def _id(claims: dict[str, object], name: str) -> str:
    value = claims.get(name)
    reason = why_no_id(value) if isinstance(value, str) else f"it is {value!r}"
    if reason is not None:
        raise TokenRefused(f"its claim {name!r} has to be an id, and {reason}")
    return cast("str", value)


def _reason(error: jwt.InvalidTokenError) -> str:
    match error:
        case jwt.ExpiredSignatureError():
            return "it has expired"
        case jwt.InvalidAlgorithmError():
            return f"it is not signed by {_ALGORITHM}"
        case jwt.InvalidSignatureError():
            return "its signature is wrong"
        case jwt.MissingRequiredClaimError():
            return f"it has no claim {error.claim!r}"
        case _:
            return f"it is no token: {error}"
