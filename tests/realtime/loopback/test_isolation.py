"""Nobody's events are taken for another's: what a receiver keeps is of the user that the token names."""

from __future__ import annotations

import json

import pytest

from builders.domain import User, UserExecutionContext, run_events, seed_tenants
from mockfactory.realtime.interfaces.errors import HandshakeRefused, InvalidEvent
from mockfactory.realtime.loopback.client import LoopbackClient
from mockfactory.realtime.loopback.emitter import LoopbackWebSocketEmitter
from mockfactory.realtime.loopback.receiver import LoopbackReceiver
from tests.realtime.loopback.wires import ada, grace, of_ada

pytestmark = pytest.mark.asyncio


def of_bob() -> UserExecutionContext:
    return seed_tenants().context("admin", of="b")


async def connected(
    receiver: LoopbackReceiver, user_id: str, token_of: User | UserExecutionContext
) -> LoopbackWebSocketEmitter:
    emitter = LoopbackWebSocketEmitter(user_id, receiver.url, receiver.tokens.issue(token_of))
    await emitter.connect()
    return emitter


async def test_an_event_of_another_user_than_the_tokens_is_not_kept_and_its_emitter_is_told() -> None:
    async with LoopbackReceiver() as receiver:
        graces = await connected(receiver, grace().id, grace())
        wrong = await connected(receiver, of_bob().user_id, ada())
        await wrong.emit_agent_started(of_bob().run_id, "triage")
        how = await wrong.wait_closed()
        assert (how.code, how.reason) == (
            1008,
            "an event of the user 'user_b_admin', and the token is of 'user_a_admin'",
        )
        assert not wrong.is_connected
        assert not await wrong.emit_agent_completed(of_bob().run_id, "triage")
        assert receiver.inbox(ada().id).received == receiver.inbox(of_bob().user_id).received == ()

        assert await graces.emit_agent_started("run_thread_a_viewer_1", "triage")
        assert (await receiver.inbox(grace().id).next()).user_id == grace().id
        await graces.disconnect()


@pytest.mark.parametrize(
    "result", ['"done"', "9" * 4_000, '{"user_id": "user_a_admin"}', '"", "user_id": "user_b_admin"']
)
async def test_no_event_of_another_user_passes_however_it_is_written(result: str) -> None:
    event = run_events(of_bob())[-1].model_dump(mode="json") | {"result": None}
    text = json.dumps(event).replace('"result": null', f'"result": {result}').replace("user_b", "\\u0075ser_b")
    async with LoopbackReceiver() as receiver:
        async with LoopbackClient(receiver.url, receiver.tokens.issue(ada())) as client:
            await client.send(text)
            assert (await client.wait_closed()).code == 1008
        assert receiver.inbox(ada().id).received == ()


@pytest.mark.parametrize(
    "rubbish", ["", "{", "[]", "null", "[" * 100_000, '{"user_id": 3}', '{"user_id": null}', "\ufeff{}"]
)
async def test_what_is_no_event_is_for_who_reads_it(rubbish: str) -> None:
    async with LoopbackReceiver() as receiver:
        async with LoopbackClient(receiver.url, receiver.tokens.issue(ada())) as client:
            await client.send(rubbish)
            with pytest.raises(InvalidEvent):
                await receiver.inbox(ada().id).next()
            assert client.is_connected


async def test_what_came_before_it_is_kept() -> None:
    async with LoopbackReceiver() as receiver:
        token = receiver.tokens.issue(ada())
        async with LoopbackClient(receiver.url, token) as client:
            await client.send({"user_id": ada().id, "note": "no event, and of the token's user"})
            await client.send({"user_id": of_bob().user_id})
            await client.send({"user_id": ada().id, "note": "behind it"})
            assert (await client.wait_closed()).code == 1008
        assert receiver.inbox(ada().id).waiting == 1
        assert (await receiver.wait_closed(ada().id)).code == 1008


async def test_a_run_that_a_user_has_told_of_is_nobody_elses() -> None:
    run = of_ada().run_id
    async with LoopbackReceiver() as receiver:
        adas = await connected(receiver, ada().id, ada())
        bobs = await connected(receiver, of_bob().user_id, of_bob())
        assert await adas.emit_agent_started(run, "triage")
        assert (await receiver.inbox(ada().id).next()).run_id == run
        await bobs.emit_agent_thinking(run, "triage", "Whose run is it?")
        how = await bobs.wait_closed()
        assert (how.code, how.reason) == (
            1008,
            f"the run {run!r} is of the user {ada().id!r}, and the token of 'user_b_admin'",
        )
        assert receiver.inbox(of_bob().user_id).received == ()
        assert await adas.emit_agent_completed(run, "triage")
        assert (await receiver.inbox(ada().id).next()).type == "agent_completed"
        await adas.disconnect()


async def test_two_tenants_do_not_share_a_user() -> None:
    elsewhere = ada().changed(tenant_id="tenant_b")
    async with LoopbackReceiver() as receiver:
        emitter = await connected(receiver, ada().id, ada())
        with pytest.raises(
            HandshakeRefused, match="HTTP 403: the user 'user_a_admin' is of the tenant 'tenant_a' here"
        ):
            await connected(receiver, ada().id, elsewhere)
        assert await emitter.emit_agent_started(of_ada().run_id, "triage")
        await emitter.disconnect()


async def test_a_receiver_lets_in_the_client_that_the_token_names_and_no_other() -> None:
    async with LoopbackReceiver() as receiver:
        token = receiver.tokens.issue(ada(), websocket_client_id="ws_tab_1")
        with pytest.raises(
            HandshakeRefused, match="403: the token is for the client 'ws_tab_1', and not for 'ws_tab_2'"
        ):
            await LoopbackClient(receiver.url, token, websocket_client_id="ws_tab_2").open()
        async with LoopbackClient(receiver.url, token, websocket_client_id="ws_tab_1") as client:
            assert client.is_connected
