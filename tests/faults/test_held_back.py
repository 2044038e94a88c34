"""Calls that `reorders` holds back are made in the end, whatever ends: the event loop, the session, the test."""

from __future__ import annotations

import asyncio

import pytest

from mockfactory import Session, double, when
from mockfactory.faults import FaultPlan, duplicates, inject, reorders


class Store:
    async def push(self, key: str) -> None: ...


class Slow:
    """Really waits."""

    def __init__(self) -> None:
        self.made: list[str] = []

    async def push(self, key: str) -> None:
        await asyncio.sleep(0.001)
        self.made.append(key)


PLAN: FaultPlan = reorders(window=5).on_call(1)


def noting(made: list[str], plan: FaultPlan = PLAN) -> Store:
    def push(key: str) -> None:
        made.append(key)

    store = double(Store)
    when(store.push).calls(push)
    when(store.push).fails(plan)
    return store


def test_when_the_event_loop_ends() -> None:
    made: list[str] = []
    store, slow = noting(made), Slow()
    injected = inject(slow, push=PLAN)

    async def main() -> None:
        for one in (store, injected):
            await one.push("a")
        assert made == slow.made == []

    asyncio.run(main())

    assert made == slow.made == ["a"]


def test_twice_if_they_are_also_to_come_twice() -> None:
    made: list[str] = []
    store, slow = noting(made, PLAN | duplicates().on_call(1)), Slow()
    injected = inject(slow, push=PLAN | duplicates().on_call(1))

    async def main() -> None:
        for one in (store, injected):
            await one.push("a")

    asyncio.run(main())

    assert made == slow.made == ["a", "a"]


@pytest.mark.asyncio
async def test_when_the_test_ends_the_event_loop_makes_them_as_it_ends() -> None:
    await noting([]).push("a")


class TestWhenTheEventLoopStopsWithoutAnEnd:
    def run(self, store: Store | Slow) -> None:
        loop = asyncio.new_event_loop()
        try:
            loop.run_until_complete(store.push("a"))
        finally:
            self.loop = loop

    def end(self) -> None:
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()

    def test_what_needs_none_is_made_when_the_session_ends(self) -> None:
        made: list[str] = []
        with Session():
            self.run(noting(made))
            assert made == []
        assert made == ["a"]
        self.end()
        assert made == ["a"]

    def test_what_needs_one_is_told(self) -> None:
        session, slow = Session(), Slow()
        session.open()
        self.run(inject(slow, push=PLAN))
        (problem,) = session.close()
        self.end()

        assert problem.startswith("Held back and never made: Slow.push('a').")
        assert "reorders(window=5)" in problem
        assert slow.made == []
