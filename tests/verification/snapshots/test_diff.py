"""`mockfactory spec diff`: what has changed since a snapshot, how bad it is, and whom it concerns."""

from __future__ import annotations

import json
import sys
import textwrap
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
        self.formats: dict[str, int] = {}

    def between(self, before: list[str], after: list[str]) -> tuple[int, str]:
        files = [self._write("before", before), self._write("after", after)]
        code = main(["spec", "diff", *files])
        return code, self._capsys.readouterr().out

    def _write(self, name: str, lines: list[str]) -> str:
        members = {"send": lines} if lines else {}
        entry = {"distribution": f"mail {name}", "members": members, "used": {"send": ["tests/test_mail.py::test_it"]}}
        file = self._folder / name
        number = self.formats.get(name, 3)
        file.write_text(json.dumps({"format": number, "python": "3.11", "interfaces": {"mail:Mailer": entry}}))
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
        (
            "def send(to: str = '') -> bool",
            "def send(to: str) -> bool",
            "its parameter 'to' is required, and it was optional",
        ),
        ("def send(to=0, /)", "def send(at, /)", "its parameter 'at' is required, and 'to' was optional"),
        ("def send(to: str) -> bool", "async def send(to: str) -> bool", "it is async now"),
        ("async def send(to: str) -> bool", "def send(to: str) -> bool", "it is no longer async"),
        ("def send(to: str) -> bool", "send: bool  # read-only", "it is no longer called"),
        ("def send(to: str | int) -> bool", "def send(to: str) -> bool", "it takes str, and took str | int"),
        ("def send(to: str) -> bool", "def send(to: bytes) -> bool", "it takes bytes, and took str"),
        ("def send() -> str", "def send() -> str | None", "it gives str | None, and was str"),
        ("def send() -> list[str]", "def send() -> list[int]", "it gives list[int], and was list[str]"),
        ("send: str", "send: str  # read-only", "it can't be set any more"),
        (
            "@classmethod def send(to: str) -> bool",
            "def send(to: str) -> bool",
            "it needs an object now, and could be called on the class",
        ),
        (
            "@staticmethod def send(to: str) -> bool",
            "def send(to: str) -> bool",
            "it needs an object now, and could be called on the class",
        ),
        (
            "send: ClassVar[int]",
            "send: int",
            "it is there only on an object now, and could be read on the class",
        ),
        (
            "def send(a: int, b: int) -> None",
            "def send() -> None",
            "it takes no argument 'a'; it takes no argument 'b'",
        ),
        (
            "def send(to: str) -> str",
            "async def send(to: int) -> int",
            "it is async now; it takes int, and took str; it gives int, and was str",
        ),
        (
            "def send(to: Literal['a', 'b']) -> None",
            "def send(to: Literal['a']) -> None",
            "it takes Literal['a'], and took Literal['a', 'b']",
        ),
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
        ("def send(to: str) -> None", "@classmethod def send(to: str) -> None"),
        ("@classmethod def send(to: str) -> None", "@staticmethod def send(to: str) -> None"),
        ("def send() -> Literal['a', 'b']", "def send() -> Literal['a']"),
        ("def send(to: type[~ModelT], by: int) -> ~ModelT", "def send(to: type[~T], by: int | str) -> ~T"),
        ("send: ClassVar[int]", "send: ClassVar[bool]"),
    ],
)
def test_what_right_code_does_not_notice_is_compatible(diffed: Diffed, before: str, after: str) -> None:
    code, told = diffed.between([before], [after])

    assert code == 0
    assert told.startswith("compatible: mail:Mailer.send"), told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def send(to: type[~ModelT]) -> ~ModelT", "def send(to: type[~_T]) -> ~_T"),
        ("send: ClassVar[int]", "send: int = ..."),
        ("send: int", "send: ClassVar[int]"),
        ("send: int = ...", "send: int"),
    ],
)
def test_what_nobody_could_notice_has_not_changed(diffed: Diffed, before: str, after: str) -> None:
    assert diffed.between([before], [after]) == (0, "nothing has changed\n")


