"""What a suite says to what it was not made for: each thing in words, and never from deep inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mockfactory import CannotCreate, MisuseError, MockFactory, Session
from tests.factory.services import Mailer

Ask = Callable[[Any], object]


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda f: f.create_mock_suite(userr=3), r"create_mock_suite\(\) does not know 'userr'. Did you mean 'user'"),
        (lambda f: f.create_mock_suite(user=3), r"create_mock_suite\(user=...\) is int .3., not User"),
        (lambda f: f.create_mock_suite(tenant="a"), r"create_mock_suite\(tenant=...\) is str .'a'., not Tenant"),
        (lambda f: f.create_mock_suite(implementation="x"), "knows no implementation 'x'"),
        (lambda f: f.create_mock_execution_context(off=3), r"does not know 'off'. Did you mean 'of'"),
        (lambda f: f.create_mock_execution_context(of=3), r"\(of=...\) is int .3., not UserExecutionContext"),
        (lambda f: f.create_mock_execution_context(operation=3), r"\(operation=...\) is int .3., not str"),
        (lambda f: f.create_mock_execution_context(agent_context=[1]), r"\(agent_context=...\) is list"),
        (lambda f: f.create_mock_execution_context(agent_context={"a": object()}), r"because: +agent_context"),
        (lambda f: f.create_mock_isolated_execution_context(userr=3), r"^create_mock_isolated_execution_context\(\)"),
        (lambda f: f.create_mock_isolated_execution_context(tenant=3), r"^create_mock_isolated_execution_context\(\)"),
        (lambda f: f.create_mock_isolated_execution_context(cls=3), r"^create_mock_isolated_execution_context\(cls"),
        (lambda f: MockFactory(3), r"takes the session of a test, not 3"),  # type: ignore[arg-type]
        (lambda f: f.shared(Mailer, name=3), "name=... takes the text"),
        (lambda f: f.bind(Mailer, to=Mailer("a"), name=""), "name=... takes the text"),
        (lambda f: f.explain(Mailer, name=b"x"), "name=... takes the text"),
    ],
)
def test_a_wrong_word_is_told_where_it_was_said(ask: Ask, words: str) -> None:
    with pytest.raises(MisuseError, match=words):
        ask(MockFactory())


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda f: f.create(3), "write:  a class, or another type"),
        (lambda f: f.create("Mailer"), "write:  a class, or another type"),
        (lambda f: f[Mailer, "backup"], r"write:  factory.shared\(Mailer, name=\"backup\"\)"),
    ],
)
def test_what_is_no_type_is_told_with_what_to_write(ask: Ask, words: str) -> None:
    with pytest.raises(CannotCreate, match=words):
        ask(MockFactory())


def test_right_words_are_taken() -> None:
    with Session() as session:
        factory = MockFactory(session)
        context = factory.create_mock_user_context()
        step = factory.create_mock_execution_context(of=context, operation="a", agent_context={"a": 1}, db_session=None)
        assert step.parent_request_id == context.request_id
        suite = factory.create_mock_suite(user=None, tenant=None, should_fail=False, implementation="in_memory")
        assert suite.user.tenant_id == suite.tenant.id
        assert factory.explain(Mailer, name="x").decided == "double"
