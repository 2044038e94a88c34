"""What tests make in a worker process is verified, also where the worker dies; what can't be is told, and fails."""

from __future__ import annotations

import sys

import pytest

pytestmark = pytest.mark.integration

APP = """
from typing import Protocol

class Mailer(Protocol):
    sender: str

class Client:
    def get(self) -> int:
        return 1

client = Client()
"""
FAKES = """
from app import Client

class Fixed:
    @property
    def sender(self) -> str:
        return ""

class FakeClient(Client): ...
"""
AGAIN = '''
"""Runs a test again whose worker has died, as plugins do that one installs."""
import pytest

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_handlecrashitem(crashitem, report, sched):
    sched.mark_test_pending(crashitem)
    report.outcome = "rerun"
    return (yield)
'''
HEAD = """
import os, pathlib
import pytest
from app import Client, Mailer
from fakes import FakeClient, Fixed
from mockfactory import replace

def test_last():
    died = pathlib.Path(__file__).with_name("died")
    if not died.exists():
        died.touch()
        os._exit(3)
"""
BOUND = """
def test_bound(mock_factory):
    mock_factory.bind(Mailer, to=Fixed)
    mock_factory.create(Mailer)
"""
LOCAL = """
def test_local(mock_factory):
    class Local(Fixed): ...
    mock_factory.bind(Mailer, to=Local)
    mock_factory.create(Mailer)
"""
REPLACED = """
@pytest.fixture(scope="module")
def replaced():
    replace("app.Client", with_=FakeClient)

def test_replaced(replaced): ...
"""
RIGHT = """
@pytest.fixture(scope="module")
def replaced():
    replace("app.client", with_=FakeClient())

def test_replaced(replaced): ...
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project whose last test kills its worker, once; it runs again in another one."""
    pytester.makepyfile(app=APP, fakes=FAKES, conftest=AGAIN)
    (pytester.path / "pyproject.toml").write_text('[tool.mockfactory]\njudges = ["rules"]\n')
    return pytester


def run(project: pytest.Pytester, tests: str, *options: str) -> pytest.RunResult:
    first, _, last = HEAD.partition("def test_last")
    project.makepyfile(test_app=f"{first}{tests}\ndef test_last{last}")
    command = (sys.executable, "-m", "pytest", "-rA", "-p", "no:asyncio", "-p", "no:cacheprovider")
    return project.run(*command, "-n", "1", *options)


@pytest.mark.parametrize(
    ("tests", "title"),
    [(BOUND, "fakes:Fixed stands for app:Mailer"), (LOCAL, "test_app:test_local.<locals>.Local stands for app:Mailer")],
    ids=["bound", "local"],
)
def test_what_is_made_before_a_worker_dies_is_judged(project: pytest.Pytester, tests: str, title: str) -> None:
    result = run(project, tests, "--mockfactory-verify")

    assert (project.path / "died").exists()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert f"FAILED mockfactory::{title}" in result.stdout.str()
    assert "can't be set, and callers may set it (rule 22)" in result.stdout.str()
    assert "was lost" not in result.stdout.str()


def test_what_was_lost_with_it_fails_the_run(project: pytest.Pytester) -> None:
    result = run(project, REPLACED, "--mockfactory-verify")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    told = result.stdout.str()
    assert "FAILED mockfactory::fakes:FakeClient stands for the class app:Client" in told
    assert "could not verify: the pair was lost with the worker process gw0, which died before it was verified" in told


def test_a_run_in_which_nothing_was_lost_is_green(project: pytest.Pytester) -> None:
    result = run(project, RIGHT, "--mockfactory-verify")

    assert (project.path / "died").exists()
    assert result.ret == 0
    assert "was lost" not in result.stdout.str()


def test_a_snapshot_is_not_written_without_what_a_dead_worker_saw(project: pytest.Pytester) -> None:
    result = run(project, BOUND, "--mockfactory-snapshot", "mockfactory.lock")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(
        ["mockfactory.lock is not written: a worker process died, and what its tests relied on is lost"]
    )
    again = run(project, BOUND, "--mockfactory-snapshot", "mockfactory.lock")
    assert again.ret == 0
    result.stdout.no_fnmatch_line("mockfactory.lock: *")
