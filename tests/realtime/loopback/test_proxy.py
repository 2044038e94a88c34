"""Plans between a client and a server that are not of this library."""

from __future__ import annotations

import asyncio
import contextlib
import http
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from mockfactory import Session
from mockfactory.faults import FaultPlan, delays, disconnects, drops, duplicates, raises, reorders, virtual_clock
from mockfactory.realtime.interfaces.errors import HandshakeRefused
from mockfactory.realtime.loopback import LoopbackAgentWebSocketBridge, LoopbackClient, LoopbackProxy
from tests.realtime.loopback.wires import of_ada

pytestmark = pytest.mark.asyncio


class Chat:
    """A server of somebody's own."""

    def __init__(self) -> None:
        self.heard: list[str | bytes] = []
        self.requests: list[Request] = []
        self.closings: list[int | None] = []

    async def talk(self, socket: ServerConnection) -> None:
        try:
            async for message in socket:
                self.heard.append(message)
                if message == "bye":
                    await socket.close(4000, "so long")
                else:
                    await socket.send(message)
        except ConnectionClosed:
            pass
        finally:
            await socket.wait_closed()
            self.closings.append(socket.close_code)

    async def closed(self, connections: int) -> None:
        """So many connections have ended."""
        async with asyncio.timeout(10):
            while len(self.closings) < connections:
                await asyncio.sleep(0)

    def let_in(self, socket: ServerConnection, request: Request) -> Response | None:
        self.requests.append(request)
        if request.headers.get("Authorization") == "nobody":
            return socket.respond(http.HTTPStatus.FORBIDDEN, "not you\n")
        return None


@contextlib.asynccontextmanager
async def between(
    *, to_server: FaultPlan | None = None, to_client: FaultPlan | None = None, handshakes: FaultPlan | None = None
) -> AsyncIterator[tuple[Chat, LoopbackProxy]]:
    chat = Chat()
    async with serve(
        chat.talk,
        "127.0.0.1",
        0,
        process_request=chat.let_in,
        max_size=None,
        select_subprotocol=lambda _, offered: next(iter(offered), None),
    ) as server:
        url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}/room?of=tea"
        async with LoopbackProxy(url, to_server=to_server, to_client=to_client, handshakes=handshakes) as proxy:
            yield chat, proxy


async def answers(client: ClientConnection, count: int) -> list[str | bytes]:
    return [await client.recv() for _ in range(count)]


async def test_without_a_plan_all_goes_through_as_it_is() -> None:
    async with between() as (chat, proxy):
        headers = {"Authorization": "me", "X-Trace": "7"}
        async with connect(
            proxy.url, additional_headers=headers, subprotocols=[Subprotocol("chat")], max_size=None
        ) as client:
            assert client.subprotocol == "chat"
            for message in ("text", b"\x00bytes", "x" * 2_000_000, ""):
                await client.send(message)
            assert await answers(client, 3) == ["text", b"\x00bytes", "x" * 2_000_000]
            assert proxy.connections == 1
        (request,) = chat.requests
        assert request.path == "/room?of=tea"
        assert (request.headers["Authorization"], request.headers["X-Trace"]) == ("me", "7")


@pytest.mark.parametrize(
    ("to_server", "to_client", "heard", "answered"),
    [
        (drops().on_call(2), None, ["1", "3"], ["1", "3"]),
        (None, drops().on_call(2), ["1", "2", "3"], ["1", "3"]),
        (duplicates().on_call(1), None, ["1", "1", "2", "3"], ["1", "1", "2", "3"]),
        (None, delays(60), ["1", "2", "3"], ["1", "2", "3"]),
    ],
    ids=repr,
)
async def test_plans_act_in_their_own_direction(
    to_server: FaultPlan | None, to_client: FaultPlan | None, heard: list[str], answered: list[str]
) -> None:
    with virtual_clock():
        async with between(to_server=to_server, to_client=to_client) as (chat, proxy):
            async with connect(proxy.url, ping_interval=None) as client:
                for message in ("1", "2", "3"):
                    await client.send(message)
                assert await answers(client, len(answered)) == answered
                assert chat.heard == heard


