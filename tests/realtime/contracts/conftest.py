"""Every contract test runs over each implementation. A new one gets a line here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from tests.realtime.contracts.in_process import (
    DoubleBridgeSide,
    DoubleEmitterSide,
    InMemoryBridgeSide,
    InMemoryEmitterSide,
)
from tests.realtime.contracts.over_loopback import LoopbackBridgeSide, LoopbackEmitterSide
from tests.realtime.contracts.sides import BridgeSide, EmitterSide

EMITTERS: dict[str, Callable[[], EmitterSide]] = {
    "double": DoubleEmitterSide,
    "in memory": InMemoryEmitterSide,
    "loopback": LoopbackEmitterSide,
}
BRIDGES: dict[str, Callable[[], BridgeSide]] = {
    "double": DoubleBridgeSide,
    "in memory": InMemoryBridgeSide,
    "loopback": LoopbackBridgeSide,
}


@pytest_asyncio.fixture(params=EMITTERS)
async def emitter_side(request: pytest.FixtureRequest) -> AsyncIterator[EmitterSide]:
    side = EMITTERS[request.param]()
    yield side
    await side.end()


@pytest_asyncio.fixture(params=BRIDGES)
async def bridge_side(request: pytest.FixtureRequest) -> AsyncIterator[BridgeSide]:
    side = BRIDGES[request.param]()
    yield side
    await side.end()
