"""What a test binds, replaces and doubles in a session of its own is seen as what it does in the one that it has."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.integration  # in a process of their own: what other tests have marked is verified too

APP = """
from typing import Protocol

class Mailer(Protocol):
    sender: str

class Client:
    def get(self) -> int:
        return 1

class Good:
    sender = ""

class Fixed:
    @property
    def sender(self) -> str:
        return ""

class FakeClient(Client): ...

client = Client()
"""
HEAD = """
import pytest
from app import Client, FakeClient, Fixed, Good, Mailer
from mockfactory import MockFactory, Session, double, replace
"""
BOUND = """
def test_own():
    with Session() as session:
        factory = MockFactory(session)
        factory.bind(Mailer, to=FAKE)
        factory.create(Mailer)
"""
LOCAL = """
def test_own():
    with Session(), Session():
        class Local(FAKE): ...
        factory = MockFactory()
        factory.bind(Mailer, to=Local)
        factory.create(Mailer)
"""
OF_A_FIXTURE = """
@pytest.fixture(scope="module")
def factory():
    with Session() as session:
        yield MockFactory(session)

def test_own(factory):
    factory.bind(Mailer, to=FAKE)
    factory.create(Mailer)
"""
REPLACED = """
def test_replaced():
    with Session():
        replace("app.client", with_=FakeClient())
        double(Client).get()
    client = double(Client)
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makepyfile(app=APP)
    (pytester.path / "pyproject.toml").write_text('[tool.mockfactory]\njudges = ["rules"]\n')
    return pytester


def run(project: pytest.Pytester, tests: str, *options: str) -> pytest.RunResult:
    project.makepyfile(test_app=HEAD + tests)
    return project.runpytest_subprocess("-rA", "-p", "no:cacheprovider", *options)


@pytest.mark.parametrize(
    ("tests", "name", "by"),
    [
        (BOUND, "app:{}", "test_app.py::test_own, by bind"),
        (LOCAL, "test_app:test_own.<locals>.Local", "test_app.py::test_own, by bind"),
        (OF_A_FIXTURE, "app:{}", "fixture factory, by bind"),
    ],
    ids=["bound", "local", "of a fixture"],
)
def test_what_is_bound_there_is_verified(project: pytest.Pytester, tests: str, name: str, by: str) -> None:
    wrong = run(project, tests.replace("FAKE", "Fixed"), "--mockfactory-verify")
    right = run(project, tests.replace("FAKE", "Good"), "--mockfactory-verify")

    wrong.assert_outcomes(passed=1, failed=1)
    assert f"FAILED mockfactory::{name.format('Fixed')} stands for app:Mailer" in wrong.stdout.str()
    assert f"(said in {by})" in wrong.stdout.str()
    right.assert_outcomes(passed=2)
    assert f"PASSED mockfactory::{name.format('Good')} stands for app:Mailer" in right.stdout.str()


def test_what_is_replaced_there_is_verified(project: pytest.Pytester) -> None:
    result = run(project, REPLACED, "--mockfactory-verify")

    result.assert_outcomes(passed=2)
    assert "PASSED mockfactory::app:FakeClient stands for app:Client" in result.stdout.str()


def test_a_snapshot_has_it_too(project: pytest.Pytester) -> None:
    run(project, REPLACED, "--mockfactory-snapshot", "mockfactory.lock")

    lock = json.loads((project.path / "mockfactory.lock").read_text())
    test = "test_app.py::test_replaced"
    assert lock["interfaces"]["app:Client"]["used"] == {"get": [test]}
    assert lock["stand_ins"]["app:Client"]["app:FakeClient"]["tests"] == [test]


def test_where_nobody_asks_for_it_nothing_is_kept(project: pytest.Pytester) -> None:
    run(project, BOUND.replace("FAKE", "Fixed")).assert_outcomes(passed=1)
