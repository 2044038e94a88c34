"""Every test of the suite runs twice: with `create_autospec`, as it was written, and with doubles."""

from __future__ import annotations

import pytest

from tests.migration.makers import AUTOSPEC, DOUBLE, Maker


@pytest.fixture(params=[AUTOSPEC, DOUBLE], ids=lambda maker: maker.name)
def make(request: pytest.FixtureRequest) -> Maker:
    maker: Maker = request.param
    return maker
