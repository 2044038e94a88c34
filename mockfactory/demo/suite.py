"""Running the tests of the chat service as its own project would: in a folder apart, against the installed package."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

_TESTS: Final = Path(__file__).with_name("test_chat.py")
_FOREIGN: Final = ("PYTEST_", "PYTHONOPTIMIZE", "PYTHONWARNINGS", "COV_CORE_")
"""Settings of the surroundings that would change what is shown. Without `assert`, tests would prove little."""


class SuiteRun(NamedTuple):
    """What pytest said of the tests."""

    passed: bool
    output: str


def has_pytest() -> bool:
    """Whether there is a pytest to run the tests with."""
    return importlib.util.find_spec("pytest") is not None


@contextmanager
def chat_tests(seconds: float = 60) -> Generator[_Running]:
    """Start the tests; they run beside what is done in the block."""
    with TemporaryDirectory(prefix="mockfactory-demo-") as folder:
        shutil.copy(_TESTS, folder)
        ini = Path(folder, "pytest.ini")
        ini.write_text("[pytest]\n", encoding="utf-8")
        plugins = ["-p", "no:cacheprovider", "-p", "mockfactory.pytest_plugin"]
        here = ["--confcutdir", folder, "--rootdir", folder, "-c", str(ini)]
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", "-rp", "--color=no", *plugins, *here, _TESTS.name],
            cwd=folder,
            env=_surroundings(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        try:
            yield _Running(process, seconds)
        finally:
            process.kill()
            process.communicate()


class _Running:
    """Tests under way."""

    def __init__(self, process: subprocess.Popen[str], seconds: float) -> None:
        self._process = process
        self._seconds = seconds

    def result(self) -> SuiteRun:
        """Wait for the tests to end."""
        try:
            output, _ = self._process.communicate(timeout=self._seconds)
        except subprocess.TimeoutExpired:
            return SuiteRun(False, f"The tests did not end within {self._seconds:.0f} seconds.")
        return SuiteRun(self._process.returncode == 0, output.strip())


def _surroundings() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    # Other plugins that happen to be installed are no part of what is shown.
    return {
        **kept,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "COLUMNS": "96",
    }
