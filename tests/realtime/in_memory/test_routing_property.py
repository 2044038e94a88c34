"""As a rule: each connection gets the events of its own runs, all of them, once, in order, and nothing else."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.domain import UserExecutionContext, seed_tenants
from mockfactory.realtime import Inbox, InMemoryAgentWebSocketBridge

SEEDED = seed_tenants()
PEOPLE = [
    SEEDED.context("admin", of="a"),
    SEEDED.context("viewer", of="a"),
    SEEDED.context("admin", of="b"),
    SEEDED.context("admin", of="b").changed(user_id="user_a_admin", thread_id="thread_x", run_id="run_thread_x_1"),
]
CLIENTS = [None, "ws_1", "ws_2"]


def context_of(person: int, run: int) -> UserExecutionContext:
    """The run's number says on which client it is to be seen."""
    context = PEOPLE[person]
    return context.changed(run_id=f"run_{context.thread_id}_{run + 1}", websocket_client_id=CLIENTS[run])


Connected = tuple[int, str, Inbox, list[str]]
"""Whose it is, on which client, and the ids that are to come."""


@dataclass
class Model:
    """What should be where, kept in the plainest way."""

    bridge: InMemoryAgentWebSocketBridge = field(default_factory=InMemoryAgentWebSocketBridge)
    connections: list[Connected] = field(default_factory=list[Connected])
    sent: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    count: dict[str, int] = field(default_factory=dict[str, int])

    async def connect(self, person: int, number: int) -> None:
        client = f"ws_{number}"
        self.connections.append((person, client, self.bridge.connect(PEOPLE[person], client), []))

    async def leave(self, person: int, number: int) -> None:
        for connection in self.connections[number : number + 1]:
            connection[2].close()

    async def come_back(self, person: int, number: int) -> None:
        for owner, client, inbox, wanted in self.connections[number : number + 1]:
            inbox.close()
            last = wanted[-1] if wanted else ""
            again = self.bridge.connect(PEOPLE[owner], client, resume_after=last)
            mine = [id_ for to, run, id_ in self.sent if to == owner and CLIENTS[run] in (None, client)]
            missed = mine[mine.index(last) + 1 :] if last else mine
            self.connections.append((owner, client, again, missed))

    async def notify(self, person: int, number: int) -> None:
        context = context_of(person, number)
        told = await self.bridge.notify_agent_thinking(context.run_id, "triage", "Hm.", user_context=context)
        self.count[context.run_id] = self.count.get(context.run_id, 0) + 1
        id_ = f"{context.run_id}.event.{self.count[context.run_id]}"
        self.sent.append((person, number, id_))
        reached = [
            wanted
            for owner, client, inbox, wanted in self.connections
            if owner == person and inbox.closing is None and CLIENTS[number] in (None, client)
        ]
        for wanted in reached:
            wanted.append(id_)
        assert told == bool(reached)

    def check(self) -> None:
        for _, _, inbox, wanted in self.connections:
            assert [event.id for event in inbox.drain()] == wanted


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0, 0, 1, 2, 3, 3, 3]), st.integers(0, 3), st.integers(0, 2)), max_size=40))
def test_each_connection_gets_what_is_its_own(steps: list[tuple[int, int, int]]) -> None:
    async def run() -> None:
        model = Model()
        actions = [model.connect, model.leave, model.come_back, model.notify]
        for step, person, number in steps:
            await actions[step](person, number)
        model.check()

    asyncio.run(run())
