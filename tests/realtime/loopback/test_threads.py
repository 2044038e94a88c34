"""A bridge on the event loop of another thread, as where an application under test runs in one."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator

import pytest

from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.client import LoopbackClient
from mockfactory.realtime.loopback.proxy import LoopbackProxy
from tests.realtime.loopback.wires import of_ada


@contextlib.contextmanager
def another_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop that runs in another thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.mark.asyncio
async def test_a_client_that_is_open_is_known_to_its_bridge() -> None:
    with another_loop() as loop:
        bridge = LoopbackAgentWebSocketBridge()
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(bridge.start(), loop))
        known = list[str]()
        for _ in range(50):
            async with bridge.client(of_ada()):
                known.append(bridge.connection_state(of_ada().user_id))
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(bridge.shutdown(), loop))
    assert set(known) == {"connected"}


@pytest.mark.asyncio
async def test_a_client_behind_a_proxy_is_known_too() -> None:
    with another_loop() as loop:
        bridge = LoopbackAgentWebSocketBridge()
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(bridge.start(), loop))
        known = list[str]()
        async with LoopbackProxy(bridge.url) as proxy:
            for _ in range(10):
                async with LoopbackClient(proxy.url, bridge.tokens.issue(of_ada())):
                    known.append(bridge.connection_state(of_ada().user_id))
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(bridge.shutdown(), loop))
    assert set(known) == {"connected"}