async def test_each_end_sees_how_the_other_one_closed() -> None:
    async with between() as (chat, proxy):
        async with connect(proxy.url) as client:
            await client.close(4123, "done")
        async with connect(proxy.url) as client:
            await client.send("bye")
            with pytest.raises(ConnectionClosed):
                await client.recv()
            assert (client.close_code, client.close_reason) == (4000, "so long")
        async with connect(proxy.url) as client:
            client.transport.abort()
            await chat.closed(3)
    assert chat.closings == [4123, 4000, 1006]


@pytest.mark.parametrize("code", [1000, 1006, 1011, 1012])
async def test_a_plan_cuts_both_ends(code: int) -> None:
    async with between(to_client=disconnects(code).on_call(2)) as (chat, proxy):
        async with connect(proxy.url) as client:
            await client.send("1")
            await client.send("2")
            assert await client.recv() == "1"
            with pytest.raises(ConnectionClosed):
                await client.recv()
            assert client.close_code == code
        async with connect(proxy.url) as client:  # it goes on counting
            await client.send("3")
            assert await client.recv() == "3"
    assert chat.closings[0] == code


async def test_the_refusal_of_the_server_comes_back() -> None:
    async with between() as (_, proxy):
        with pytest.raises(InvalidStatus) as refused:
            await connect(proxy.url, additional_headers={"Authorization": "nobody"})
        assert refused.value.response.status_code == 403
        assert refused.value.response.body == b"not you\n"


async def test_handshakes_fail_as_planned() -> None:
    async with between(handshakes=raises(HandshakeRefused(503, "busy")).on_call(1)) as (chat, proxy):
        with pytest.raises(InvalidStatus, match="503"):
            await connect(proxy.url)
        assert chat.requests == []
        async with connect(proxy.url):
            assert proxy.connections == 1


async def test_where_there_is_no_server_the_answer_is_502() -> None:
    async with between() as (_, proxy):
        gone = proxy.url
    async with LoopbackProxy(gone) as proxy:
        with pytest.raises(InvalidStatus, match="502"):
            await connect(proxy.url)


async def test_what_is_held_back_for_one_client_never_comes_to_another() -> None:
    with virtual_clock():
        async with between(to_client=reorders().on_call(1)) as (_, proxy):
            async with connect(proxy.url, ping_interval=None) as one, connect(proxy.url, ping_interval=None) as other:
                await one.send("of one")
                await other.send("of other")
                assert await one.recv() == "of one"
                assert await other.recv() == "of other"


async def test_the_journal_names_the_direction() -> None:
    with Session() as session:
        async with between(to_server=drops().on_call(1)) as (_, proxy), connect(proxy.url) as client:
            await client.send("lost")
            await client.send("not lost")
            await client.recv()
    assert [(fault.where, fault.number) for fault in session.injected] == [("client 1 to server", 1)]


async def test_a_url_that_is_not_of_loopback_is_refused() -> None:
    with pytest.raises(ValueError, match="a server on loopback is at"):
        LoopbackProxy("ws://example.org:80/")


async def test_a_bridge_and_its_client_can_stand_at_the_ends() -> None:
    context = of_ada()
    async with LoopbackAgentWebSocketBridge() as bridge:
        async with LoopbackProxy(bridge.url, to_client=disconnects(1012).on_call(2)) as proxy:
            async with LoopbackClient(proxy.url, bridge.tokens.issue(context)) as client:
                for step in (1, 2):
                    await bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", step, user_context=context)
                assert (await client.next()).model_dump()["step"] == 1
                assert (await client.wait_closed()).code == 1012


async def test_stopping_closes_all_with_1001() -> None:
    async with between() as (chat, proxy):
        client = await connect(proxy.url)
        await proxy.stop()
        await proxy.stop()
        await client.wait_closed()
        assert client.close_code == 1001
        await chat.closed(1)
        assert chat.closings == [1001]
