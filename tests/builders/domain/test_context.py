"""Contexts: what they refuse, what is derived from them, and that nothing leaks between them."""

from __future__ import annotations

import asyncio
import copy
import datetime as dt
import json
import pickle
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from builders import InvalidOverride, seeded
from builders.domain import UserExecutionContext, check_isolated, contexts, seed_tenants, tenants, users

WORLD = seed_tenants()


class Session:
    """Stands for a database session."""


def context(**changes: object) -> UserExecutionContext:
    return UserExecutionContext.model_validate(
        {
            "user_id": "user_ada",
            "thread_id": "thread_42",
            "run_id": "run_thread_42_1",
            "request_id": "req_7f3a",
            "tenant": WORLD.tenant("a"),
            "created_at": dt.datetime(2024, 6, 1, tzinfo=dt.UTC),
            **changes,
        }
    )


@pytest.mark.parametrize(
    "field", ["user_id", "thread_id", "run_id", "request_id", "websocket_client_id", "parent_request_id"]
)
@pytest.mark.parametrize("value", ["", " ", "None", "null", "placeholder", "TODO", "{id}"])
def test_placeholder_ids_are_refused(field: str, value: str) -> None:
    with pytest.raises(ValidationError, match=field):
        context(**{field: value})


def test_ids_that_only_look_like_placeholders_are_taken() -> None:
    fine = context(
        user_id="testing-team", thread_id="test-42", run_id="run_test-42_7", websocket_client_id="default-eu"
    )
    assert (fine.user_id, fine.run_id) == ("testing-team", "run_test-42_7")


@pytest.mark.parametrize("run", ["run_thread_43_1", "run_thread_4_1", "run_thread_42_1_1", "run_42_1"])
def test_a_run_of_another_thread_is_refused(run: str) -> None:
    with pytest.raises(ValidationError, match="belongs to the thread .* not to 'thread_42'.*'run_thread_42_1'"):
        context(run_id=run)
    assert context(run_id="run_thread_42_12").run_id == "run_thread_42_12"


def test_what_is_no_run_id_is_refused() -> None:
    with pytest.raises(ValidationError, match="no run id"):
        context(run_id="6f1e2f8c")


def test_depth_and_parent_go_together() -> None:
    with pytest.raises(ValidationError, match="operation_depth 1 has no parent_request_id"):
        context(operation_depth=1)
    with pytest.raises(ValidationError, match="operation_depth 0 has a parent_request_id"):
        context(parent_request_id="req_1")
    with pytest.raises(ValidationError, match="its own parent"):
        context(operation_depth=1, parent_request_id="req_7f3a")
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        context(operation_depth=-1)
    assert context(operation_depth=1, parent_request_id="req_1").operation_depth == 1


