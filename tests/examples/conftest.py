from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from builders.domain import UserExecutionContext, seed_tenants
from tests.examples.houses import DoubleHouse, House, InMemoryHouse, LoopbackHouse

HOUSES: dict[str, type[House]] = {"double": DoubleHouse, "in memory": InMemoryHouse, "loopback": LoopbackHouse}


@pytest_asyncio.fixture(params=HOUSES)
async def house(request: pytest.FixtureRequest) -> AsyncIterator[House]:
    """Open, and nothing fails in it."""
    one = HOUSES[request.param]()
    await one.open()
    yield one
    await one.close()


@pytest_asyncio.fixture(params=HOUSES)
async def closed_house(request: pytest.FixtureRequest) -> AsyncIterator[House]:
    """Not open yet: a test opens it, with a plan for its events on their way."""
    one = HOUSES[request.param]()
    yield one
    await one.close()


@pytest.fixture
def context() -> UserExecutionContext:
    return seed_tenants().context("admin", of="a")
