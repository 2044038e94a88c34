"""Whatever a client says or asks for: it is answered, and the others are undisturbed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from mockfactory.realtime.interfaces.errors import HandshakeRefused
from mockfactory.realtime.loopback import Listener, LoopbackAgentWebSocketBridge, LoopbackClient
from tests.realtime.loopback.wires import grace, of_ada

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def is_object(message: str | bytes) -> bool:
    try:
        return isinstance(json.loads(message), dict)
    except ValueError:
        return False


@settings(max_examples=60, deadline=None)
@given(message=st.text(max_size=20) | st.binary(max_size=20) | JSON.map(json.dumps))
def test_whatever_a_client_says_is_heard_or_closes_that_client(message: str | bytes) -> None:
    heard: list[Mapping[str, object]] = []

    async def hear(listener: Listener, said: Mapping[str, object]) -> None:
        heard.append(said)
        await bridge.notify_agent_started(of_ada().run_id, "triage", user_context=of_ada())

    async def main() -> None:
        async with bridge, bridge.client(grace()) as other, bridge.client(of_ada()) as client:
            await client.send(message)
            if is_object(message):
                assert (await client.next()).type == "agent_started"
                assert heard == [json.loads(message)]
            else:
                assert (await client.wait_closed()).code == 1007
                assert heard == []
            assert other.is_connected

    bridge = LoopbackAgentWebSocketBridge(on_message=hear)
    asyncio.run(main())


@settings(max_examples=60, deadline=None)
@given(
    token=st.none() | st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1),
    client=st.none() | st.text(max_size=20),
    run=st.none() | st.text(max_size=20),
    after=st.none() | st.text(max_size=20),
)
def test_whatever_a_client_asks_for_is_answered(
    token: str | None, client: str | None, run: str | None, after: str | None
) -> None:
    async def main() -> None:
        async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(grace()) as other:
            asking = LoopbackClient(
                bridge.url,
                bridge.tokens.issue(of_ada().changed(websocket_client_id=None)) if token is None else token,
                via="query",
                websocket_client_id=client,
                run_id=run,
                resume_after=after,
            )
            status = 101
            try:
                await asking.open()
            except HandshakeRefused as refused:
                status = refused.status
            if status == 101:
                assert token is None
                if after:
                    assert (await asking.wait_closed()).code == 1008
                await asking.close()
            else:
                assert status == (403 if token is None else 401)
            assert other.is_connected

    asyncio.run(main())
