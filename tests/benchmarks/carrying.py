"""How many messages the loopback server carries, and what an event costs from the agent to the user's client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from time import perf_counter_ns
from typing import NamedTuple

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

from builders.domain import Tenant, UserExecutionContext, contexts, run_events, seed_tenants, tenants
from mockfactory.realtime.loopback import LoopbackAgentWebSocketBridge, LoopbackClient, Tokens
from mockfactory.realtime.loopback.direction import direction
from mockfactory.realtime.loopback.handshake import Asked
from mockfactory.realtime.loopback.serving import Serving
from mockfactory.realtime.loopback.tokens import Identity
from tests.benchmarks.table import Row, faster, shown
from tests.benchmarks.timing import Measured

ADMIN = seed_tenants().context("admin", of="a")
MESSAGE = run_events(ADMIN)[1].model_dump_json()
"""A prepared event, as JSON: both servers carry the same."""
_CLIENTS = 8
_ON_THE_WAY = 32
"""How many messages a client has sent that have not come back."""


class Size(NamedTuple):
    """How much is carried."""

    echoes: int
    users: int
    events: int
    rounds: int


def carried(quick: bool) -> list[Row]:
    """Messages there and back with no fault plan; events end to end; many users at once."""
    size = Size(5, 5, 20, 2) if quick else Size(500, 500, 100_000, 7)
    bare: list[float] = []
    ours: list[float] = []
    events: list[float] = []
    for _ in range(size.rounds):
        bare.append(asyncio.run(_bare(size.echoes)))
        ours.append(asyncio.run(_ours(size.echoes)))
        events.append(asyncio.run(_end_to_end([ADMIN], size.echoes * _CLIENTS)))
    peer = "a bare websockets server"
    everybody = _people(size.users)
    crowd = asyncio.run(_end_to_end(everybody, size.events // size.users))
    return [
        faster("a prepared message to the loopback server and back", _least(ours), peer, _least(bare), 0.8),
        faster("an event, made, checked, sent and read again", _least(events), f"echo of {peer}", _least(bare)),
        Row(
            f"{size.users} clients, {size.events:,} events: none lost, none crossed, in order",
            f"{shown(crowd * size.events)}",
            "one client, the same events",
            f"{shown(min(events) * size.events)}",
            min(events) / crowd,
        ),
    ]


def _least(times: list[float]) -> Measured:
    return Measured(min(times), sorted(times)[len(times) // 2] / min(times) - 1)


async def _bare(each: int) -> float:
    async def echo(socket: ServerConnection) -> None:
        async for message in socket:
            await socket.send(message)

    async with serve(echo, "127.0.0.1", 0, compression=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        return await _echoes(f"ws://127.0.0.1:{port}/", each)


async def _ours(each: int) -> float:
    async def echo(socket: ServerConnection, identity: Identity, wanted: Asked) -> None:
        out = direction(socket, None)
        async for message in socket:
            await out.send(message)

    server = Serving(
        "a server that echoes",
        tokens=Tokens(),
        admit=lambda identity, wanted: "",
        opened=echo,
        max_message_bytes=1_048_576,
        ping_interval=20,
        ping_timeout=20,
    )
    await server.start()
    try:
        return await _echoes(server.url, each)
    finally:
        await server.stop()


async def _echoes(url: str, each: int) -> float:
    """Nanoseconds for one message, there and back, with several clients at once."""
    headers = {"Authorization": f"Bearer {Tokens().issue(ADMIN)}"}
    sockets = [
        await connect(url, additional_headers=headers, compression=None, proxy=None, ping_interval=None)
        for _ in range(_CLIENTS)
    ]
    taken = await _timed(*(_to_and_fro(socket, each) for socket in sockets))
    await asyncio.gather(*(socket.close() for socket in sockets))
    return taken / (each * _CLIENTS)


async def _to_and_fro(socket: ClientConnection, count: int) -> None:
    sent = 0
    for got in range(count):
        while sent < min(count, got + _ON_THE_WAY):
            await socket.send(MESSAGE)
            sent += 1
        assert await socket.recv() == MESSAGE


async def _end_to_end(everybody: list[UserExecutionContext], each: int) -> float:
    """Nanoseconds for one event, from a call of the bridge to the event that the user's client gives."""
    async with LoopbackAgentWebSocketBridge() as bridge:
        clients: list[LoopbackClient] = [bridge.client(context) for context in everybody]
        for some in range(0, len(clients), 50):
            await asyncio.gather(*(client.open() for client in clients[some : some + 50]))
        taken = await _timed(
            *(_tell(bridge, context, each) for context in everybody),
            *(_read(client, context, each) for client, context in zip(clients, everybody, strict=True)),
        )
        await bridge.shutdown()
        assert all(client.inbox.waiting == 0 for client in clients)
        return taken / (each * len(everybody))


async def _tell(bridge: LoopbackAgentWebSocketBridge, context: UserExecutionContext, each: int) -> None:
    for step in range(1, each + 1):
        assert await bridge.notify_agent_thinking(context.run_id, "triage", "Reading.", step, user_context=context)
        await asyncio.sleep(0)


async def _read(client: LoopbackClient, context: UserExecutionContext, each: int) -> None:
    for step in range(1, each + 1):
        event = await client.next(within=600)
        assert event.id == f"{context.run_id}.event.{step}"
        assert event.user_id == context.user_id


async def _timed(*work: Awaitable[None]) -> int:
    start = perf_counter_ns()
    await asyncio.gather(*work)
    return perf_counter_ns() - start


def _people(count: int) -> list[UserExecutionContext]:
    houses: list[Tenant] = tenants.build_many(4)
    return [
        contexts.build(tenant=houses[number % 4], user_id=f"user_{number}", websocket_client_id=None)
        for number in range(count)
    ]
