"""Tokens of test users: JSON Web Tokens (RFC 7519), signed with a secret of the test's own."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Final, cast

import jwt

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.identity import User
from mockfactory.realtime.events.clock import time_of_day
from mockfactory.realtime.events.users import ids_of
from mockfactory.realtime.loopback.token_times import TokenRefused, check_times
from mockfactory.realtime.options.errors import OptionError
from mockfactory.realtime.options.ids import an_id, text, why_not
from mockfactory.realtime.options.kinds import of_kind_or_none
from mockfactory.realtime.options.numbers import duration

_ALGORITHM: Final = "HS256"
_HOUR: Final = dt.timedelta(hours=1)
_SECRET: Final = hashlib.sha256(
    b"mockfactory.realtime.loopback: good for tests on loopback, and for nothing else"
).hexdigest()


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
    """Issues tokens for users, and reads them again. Their time is virtual where a virtual clock runs.

    Args:
        secret: what they are signed with; tokens of another secret are refused.

    Raises:
        OptionError: the secret is no text, or has less than 32 bytes, as many as HS256 needs (RFC 7518, 3.2).

    Example:
        >>> from builders.domain import seed_tenants
        >>> tokens = Tokens()
        >>> tokens.read(tokens.issue(seed_tenants().user("admin", of="a"))).user_id
        'user_a_admin'
    """

    def __init__(self, secret: str = _SECRET) -> None:
        __tracebackhide__ = True
        size = len(text("secret", secret).encode(errors="replace"))
        if size < 32:
            raise OptionError(f"a secret for {_ALGORITHM} has 32 bytes or more, and this one has {size}")
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
            valid_for: from now on, on virtual time where a virtual clock runs; what is negative has expired.

        Raises:
            OptionError: it is neither a user nor a context, the client's id is none, or the time is no `timedelta`.
        """
        __tracebackhide__ = True
        user_id, tenant_id, client_id = ids_of(user)
        if websocket_client_id is not None:
            client_id = an_id("websocket_client_id", websocket_client_id)
        try:
            expires = time_of_day() + duration("valid_for", valid_for)
        except OverflowError:
            raise OptionError(f"valid_for leads out of the calendar: {valid_for}") from None
        claims: dict[str, object] = {"sub": user_id, "tenant": tenant_id, "exp": expires.timestamp()}
        if client_id is not None:
            claims["client"] = client_id
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
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                # Not by PyJWT's clock, which is never a virtual one.
                options={"require": ["exp", "sub"], "verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError as error:
            raise TokenRefused(_reason(error)) from None
        except RecursionError:
            raise TokenRefused("it is no token: it is nested too deeply") from None
        check_times(claims)
        return Identity(
            _id(claims, "sub"), _id(claims, "tenant"), _id(claims, "client") if "client" in claims else None
        )


def tokens_or_new(tokens: Tokens | None) -> Tokens:
    """The tokens that are given, or others where there are none.

    Raises:
        OptionError: they are none.
    """
    __tracebackhide__ = True
    of_kind_or_none("tokens", tokens, Tokens, "a Tokens()")
    return Tokens() if tokens is None else tokens


def _id(claims: dict[str, object], name: str) -> str:
    value = claims.get(name)
    reason = why_not(value)
    if reason is not None:
        raise TokenRefused(f"its claim {name!r} has to be an id, and {reason}")
    return cast("str", value)


def _reason(error: jwt.InvalidTokenError) -> str:
    match error:
        case jwt.InvalidAlgorithmError():
            return f"it is not signed by {_ALGORITHM}"
        case jwt.InvalidSignatureError():
            return "its signature is wrong"
        case jwt.MissingRequiredClaimError():
            return f"it has no claim {error.claim!r}"
        case _:
            return f"it is no token: {error}"
