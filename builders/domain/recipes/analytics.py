"""Calls of the API, and what a day of them comes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from builders.builder import Builder
from builders.domain.models.analytics import ApiCall, DailySummary, TokenUsage, figures_of
from builders.domain.models.identity import Tenant, User
from builders.domain.recipes.belonging import OfUser, check_size
from builders.domain.recipes.material import LATEST, Material, drawn_by
from builders.errors import InvalidOverride
from builders.seed.mixing import item

_MODELS: Final[Mapping[str, tuple[str, ...]]] = {
    "/v1/chat": ("aster-small", "aster-large"),
    "/v1/embeddings": ("aster-embed",),
    "/v1/datasets": (),
    "/v1/jobs": (),
}
"""The endpoints, each with the language models behind it."""
_STATUSES: Final = (200, 200, 200, 200, 200, 200, 200, 200, 429, 503)
_TIMEOUTS: Final = (408, 504)
_ERRORS: Final[Mapping[int, str]] = {
    400: "bad request", 401: "not signed in", 403: "not allowed", 404: "not found", 408: "timed out",
    409: "conflict", 422: "not valid", 429: "rate limit exceeded", 500: "internal error", 502: "bad gateway",
    503: "overloaded", 504: "timed out",
}  # fmt: skip


def _model(call: ApiCall, options: OfUser) -> str | None:
    models = _MODELS.get(call.path, ())
    return Material.of(call.id).pick("model", models) if models else None


def _usage(call: ApiCall, options: OfUser) -> TokenUsage:
    material = Material.of(call.id)
    if call.model is None:
        return TokenUsage.of(prompt=0, completion=0)
    writes = call.status_code < 400 and call.path == "/v1/chat"
    return TokenUsage.of(
        prompt=material.number("prompt", 20, 3000), completion=material.number("completion", 1, 900) if writes else 0
    )


def _finished(call: ApiCall, options: OfUser) -> dt.datetime:
    """Each word of a completion takes its time, and a timeout half a minute."""
    waited = Material.of(call.id).number("latency", 15, 250) + 12 * call.usage.completion_tokens
    return call.started_at + dt.timedelta(milliseconds=waited + 30_000 * (call.status_code in _TIMEOUTS))


def _error(call: ApiCall, options: OfUser) -> str | None:
    if call.status_code < 400:
        return None
    told = _ERRORS.get(call.status_code, f"status {call.status_code}")
    return f"{call.model}: {told}" if call.model is not None and call.status_code in (503, 504) else told


api_calls: Final = (
    Builder(
        ApiCall,
        id=drawn_by(lambda material: material.id("call")),
        path=drawn_by(lambda material: material.pick("path", ("/v1/chat", "/v1/chat", *_MODELS))),
        status_code=drawn_by(lambda material: material.pick("status", _STATUSES)),
    )
    .transient(OfUser)
    .deriving(
        tenant_id=lambda call, options: options.tenant_id,
        user_id=lambda call, options: options.user_id,
        model=_model,
        started_at=lambda call, options: Material.of(call.id).moment("started", options.since, LATEST),
        finished_at=_finished,
        usage=_usage,
        error=_error,
    )
    .trait("succeeded", status_code=200)
    .trait("failed", status_code=drawn_by(lambda material: material.pick("status", (429, 500, 503))))
    .trait("rate_limited", status_code=429)
)
"""Builds calls. Options: `user`, `tenant`. Traits: `succeeded`, `failed`, `rate_limited`."""

token_usages: Final = Builder(
    TokenUsage,
    prompt_tokens=drawn_by(lambda material: material.number("prompt", 20, 3000)),
    completion_tokens=drawn_by(lambda material: material.number("completion", 1, 900)),
).deriving(total_tokens=lambda usage: usage.prompt_tokens + usage.completion_tokens)
"""Builds the tokens of calls that went well."""


@dataclass(frozen=True)
class Day:
    """Options: whose day, and how busy it was.

    Attributes:
        users: who called, all of one tenant; where there are none, somebody of `tenant`.
        tenant: the tenant of the users; the seeded tenant `a` where there are none.
        size: how many calls there were, 0 to 10,000.
    """

    users: Sequence[User] = ()
    tenant: Tenant | None = None
    size: int = 10

    def __post_init__(self) -> None:
        check_size("size", self.size, 10_000)
        for user in self.users:
            # Of the right type, and of the tenant, if one is given.
            OfUser(user, self.tenant)
            if user.tenant_id != self.tenant_id:
                raise InvalidOverride(
                    f"users={user.id!r} and {self.users[0].id!r} are of two tenants: a summary is of one"
                )

    @property
    def tenant_id(self) -> str:
        """Whose day it is."""
        return self._first.tenant_id

    @property
    def user_ids(self) -> tuple[str, ...]:
        """Who may have called."""
        return tuple(user.id for user in self.users) or (self._first.user_id,)

    @property
    def since(self) -> dt.datetime:
        """When all of them could call."""
        return max((user.created_at for user in self.users), default=self._first.since)

    @property
    def _first(self) -> OfUser:
        return OfUser(self.users[0] if self.users else None, self.tenant)


def _day(summary: DailySummary, options: Day) -> dt.date:
    """A day that is over."""
    first = options.since.date() + dt.timedelta(days=1)
    days = (LATEST.date() - first).days - 1
    return first + dt.timedelta(days=Material.of(summary.id).number("day", 0, max(days, 0)))


def _calls(summary: DailySummary, options: Day) -> tuple[ApiCall, ...]:
    midnight = dt.datetime.combine(summary.day, dt.time(), dt.UTC)
    calls: list[ApiCall] = []
    for number in range(options.size):
        material = Material(item(Material.of(summary.id).state, number), number)
        given: dict[str, object] = {
            "id": material.id("call"),
            "tenant_id": summary.tenant_id,
            "user_id": material.pick("user", options.user_ids),
            "started_at": midnight + dt.timedelta(milliseconds=material.number("time of day", 0, 86_399_999)),
        }
        calls.append(api_calls.build_at(material.state, number, (), given))
    return tuple(sorted(calls, key=lambda call: (call.started_at, call.id)))


daily_summaries: Final = (
    Builder(DailySummary, id=drawn_by(lambda material: material.id("summary")))
    .transient(Day)
    .deriving(
        tenant_id=lambda summary, options: options.tenant_id,
        day=_day,
        calls=_calls,
        call_count=lambda summary, options: len(summary.calls),
        error_count=lambda summary, options: figures_of(summary.calls).error_count,
        active_users=lambda summary, options: figures_of(summary.calls).active_users,
        usage=lambda summary, options: figures_of(summary.calls).usage,
        median_latency_ms=lambda summary, options: figures_of(summary.calls).median_latency_ms,
        p95_latency_ms=lambda summary, options: figures_of(summary.calls).p95_latency_ms,
    )
    .trait("quiet", size=0)
)
"""Builds summaries of days. Options: `users`, `tenant`, `size` (10). Trait: `quiet`, a day without calls."""
