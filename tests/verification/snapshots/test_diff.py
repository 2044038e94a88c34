"""`mockfactory spec diff`: what has changed since a snapshot, how bad it is, and whom it concerns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockfactory.cli import main


@pytest.fixture
def diffed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Diffed:
    return Diffed(tmp_path, capsys)


class Diffed:
    """Two snapshots of one interface that has one member, compared."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys

    def between(self, before: list[str], after: list[str]) -> tuple[int, str]:
        files = [self._write("before", before), self._write("after", after)]
        code = main(["spec", "diff", *files])
        return code, self._capsys.readouterr().out

    def _write(self, name: str, lines: list[str]) -> str:
        members = {"send": lines} if lines else {}
        entry = {"distribution": f"mail {name}", "members": members, "used": {"send": ["tests/test_mail.py::test_it"]}}
        file = self._folder / name
        file.write_text(json.dumps({"format": 1, "python": "3.11", "interfaces": {"mail:Mailer": entry}}))
        return str(file)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("def send(to: str) -> bool", "", "it is gone"),
        (
            "def send(to: str) -> bool",
            "def send(recipient: str) -> bool",
            "its parameter 1 is named 'recipient', not 'to'",
        ),
        ("def send(to: str) -> bool", "def send(to: str, subject: str) -> bool", "it requires 'subject'"),
        ("def send(to: str) -> bool", "async def send(to: str) -> bool", "it is async now"),
        ("async def send(to: str) -> bool", "def send(to: str) -> bool", "it is no longer async"),
        ("def send(to: str) -> bool", "send: bool  # read-only", "it is no longer called"),
        ("def send(to: str | int) -> bool", "def send(to: str) -> bool", "it takes str, and took str | int"),
        ("def send(to: str) -> bool", "def send(to: bytes) -> bool", "it takes bytes, and took str"),
        ("def send() -> str", "def send() -> str | None", "it gives str | None, and was str"),
        ("def send() -> list[str]", "def send() -> list[int]", "it gives list[int], and was list[str]"),
        ("send: str", "send: str  # read-only", "it can't be set any more"),
    ],
)
def test_what_breaks_is_told_with_the_tests_that_rely_on_it(
    diffed: Diffed, before: str, after: str, reason: str
) -> None:
    code, told = diffed.between([before], [after] if after else [])

    assert code == 1
    assert told.startswith(f"breaking: mail:Mailer.send: {reason}"), told
    assert "(mail before -> mail after)" in told
    assert "  test:    tests/test_mail.py::test_it" in told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def send(to: str) -> bool", "def send(to: str, subject: str = '') -> bool"),
        ("def send(to: str) -> bool", "def send(to: str | None) -> bool"),
        ("def send(to: str) -> str | None", "def send(to: str) -> str"),
        ("def send(to: Receipt) -> float", "def send(to: Receipt | None) -> int"),
        ("def send(to: str, /) -> None", "def send(recipient: str, /) -> None"),
        ("send: str  # read-only", "send: str"),
    ],
)
def test_what_right_code_does_not_notice_is_compatible(diffed: Diffed, before: str, after: str) -> None:
    code, told = diffed.between([before], [after])

    assert code == 0
    assert told.startswith("compatible: mail:Mailer.send"), told


def test_a_type_of_another_name_is_unverified(diffed: Diffed) -> None:
    code, told = diffed.between(["def send() -> Receipt"], ["def send() -> Ticket"])

    assert code == 0
    assert told.startswith("unverified: mail:Mailer.send: it gives Ticket, and was Receipt"), told


def test_each_overload_needs_one_that_takes_it(diffed: Diffed) -> None:
    both = ["def send(to: str) -> str", "def send(to: int) -> int"]

    assert diffed.between(both, [*both, "def send(to: bytes) -> bytes"])[0] == 0
    assert diffed.between(both, both[:1])[0] == 1


def test_nothing_has_changed(diffed: Diffed) -> None:
    assert diffed.between(["def send() -> str"], ["def send() -> str"]) == (0, "nothing has changed\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is damaged: Expecting property name"),
        ("[1]", "is no lock file of mockfactory"),
        ('{"format": 2}', "has format 2, and this version reads 1: make it again"),
        ('{"format": 1, "python": "3.11"}', "is damaged: KeyError: 'interfaces'"),
        ('{"format": 1, "python": "2.7", "interfaces": {}}', "was made by Python 2.7"),
        (
            '{"format": 1, "python": "3.11", "interfaces": {"queue:Queue": '
            '{"distribution": "", "members": {"put": ["def put(:"]}, "used": {}}}}',
            "is damaged: 'def put(:' is no line of a member",
        ),
        (None, "can't be read: No such file or directory"),
    ],
)
def test_a_file_that_can_not_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mockfactory.verification.snapshots.command.this_python", lambda: "3.11")
    file = tmp_path / "mockfactory.lock"
    if text is not None:
        file.write_text(text)

    assert main(["spec", "diff", str(file)]) == 2
    assert told in capsys.readouterr().err