def test_a_type_variable_that_stands_for_another_one_has_changed(diffed: Diffed) -> None:
    _, told = diffed.between(["def send(to: ~A, by: ~B) -> ~A"], ["def send(to: ~A, by: ~B) -> ~B"])

    assert told.startswith("unverified: mail:Mailer.send: it gives ~B, and was ~A"), told


@pytest.mark.parametrize("older", ["before", "after"])
def test_older_formats_say_nothing_of_what_a_class_has(diffed: Diffed, older: str) -> None:
    diffed.formats = {older: 2}

    assert diffed.between(["send: ClassVar[int]"], ["send: int"]) == (0, "nothing has changed\n")


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
        ("{", "is damaged: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)\n  write:"),
        ("[1]", "is no lock file of mockfactory\n  write:  mockfactory spec snapshot"),
        (
            '{\n<<<<<<< HEAD\n "format": 3,\n=======\n "format": 2,\n>>>>>>> other\n}',
            "has the marks of a merge conflict in line 2\n  write:  mockfactory spec snapshot, for all tests",
        ),
        ('{"format": 4}', "has format 4, and this version of mockfactory reads 1 to 3"),
        ('{"format": [1]}', "has format [1], and this version of mockfactory reads 1 to 3"),
        ('{"format": 1, "python": "3.11"}', "is damaged: it has no 'interfaces'"),
        (
            '{"format": 3, "python": "3.11", "interfaces": {"queue:Queue": {"distribution": "", "members": {}}}}',
            "is damaged: interfaces, queue:Queue has no 'used'",
        ),
        (
            '{"format": 3, "python": "3.11", "interfaces": {"queue:Queue": []}}',
            "is damaged: interfaces, queue:Queue is a list, and has to be an object",
        ),
        (
            '{"format": 3, "python": "3.11", "interfaces": {}, "stand_ins": {"a:B": {"c:D": {"by": ["bind"]}}}}',
            "is damaged: stand_ins, a:B, c:D has no 'tests'",
        ),
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


def test_a_class_of_the_same_name_in_another_module_is_another_one(diffed: Diffed) -> None:
    code, told = diffed.between(["def send() -> httpx.Response"], ["def send() -> requests.Response"])

    assert code == 0
    assert told.startswith("unverified: mail:Mailer.send: it gives requests.Response, and was httpx.Response"), told


@pytest.mark.parametrize(
    "line",
    [
        "def send(to: {}Address | None = None, *, sizes: list[float] = ..., ratio: float = 0.5) -> {}Receipt",
        "send: dict[str, {}Receipt]  # read-only",
    ],
)
def test_a_lock_of_the_older_format_is_compared_by_the_names_alone(diffed: Diffed, line: str) -> None:
    diffed.formats = {"before": 1}

    assert diffed.between([line.format("", "")], [line.format("mail.", "mail.")]) == (0, "nothing has changed\n")
    code, told = diffed.between([line.replace("Receipt", "Ticket").format("", "")], [line.format("mail.", "mail.")])
    assert (code, told.startswith("unverified: mail:Mailer.send: it ")) == (0, True)


RECEIPTS = """
class Receipt: ...
class Signed(Receipt): ...
class Other: ...
"""
MAIL = """
from post.receipts import {given} as Given
class Mailer:
    def send(self) -> Given: ...
"""


