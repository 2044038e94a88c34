"""Building each definition many times."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from builders import build_many, seeded

TIMES = 50


@pytest.fixture
def fifty() -> Callable[[Any], list[Any]]:
    """Fifty objects of a type, of one seed."""

    def build_fifty(type_: Any) -> list[Any]:
        with seeded(1):
            return build_many(type_, TIMES)

    return build_fifty
