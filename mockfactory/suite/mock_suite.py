"""`MockSuite`: several things that belong together."""

from __future__ import annotations

from dataclasses import dataclass

from builders.domain.models.context import UserExecutionContext
from builders.domain.models.identity import Tenant, User
from mockfactory.interfaces.agent import Agent
from mockfactory.interfaces.configuration import Configuration
from mockfactory.interfaces.database_session import DatabaseSession
from mockfactory.interfaces.llm_client import LLMClient
from mockfactory.interfaces.llm_manager import LLMManager
from mockfactory.interfaces.tool import Tool
from mockfactory.interfaces.websocket import WebSocket
from mockfactory.interfaces.websocket_manager import WebSocketManager
from mockfactory.realtime.interfaces.bridge import AgentWebSocketBridge, Registration
from mockfactory.realtime.interfaces.emitter import WebSocketEmitter


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MockSuite:
    """One user with one run on one bridge, and all that works for them. `MockFactory.create_mock_suite` makes it.

    Attributes:
        tenant: whose data is seen; real.
        user: of the tenant; real.
        context: of a request of the user, with `database_session` in it; real.
        execution_context: of the first step of that request; real.
        registration: of the run, with the bridge.
        bridge: has the context's run registered, and its user listens.
        emitter: sends to the same user.
        agent: a double.
        tool: a double.
        llm_client: a double: the one that `llm_manager` gives for the model of `configuration`.
        llm_manager: a double.
        configuration: real.
        database_session: a double.
        websocket: a double.
        websocket_manager: a double.
    """

    tenant: Tenant
    user: User
    context: UserExecutionContext
    execution_context: UserExecutionContext
    registration: Registration
    bridge: AgentWebSocketBridge
    emitter: WebSocketEmitter
    agent: Agent
    tool: Tool
    llm_client: LLMClient
    llm_manager: LLMManager
    configuration: Configuration
    database_session: DatabaseSession
    websocket: WebSocket
    websocket_manager: WebSocketManager
