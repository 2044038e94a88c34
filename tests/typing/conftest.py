"""What the type checkers keep between test runs."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def mypy_cache(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lasting folder: reading openai and SQLAlchemy takes mypy ten times as long as all the rest."""
    cache = getattr(pytestconfig, "cache", None)
    return tmp_path_factory.mktemp("mypy") if cache is None else cache.mkdir("mypy-of-typing-tests")
