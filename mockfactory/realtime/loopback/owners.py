"""Whose events an emitter may send to a `LoopbackReceiver`."""

from __future__ import annotations

from typing import Final, cast

from pydantic_core import from_json

from mockfactory.realtime.loopback.tokens import Identity


class Owners:
    """Which user and tenant each run is of, and which tenant each user: those of the first token that tells."""

    def __init__(self) -> None:
        self._tenants: Final[dict[str, str]] = {}
        self._runs: Final[dict[str, str]] = {}

    def why_not_in(self, identity: Identity) -> str:
        """Why somebody may not come in; "" for nothing."""
        tenant = self._tenants.setdefault(identity.user_id, identity.tenant_id)
        if tenant == identity.tenant_id:
            return ""
        return (
            f"the user {identity.user_id!r} is of the tenant {tenant!r} here, and not of {identity.tenant_id!r}:"
            " a receiver has one inbox for each user"
        )

    def why_not(self, user_id: str, text: str) -> str:
        """Why a message may not come from a user; "" for nothing. What is no event is for who reads it."""
        try:
            content: object = from_json(text)  # as who reads it will
        except ValueError:
            return ""
        if not isinstance(content, dict):
            return ""
        fields = cast("dict[str, object]", content)
        told, run = fields.get("user_id"), fields.get("run_id")
        if isinstance(told, str) and told != user_id:
            return f"an event of the user {told!r}, and the token is of {user_id!r}"
        if isinstance(run, str) and told == user_id and self._runs.setdefault(run, user_id) != user_id:
            return f"the run {run!r} is of the user {self._runs[run]!r}, and the token of {user_id!r}"
        return ""
