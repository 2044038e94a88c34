"""What the tests of several rooms need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.persistence.servers import postgresql


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """A PostgreSQL server: one for each worker, started for the first test that asks for it."""
    with postgresql() as directory:
        yield directory
