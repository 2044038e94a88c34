"""The supervisor over each of the three bridges."""

from __future__ import annotations

from abc import ABC, abstractmethod

from builders.domain import UserExecutionContext
from docs.examples.supervisor.agents import Action, Data, Triage
from docs.examples.supervisor.reporter import Reporter
from docs.examples.supervisor.supervisor import Supervisor
from mockfactory import MockFactory
from mockfactory.faults import FaultPlan
from mockfactory.interfaces import LLMClient, Tool
from mockfactory.realtime import AgentWebSocketBridge, Inbox, InMemoryAgentWebSocketBridge, bridge_double
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.client import LoopbackClient

RECIPIENTS = ("ada@acorn.example", "bob@acorn.example")


class House(ABC):
    """A bridge, and users who come to it."""

    bridge: AgentWebSocketBridge

    @abstractmethod
    async def open(self, to_clients: FaultPlan | None = None) -> None: ...

    @abstractmethod
    async def listen(self, context: UserExecutionContext, *, resume_after: str | None = None) -> Inbox: ...

    @abstractmethod
    async def close(self) -> None: ...


class DoubleHouse(House):
    async def open(self, to_clients: FaultPlan | None = None) -> None:
        self.real = InMemoryAgentWebSocketBridge(to_clients=to_clients)
        self.bridge = bridge_double(like=self.real)

    async def listen(self, context: UserExecutionContext, *, resume_after: str | None = None) -> Inbox:
        return self.real.connect(context, resume_after=resume_after)

    async def close(self) -> None:
        await self.real.shutdown()


class InMemoryHouse(DoubleHouse):
    async def open(self, to_clients: FaultPlan | None = None) -> None:
        self.bridge = self.real = InMemoryAgentWebSocketBridge(to_clients=to_clients)


class LoopbackHouse(House):
    async def open(self, to_clients: FaultPlan | None = None) -> None:
        self.clients: list[LoopbackClient] = []
        self.bridge = self.server = LoopbackAgentWebSocketBridge(to_clients=to_clients)
        await self.server.start()

    async def listen(self, context: UserExecutionContext, *, resume_after: str | None = None) -> Inbox:
        client = self.server.client(context, resume_after=resume_after)
        await client.open()
        self.clients.append(client)
        return client.inbox

    async def close(self) -> None:
        for client in self.clients:
            await client.close()
        await self.server.shutdown()


class Office:
    """The agents of one supervisor, over doubles of a model and of two tools."""

    def __init__(self, factory: MockFactory, bridge: AgentWebSocketBridge, route: str = "action") -> None:
        self.llm: LLMClient = factory.create_mock_llm_client(answers=[route])
        self.sales: Tool = factory.create_mock_tool("sales", result=[19, 23])
        self.mail: Tool = factory.create_mock_tool("mail", result=list(RECIPIENTS))
        self.reporter = Reporter(bridge)

    def supervisor(self) -> Supervisor:
        return Supervisor(
            Triage(self.llm, self.reporter),
            Data(self.sales, self.reporter),
            Action(self.mail, RECIPIENTS, self.reporter),
            self.reporter,
        )
