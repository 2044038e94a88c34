"""Emitters, bridges, their doubles, and event contracts: what they take, what they give, and what they are."""

from __future__ import annotations

import datetime as dt
from typing import assert_type

from pydantic import BaseModel

from builders.domain import AgentEvent, User, UserExecutionContext, run_events
from mockfactory import verify, when
from mockfactory.faults import drops, raises
from mockfactory.realtime import (
    AgentWebSocketBridge,
    ContractReport,
    EventContract,
    Failure,
    Inbox,
    InMemoryAgentWebSocketBridge,
    InMemoryWebSocketEmitter,
    ListeningBridge,
    Received,
    Requirements,
    WebSocketEmitter,
    bridge_double,
    emitter_double,
    ticking_clock,
)


class Hits(BaseModel):
    hits: int


def is_right(event: AgentEvent) -> bool:
    return event.type == "custom"


def is_text(event: str) -> bool:
    return not event


# what implements what
emitters: list[WebSocketEmitter] = [InMemoryWebSocketEmitter("user_ada"), emitter_double()]
bridges: list[AgentWebSocketBridge] = [InMemoryAgentWebSocketBridge(), ListeningBridge(), bridge_double()]
not_an_emitter: WebSocketEmitter = InMemoryAgentWebSocketBridge()  # BAD
not_a_bridge: AgentWebSocketBridge = InMemoryWebSocketEmitter("user_ada")  # BAD
assert_type(emitter_double("user_ada", name="ada's"), WebSocketEmitter)
assert_type(bridge_double(like=InMemoryAgentWebSocketBridge()), AgentWebSocketBridge)
bridge_double(like=emitter_double())  # BAD
emitter_double(7)  # BAD

# doubles are configured and asked as every double is
bridge, emitter = bridge_double(), emitter_double()
when(bridge.notify_agent_started).returns(False)
when(bridge.notify_agent_started).returns("yes")  # BAD
when(bridge.notify_agent_error).fails(raises(OSError()))
when(lambda: emitter.is_connected).returns(False)
verify(lambda: bridge.notify_agent_thinking("run_thread_1_1", "triage", "Hm.")).once()
verify(lambda: bridge.notify_agent_thinking("run_thread_1_1", "triage")).once()  # BAD
emitter.is_connected = True  # BAD


async def talk(user: User, context: UserExecutionContext, real: InMemoryAgentWebSocketBridge) -> None:
    assert_type(await bridge.notify_tool_executing("run_thread_1_1", "triage", "search", {"q": 1}), bool)
    await bridge.notify_tool_completed("run_thread_1_1", "triage", "search", result=[1, {"a": None}])
    await bridge.notify_tool_completed("run_thread_1_1", "triage", "search", result=object())  # BAD
    await bridge.notify_custom("run_thread_1_1", "triage")  # BAD
    await emitter.emit_agent_thinking("run_thread_1_1", "triage", "Hm.", 1)  # BAD
    assert_type(emitter.get_events("agent_error"), list[AgentEvent])
    emitter.get_events("agent_eror")  # BAD
    emitter.configure(histry=1)  # BAD
    assert_type(real.connect(user), Inbox)
    assert_type(real.connect(context, "ws_1", resume_after=""), Inbox)
    real.connect("user_ada")  # BAD
    inbox = real.connect(user)
    assert_type(await inbox.next(within=1), AgentEvent)
    assert_type(await inbox.until("agent_completed"), list[AgentEvent])
    await inbox.until(is_right)
    await inbox.until(is_text)  # BAD
    await inbox.until("agent_complete")  # BAD
    async for event in inbox:
        assert_type(event, AgentEvent)


# contracts
contract = EventContract(required=["agent_started"], payloads={"custom": Hits, "agent_error": is_right}, total=3)
EventContract(required=["agent_strated"])  # BAD
EventContract(payloads={"custom": is_text})  # BAD
EventContract(payloads={"custom": int})  # BAD
EventContract(latency={"custom": "1 s"})  # BAD
EventContract(["agent_started"])  # BAD
contract.total = 4  # BAD
report = contract.check(run_events(), since=dt.datetime.now(dt.UTC))
assert_type(report, ContractReport)
assert_type(report.validate_critical_requirements(), Requirements)
holds, failures = report.validate_critical_requirements()
assert_type(holds, bool)
assert_type(failures, tuple[Failure, ...])
assert_type(report.late[0].event, AgentEvent | None)
contract.check(["{}", b"{}", {"type": "custom"}, Received("{}", at=dt.datetime.now(dt.UTC))])
contract.check([1])  # BAD
Received("{}")  # BAD

# options
InMemoryAgentWebSocketBridge(to_clients=drops())
InMemoryAgentWebSocketBridge(to_clients=True)  # BAD
InMemoryWebSocketEmitter("user_ada", clock=ticking_clock(dt.datetime.now(dt.UTC)))
InMemoryWebSocketEmitter("user_ada", clock=dt.datetime.now(dt.UTC))  # BAD
