"""Calls agree with themselves, and summaries with their calls."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from builders import InvalidOverride
from builders.domain import ApiCall, DailySummary, TokenUsage, api_calls, daily_summaries, seed_tenants, tenants, users

NINE = dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC)


def call(number: int, **changes: object) -> ApiCall:
    return ApiCall.model_validate(
        {
            "id": f"call_{number}",
            "tenant_id": "tenant_acme",
            "user_id": "user_ada",
            "path": "/v1/chat",
            "model": "aster-small",
            "status_code": 200,
            "started_at": NINE,
            "finished_at": NINE + dt.timedelta(milliseconds=100),
            "usage": TokenUsage.of(prompt=10, completion=5),
            **changes,
        }
    )


NONE = TokenUsage.of(prompt=10, completion=0)


def test_tokens_add_up() -> None:
    with pytest.raises(ValidationError, match="total_tokens is 16, and 10 prompt . 5 completion tokens are 15"):
        TokenUsage(prompt_tokens=10, completion_tokens=5, total_tokens=16)
    assert TokenUsage.of(prompt=10, completion=5).total_tokens == 15
    assert TokenUsage.of(prompt=1, completion=2) + TokenUsage.of(prompt=3, completion=4) == TokenUsage.of(
        prompt=4, completion=6
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"finished_at": NINE}, "a call takes some time"),
        ({"finished_at": NINE - dt.timedelta(seconds=1)}, "finished_at .* is before started_at"),
        ({"status_code": 503, "usage": NONE}, "status_code 503 needs an error"),
        ({"error": "oops"}, "status_code 200 has no error"),
        ({"status_code": 503, "error": "oops"}, "has no completion_tokens"),
        ({"model": None}, "a call without a model uses no tokens"),
        ({"status_code": 700}, "less than or equal to 599"),
        ({"path": "v1/chat"}, "path"),
    ],
)
def test_a_call_that_contradicts_itself_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        call(1, **changes)
    assert call(1, status_code=503, error="oops", usage=NONE).failed


def test_a_summary_is_counted_from_its_calls() -> None:
    calls = [call(number, finished_at=NINE + dt.timedelta(milliseconds=100 * number)) for number in range(1, 21)]
    slow = NINE + dt.timedelta(seconds=5)
    calls.append(call(21, finished_at=slow, status_code=503, error="overloaded", usage=NONE, user_id="user_bob"))
    made = DailySummary.of(calls)
    assert (made.tenant_id, made.day, made.id) == ("tenant_acme", NINE.date(), "summary_tenant_acme_2024-05-01")
    assert (made.call_count, made.error_count, made.active_users) == (21, 1, 2)
    assert made.usage == TokenUsage.of(prompt=210, completion=100)
    assert (made.median_latency_ms, made.p95_latency_ms) == (1100, 2000)
    assert made.error_rate == pytest.approx(1 / 21)


@pytest.mark.parametrize("field", ["call_count", "error_count", "active_users", "median_latency_ms", "p95_latency_ms"])
def test_a_summary_that_does_not_agree_with_its_calls_is_refused(field: str) -> None:
    made = DailySummary.of([call(1), call(2)])
    with pytest.raises(ValidationError, match=f"{field} is .*, and the calls make it"):
        made.changed(**{field: getattr(made, field) + 1})
    with pytest.raises(ValidationError, match="usage is"):
        made.changed(usage=TokenUsage.of(prompt=1, completion=1))
    assert DailySummary.model_validate_json(made.model_dump_json()) == made


def test_a_summary_is_of_one_tenant_and_one_day_and_counts_a_call_once() -> None:
    tomorrow = NINE + dt.timedelta(days=1)
    for stranger, words in [
        (call(2, tenant_id="tenant_other"), r"calls\[1\] is of the tenant 'tenant_other'"),
        (
            call(2, started_at=tomorrow, finished_at=tomorrow + dt.timedelta(seconds=1)),
            r"calls\[1\] started on 2024-05-02",
        ),
        (call(1), r"calls\[1\] is counted twice"),
    ]:
        with pytest.raises(ValidationError, match=words):
            DailySummary.of([call(1), stranger])
    assert DailySummary.of([call(1), call(2)]).call_count == 2


def test_a_day_without_calls_has_to_say_whose_it_is() -> None:
    with pytest.raises(ValueError, match="needs a tenant_id and a day"):
        DailySummary.of([])
    quiet = DailySummary.of([], tenant_id="tenant_acme", day=NINE.date())
    assert (quiet.call_count, quiet.p95_latency_ms, quiet.error_rate) == (0, 0, 0.0)


def test_a_call_that_ends_after_midnight_belongs_to_the_day_it_started() -> None:
    late = dt.datetime(2024, 5, 1, 23, 59, 59, tzinfo=dt.UTC)
    assert DailySummary.of([call(1, started_at=late, finished_at=late + dt.timedelta(seconds=5))]).day == NINE.date()


def test_summaries_are_built_for_users_that_are_given() -> None:
    acme = tenants.build()
    team = users.build_many(3, tenant=acme)
    made = daily_summaries.build(users=team, size=60)
    assert (made.tenant_id, made.call_count, made.active_users) == (acme.id, 60, 3)
    assert {one.user_id for one in made.calls} == {one.id for one in team}
    assert daily_summaries.build("quiet").call_count == 0
    assert daily_summaries.build("quiet", size=4).call_count == 4
    with pytest.raises(InvalidOverride, match="of two tenants"):
        daily_summaries.build(users=[*team, seed_tenants().user("admin", of="b")])
    with pytest.raises(InvalidOverride, match="size=-1"):
        daily_summaries.build(size=-1)


def test_calls_are_built_as_asked() -> None:
    grace = seed_tenants().user("admin", of="b")
    failed = api_calls.build("failed", user=grace)
    assert failed.failed
    assert (failed.tenant_id, failed.user_id) == ("tenant_b", grace.id)
    assert failed.started_at >= grace.created_at
    assert api_calls.build(path="/v1/jobs").usage.total_tokens == 0
    assert api_calls.build("rate_limited").error == "rate limit exceeded"
    assert api_calls.build(status_code=418).error == "status 418"
