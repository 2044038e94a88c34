"""What every test of this suite may use, and the order in which they run."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def pytester(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """The same output everywhere: where CI is set, pytest writes whole messages into the lines of its summary too."""
    for name in ("CI", "BUILD_NUMBER"):
        monkeypatch.delenv(name, raising=False)
    return pytester


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The type checkers first: they take longest, and while one worker waits for them the other takes the rest."""
    items.sort(key=lambda item: "typing" not in item.path.parts)
