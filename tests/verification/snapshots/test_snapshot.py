"""`mockfactory spec snapshot`: what the tests' doubles stand for, and who relies on what."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from mockfactory.cli import main

pytestmark = pytest.mark.integration

MAIL = """
class Mailer:
    def send(self, to: str, *, urgent: bool = False) -> bool: ...
    def close(self) -> None: ...

def post(to: str) -> bool: ...
"""
TESTS = """
from collections.abc import Callable

import mail
import pytest
from mail import Mailer
from mockfactory import double, when

@pytest.mark.parametrize("to", ["ada", "bob"])
def test_send(to):
    mailer = double(Mailer)
    when(mailer.send).returns(True)
    assert mailer.send(to)

@pytest.fixture(scope="module")
def wide():
    return double(Mailer)

def test_wide(wide):
    wide.close()

def test_local():
    class Local:
        def send(self) -> None: ...
    double(Local).send()

def test_functions():
    double(mail.post)("ada")
    double(Callable[[int], str])(1)
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("CI", raising=False)
    pytester.makepyfile(mail=MAIL, test_mail=TESTS)
    return pytester


@pytest.mark.parametrize("workers", ["", "-n 2"])
def test_of_the_tests(project: pytest.Pytester, workers: str) -> None:
    result = project.run(sys.executable, "-m", "mockfactory", "spec", "snapshot", f"--pytest-args={workers}")

    assert result.ret == 0
    lock = json.loads((project.path / "mockfactory.lock").read_text())
    assert lock["interfaces"]["mail:Mailer"] == {
        "distribution": "",
        "members": {
            "()": ["def call() -> mail.Mailer"],
            "close": ["def close() -> None"],
            "send": ["def send(to: str, *, urgent: bool = False) -> bool"],
        },
        "used": {"close": ["fixture wide"], "send": ["test_mail.py::test_send[ada]", "test_mail.py::test_send[bob]"]},
    }
    assert list(lock["interfaces"]) == ["mail:Mailer", "mail:post"]
    assert lock["interfaces"]["mail:post"]["members"] == {"()": ["def call(to: str) -> bool"]}
    left_out = "left out, since no module has a name for it: test_mail:test_local.<locals>.Local"
    assert f"mockfactory.lock: 2 interfaces, 0 stand-ins; {left_out}" in result.outlines


def test_a_change_afterwards_is_told(project: pytest.Pytester) -> None:
    assert project.run(sys.executable, "-m", "mockfactory", "spec", "snapshot", "mail:Mailer").ret == 0
    assert project.run(sys.executable, "-m", "mockfactory", "spec", "diff").ret == 0
    project.makepyfile(mail=MAIL.replace("urgent", "priority"))

    result = project.run(sys.executable, "-m", "mockfactory", "spec", "diff")

    assert result.ret == 1
    result.stdout.fnmatch_lines(["breaking: mail:Mailer.send: it takes no argument 'urgent'", "1 breaking"])


def test_what_is_not_there_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mockfactory.lock").write_text("{}")

    assert main(["spec", "snapshot", "queue:Queue", "queue:Gone"]) == 2
    assert "queue:Gone: queue has no 'Gone'" in capsys.readouterr().err
    assert Path("mockfactory.lock").read_text() == "{}"


def test_names_do_not_take_the_place_of_what_the_tests_stand_for(project: pytest.Pytester) -> None:
    assert project.run(sys.executable, "-m", "mockfactory", "spec", "snapshot").ret == 0
    before = (project.path / "mockfactory.lock").read_bytes()

    result = project.run(sys.executable, "-m", "mockfactory", "spec", "snapshot", "queue:Queue")

    assert result.ret == 2
    assert "mockfactory.lock is left as it was: it holds what the tests stand for" in result.stderr.str()
    assert (project.path / "mockfactory.lock").read_bytes() == before


@pytest.mark.parametrize("words", [["queue:Queue"], []])
@pytest.mark.parametrize(("out", "why"), [("no_folder/y.lock", "there is no folder "), ("folder", "it is a folder")])
def test_a_place_that_can_not_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    words: list[str], out: str, why: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()

    assert main(["spec", "snapshot", *words, "--out", out]) == 2
    told = capsys.readouterr().err
    assert told.startswith("mockfactory: ")
    assert f"{out} is not written: {why}" in told
    assert not Path("no_folder").exists()


def test_tests_that_do_not_run_leave_the_file_as_it_was(project: pytest.Pytester) -> None:
    project.makepyfile(test_mail="import nope")
    (project.path / "mockfactory.lock").write_text("{}")

    result = project.run(sys.executable, "-m", "mockfactory", "spec", "snapshot")

    assert result.ret == 2
    assert "mockfactory.lock is left as it was: the run was broken off" in result.stderr.str()
    assert (project.path / "mockfactory.lock").read_text() == "{}"


def test_an_interface_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["spec", "snapshot", "queue:Queue"])
    lock = Path("mockfactory.lock")
    lock.write_text(lock.read_text().replace("queue:Queue", "queue:OldQueue"))
    capsys.readouterr()

    assert main(["spec", "diff"]) == 1
    assert capsys.readouterr().out.startswith("breaking: queue:OldQueue: it is gone")
