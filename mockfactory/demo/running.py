"""Running tests as a project of their own would: in a folder apart, against the installed package."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

_FOREIGN: Final = ("PYTEST_", "PYTHONOPTIMIZE", "PYTHONWARNINGS", "COV_CORE_", "MYPY")
"""Settings of the surroundings that would change what is shown. Without `assert`, tests would prove little."""


class SuiteRun(NamedTuple):
    """What pytest said of the tests."""

    passed: bool
    output: str


def has_pytest() -> bool:
    """Whether there is a pytest to run the tests with."""
    return importlib.util.find_spec("pytest") is not None


@contextmanager
def running_tests(files: Mapping[str, str], arguments: Sequence[str], seconds: float = 60) -> Generator[Running]:
    """Start tests; they run beside what is done in the block.

    Args:
        files: the project, by name.
        arguments: for pytest.
        seconds: how long they may take.
    """
    with TemporaryDirectory(prefix="mockfactory-demo-") as folder:
        for name, text in {"pytest.ini": "[pytest]\n", **files}.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        plugins = ["-p", "no:cacheprovider", "-p", "mockfactory.pytest_plugin"]
        here = ["--confcutdir", folder, "--rootdir", folder, "-c", str(Path(folder, "pytest.ini"))]
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", "--color=no", *plugins, *here, *arguments],
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
            yield Running(process, seconds, folder)
        finally:
            process.kill()
            process.communicate()


class Running:
    """Tests under way."""

    def __init__(self, process: subprocess.Popen[str], seconds: float, folder: str) -> None:
        self._process = process
        self._seconds = seconds
        self._folder = folder

    def result(self) -> SuiteRun:
        """Wait for the tests to end."""
        try:
            output, _ = self._process.communicate(timeout=self._seconds)
        except subprocess.TimeoutExpired:
            return SuiteRun(False, f"The tests did not end within {self._seconds:.0f} seconds.")
        real = os.path.realpath(self._folder)
        return SuiteRun(
            self._process.returncode == 0, output.replace(f"{real}/", "").replace(f"{self._folder}/", "").strip()
        )


def _surroundings() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    # Other plugins that happen to be installed are no part of what is shown.
    return {
        **kept,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "COLUMNS": "96",
        "MYPY_CACHE_DIR": os.devnull,
    }
