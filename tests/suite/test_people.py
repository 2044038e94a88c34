"""Tenants, users and contexts of a suite are real."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import InvalidOverride
from builders.domain import (
    NotIsolated,
    Tenant,
    User,
    UserExecutionContext,
    contexts,
    seed_tenants,
    tenants,
    users,
    why_no_id,
)
from mockfactory import MisuseError, MockFactory


class Traced(UserExecutionContext):
    trace_id: str


class Partner(Tenant):
    level: int = 1


def test_a_context_is_real_and_valid(mock_factory: MockFactory) -> None:
    context = mock_factory.create_mock_user_context()

    assert type(context) is UserExecutionContext
    assert UserExecutionContext.model_validate(context.to_dict()) == context
    assert context.websocket_client_id is not None
    assert mock_factory.provenance(context).kind == "real"


def test_each_field_can_be_said(mock_factory: MockFactory) -> None:
    tenant = seed_tenants().tenant("b")
    context = mock_factory.create_mock_user_context(
        user_id="user_ada",
        thread_id="thread_7",
        run_id="run_thread_7_2",
        request_id="req_1",
        websocket_client_id="ws_1",
        tenant=tenant,
        agent_context={"question": "tea"},
        audit_metadata={"source": "web"},
    )

    assert (context.user_id, context.thread_id, context.run_id) == ("user_ada", "thread_7", "run_thread_7_2")
    assert (context.request_id, context.websocket_client_id, context.tenant) == ("req_1", "ws_1", tenant)
    assert (context.agent_context, context.audit_metadata) == ({"question": "tea"}, {"source": "web"})


def test_a_user_need_not_listen(mock_factory: MockFactory) -> None:
    assert mock_factory.create_mock_user_context(websocket_client_id=None).websocket_client_id is None


def test_the_thread_is_that_of_the_run(mock_factory: MockFactory) -> None:
    assert mock_factory.create_mock_user_context(run_id="run_thread_9_4").thread_id == "thread_9"


@pytest.mark.parametrize("name", ["user_id", "thread_id", "request_id", "websocket_client_id"])
@pytest.mark.parametrize("wrong", ["None", "", "user_None", "{user_id}", 3])
def test_a_wrong_id_is_refused_by_the_name_of_its_field(mock_factory: MockFactory, name: str, wrong: object) -> None:
    with pytest.raises(MisuseError, match=name):
        mock_factory.create_mock_user_context(cls=UserExecutionContext, **{name: wrong})


@given(text=st.text(max_size=20))
def test_an_id_is_taken_exactly_where_it_is_one(text: str) -> None:
    factory = MockFactory(seed=1)
    if why_no_id(text) is None:
        assert factory.create_mock_user_context(user_id=text).user_id == text
    else:
        with pytest.raises(MisuseError, match="user_id"):
            factory.create_mock_user_context(user_id=text)


def test_what_does_not_fit_together_is_refused(mock_factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="run_id 'run_a_1' is a run of the thread 'a', and thread_id is 'b'"):
        mock_factory.create_mock_user_context(run_id="run_a_1", thread_id="b")
    with pytest.raises(MisuseError, match="run_id: 'nonsense' is no run id"):
        mock_factory.create_mock_user_context(run_id="nonsense")
    with pytest.raises(MisuseError, match="tenant"):
        mock_factory.create_mock_user_context(
            user=seed_tenants().user("admin", of="a"), tenant=seed_tenants().tenant("b")
        )


def test_an_unknown_field_is_refused_with_the_nearest(mock_factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="Did you mean 'user_id'"):
        mock_factory.create_mock_user_context(cls=UserExecutionContext, user_ids="user_ada")


def test_a_user_of_a_tenant_that_is_not_known_needs_the_tenant(mock_factory: MockFactory) -> None:
    tenant = tenants.build()
    user = users.build(tenant=tenant)
    with pytest.raises(MisuseError, match=r"write: +create_mock_user_context\(user=user, tenant=tenant\)"):
        mock_factory.create_mock_user_context(user=user)
    assert mock_factory.create_mock_user_context(user=user, tenant=tenant).user_id == user.id


def test_the_factory_knows_the_tenants_that_it_made(mock_factory: MockFactory) -> None:
    tenant = mock_factory.create_mock_tenant(plan="enterprise")
    user = mock_factory.create_mock_user(tenant=tenant, role="operator")

    context = mock_factory.create_mock_user_context(user=user)

    assert (type(tenant), type(user)) == (Tenant, User)
    assert (context.user_id, context.tenant) == (user.id, tenant)
    assert user.email.endswith("@" + tenant.domain)


@pytest.mark.parametrize(
    ("asked", "field", "wrong"),
    [
        ("create_mock_tenant", "plan", "gold"),
        ("create_mock_tenant", "slug", "No Slug"),
        ("create_mock_user", "email", "nobody"),
        ("create_mock_user", "role", "king"),
        ("create_mock_user", "tenant", "tenant_a"),
    ],
)
def test_wrong_fields_of_tenants_and_users_are_refused(
    mock_factory: MockFactory, asked: str, field: str, wrong: str
) -> None:
    with pytest.raises(MisuseError, match=rf"{asked}\(\)[^\0]*{field}"):
        getattr(mock_factory, asked)(**{field: wrong})


def test_a_subclass_of_my_own_is_made_and_validated(mock_factory: MockFactory) -> None:
    context = mock_factory.create_mock_user_context(cls=Traced, trace_id="trace_1", user_id="user_ada")
    assert (type(context), context.trace_id, context.user_id) == (Traced, "trace_1", "user_ada")
    assert mock_factory.create_mock_tenant(cls=Partner, plan="pro").level == 1
    assert mock_factory.create_mock_execution_context(of=context).trace_id == "trace_1"
    other = mock_factory.create_mock_isolated_execution_context(cls=Traced, trace_id="trace_2")
    assert (type(other), other.trace_id) == (Traced, "trace_2")
    with pytest.raises(MisuseError, match="trace_id: Field required"):
        mock_factory.create_mock_user_context(cls=Traced)
    with pytest.raises(MisuseError, match="str is no subclass of|can't stand for User: it is no subclass of User"):
        mock_factory.create_mock_user(cls=str)  # type: ignore[type-var]


def test_an_execution_context_is_a_step_of_a_request(mock_factory: MockFactory) -> None:
    session = mock_factory.create_mock_database_session()
    request = mock_factory.create_mock_user_context()

    step = mock_factory.create_mock_execution_context(
        of=request, operation="search", db_session=session, agent_context={"q": "tea"}
    )

    assert (step.run_id, step.operation_depth, step.parent_request_id) == (request.run_id, 1, request.request_id)
    assert (step.db_session, step.agent_context["q"]) == (session, "tea")
    assert mock_factory.provenance(step).kind == "real"
    assert mock_factory.create_mock_execution_context().operation_depth == 1
    with pytest.raises(MisuseError, match="operation 'no name' is no name"):
        mock_factory.create_mock_execution_context(operation="no name")


def test_an_isolated_context_shares_nothing(mock_factory: MockFactory) -> None:
    first = mock_factory.create_mock_user_context()
    others = [mock_factory.create_mock_isolated_execution_context() for _ in range(3)]

    assert len({one.user_id for one in (first, *others)}) == 4
    assert len({one.tenant.id for one in (first, *others)}) == 4
    assert len({one.run_id for one in (first, *others)}) == 4


def test_an_isolated_context_that_is_given_what_another_has_is_refused(mock_factory: MockFactory) -> None:
    session = mock_factory.create_mock_database_session()
    first = mock_factory.create_mock_user_context(db_session=session)

    with pytest.raises(NotIsolated, match="db_session"):
        mock_factory.create_mock_isolated_execution_context(db_session=session)
    with pytest.raises(MisuseError, match="given a tenant that another context"):
        mock_factory.create_mock_isolated_execution_context(tenant=first.tenant)
    with pytest.raises(MisuseError, match="given a user_id that another context"):
        mock_factory.create_mock_isolated_execution_context(user_id=first.user_id)
    with pytest.raises(MisuseError, match="given a run_id that another context"):
        mock_factory.create_mock_isolated_execution_context(run_id=first.run_id)


def test_the_same_seed_gives_the_same_people() -> None:
    def people(seed: int) -> list[object]:
        factory = MockFactory(seed=seed)
        return [factory.create_mock_tenant(), factory.create_mock_user(), factory.create_mock_user_context()]

    assert people(1) == people(1)
    assert people(1) != people(2)


def test_a_user_and_an_id_of_somebody_else_do_not_fit_each_other(mock_factory: MockFactory) -> None:
    seeded = seed_tenants()
    user = seeded.user("admin", of="a")
    for other in ("user_b_admin", "user_ada"):
        with pytest.raises(MisuseError, match=f"user_id='{other}' is not the id of user='user_a_admin'"):
            mock_factory.create_mock_user_context(user=user, user_id=other)
    with pytest.raises(MisuseError, match="is of the tenant 'tenant_a', and tenant='tenant_b' is another"):
        mock_factory.create_mock_user_context(user=user, user_id=user.id, tenant=seeded.tenant("b"))
    with pytest.raises(InvalidOverride, match="is not the id of"):
        contexts.build(user=user, user_id="user_b_admin")
    assert mock_factory.create_mock_user_context(user=user, user_id=user.id).tenant.id == "tenant_a"
    assert mock_factory.create_mock_user_context(user_id="user_b_admin").tenant.id == "tenant_b"
    twin = mock_factory.create_mock_user_context(user_id="user_b_admin", tenant=seeded.tenant("a"))
    assert (twin.user_id, twin.tenant.id) == ("user_b_admin", "tenant_a")
    with pytest.raises(MisuseError, match="tenant is 'tenant_b', and tenant_id is 'tenant_a'"):
        mock_factory.create_mock_user(tenant=seeded.tenant("b"), tenant_id="tenant_a")  # type: ignore[call-overload]
