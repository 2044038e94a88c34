"""What every test of this suite may use, and the order in which they run."""

from __future__ import annotations

import gc
import os
import sys

import hypothesis  # noqa: F401  # it looks for who refers to what, and must not do so when that is frozen
import pytest

pytest_plugins = ["pytester"]

# Bytecode is kept whatever the caller has set: rewriting the asserts takes each worker ten seconds, and each process
# that a test starts would compile the library again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture
def pytester(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """The same output everywhere: where CI is set, pytest writes whole messages into the lines of its summary too."""
    for name in ("CI", "BUILD_NUMBER"):
        monkeypatch.delenv(name, raising=False)
    return pytester


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The type checkers first: they take longest, and while one worker waits for them the other takes the rest."""
    items.sort(key=lambda item: "typing" not in item.path.parts)


def pytest_collection_finish() -> None:
    """What is imported by now stays to the end: each full garbage collection would look through all of it again."""
    gc.collect()
    gc.freeze()
