"""A snapshot holds what green tests stand for: what fails or does not run takes nothing from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

pytestmark = pytest.mark.integration

MAIL = """
class Mailer:
    def send(self, to: str) -> bool: ...

class Printer:
    def print(self, page: str) -> None: ...
"""
TESTS = """
import pytest
from mail import Mailer, Printer
from mockfactory import double

def test_send():
    double(Mailer).send("ada")

def test_post():
    double(Mailer).send("bob")
"""
MORE_TESTS = """
from mail import Printer
from mockfactory import double

def test_print():
    double(Printer).print("a")
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.syspath_prepend(pytester.path)
    pytester.makepyfile(mail=MAIL, test_mail=TESTS, test_print=MORE_TESTS)
    assert snapshot(pytester).ret == 0
    return pytester


def snapshot(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    run = project.runpytest_subprocess if "-n" in arguments else project.runpytest_inprocess
    return run("--mockfactory-snapshot", "mockfactory.lock", "-p", "no:cacheprovider", *arguments)


def used(project: pytest.Pytester) -> Mapping[str, Any]:
    lock = json.loads((project.path / "mockfactory.lock").read_text())
    return {name: entry["used"] for name, entry in lock["interfaces"].items()}


ALL = {
    "mail:Mailer": {"send": ["test_mail.py::test_post", "test_mail.py::test_send"]},
    "mail:Printer": {"print": ["test_print.py::test_print"]},
}


@pytest.mark.parametrize(
    ("file", "source", "arguments", "why"),
    [
        ("test_other", "import nope", [], "the run was broken off"),
        ("test_other", "def test_fails(): assert False", [], "tests failed"),
        ("test_other", "def test_fails(): assert False", ["-n", "2"], "tests failed"),
        ("test_other", "", ["-k", "nothing_of_that_name"], "no tests were run"),
        ("test_other", "", ["--collect-only"], "no tests were run"),
        ("test_other", "", ["no_such_folder"], "pytest ended with exit code 4"),
    ],
)
def test_a_run_that_is_not_green_leaves_the_file_as_it_was(
    project: pytest.Pytester, file: str, source: str, arguments: list[str], why: str
) -> None:
    before = (project.path / "mockfactory.lock").read_bytes()
    project.makepyfile(**{file: source})

    result = snapshot(project, *arguments)

    assert f"mockfactory.lock is left as it was: {why}" in result.outlines
    assert (project.path / "mockfactory.lock").read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [["-k", "send"], ["test_mail.py"], ["test_mail.py::test_send"], ["-n", "2", "-k", "send"]]
)
def test_a_run_of_a_part_keeps_what_other_tests_stand_for(project: pytest.Pytester, arguments: list[str]) -> None:
    assert snapshot(project, *arguments).ret == 0

    assert used(project) == ALL


def test_a_run_of_a_file_forgets_the_tests_that_are_no_longer_in_it(project: pytest.Pytester) -> None:
    project.makepyfile(test_mail=TESTS.replace("test_post", "test_posts"))

    assert snapshot(project, "test_mail.py").ret == 0

    assert used(project)["mail:Mailer"] == {"send": ["test_mail.py::test_posts", "test_mail.py::test_send"]}


def test_a_run_of_a_part_forgets_files_that_are_gone(project: pytest.Pytester) -> None:
    (project.path / "test_print.py").unlink()

    assert snapshot(project, "test_mail.py").ret == 0

    assert set(used(project)) == {"mail:Mailer"}


def test_a_run_of_all_forgets_what_nobody_stands_for_any_more(project: pytest.Pytester) -> None:
    project.makepyfile(test_print="def test_nothing(): pass")

    assert snapshot(project).ret == 0

    assert set(used(project)) == {"mail:Mailer"}


def test_what_a_test_stands_for_that_is_skipped_is_kept(project: pytest.Pytester) -> None:
    project.makepyfile(test_print=f"import pytest\npytestmark = pytest.mark.skip\n{MORE_TESTS}")

    assert snapshot(project).ret == 0

    assert used(project) == ALL


