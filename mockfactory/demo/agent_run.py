"""Running the agent over a real bridge: as it should go, and failing as planned."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from builders.domain import (
    AgentCompleted,
    AgentEvent,
    AgentThinking,
    ToolCompleted,
    ToolExecuting,
    UserExecutionContext,
    seed_tenants,
)
from mockfactory import MockFactory, Session, when
from mockfactory.demo.agent import Analyst, Patience
from mockfactory.demo.table import table
from mockfactory.faults import FaultPlan, Injected, disconnects, inject, raises, virtual_clock
from mockfactory.interfaces import Completion, LLMClient, Tool
from mockfactory.realtime import AgentWebSocketBridge, ContractReport, EventContract, Received
from mockfactory.realtime.events.validating import validated
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge

CALLS: Final[FaultPlan] = raises(ConnectionError("down")).until_call(3)
"""What happens to calls of `notify_agent_thinking`."""
WIRE: Final[FaultPlan] = disconnects(1006).on_call(3)
"""What happens to the events on their way to the client."""
_QUESTION: Final = "What did we sell?"


@dataclass(frozen=True, slots=True)
class AgentRun:
    """What came of one run.

    Attributes:
        received: the events that the user's clients got, over all their connections.
        report: of the event contract.
        explained: what is created for the agent, and why.
        provenance: what each thing was that the agent worked with.
        injected: the failures that fired.
        closing: the code with which the first connection ended; `None` where it was open to the end.
        health: of the bridge when the agent was done, and when the user had come back.
        seconds: of virtual time.
    """

    received: Sequence[Received]
    report: ContractReport
    explained: str
    provenance: Sequence[str]
    injected: Sequence[Injected]
    closing: int | None
    health: tuple[str, str]
    seconds: float

    @property
    def events(self) -> str:
        """A line for each event."""
        events = [validated(one.content) for one in self.received]
        return table(("event", "agent", "what it says"), [(one.type, one.agent_name, _said(one)) for one in events])


def run_agent(*, failing: bool = False) -> AgentRun:
    """Run the agent once, for a seeded user, over a real WebSocket.

    Args:
        failing: as planned by `CALLS` and `WIRE`.
    """
    with Session() as session, virtual_clock() as clock:
        run = asyncio.run(_run(session, failing))
        return replace(run, injected=tuple(session.injected), seconds=clock.elapsed)


async def _run(session: Session, failing: bool) -> AgentRun:
    context = seed_tenants().context("admin", of="a")
    async with (
        LoopbackAgentWebSocketBridge(to_clients=WIRE if failing else None) as server,
        contextlib.AsyncExitStack() as open_,
    ):
        factory = MockFactory(session, seed=1)
        bridge = inject(server, notify_agent_thinking=CALLS) if failing else server
        factory.bind(AgentWebSocketBridge, to=bridge)
        factory.bind(UserExecutionContext, to=context)
        agent = factory.wire(Analyst)
        when(factory[LLMClient].complete).returns(Completion("The sum of the last three months.", "a-model"))
        when(factory[Tool].execute).returns({"euros": 42})
        client = await open_.enter_async_context(server.client(context))

        await agent.answer(_QUESTION)

        health = server.health().status
        inboxes = [client.inbox]
        if failing:
            await client.wait_closed()
            last = [event async for event in client][-1]
            inboxes.append((await open_.enter_async_context(server.client(context, resume_after=last.id))).inbox)
        await inboxes[-1].until("agent_completed")
        received = [one for inbox in inboxes for one in inbox.received]
        used = (agent, factory[LLMClient], factory[Patience])
        return AgentRun(
            received,
            EventContract(total=3600).check(received, runs=[context.run_id], user_id=context.user_id),
            str(factory.explain(Analyst)),
            [str(factory.provenance(one)) for one in used],
            (),
            None if client.inbox.closing is None else client.inbox.closing.code,
            (health, server.health().status),
            0,
        )


def _said(event: AgentEvent) -> str:
    """What is in an event besides the agent and the run."""
    match event:
        case AgentThinking():
            return event.thought
        case ToolExecuting():
            return f"{event.tool_name} {dict(event.parameters)}"
        case ToolCompleted():
            return f"{event.tool_name} -> {event.result}"
        case AgentCompleted():
            return f"-> {event.result}"
        case _:
            return ""
