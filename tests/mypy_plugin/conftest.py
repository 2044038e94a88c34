"""Projects for the plugin's tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.mypy_plugin.project import Project


@pytest.fixture(scope="session")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """What mypy knows of the standard library, which is not to be read again for each test."""
    kept = getattr(request.config, "cache", None)
    worker = getattr(request.config, "workerinput", {}).get("workerid", "one")
    return tmp_path_factory.mktemp("mypy") if kept is None else Path(kept.mkdir("mypy-of-plugin")) / worker


@pytest.fixture
def project(tmp_path: Path, mypy_cache: Path) -> Callable[[Mapping[str, str]], Project]:
    """Makes a project of its modules."""
    return lambda modules: Project(tmp_path, mypy_cache, modules)
