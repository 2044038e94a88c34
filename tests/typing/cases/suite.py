"""A suite's doubles: the type of each, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_type

from pydantic import JsonValue
from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncSession
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection

from builders.domain import Tenant, User, UserExecutionContext
from mockfactory import MockFactory
from mockfactory.faults import raises
from mockfactory.interfaces import (
    Agent,
    Configuration,
    DatabaseSession,
    LLMClient,
    LLMManager,
    RowValues,
    Tool,
    WebSocket,
    WebSocketManager,
)
from mockfactory.realtime import (
    AgentWebSocketBridge,
    InMemoryAgentWebSocketBridge,
    InMemoryWebSocketEmitter,
    WebSocketEmitter,
)

factory = MockFactory(seed=3)


class Echo:
    name = "echo"

    async def run(self, task: str, context: UserExecutionContext) -> JsonValue:
        return task


class Forgetful:
    name = "forgetful"

    async def run(self, task: str) -> JsonValue:
        return None


class Blocking:
    name = "blocking"

    def run(self, task: str, context: UserExecutionContext) -> JsonValue:
        return task


class Counting(Configuration):
    limit: int = 3


class Traced(UserExecutionContext):
    trace_id: str


# real classes are what the interfaces say
def of_session(session: DatabaseSession) -> None: ...


def of_socket(socket: WebSocket) -> None: ...


def real(session: AsyncSession, client: ClientConnection, server: ServerConnection) -> None:
    of_session(session)
    of_socket(client)
    of_socket(server)
    of_socket(session)  # BAD
    of_session(client)  # BAD


# people
assert_type(factory.create_mock_tenant(plan="pro"), Tenant)
assert_type(factory.create_mock_user(role="admin"), User)
assert_type(factory.create_mock_user_context(user_id="user_ada", websocket_client_id=None), UserExecutionContext)
assert_type(factory.create_mock_user_context(cls=Traced, trace_id="trace_1"), Traced)
assert_type(factory.create_mock_execution_context(operation="search"), UserExecutionContext)
assert_type(factory.create_mock_isolated_execution_context(user_id="user_bob"), UserExecutionContext)
assert_type(factory.create_mock_isolated_execution_context(cls=Traced, trace_id="trace_2"), Traced)
assert_type(factory.create_mock_execution_context(of=factory.create_mock_user_context(cls=Traced)), Traced)
factory.create_mock_tenant(plan="gold")  # BAD
factory.create_mock_tenant(plam="pro")  # BAD
factory.create_mock_user(tenant="tenant_a")  # BAD
factory.create_mock_user_context(user_id=3)  # BAD
factory.create_mock_user_context(userid="user_ada")  # BAD
factory.create_mock_user_context(cls=Tenant)  # BAD
factory.create_mock_execution_context(operaton="search")  # BAD

# senders
assert_type(factory.create_mock_websocket_emitter(), WebSocketEmitter)
assert_type(factory.create_mock_websocket_emitter(user_id="user_ada", should_fail=True), WebSocketEmitter)
assert_type(factory.create_mock_websocket_emitter(implementation="in_memory"), InMemoryWebSocketEmitter)
assert_type(
    factory.create_mock_websocket_emitter(cls=InMemoryWebSocketEmitter, connected=True), InMemoryWebSocketEmitter
)
assert_type(factory.create_mock_agent_websocket_bridge(), AgentWebSocketBridge)
assert_type(factory.create_mock_agent_websocket_bridge(should_fail=raises(OSError())), AgentWebSocketBridge)
assert_type(factory.create_mock_agent_websocket_bridge(implementation="in_memory"), InMemoryAgentWebSocketBridge)
assert_type(factory.create_mock_agent_websocket_bridge(cls=InMemoryAgentWebSocketBridge), InMemoryAgentWebSocketBridge)
assert_type(factory.create_mock_websocket(messages=["a", b"b"]), WebSocket)
assert_type(factory.create_mock_websocket_manager(), WebSocketManager)
factory.create_mock_websocket_emitter(cls=Echo)  # BAD
factory.create_mock_websocket_emitter(should_fail="yes")  # BAD
factory.create_mock_agent_websocket_bridge(should_fail=3)  # BAD
factory.create_mock_agent_websocket_bridge(implementation="loopback")  # BAD
factory.create_mock_agent_websocket_bridge(cls=InMemoryWebSocketEmitter)  # BAD
factory.create_mock_websocket(messages=[3])  # BAD
factory.create_mock_websocket_manager(cls=Echo)  # BAD

# workers
assert_type(factory.create_mock_agent("triage", result={"route": "data"}), Agent)
assert_type(factory.create_mock_agent(cls=Echo), Echo)
assert_type(factory.create_mock_tool(name="search"), Tool)
assert_type(factory.create_mock_llm_client("large", answers=["a"]), LLMClient)
assert_type(factory.create_mock_llm_manager(["large", "small"]), LLMManager)
assert_type(factory.create_mock_configuration(max_retries=1), Configuration)
assert_type(factory.create_mock_configuration(cls=Counting, limit=4), Counting)
assert_type(factory.create_mock_database_session(rows=[1]), DatabaseSession)
factory.create_mock_agent(cls=Forgetful)  # BAD
factory.create_mock_agent(cls=Blocking)  # BAD
factory.create_mock_agent(3)  # BAD
factory.create_mock_agent(result=object())  # BAD
factory.create_mock_llm_client(answers=3)  # BAD
factory.create_mock_llm_manager(3)  # BAD
factory.create_mock_configuration(max_retries="many")  # BAD
factory.create_mock_configuration(retries=1)  # BAD
factory.create_mock_configuration(cls=Echo)  # BAD
factory.create_mock_database_session(row=[1])  # BAD

# together
suite = factory.create_mock_suite(should_fail=True)
assert_type(suite.user, User)
assert_type(suite.bridge, AgentWebSocketBridge)
assert_type(suite.context.tenant, Tenant)
suite.bridge = suite.bridge  # BAD
factory.create_mock_suite(user="ada")  # BAD
suite.agnt  # BAD


async def used(parameters: Mapping[str, object]) -> None:
    assert_type(await suite.tool.execute(parameters, suite.context), JsonValue)
    assert_type((await suite.llm_client.complete("How many?")).text, str)
    await suite.agent.run("How many?")  # BAD


async def asked(session: DatabaseSession, statement: Executable) -> None:
    rows = await session.execute(statement, {"id": 1})
    assert_type(rows.scalars(), RowValues)
    assert_type(rows.scalars().all(), Sequence[object])
    assert_type(rows.scalar_one_or_none(), object)
    assert_type(await session.get(User, 1, options=[]), User | None)
    rows.scalers()  # BAD
    rows.scalars().scalar_one()  # BAD
    await session.execute(statement, 3)  # BAD
