"""Whatever the seed, each object makes sense as a whole and in its place; and the same seed gives the same."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from builders import InvalidOverride, domain, lint, seeded
from builders.builder import Builder
from builders.domain import (
    api_calls,
    batch_jobs,
    check_isolated,
    contexts,
    conversations,
    daily_summaries,
    datasets,
    invoices,
    messages,
    plan_of,
    plans,
    plugin_configurations,
    plugins,
    tenants,
    thread_of,
    token_usages,
    trained_models,
    usage_records,
    users,
    why_no_id,
)
from builders.domain.models.identity import slug_of
from builders.domain.recipes.material import REFERENCE

BUILDERS = {name: found for name, found in vars(domain).items() if isinstance(found, Builder)}
SEEDS = st.integers(0, 2**63)
PATIENT = settings(max_examples=5, deadline=None)
MONTH = dt.timedelta(days=31)


def leaves(value: object, path: str = "") -> Iterable[tuple[str, object]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple | list):
        for position, item in enumerate(value):
            yield from leaves(item, f"{path}[{position}]")
    else:
        yield path, value


@pytest.mark.parametrize(
    "model", [found for found in vars(domain).values() if isinstance(found, type) and issubclass(found, BaseModel)]
)
def test_every_model_has_a_json_schema(model: type[BaseModel]) -> None:
    for mode in ("validation", "serialization"):
        schema = model.model_json_schema(mode=mode)
        assert set(schema["required"]) <= set(schema["properties"])


def test_all_builders_are_here() -> None:
    assert len(BUILDERS) == 16
    assert set(BUILDERS) <= set(domain.__all__)


def test_every_builder_and_each_of_its_traits_builds() -> None:
    assert lint(*BUILDERS.values()) == sum(1 + len(builder.traits) for builder in BUILDERS.values())


@pytest.mark.parametrize("builder", BUILDERS.values(), ids=BUILDERS)
def test_what_a_builder_makes_is_valid_and_reads_back(builder: Builder[BaseModel]) -> None:
    @PATIENT
    @given(seed=SEEDS)
    def check(seed: int) -> None:
        with seeded(seed):
            built = [
                thing
                for trait in ((), *((trait,) for trait in builder.traits))
                for thing in builder.build_many(2, *trait)
            ]
        for one in built:
            assert type(one).model_validate(dict(one)) == one
            assert pickle.loads(pickle.dumps(one)) == one
            assert hash(one) == hash(type(one).model_validate(dict(one)))
            if not isinstance(one, domain.PluginConfiguration):  # whose secrets are masked in what is written
                assert type(one).model_validate_json(one.model_dump_json()) == one
            for path, leaf in leaves(one):
                if path.endswith(("id", "_id")) and leaf is not None:
                    assert why_no_id(str(leaf)) is None
                if isinstance(leaf, dt.datetime):
                    assert dt.datetime(2022, 1, 1, tzinfo=dt.UTC) <= leaf < REFERENCE, path

    check()


@pytest.mark.parametrize("builder", BUILDERS.values(), ids=BUILDERS)
def test_the_same_seed_gives_the_same_and_another_seed_something_else(builder: Builder[BaseModel]) -> None:
    with seeded(1):
        first = builder.build_many(5)
    with seeded(1):
        again = [builder.build() for _ in range(5)]
    with seeded(2):
        other = builder.build_many(5)
    assert first == again
    assert first != other


@pytest.mark.parametrize("builder", [found for found in BUILDERS.values() if found not in (plans, token_usages)])
def test_no_two_objects_of_a_test_share_an_id(builder: Callable[[], object]) -> None:
    assert isinstance(builder, Builder)
    built = builder.build_many(60)
    assert len({getattr(one, "id", None) or one.request_id for one in built}) == 60


@PATIENT
@given(seed=SEEDS)
def test_tenants_and_users_fit_each_other(seed: int) -> None:
    with seeded(seed):
        for tenant in tenants.build_many(5):
            assert tenant.slug.startswith(slug_of(tenant.name)[:48].strip("-"))
            assert tenant.domain == f"{tenant.slug}.example"
            team = users.build_many(10, tenant=tenant)
            assert len({user.email for user in team}) == 10
            for user in team:
                local, _, host = user.email.partition("@")
                assert host == tenant.domain
                assert local.startswith(slug_of(user.full_name).replace("-", "."))
                assert tenant.created_at < user.created_at
                assert user.tenant_id == tenant.id


@PATIENT
@given(seed=SEEDS)
def test_contexts_fit_their_user_and_stay_apart(seed: int) -> None:
    with seeded(seed):
        tenant = tenants.build()
        user = users.build(tenant=tenant)
        one, other = contexts.build_many(2, "websocket", user=user, tenant=tenant)
        child = one.create_child_context("search", agent_context={"seen": []})
    assert one.user_id == user.id
    assert thread_of(one.run_id) == one.thread_id
    assert one.created_at > user.created_at
    assert one.request_id != other.request_id
    assert (child.run_id, child.parent_request_id, child.operation_depth) == (one.run_id, one.request_id, 1)
    check_isolated(one, other)
    check_isolated(one, child)


@PATIENT
@given(seed=SEEDS, turns=st.integers(0, 6), instructed=st.booleans())
def test_conversations_take_turns_after_their_user_came(seed: int, turns: int, instructed: bool) -> None:
    with seeded(seed):
        user = users.build()
        chat = conversations.build(user=user, turns=turns, instructed=instructed)
        longer = chat.changed(messages=(*chat.messages, messages.build(after=chat)))
    assert len(chat.messages) == 2 * turns + instructed
    assert user.created_at < chat.created_at <= chat.updated_at < longer.updated_at
    answers = {
        (ask.content, reply.content)
        for ask, reply in zip(chat.messages, chat.messages[1:], strict=False)
        if ask.role == "user"
    }
    assert len(answers) == min(turns, 4)


@PATIENT
@given(seed=SEEDS)
def test_what_is_billed_was_used_by_somebody_who_was_there(seed: int) -> None:
    with seeded(seed):
        tenant = tenants.build()
        invoice = invoices.build(tenant=tenant)
        usage = usage_records.build(tenant=tenant)
    plan = plan_of(tenant.plan)
    assert invoice.lines[0].amount == plan.monthly_price
    assert sum(line.amount for line in invoice.lines) == invoice.subtotal
    assert invoice.subtotal + invoice.tax == invoice.total
    assert invoice.period_start.day == 1
    assert invoice.issued_on.day == 1
    assert dt.timedelta(days=27) <= invoice.period_end - invoice.period_start < MONTH
    assert invoice.period_end >= tenant.created_at.date()
    assert invoice.issued_on <= (invoice.paid_on or invoice.due_on) <= invoice.due_on < REFERENCE.date()
    assert invoice.total or invoice.status == "paid", "there is nothing to pay"
    assert dt.timedelta(days=28) <= usage.period_end - usage.period_start <= MONTH
    assert usage.period_end > tenant.created_at


@PATIENT
@given(seed=SEEDS, size=st.integers(0, 30))
def test_a_summary_agrees_with_calls_of_its_day(seed: int, size: int) -> None:
    with seeded(seed):
        team = users.build_many(3, tenant=tenants.build())
        summary = daily_summaries.build(users=team, size=size)
        call = api_calls.build(user=team[0])
    assert summary == domain.DailySummary.of(summary.calls, id=summary.id, tenant_id=summary.tenant_id, day=summary.day)
    assert [one.started_at for one in summary.calls] == sorted(one.started_at for one in summary.calls)
    assert all(user.created_at.date() < summary.day < REFERENCE.date() for user in team)
    assert call.started_at > team[0].created_at
    for one in (*summary.calls, call):
        assert one.latency >= dt.timedelta(milliseconds=12 * one.usage.completion_tokens)


@PATIENT
@given(seed=SEEDS)
def test_datasets_models_jobs_and_plugins_fit_together(seed: int) -> None:
    with seeded(seed):
        tenant = tenants.build()
        dataset = datasets.build(tenant=tenant, size=20)
        model = trained_models.build(dataset=dataset)
        job = batch_jobs.build(tenant=tenant)
        configured = plugin_configurations.build(plugin=plugins.build(), tenant=tenant)
    assert dataset.with_csv(dataset.to_csv()) == dataset
    assert all(cell <= dataset.created_at.date() for row in dataset.rows for cell in row if isinstance(cell, dt.date))
    assert model.train.rows + model.validation.rows == len(dataset.rows)
    assert model.validation.accuracy <= model.train.accuracy
    assert tenant.created_at < dataset.created_at < model.started_at < model.trained_at
    assert {one.tenant_id for one in (dataset, model, job, configured)} == {tenant.id}
    assert job.progress_percent == 100 if job.status == "completed" else job.progress_percent < 100
    assert job.is_finished or REFERENCE - job.created_at < dt.timedelta(hours=3), "nothing runs for months"


@PATIENT
@given(seed=SEEDS, size=st.integers(2, 2000))
def test_the_scores_of_a_model_are_those_of_so_many_rows(seed: int, size: int) -> None:
    with seeded(seed):
        model = trained_models.build(dataset=datasets.build(size=size))
    for scores in (model.train, model.validation):
        right = round(scores.accuracy * scores.rows)
        assert scores.accuracy == round(right / scores.rows, 3)
        assert (scores.log_loss == 0) == (right == scores.rows)
        if right == scores.rows:
            assert scores.precision == scores.recall == 1


@PATIENT
@given(seed=SEEDS)
def test_the_cells_of_a_row_agree(seed: int) -> None:
    with seeded(seed):
        tables = [
            datasets.build(name=name, size=40) for name in ("Customer churn", "Support tickets", "Order forecast")
        ]
    customers, tickets, orders = ([dict(zip(one.column_names, row, strict=True)) for row in one.rows] for one in tables)
    last = tables[0].created_at.date()
    for row in customers:
        seats, spent, seen = row["seats"], row["monthly_spend"], row["last_login_on"]
        assert isinstance(seats, int)
        assert isinstance(spent, float)
        assert 8 * seats - 1 <= spent <= 38 * seats + 1
        if isinstance(seen, dt.date):
            assert row["churned"] == (last - seen > dt.timedelta(days=270))
    assert not [row for row in tickets if row["escalated"] and not row["replies"]]
    assert not [row for row in orders if not row["orders"] and (row["revenue"] or row["late"])]


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: users.build(role="owner"), "User.role='owner' is refused"),
        (lambda: plans.build(tier="gold"), "Plan.tier='gold' is refused"),
        (lambda: usage_records.build(metric="miles"), "UsageRecord.metric='miles' is refused"),
        (lambda: invoices.build(currency="XYZ"), "Invoice.currency='XYZ' is refused"),
        (lambda: invoices.build(tokens="many"), "tokens='many' is refused"),
        (lambda: batch_jobs.build(kind="nap"), "BatchJob.kind='nap' is refused"),
        (lambda: batch_jobs.build(status="paused"), "BatchJob.status='paused' is refused"),
        (lambda: trained_models.build(algorithm="svm"), "TrainedModel.algorithm='svm' is refused"),
        (lambda: conversations.build(turns="3"), "turns='3' is refused"),
        (lambda: datasets.build(tenant=None), "tenant=None is refused"),
        (lambda: api_calls.build(tenant="tenant_a"), "tenant='tenant_a' is refused"),
        (lambda: contexts.build(user_id="None"), "UserExecutionContext.user_id='None' is refused"),
    ],
)
def test_what_can_not_be_is_refused_by_its_name(build: Callable[[], object], words: str) -> None:
    with pytest.raises(InvalidOverride) as raised:
        build()
    assert words in str(raised.value)


def test_a_part_of_a_tenant_can_be_given() -> None:
    assert contexts.build(tenant__plan="free").tenant.plan == "free"