def test_tests_that_did_not_run_are_not_taken_to_be_green_with_what_has_changed(project: pytest.Pytester) -> None:
    before = (project.path / "mockfactory.lock").read_bytes()
    project.makepyfile(mail=MAIL.replace("to: str", "to: str, urgent: bool = False"))

    result = snapshot(project, "-k", "send")

    assert result.ret == 4
    words = "mail:Mailer has changed, and tests that rely on it did not run"
    assert f"mockfactory.lock is left as it was: {words}" in result.outlines
    assert (project.path / "mockfactory.lock").read_bytes() == before
    assert snapshot(project).ret == 0
    assert b"urgent" in (project.path / "mockfactory.lock").read_bytes()


@pytest.mark.parametrize(
    "left_out",
    ["pytest.skip('no server')", "pytest.xfail('later')"],
    ids=["skipped", "failing as expected"],
)
def test_so_it_is_with_tests_that_were_skipped(project: pytest.Pytester, left_out: str) -> None:
    before = (project.path / "mockfactory.lock").read_bytes()
    project.makepyfile(
        mail=MAIL.replace("to: str", "to: str, urgent: bool = False"),
        test_mail="import pytest\n" + TESTS.replace('send("bob")', f'send("bob"); {left_out}'),
    )

    result = snapshot(project)

    assert result.ret == 4
    result.stdout.fnmatch_lines(
        [
            "mockfactory.lock is left as it was: mail:Mailer has changed, and tests that rely on it did not run",
            "*write:*delete mockfactory.lock to forget those that never run",
        ]
    )
    assert (project.path / "mockfactory.lock").read_bytes() == before
    (project.path / "mockfactory.lock").unlink()
    assert snapshot(project).ret == 0


def test_an_interface_is_kept_of_which_tests_use_nothing(project: pytest.Pytester) -> None:
    project.makepyfile(
        test_mail="from mail import Mailer\nfrom mockfactory import double\ndef test_it(): double(Mailer)"
    )
    assert snapshot(project).ret == 0
    assert snapshot(project, "test_print.py").ret == 0

    assert used(project)["mail:Mailer"] == {}


def test_what_a_fixture_of_other_tests_uses_is_kept(project: pytest.Pytester) -> None:
    wide = "@pytest.fixture(scope='module')\ndef wide(): return double(Mailer)\ndef test_wide(wide): wide.send('a')"
    project.makepyfile(test_mail=TESTS + wide)
    assert snapshot(project).ret == 0
    everything = used(project)
    assert "fixture wide" in everything["mail:Mailer"]["send"]
    assert snapshot(project, "test_print.py").ret == 0
    assert used(project) == everything
    project.makepyfile(mail=MAIL.replace("to: str", "to: str, urgent: bool = False"))

    assert snapshot(project, "test_mail.py").ret == 0
    assert used(project) == everything


def test_a_damaged_file_is_written_anew_by_all_tests_alone(project: pytest.Pytester) -> None:
    (project.path / "mockfactory.lock").write_text("{")

    assert snapshot(project, "test_mail.py").ret == 4
    assert (project.path / "mockfactory.lock").read_text() == "{"
    assert snapshot(project).ret == 0
    assert used(project) == ALL


@pytest.mark.parametrize("place", [".", "no_such_folder/y.lock"])
def test_a_place_that_nothing_can_be_written_to_is_told_before_tests_run(project: pytest.Pytester, place: str) -> None:
    result = project.runpytest_inprocess("--mockfactory-snapshot", place)

    assert result.ret == 4
    assert "can't be written: " in result.stderr.str()


def test_a_relative_place_counts_from_where_pytest_was_called(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.makeini("[pytest]")
    folder = project.mkdir("inner")
    monkeypatch.chdir(folder)

    assert project.runpytest_inprocess("--mockfactory-snapshot", "y.lock", "../test_mail.py").ret == 0

    assert (folder / "y.lock").is_file()
