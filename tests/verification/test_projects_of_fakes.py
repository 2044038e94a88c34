"""Fakes that give other fakes, in a project: marked, named in the settings, bound and replaced by tests."""

from __future__ import annotations

import sys

import pytest

pytestmark = pytest.mark.integration

APP = """
from typing import Protocol

class Query:
    def where(self, condition: str) -> "Query":
        return self

class Session:
    def query(self) -> Query:
        return Query()

class Sessions(Protocol):
    def session(self) -> Session: ...

session = Session()
"""
FAKES = """
import app

class FakeQuery:
    def where(self, condition: str) -> "FakeQuery":
        return self

class FakeSession:
    def query(self) -> FakeQuery:
        return FakeQuery()

class FakeSessions:
    def session(self) -> FakeSession:
        return FakeSession()

class SessionOfNumbers:
    def query(self, number: int) -> FakeQuery:
        return FakeQuery()
"""
MARKED = """
from mockfactory.verification import stands_for

stands_for(app.Session)(fakes.FakeSession)
stands_for(app.Query)(fakes.FakeQuery)
"""
NAMED = """
[tool.mockfactory]
[tool.mockfactory.stands-for]
"fakes:FakeSessions" = "app:Sessions"
"fakes:FakeSession" = "app:Session"
"fakes:FakeQuery" = "app:Query"
"""
MORE = """
import app
import fakes
from mockfactory.verification import stands_for

stands_for(app.Query)(fakes.FakeQuery)

class Nothing: ...
"""
NAMED_MORE = """
[tool.mockfactory.stands-for]
"fakes:FakeSession" = "app:Session"
"more:Nothing" = "fakes:FakeSessions"
"""
TESTS = """
import app
import fakes
from mockfactory import replace

def test_bound(mock_factory):
    mock_factory.bind(app.Sessions, to=fakes.FakeSessions)
    assert mock_factory.create(app.Sessions).session().query().where("a")

def test_replaced():
    replace("app.session", with_=fakes.FakeSession())
    assert app.session.query().where("a")

def test_local(mock_factory):
    class Local(fakes.FakeSessions): ...
    mock_factory.bind(app.Sessions, to=Local())
    assert mock_factory.create(app.Sessions).session()
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, mypy_cache: str) -> pytest.Pytester:
    """A project without any mark."""
    monkeypatch.setenv("MYPY_CACHE_DIR", mypy_cache)
    monkeypatch.delenv("CI", raising=False)
    pytester.makepyfile(app=APP, fakes=FAKES)
    (pytester.path / "pyproject.toml").write_text("[tool.mockfactory]\n")
    return pytester


def verify(project: pytest.Pytester, *options: str) -> pytest.RunResult:
    return project.run(sys.executable, "-m", "mockfactory", "verify", *options)


@pytest.mark.parametrize("by", ["rules,mypy", "rules", "mypy"])
def test_pairs_of_the_settings_know_of_each_other(project: pytest.Pytester, by: str) -> None:
    (project.path / "pyproject.toml").write_text(NAMED)

    result = verify(project, "--by", by)

    assert result.ret == 0, result.stdout.str()
    result.stdout.fnmatch_lines(["3 pairs, all verified"])


def test_marks_are_known_before_the_first_pair_is_compared(project: pytest.Pytester) -> None:
    project.makepyfile(more=MORE)
    (project.path / "pyproject.toml").write_text(NAMED_MORE)

    result = verify(project, "--by", "rules")

    assert "FakeSession can't stand" not in result.stdout.str()
    result.stdout.fnmatch_lines(["more.Nothing can't stand for fakes.FakeSessions*"])


def test_what_only_one_of_them_breaks_is_told_of_that_one(project: pytest.Pytester) -> None:
    (project.path / "pyproject.toml").write_text(NAMED.replace('fakes:FakeSession"', 'fakes:SessionOfNumbers"'))

    result = verify(project)

    assert result.ret == 1
    told = result.stdout.str()
    assert "incompatible: SessionOfNumbers.query() can't take every call" in told
    assert "FakeQuery can't stand" not in told
    assert "incompatible: FakeSessions.session() gives FakeSession, not Session (rule 16)" in told
    assert "mend:      write @stands_for(Session) above FakeSession, if it stands for Session" in told


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_what_tests_bind_and_replace(project: pytest.Pytester, workers: tuple[str, ...]) -> None:
    project.makepyfile(test_app=TESTS + MARKED)  # not in `fakes`: mypy would have to read what it imports

    result = project.run(
        sys.executable, "-m", "pytest", "-rA", "-p", "no:asyncio", "-p", "no:cacheprovider", "--mockfactory-verify",
        *workers,
    )  # fmt: skip

    assert result.ret == 0, result.stdout.str()
    assert "PASSED mockfactory::fakes:FakeSessions stands for app:Sessions" in result.stdout.str()
    assert "PASSED mockfactory::fakes:FakeSession stands for app:Session" in result.stdout.str()
    assert "PASSED mockfactory::test_app:test_local.<locals>.Local stands for app:Sessions" in result.stdout.str()


def test_what_is_bound_unmarked_is_told_where_it_is_bound(project: pytest.Pytester) -> None:
    project.makepyfile(test_app=TESTS)

    result = project.run(sys.executable, "-m", "pytest", "-p", "no:asyncio", "-p", "no:cacheprovider")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*write @stands_for(Session) above FakeSession, if it stands for Session*"])
