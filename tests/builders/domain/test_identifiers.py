"""Ids: what is refused as a placeholder, and what only looks like one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from builders.domain import Tenant, run_id_of, thread_of, why_no_id


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\t\n", "none", "None", "NONE", "null", "Null", "undefined", "nan", "test", "TEST",
        "placeholder", "todo", "TODO", "xxx", "XXXX", "default", "unknown", "tbd", "changeme", "n/a", "-",
        "string", "user_id", "00000000-0000-0000-0000-000000000000", "00000000000000000000000000000000",
        "{user_id}", "<user>", "<User object at 0x7f3a>", "[object Object]", "user_None", "None_42",
        "thread-undefined", "run_None_1", "user_null", "thread-null", "tenant_none", "a b", " ada", "ada\n", "ada\x00",
    ],
)  # fmt: skip
def test_what_stands_where_an_id_should_be_is_refused(text: str) -> None:
    assert why_no_id(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "testing-team", "test-automation-gmbh", "contest", "nullarbor", "none-of-the-above", "nonesuch",
        "default-eu", "todoist", "xx-large", "x", "X1", "a", "0", "42", "anonymous-donors", "nan-desu",
        "user_ada", "nonexistent.example", "string-quartet", "6f1e2f8c-0000-4000-8000-000000000000",
        "team_none-of-the-above", "all-or-none", "user_nonesuch", "user_nullah",
        "ada@example.org", "thread_1", "ünal", "user:7", "unknown-pleasures", "Nonetheless",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_a_fine_id(text: str) -> None:
    assert why_no_id(text) is None


def test_the_refusal_says_which_field_and_why() -> None:
    with pytest.raises(ValidationError, match=r"(?s)id.*'None' is a placeholder"):
        tenant("None")
    assert tenant("none-of-the-above").id == "none-of-the-above"


def tenant(id_: str) -> Tenant:
    created = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    return Tenant(id=id_, slug="acme", name="Acme", domain="acme.example", plan="pro", created_at=created)


def test_an_id_has_an_end() -> None:
    assert tenant("a" * 256).id == "a" * 256
    with pytest.raises(ValidationError, match="at most 256"):
        tenant("a" * 257)


@settings(max_examples=50, deadline=None)
@given(thread=st.text(min_size=1), number=st.integers(1, 10**12))
def test_a_run_id_names_its_thread(thread: str, number: int) -> None:
    assert thread_of(run_id_of(thread, number)) == thread


@pytest.mark.parametrize(
    "run", ["", "run", "run_", "run_1", "run__1", "run_t_0", "run_t_01", "run_t_", "run_t_x", "thread_t_1", "run_t_1 "]
)
def test_what_names_no_run_is_refused(run: str) -> None:
    with pytest.raises(ValueError, match="no run id"):
        thread_of(run)


def test_runs_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        run_id_of("t", 0)
    assert run_id_of("t", 1) == "run_t_1"
