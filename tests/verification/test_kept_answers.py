"""mypy is asked again when something changed that it looked at, and not otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from mockfactory.verification import Report, Severity, StandIn, verify_pairs

pytestmark = pytest.mark.integration

FAKE: Final = """
from typing import Protocol

class Mailer(Protocol):
    def send(self, to: str) -> bool: ...

class FakeMailer:
    def send(self, to: str) -> bool:
        return True
"""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mypy_cache: str) -> Callable[[], tuple[Report, bool]]:
    """Verifies by mypy, and says whether mypy was started for it."""
    (tmp_path / "kept_fakes.py").write_text(FAKE)
    monkeypatch.setenv("MYPY_CACHE_DIR", mypy_cache)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "kept_fakes", raising=False)
    pair = StandIn("kept_fakes:FakeMailer", "kept_fakes:Mailer")
    started: list[object] = []
    run = subprocess.run

    def counted(command: list[str], **options: object) -> object:
        started.append(command)
        return run(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", counted)

    def ask() -> tuple[Report, bool]:
        started.clear()
        [report] = verify_pairs([pair], by=["mypy"], project=tmp_path)
        return report, bool(started)

    return ask


def test_nothing_changed(asked: Callable[[], tuple[Report, bool]], tmp_path: Path) -> None:
    first, _ = asked()
    assert first.substitutable
    assert asked() == (first, False)

    (tmp_path / "kept_fakes.py").write_text(FAKE.replace("to: str) -> bool:\n        return True", "to: int): ..."))
    drifted, started = asked()
    assert started
    assert [one.member for one in drifted.of(Severity.INCOMPATIBLE)] == ["send"]
    assert asked() == (drifted, False)


def test_files_that_were_not_there(asked: Callable[[], tuple[Report, bool]], tmp_path: Path) -> None:
    asked()
    stub = tmp_path / "kept_fakes.pyi"
    stub.write_text(
        FAKE.replace("FakeMailer:\n    def send(self, to: str)", "FakeMailer:\n    def send(self, at: str)")
    )
    by_stub, started = asked()
    assert (started, by_stub.substitutable) == (True, False)

    stub.unlink()
    (tmp_path / "mypy.ini").write_text("[mypy]\n[mypy-kept_fakes]\nfollow_imports = skip\n")
    unseen, started = asked()
    assert started
    assert "mypy did not judge it: it does not see" in str(unseen)


def test_an_edit_within_a_second_that_changes_no_size(asked: Callable[[], tuple[Report, bool]], tmp_path: Path) -> None:
    file, settings = tmp_path / "kept_fakes.py", tmp_path / "mypy.ini"
    second = 10**9 * 1_700_000_000
    os.utime(file, ns=(second, second))
    assert asked()[0].substitutable

    file.write_text("def send(self, at: str)".join(FAKE.rsplit("def send(self, to: str)", 1)))
    os.utime(file, ns=(second + 7, second + 7))
    assert file.stat().st_size == len(FAKE)
    for text in ("[mypy]\n", "[mypy]\nstrict = True\n"):  # asked again, for another reason
        settings.write_text(text)
        report, started = asked()
        assert (started, report.substitutable) == (True, False)
    assert asked() == (report, False)

    file.write_text(FAKE)
    os.utime(file, ns=(second + 10**9, second + 10**9))
    assert asked()[0].substitutable
