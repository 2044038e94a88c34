"""The plugin in mypy as users run it: again, after a change, in the daemon, with codes switched off and on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mockfactory.mypy.resolving import Resolver
from tests.mypy_plugin.project import Finding, Project

pytestmark = pytest.mark.integration

MAIL = """
class Mailer: ...
mailer = Mailer()
"""
POST = """
class Mailer: ...
the_sender = sender = Mailer()
"""
TESTS = """
from unittest.mock import patch

def test_mail() -> None:
    patch("app.mail.mailer")
    patch("app.post.sender")
"""
ALL = """
from unittest.mock import MagicMock, Mock, patch
from app.mail import Mailer
from mockfactory import replace, verify

def register(mailer: Mailer, other: object = None) -> None:
    verify(register)

def test_all() -> None:
    patch("app.mail.mialer")
    replace("app.mail.mailer", with_=3)
    register(MagicMock())
    register(MagicMock(spec=Mailer), MagicMock())
    mailer: Mailer | None = Mock()
    loose = Mock()
    register(mailer or loose)

def mailer() -> Mailer:
    return MagicMock(**{"send.return_value": 1})

def another() -> Mailer:
    return MagicMock(name="another")
"""
DAEMON = """
import json, pathlib, sys
from mypy.dmypy_server import Server
from mypy.main import process_options

arguments = ["--config-file", "mypy.ini", "--cache-dir", sys.argv[2], "test_mail.py"]
sources, options = process_options(arguments, server_options=True)
server = Server(options, "status.json")
for changes in [{}, *json.loads(sys.argv[1])]:
    for name, text in changes.items():
        pathlib.Path(name).write_text(text)
    answer = server.check(sources, export_types=False, is_tty=False, terminal_width=80)
    print(json.dumps(answer["out"]))
"""


def told(findings: list[Finding]) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in findings]


@pytest.fixture
def mail(project: Callable[[Mapping[str, str]], Project]) -> Project:
    """Tests that name `app.mail.mailer`, which is there, and `app.post.sender`, which is not."""
    return project({"app/__init__.py": "", "app/mail.py": MAIL, "test_mail.py": TESTS, "test_all.py": ALL})


def test_from_the_cache_it_tells_the_same(mail: Project) -> None:
    first = mail.findings("test_mail.py")
    assert told(first) == [(6, "mockfactory-name")]
    assert mail.findings("test_mail.py") == first


def test_a_test_is_looked_at_again_when_what_it_names_has_changed(mail: Project) -> None:
    mail.findings("test_mail.py")
    mail.write({"app/mail.py": POST})
    assert told(mail.findings("test_mail.py")) == [(5, "mockfactory-name"), (6, "mockfactory-name")]
    mail.write({"app/mail.py": MAIL, "app/post.py": POST})
    assert mail.findings("test_mail.py") == []


def test_in_the_daemon_a_test_is_looked_at_again(mail: Project, mypy_cache: Path) -> None:
    gone = {"app/mail.py": POST}
    back = {"app/mail.py": MAIL, "app/post.py": POST}
    done = subprocess.run(
        [sys.executable, "-c", DAEMON, json.dumps([gone, back]), str(mypy_cache)],
        cwd=mail.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not done.stderr
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert "test_mail.py:6" in first
    assert "test_mail.py:5" not in first
    assert "test_mail.py:5" in second
    assert "test_mail.py:6" in second
    assert "test_mail.py" not in third


def test_each_code_is_switched_by_its_name(mail: Project) -> None:
    codes = ["mockfactory-unused", "mockfactory-name", "mockfactory-value"]
    off = {f"test_{number}.py": code for number, code in enumerate(codes)}
    mail.write({name: f'# mypy: disable-error-code="{code}"{ALL}' for name, code in off.items()})
    mail.write({"test_on.py": f'# mypy: enable-error-code="mockfactory-mock"{ALL}'})
    found = mail.findings("test_all.py", "test_on.py", *off)
    assert [one.code for one in found if one.file == "test_all.py"] == codes
    for name, code in off.items():
        assert [one.code for one in found if one.file == name] == [other for other in codes if other != code]
    mocks = [one for one in found if one.code == "mockfactory-mock"]
    assert [(one.file, one.line) for one in mocks] == [("test_on.py", line) for line in (12, 14, 22)]
    assert "write double(Mailer)" in mocks[0].text


def test_a_mistake_of_the_plugin_ends_no_run(mail: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Resolver, "dotted", fail)
    assert mail.findings("test_mail.py", traceback=False) == []
