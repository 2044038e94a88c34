"""What a module promises: what it defines, and what it hands on."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from mockfactory.cli import main
from mockfactory.verification import Severity, check_substitutable

Made = Callable[[dict[str, str], str], ModuleType]
OWN = "LIMIT = 3\ndef ask(text: str) -> str:\n    return text\n"
IMPORTS = """
import json
import os.path
from typing import Any, Optional
try:
    import csv
except ImportError:
    csv = None
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(files: dict[str, str], name: str) -> ModuleType:
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text)
        importlib.invalidate_caches()
        return importlib.import_module(name)

    yield make
    for name in set(sys.modules) - before:
        del sys.modules[name]


def _lacks(impl: ModuleType, iface: ModuleType) -> list[str]:
    return [one.member for one in check_substitutable(impl, iface).of(Severity.INCOMPATIBLE)]


def test_what_a_module_imports_is_no_promise(made: Made) -> None:
    iface, impl = made({"given.py": IMPORTS + OWN}, "given"), made({"fake.py": "import re\n" + OWN}, "fake")

    report = check_substitutable(impl, iface)

    assert not report.findings, str(report)


def test_what_it_defines_is(made: Made) -> None:
    iface, impl = made({"given2.py": IMPORTS + OWN}, "given2"), made({"fake2.py": "LIMIT = 4\n"}, "fake2")

    assert _lacks(impl, iface) == ["ask"]


@pytest.mark.parametrize(
    "text",
    ["from json import loads as loads\n", "from json import *\n", "from json import loads\n__all__ = ['loads']\n"],
)
def test_what_it_hands_on_is(made: Made, text: str) -> None:
    number = sum(map(ord, text))
    iface = made({f"given{number}.py": text}, f"given{number}")
    impl = made({f"fake{number}.py": ""}, f"fake{number}")

    assert "loads" in _lacks(impl, iface)


def test_a_package_promises_what_it_imports_from_its_own_modules(made: Made) -> None:
    files = {
        "library/__init__.py": "import json\nfrom .inner import ask\nfrom library.inner import LIMIT\n",
        "library/inner.py": OWN,
        "fake3.py": "",
    }
    iface, impl = made(files, "library"), made(files, "fake3")

    assert _lacks(impl, iface) == ["LIMIT", "ask"]


def test_a_snapshot_keeps_no_imports(made: Made, tmp_path: Path) -> None:
    made({"lm.py": IMPORTS + OWN}, "lm")
    lock = tmp_path / "mockfactory.lock"

    assert main(["spec", "snapshot", "lm", "--out", str(lock)]) == 0

    assert set(json.loads(lock.read_text())["interfaces"]["lm"]["members"]) == {"LIMIT", "ask"}
