"""What every test of this suite may use, and the order in which they run."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import hypothesis  # here: it looks for who refers to what, and must not do so when that is frozen
import pytest

from tests.sharing import made_once

pytest_plugins = ["pytester"]

# No test asserts how long something takes; a busy machine is slow.
hypothesis.settings.register_profile(
    "mockfactory", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("mockfactory")

# Bytecode is kept whatever the caller has set: rewriting the asserts takes each worker ten seconds, and each process
# that a test starts would compile the library again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture
def pytester(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """The same everywhere, and with no other plugins than this library's, pytest-xdist and those that a test names.

    Where CI is set, pytest writes whole messages into the lines of its summary too. Finding and loading all plugins
    that are installed takes each process longer than its tests do.
    """
    for name in ("CI", "BUILD_NUMBER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p mockfactory -p builders -p xdist")
    return pytester


@pytest.fixture(scope="session")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where mypy finds what it knows of typeshed: reading that takes it longer than all the rest.

    Each worker has its own, since mypy writes to it too.
    """
    own = tmp_path_factory.mktemp("mypy") / "cache"
    return str(shutil.copytree(made_once(tmp_path_factory, "mypy-cache", _read_typeshed), own))


def _read_typeshed(folder: Path) -> None:
    program = "import abc, collections.abc, contextlib, dataclasses, typing"
    subprocess.run([sys.executable, "-m", "mypy", "--cache-dir", str(folder), "-c", program], cwd=folder, check=True)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In a fresh clone each file's asserts have to be rewritten: two workers that begin at both ends do a half each."""
    report = yield
    if isinstance(collector, pytest.Dir) and os.environ.get("PYTEST_XDIST_WORKER", "gw0")[-1] in "13579":
        report.result.reverse()
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One order for all workers, whichever way they collected.

    The type checkers first: they take longest, and while one worker waits for them the other takes the rest. Then what
    reads whole libraries, in one worker as far as may be: what one such test has read, the next one need not.
    """
    items.sort(key=lambda item: ("typing" not in item.path.parts, item.path.stem != "test_real_classes", item.path))


def pytest_collection_finish() -> None:
    """What is imported by now stays to the end: each full garbage collection would look through all of it again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """So it is with what one file's tests have imported, and left behind."""
    if nextitem is not None and nextitem.path != item.path:
        gc.collect()
        gc.freeze()