class TestAgainstWhatIsInstalled:
    """There the names of a lock can be looked up, so classes are compared and not names."""

    @pytest.fixture
    def post(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Post:
        return Post(tmp_path, monkeypatch)

    def test_a_class_that_moved_and_is_exported_as_before_is_the_same(
        self, post: Post, capsys: pytest.CaptureFixture[str]
    ) -> None:
        post.has(receipts=RECEIPTS, mail=MAIL.format(given="Receipt"))
        assert main(["spec", "snapshot", "post.mail:Mailer"]) == 0
        assert "-> post.receipts.Receipt" in Path("mockfactory.lock").read_text()

        post.has(moved=RECEIPTS, receipts="from post.moved import *", mail=MAIL.format(given="Receipt"))
        capsys.readouterr()
        assert (main(["spec", "diff"]), capsys.readouterr().out) == (0, "nothing has changed\n")

    def test_one_that_its_package_exports_has_no_other_name(self, post: Post) -> None:
        post.has(__init__="from post.receipts import Receipt", receipts=RECEIPTS, mail=MAIL.format(given="Receipt"))
        main(["spec", "snapshot", "post.mail:Mailer"])

        assert "-> post.Receipt" in Path("mockfactory.lock").read_text()

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ("Other", "breaking: post.mail:Mailer.send: it gives post.receipts.Other, and was post.receipts.Receipt"),
            ("Signed", "compatible: post.mail:Mailer.send: it takes and gives no less than before"),
        ],
    )
    def test_another_class_is_compared(
        self, post: Post, given: str, told: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        post.has(receipts=RECEIPTS, mail=MAIL.format(given="Receipt"))
        main(["spec", "snapshot", "post.mail:Mailer"])
        post.has(receipts=RECEIPTS, mail=MAIL.format(given=given))
        capsys.readouterr()

        code = main(["spec", "diff"])

        assert (code, capsys.readouterr().out.splitlines()[0]) == (int(given == "Other"), told)

    def test_one_whose_old_name_is_gone_is_unverified(self, post: Post, capsys: pytest.CaptureFixture[str]) -> None:
        post.has(receipts=RECEIPTS, mail=MAIL.format(given="Receipt"))
        main(["spec", "snapshot", "post.mail:Mailer"])
        post.has(receipts=RECEIPTS.replace("Receipt", "Bill"), mail=MAIL.format(given="Bill"))
        capsys.readouterr()

        assert main(["spec", "diff"]) == 0
        assert capsys.readouterr().out.startswith("unverified: post.mail:Mailer.send: it gives post.receipts.Bill")

    CLASS = """
    from typing import ClassVar
    class Mailer:
        retries: ClassVar[int] = 1
        @classmethod
        def of(cls, host: str) -> None: ...
    """

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("@classmethod\n        def of(cls", "def of(self", "post.mail:Mailer.of: it needs an object now"),
            (
                "retries: ClassVar[int] = 1",
                "def __init__(self) -> None: self.retries: int = 1",
                "post.mail:Mailer.retries: it is there only on an object now",
            ),
        ],
    )
    def test_what_could_be_done_on_the_class(
        self, post: Post, old: str, new: str, told: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        post.has(mail=self.CLASS)
        main(["spec", "snapshot", "post.mail:Mailer"])
        capsys.readouterr()
        assert (main(["spec", "diff"]), capsys.readouterr().out) == (0, "nothing has changed\n")
        assert old in self.CLASS
        post.has(mail=self.CLASS.replace(old, new))

        assert main(["spec", "diff"]) == 1
        assert f"breaking: {told}" in capsys.readouterr().out


class Post:
    """A package `post`, which can be written anew and is then imported anew."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch
        self._version = 0
        monkeypatch.chdir(folder)

    def has(self, **modules: str) -> None:
        """Write these modules, in the place of all earlier ones."""
        self._version += 1
        package = self._folder / f"version {self._version}" / "post"
        package.mkdir(parents=True)
        for name, source in {"__init__": "", **modules}.items():
            (package / f"{name}.py").write_text(textwrap.dedent(source))
        for name in [name for name in sys.modules if name.partition(".")[0] == "post"]:
            self._monkeypatch.delitem(sys.modules, name)
        self._monkeypatch.syspath_prepend(package.parent)
