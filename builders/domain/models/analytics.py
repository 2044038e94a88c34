"""What was measured: calls of the API, the tokens they used, and what a day comes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from builders.domain.models.entity import Entity, Instant, in_order
from builders.domain.models.identifiers import Identifier
from builders.domain.models.identity import Name

Count = Annotated[int, Field(ge=0)]


class TokenUsage(Entity):
    """The tokens of one call, or of many. `+` adds them.

    Attributes:
        prompt_tokens: that were sent.
        completion_tokens: that came back.
        total_tokens: both together.

    Example:
        >>> (TokenUsage.of(prompt=100, completion=20) + TokenUsage.of(prompt=1, completion=2)).total_tokens
        123
    """

    prompt_tokens: Count
    completion_tokens: Count
    total_tokens: Count

    @classmethod
    def of(cls, *, prompt: int, completion: int) -> Self:
        """The usage with its total."""
        return cls(prompt_tokens=prompt, completion_tokens=completion, total_tokens=prompt + completion)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        right = self.prompt_tokens + self.completion_tokens
        if self.total_tokens != right:
            raise ValueError(
                f"total_tokens is {self.total_tokens}, and {self.prompt_tokens} prompt + {self.completion_tokens}"
                f" completion tokens are {right}"
            )
        return self

    def __add__(self, other: TokenUsage) -> TokenUsage:
        return TokenUsage.of(
            prompt=self.prompt_tokens + other.prompt_tokens,
            completion=self.completion_tokens + other.completion_tokens,
        )


class ApiCall(Entity):
    """One call of the service's API.

    Attributes:
        id: of the call.
        tenant_id, user_id: who called.
        path: of the endpoint: `/v1/chat`.
        model: the language model that was used; `None`: none was.
        status_code: of HTTP, 200 to 599.
        started_at, finished_at: the times; a call takes some time.
        usage: the tokens; none without a model, and no completion where the call failed.
        error: what went wrong, exactly when the status is 400 or more.
    """

    id: Identifier
    tenant_id: Identifier
    user_id: Identifier
    path: Annotated[str, Field(pattern=r"^/[^\s?#]*$")]
    model: Name | None
    status_code: Annotated[int, Field(ge=200, le=599)]
    started_at: Instant
    finished_at: Instant
    usage: TokenUsage
    error: Name | None = None

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        in_order(started_at=self.started_at, finished_at=self.finished_at)
        if self.started_at == self.finished_at:
            raise ValueError("finished_at is started_at: a call takes some time")
        if self.failed != (self.error is not None):
            raise ValueError(f"status_code {self.status_code} {'needs an error' if self.failed else 'has no error'}")
        if self.failed and self.usage.completion_tokens:
            raise ValueError(f"a call that failed ({self.status_code}) has no completion_tokens")
        if self.model is None and self.usage.total_tokens:
            raise ValueError("a call without a model uses no tokens")
        return self

    @property
    def failed(self) -> bool:
        """Whether it ended with an error."""
        return self.status_code >= 400

    @property
    def latency(self) -> dt.timedelta:
        """How long it took."""
        return self.finished_at - self.started_at


class DailySummary(Entity):
    """What the calls of one tenant on one day (UTC) come to. `DailySummary.of` adds them up.

    Attributes:
        id: of the summary.
        tenant_id: whose calls.
        day: on which they started.
        calls: all of them; a summary that does not agree with them is refused.
        call_count, error_count: how many there were, and failed.
        active_users: how many users called.
        usage: the tokens of all.
        median_latency_ms, p95_latency_ms: of the calls, nearest rank, in whole milliseconds; 0 without calls.
    """

    id: Identifier
    tenant_id: Identifier
    day: dt.date
    calls: tuple[ApiCall, ...] = Field(repr=False)
    call_count: Count
    error_count: Count
    active_users: Count
    usage: TokenUsage
    median_latency_ms: Count
    p95_latency_ms: Count

    @classmethod
    def of(
        cls,
        calls: Iterable[ApiCall],
        *,
        tenant_id: str | None = None,
        day: dt.date | None = None,
        id: str | None = None,
    ) -> Self:
        """The summary of calls.

        Args:
            calls: of one tenant and one day.
            tenant_id: needed only where there are no calls.
            day: the same.
            id: of the summary; `summary_<tenant>_<day>` where there is none.

        Raises:
            ValueError: there are no calls and nothing says whose summary it is; or they are of several days or tenants.
        """
        kept = tuple(calls)
        tenant = tenant_id or (kept[0].tenant_id if kept else None)
        date = day or (kept[0].started_at.date() if kept else None)
        if tenant is None or date is None:
            raise ValueError("a summary of no calls needs a tenant_id and a day")
        figures = figures_of(kept)._asdict()
        known = {"id": id or f"summary_{tenant}_{date}", "tenant_id": tenant, "day": date, "calls": kept}
        return cls.model_validate({**known, **figures})

    @model_validator(mode="after")
    def _agrees_with_its_calls(self) -> Self:
        ids: set[str] = set()
        for number, call in enumerate(self.calls):
            if call.tenant_id != self.tenant_id:
                raise ValueError(f"calls[{number}] is of the tenant {call.tenant_id!r}, not of {self.tenant_id!r}")
            if call.started_at.date() != self.day:
                raise ValueError(f"calls[{number}] started on {call.started_at.date()}, not on {self.day}")
            if call.id in ids:
                raise ValueError(f"calls[{number}] is counted twice: {call.id!r}")
            ids.add(call.id)
        for name, right in figures_of(self.calls)._asdict().items():
            if getattr(self, name) != right:
                raise ValueError(f"{name} is {getattr(self, name)!r}, and the calls make it {right!r}")
        return self

    @property
    def error_rate(self) -> float:
        """The share of calls that failed, 0 to 1; 0 without calls."""
        return self.error_count / self.call_count if self.call_count else 0.0


class Figures(NamedTuple):
    """What calls come to; the fields of a summary have the same names."""

    call_count: int
    error_count: int
    active_users: int
    usage: TokenUsage
    median_latency_ms: int
    p95_latency_ms: int


def figures_of(calls: Sequence[ApiCall]) -> Figures:
    """Count and add up calls."""
    latencies = sorted(call.latency for call in calls)
    return Figures(
        call_count=len(calls),
        error_count=sum(call.failed for call in calls),
        active_users=len({call.user_id for call in calls}),
        usage=sum((call.usage for call in calls), TokenUsage.of(prompt=0, completion=0)),
        median_latency_ms=_rank(latencies, 50),
        p95_latency_ms=_rank(latencies, 95),
    )


def _rank(latencies: Sequence[dt.timedelta], percent: int) -> int:
    """The nearest-rank percentile, in milliseconds."""
    if not latencies:
        return 0
    rank = -(-len(latencies) * percent // 100)
    return latencies[rank - 1] // dt.timedelta(milliseconds=1)
