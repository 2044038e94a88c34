"""Who is let in, and who is not."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import socket

import jwt
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from builders.domain import User, UserExecutionContext, seed_tenants
from mockfactory.faults import PlanError, delays, disconnects, drops, hangs, raises, virtual_clock
from mockfactory.realtime.interfaces.errors import HandshakeRefused
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.client import LoopbackClient
from mockfactory.realtime.loopback.handshake import TokenPlace
from mockfactory.realtime.loopback.receiver import LoopbackReceiver
from mockfactory.realtime.loopback.tokens import Tokens

pytestmark = pytest.mark.asyncio


def ada() -> User:
    return seed_tenants().user("admin", of="a")


def of_ada() -> UserExecutionContext:
    return seed_tenants().context("admin", of="a")


async def refusal(client: LoopbackClient) -> HandshakeRefused:
    with pytest.raises(HandshakeRefused) as refused:
        await client.open()
    return refused.value


@pytest.mark.parametrize("via", ["header", "subprotocol", "query"])
async def test_a_good_token_lets_in_wherever_it_is(via: TokenPlace) -> None:
    context = of_ada()
    async with LoopbackAgentWebSocketBridge() as bridge, bridge.client(context, via=via) as client:
        assert await bridge.notify_agent_started(context.run_id, "triage", user_context=context)
        assert (await client.next()).type == "agent_started"
        assert bridge.connection_state(context.user_id) == "connected"


async def test_who_shows_no_token_is_refused_with_401() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        refused = await refusal(LoopbackClient(bridge.url))
        assert (refused.status, refused.reason) == (401, "there is no token")


@pytest.mark.parametrize("via", ["header", "subprotocol", "query"])
async def test_a_token_that_says_nothing_is_refused_with_401(via: TokenPlace) -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        refused = await refusal(LoopbackClient(bridge.url, "rubbish", via=via))
        assert refused.status == 401
        assert refused.reason.startswith("it is no token")


async def test_an_expired_token_is_refused_and_says_so() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        token = bridge.tokens.issue(ada(), valid_for=dt.timedelta(seconds=-1))
        assert (await refusal(LoopbackClient(bridge.url, token))).reason == "it has expired"


async def test_a_token_of_another_secret_is_refused() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        token = Tokens("another secret, of thirty-two bytes at least").issue(ada())
        assert (await refusal(LoopbackClient(bridge.url, token))).reason == "its signature is wrong"


async def test_a_token_that_says_it_needs_no_signature_is_refused() -> None:
    claims = {"sub": ada().id, "tenant": ada().tenant_id, "exp": dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)}
    async with LoopbackAgentWebSocketBridge() as bridge:
        unsigned = jwt.encode(claims, None, algorithm="none")
        assert (await refusal(LoopbackClient(bridge.url, unsigned))).reason == "it is not signed by HS256"
        good = bridge.tokens.issue(ada())
        cut_off = good.rpartition(".")[0] + "."
        assert (await refusal(LoopbackClient(bridge.url, cut_off))).reason == "its signature is wrong"


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"sub": "user_ada", "tenant": "tenant_a"}, "it has no claim 'exp'"),
        ({"tenant": "tenant_a", "exp": 2**33}, "it has no claim 'sub'"),
        ({"sub": "user_ada", "exp": 2**33}, "its claim 'tenant' has to be an id, and it is None"),
        (
            {"sub": "None", "tenant": "tenant_a", "exp": 2**33},
            "its claim 'sub' has to be an id, and 'None' is a placeholder",
        ),
    ],
)
async def test_a_signed_token_that_does_not_say_who_it_is_for_is_refused(
    claims: dict[str, object], reason: str
) -> None:
    secret = "a secret of the test's own, long enough"
    async with LoopbackAgentWebSocketBridge(tokens=Tokens(secret)) as bridge:
        refused = await refusal(LoopbackClient(bridge.url, jwt.encode(claims, secret, algorithm="HS256")))
        assert (refused.status, refused.reason) == (401, reason)


async def test_who_asks_for_a_run_of_another_tenant_is_refused_with_403() -> None:
    context, other = of_ada(), seed_tenants().user("admin", of="b")
    async with LoopbackAgentWebSocketBridge() as bridge:
        bridge.register_run(context)
        refused = await refusal(bridge.client(other, run_id=context.run_id))
        assert (refused.status, refused.reason) == (403, f"the run {context.run_id!r} is not of the user {other.id!r}")
        async with bridge.client(ada(), run_id=context.run_id) as client:
            assert client.is_connected


async def test_a_token_for_one_client_lets_in_no_other() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        token = bridge.tokens.issue(ada(), websocket_client_id="ws_tab_1")
        refused = await refusal(LoopbackClient(bridge.url, token, websocket_client_id="ws_tab_2"))
        assert (refused.status, refused.reason) == (
            403,
            "the token is for the client 'ws_tab_1', and not for 'ws_tab_2'",
        )
        async with LoopbackClient(bridge.url, token, websocket_client_id="ws_tab_1") as client:
            assert client.is_connected


async def test_a_placeholder_for_a_client_id_is_refused() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        refused = await refusal(LoopbackClient(bridge.url, bridge.tokens.issue(ada()), websocket_client_id="undefined"))
        assert (refused.status, refused.reason) == (403, "client_id: an id is needed, and 'undefined' is a placeholder")


async def test_a_placeholder_for_a_run_is_refused() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        refused = await refusal(bridge.client(ada(), run_id="run_id"))
        assert (refused.status, refused.reason) == (403, "run_id: an id is needed, and 'run_id' is a placeholder")


async def test_what_is_no_id_of_a_run_is_refused() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        for run_id in ("../x", "thread_42", "run_thread_42_0", "run_" + "x" * 300 + "_1", ""):
            refused = await refusal(bridge.client(ada(), run_id=run_id))
            assert refused.status == 403
            assert refused.reason.startswith("run_id: an id is needed, and ")
        refused = await refusal(LoopbackClient(bridge.url, bridge.tokens.issue(ada()), websocket_client_id="x" * 257))
        assert refused.reason == "client_id: an id is needed, and it has 257 characters, and may have 256"
        async with bridge.client(ada(), run_id="run_thread_42_1") as client:
            assert client.is_connected


async def test_a_handshake_that_can_not_be_read_is_answered() -> None:
    deep = base64.urlsafe_b64encode(b"[" * 5_000).decode().rstrip("=")
    async with LoopbackAgentWebSocketBridge() as bridge:
        assert (await refusal(LoopbackClient(bridge.url, f"{deep}.e30.x"))).status == 401
        good = f"Bearer {bridge.tokens.issue(ada())}"
        for path, headers, status in (
            ("/[", [("Authorization", good)], 400),
            ("?run_id=run_x_1&run_id=run_x_2", [("Authorization", good)], 400),
        ):
            with pytest.raises(InvalidStatus) as raised:
                await connect(bridge.url + path, additional_headers=headers)
            assert raised.value.response.status_code == status


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("client_id=%ff%fe", "the path can't be read"),
        ("runid=run_x_1", "the path says 'runid', which means nothing here. Did you mean 'run_id'?"),
        ("runId=run_x_1", "the path says 'runId', which means nothing here. Did you mean 'run_id'?"),
        ("resume_afer=x", "the path says 'resume_afer', which means nothing here. Did you mean 'resume_after'?"),
        ("websocket_client_id=ws_1", "the path says 'websocket_client_id', which means nothing here. Did you mean"),
        ("client_id=ws_1&client_id=ws_2", "the path says client_id 2 times"),
    ],
)
async def test_a_query_that_says_what_nobody_understands_is_refused(query: str, reason: str) -> None:
    async with LoopbackAgentWebSocketBridge() as bridge, LoopbackReceiver() as receiver:
        for server in (bridge, receiver):
            good = [("Authorization", f"Bearer {server.tokens.issue(ada())}")]
            with pytest.raises(InvalidStatus) as raised:
                await connect(f"{server.url}?{query}", additional_headers=good)
            assert raised.value.response.status_code == 400
            assert raised.value.response.body.decode().startswith(reason)


async def test_what_others_have_put_into_the_query_is_left_alone() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        good = [("Authorization", f"Bearer {bridge.tokens.issue(ada())}")]
        query = (
            "v=2&lang=de&client_ip=127.0.0.1&id_token=x&access_token=y&token_type=z&trace_id=1&session_id=2&client=web"
        )
        async with connect(f"{bridge.url}?{query}", additional_headers=good):
            assert bridge.connection_state(ada().id) == "connected"


async def test_a_token_comes_in_one_way_and_once() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        hers = bridge.tokens.issue(ada())
        his = bridge.tokens.issue(seed_tenants().user("viewer", of="a"))
        header = ("Authorization", f"Bearer {hers}")
        two = "there are 2 tokens, in"
        for query, headers, subprotocols, reason in (
            ("", [header, header], [], f"{two} the header Authorization: send one"),
            (f"?token={his}", [header], [], f"{two} the header Authorization and the query: send one"),
            (f"?token={hers}&token={his}", [], [], f"{two} the query: send one"),
            ("", [header], ["bearer", his], f"{two} the header Authorization and the subprotocols: send one"),
            ("", [], ["bearer", hers, his], f"{two} the subprotocols: send one"),
            ("", [header, ("Authorization", "Basic x")], [], "there are 2 headers Authorization: send one"),
            ("?token=", [], [], "there is no token"),
        ):
            with pytest.raises(InvalidStatus) as raised:
                await connect(
                    bridge.url + query, additional_headers=headers, subprotocols=list(map(Subprotocol, subprotocols))
                )
            response = raised.value.response
            assert (response.status_code, response.body) == (401, f"{reason}\n".encode())
        async with connect(f"{bridge.url}?token={hers}", additional_headers=[("Authorization", "Basic x")]):
            assert bridge.connection_state(ada().id) == "connected"


async def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="has 32 bytes or more, and this one has 5"):
        Tokens("short")


async def test_a_url_that_is_not_of_loopback_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a server on loopback is at ws://127\.0\.0\.1"):
        LoopbackClient("ws://example.org/")


async def test_it_listens_on_loopback_only_and_stops_with_its_block() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        url = bridge.url
        host, port = url.removeprefix("ws://").rstrip("/").split(":")
        assert host == "127.0.0.1"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((host, int(port)), timeout=5)
    with pytest.raises(ConnectionError, match="the server is stopped"):
        _ = bridge.url
    with pytest.raises(ConnectionError, match="shut down"):
        await bridge.start()


async def test_a_server_that_is_busy_for_a_while_recovers() -> None:
    busy = raises(HandshakeRefused(503, "busy")).until_call(2)
    async with LoopbackAgentWebSocketBridge(handshakes=busy) as bridge:
        said = [(await refusal(bridge.client(ada()))).status for _ in range(2)]
        assert said == [503, 503]
        async with bridge.client(ada()) as client:
            assert client.is_connected


async def test_a_slow_handshake_takes_virtual_time() -> None:
    with virtual_clock() as clock:
        async with LoopbackAgentWebSocketBridge(handshakes=delays(5)) as bridge, bridge.client(ada()) as client:
            assert client.is_connected
            assert 5 <= clock.elapsed < 10


async def test_a_handshake_that_is_too_slow_times_out() -> None:
    async with LoopbackAgentWebSocketBridge(handshakes=hangs().on_call(1)) as bridge:
        with pytest.raises(TimeoutError):
            await bridge.client(ada()).open()
        async with bridge.client(ada()) as client:
            assert client.is_connected


async def test_a_handshake_that_breaks_off_is_an_error_of_the_connection() -> None:
    async with LoopbackAgentWebSocketBridge(handshakes=disconnects().on_call(1)) as bridge:
        with pytest.raises(ConnectionError):
            await bridge.client(ada()).open()
        async with bridge.client(ada()) as client:
            assert client.is_connected


async def test_a_plan_that_no_handshake_can_act_out_is_refused() -> None:
    with pytest.raises(PlanError, match="a handshake can't act that out"):
        LoopbackAgentWebSocketBridge(handshakes=drops())
    with pytest.raises(PlanError, match="HTTP 200 refuses nobody"):
        LoopbackAgentWebSocketBridge(handshakes=raises(HandshakeRefused(200, "fine")))
    with pytest.raises(PlanError, match="a handshake has no arguments"):
        LoopbackAgentWebSocketBridge(handshakes=delays(1).given(user="ada"))


async def test_a_client_that_was_never_opened_says_so_at_once() -> None:
    async with LoopbackAgentWebSocketBridge() as bridge:
        client = bridge.client(ada())
        with pytest.raises(ConnectionError, match="the client is not open"):
            await client.next()
        with pytest.raises(ConnectionError, match="the client is not open"):
            await client.inbox.until("agent_completed")
        with pytest.raises(ConnectionError, match="the client is not open"):
            async for _ in client:
                break
        opening, reading = asyncio.create_task(client.open()), asyncio.create_task(client.next())
        await opening
        await bridge.notify_agent_started(
            of_ada().run_id, "triage", user_context=of_ada().changed(websocket_client_id=None)
        )
        assert (await reading).type == "agent_started"
        await client.close()