def test_no_request_comes_before_its_tenant() -> None:
    with pytest.raises(ValidationError, match="before there was the tenant 'tenant_a'"):
        context(created_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


def test_a_context_is_frozen_at_every_depth() -> None:
    history: list[object] = [{"role": "user"}]
    given = {"history": history, "limits": {"tokens": 10}}
    made = context(agent_context=given, audit_metadata=given)
    history.append({"role": "intruder"})
    assert made.agent_context == {"history": [{"role": "user"}], "limits": {"tokens": 10}}
    with pytest.raises(ValidationError, match="frozen"):
        made.user_id = "user_eve"
    data: Any = made.agent_context
    changes: list[Callable[[], object]] = [
        lambda: data.update(x=1),
        lambda: data.__setitem__("x", 1),
        lambda: data.__delitem__("limits"),
        lambda: data["history"].append(1),
        lambda: data["history"][0].clear(),
        lambda: data["limits"].__ior__({"tokens": 11}),
        lambda: data["limits"].setdefault("more", 1),
        lambda: data["limits"].pop("tokens"),
        lambda: data["limits"].popitem(),
        lambda: data["history"].__iadd__([1]),
        lambda: data["history"].__imul__(2),
        lambda: data["history"].__setitem__(0, 1),
        lambda: data["history"].__delitem__(0),
        lambda: data["history"].extend([1]),
        lambda: data["history"].insert(0, 1),
        lambda: data["history"].remove(1),
        lambda: data["history"].pop(),
        lambda: data["history"].clear(),
        lambda: data["history"].reverse(),
        lambda: data["history"].sort(),
    ]
    for change in changes:
        with pytest.raises(TypeError, match="frozen"):
            change()
    assert made.agent_context == {"history": [{"role": "user"}], "limits": {"tokens": 10}}


def test_data_that_two_contexts_could_share_is_refused_with_its_place() -> None:
    with pytest.raises(ValidationError, match=r"\['tools'\]\[0\] is a Session"):
        context(agent_context={"tools": [Session()]})
    with pytest.raises(ValidationError, match=r"\['n'\] is nan"):
        context(agent_context={"n": float("nan")})
    circle: list[object] = []
    circle.append(circle)
    with pytest.raises(ValidationError, match="contains itself"):
        context(audit_metadata={"circle": circle})
    twice = [1]
    assert context(agent_context={"a": twice, "b": twice}).agent_context == {"a": [1], "b": [1]}


def test_a_child_is_a_step_deeper_and_shares_nothing_mutable_but_the_session() -> None:
    session = Session()
    parent = context(agent_context={"lang": "en", "seen": ["a"]}, websocket_client_id="ws_1").with_db_session(session)
    child = parent.create_child_context("search", agent_context={"lang": "de"}, audit_metadata={"by": "planner"})
    grandchild = child.create_child_context("rank")
    assert (child.operation_depth, child.parent_request_id) == (1, parent.request_id)
    assert (grandchild.operation_depth, grandchild.parent_request_id) == (2, child.request_id)
    assert child.agent_context == {"lang": "de", "seen": ["a"]}
    assert parent.agent_context == {"lang": "en", "seen": ["a"]}
    assert child.audit_metadata == {"by": "planner", "operation": "search"}
    assert (child.user_id, child.thread_id, child.run_id, child.tenant) == (
        parent.user_id,
        parent.thread_id,
        parent.run_id,
        parent.tenant,
    )
    assert child.websocket_client_id == "ws_1"
    assert child.db_session is session
    assert child.created_at > parent.created_at
    check_isolated(parent, child, sharing=[session])


def test_the_ids_of_children_do_not_depend_on_the_order_in_which_tasks_begin() -> None:
    async def children(order: list[str]) -> dict[str, list[str]]:
        parent = context()

        async def step(name: str) -> str:
            await asyncio.sleep(0)
            return parent.create_child_context(name).request_id

        ids = await asyncio.gather(*(step(name) for name in order))
        found: dict[str, list[str]] = {}
        for name, id_ in zip(order, ids, strict=True):
            found.setdefault(name, []).append(id_)
        return found

    with seeded(0, "one"):
        one = asyncio.run(children(["search", "rank", "search"]))
    with seeded(0, "other"):
        other = asyncio.run(children(["rank", "search", "search"]))
    assert (
        one
        == other
        == {
            "search": ["req_7f3a.search.1", "req_7f3a.search.2"],
            "rank": ["req_7f3a.rank.1"],
        }
    )


def test_a_context_may_have_descendants_at_any_depth() -> None:
    ids = set()
    deepest = context()
    for depth in range(1, 301):
        deepest = deepest.create_child_context("x" * 64 if depth % 2 else "step")
        ids.add(deepest.request_id)
        assert deepest.operation_depth == depth
    assert len(ids) == 300


@pytest.mark.parametrize("operation", ["", "a b", "a.b", "x" * 65, "ä"])
def test_an_operation_has_a_name(operation: str) -> None:
    with pytest.raises(ValueError, match="is no name"):
        context().create_child_context(operation)
    assert context().create_child_context("tool-call_2").parent_request_id == "req_7f3a"


def test_a_session_is_an_object_and_stays_out_of_what_is_written() -> None:
    session = Session()
    with_session = context().with_db_session(session)
    assert with_session.db_session is session
    assert context().db_session is None
    assert "db_session" not in with_session.to_dict()
    assert "Session" not in repr(with_session)
    with pytest.raises(ValueError, match="None is none"):
        context().with_db_session(None)
    with pytest.raises(ValidationError, match="only data"):
        context().with_db_session("postgresql://...")


def test_a_websocket_connection_is_added_and_checked() -> None:
    assert context().with_websocket_connection("ws_9").websocket_client_id == "ws_9"
    with pytest.raises(ValidationError, match="placeholder"):
        context().with_websocket_connection("undefined")


def test_to_dict_is_json_and_reads_back() -> None:
    made = context(
        agent_context={"day": dt.date(2024, 5, 1), "cost": Decimal("1.50"), "tags": {"b", "a"}, "pair": (1, 2)}
    )
    written = made.to_dict()
    assert written["agent_context"] == {"day": "2024-05-01", "cost": "1.50", "tags": ["a", "b"], "pair": [1, 2]}
    assert json.loads(json.dumps(written)) == written
    plain = context(agent_context={"a": [1, {"b": None}]})
    assert UserExecutionContext.model_validate(json.loads(json.dumps(plain.to_dict()))) == plain


def test_what_to_dict_gives_is_a_copy() -> None:
    made = context(agent_context={"seen": ["a"]})
    copied = made.to_dict()["agent_context"]
    assert isinstance(copied, dict)
    copied["seen"].append("b")
    assert made.agent_context == {"seen": ["a"]}


def test_a_context_can_be_copied_pickled_and_hashed() -> None:
    made = context(agent_context={"seen": ["a", {"b": 1}]})
    assert pickle.loads(pickle.dumps(made)) == made
    assert copy.deepcopy(made) == made
    assert hash(made) == hash(context(agent_context={"seen": ["a", {"b": 1}]}))
    with pytest.raises(TypeError, match="frozen"):
        pickle.loads(pickle.dumps(made)).agent_context["seen"].append(1)


def test_the_builder_makes_a_context_for_the_user_that_is_given() -> None:
    acme = tenants.build()
    ada = users.build(tenant=acme)
    made = contexts.build("websocket", user=ada, tenant=acme)
    assert (made.user_id, made.tenant) == (ada.id, acme)
    assert made.created_at >= ada.created_at
    assert made.websocket_client_id is not None
    assert contexts.build(user=WORLD.user("admin", of="b")).tenant == WORLD.tenant("b")
    assert contexts.build().user_id == WORLD.user("admin", of="a").id
    assert contexts.build(tenant=acme).user_id != WORLD.user("admin", of="a").id


def test_the_builder_refuses_a_user_of_another_tenant() -> None:
    with pytest.raises(InvalidOverride, match="is of the tenant 'tenant_b', and tenant='tenant_a' is another"):
        contexts.build(user=WORLD.user("admin", of="b"), tenant=WORLD.tenant("a"))
    with pytest.raises(
        InvalidOverride, match=r"only its id is known\n  write:  contexts.build\(user=user, tenant=tenant\)"
    ):
        contexts.build(user=users.build(tenant=tenants.build()))
    with pytest.raises(InvalidOverride, match="is not an instance of .*User"):
        contexts.build(user="user_ada")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text("abé"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abé", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=20, deadline=None)
@given(data=st.dictionaries(st.text("abé", max_size=3), JSON, max_size=3))
def test_whatever_data_two_contexts_are_given_they_stay_apart(data: dict[str, object]) -> None:
    one, other = context(agent_context=data), context(agent_context=data, audit_metadata=data)
    check_isolated(one, other)
    check_isolated(one, data)
    check_isolated(one, one.create_child_context("step"))
    assert one.agent_context == data
    assert UserExecutionContext.model_validate(json.loads(json.dumps(one.to_dict()))) == one
