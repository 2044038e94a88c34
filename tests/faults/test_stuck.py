"""A hang that nothing can end is told, whatever the code under test catches."""

from __future__ import annotations

import asyncio
from typing import Protocol

import pytest

from mockfactory import Session, SessionFailure, double, when
from mockfactory.faults import StuckError, hangs


class Store(Protocol):
    async def get(self, key: str) -> str: ...


async def stubborn(store: Store) -> str:
    """Tries again whatever happens, and never gives up waiting: in production it hangs."""
    for _ in range(3):
        try:
            return await store.get("a")
        except Exception:
            await asyncio.sleep(1)
    return "gave up"


async def patient(store: Store) -> str:
    for _ in range(3):
        try:
            async with asyncio.timeout(10):
                return await store.get("a")
        except TimeoutError:
            await asyncio.sleep(1)
    return "gave up"


def failing_twice() -> Store:
    store: Store = double(Store)
    when(store.get).returns("x")
    when(store.get).fails(hangs().until_call(2))
    return store


def test_code_that_catches_everything_does_not_hide_a_hang() -> None:
    session = Session()
    with pytest.raises(SessionFailure) as told, session:
        assert asyncio.run(stubborn(failing_twice())) == "x"
    text = str(told.value)
    assert text.startswith("Swallowed: Store.get() (call 1) hangs, and nothing is left that could end it")
    assert "async with asyncio.timeout(...) around the call" in text
    assert "callback" not in text
    assert "Store.get() (call 2) hangs" in text


def test_code_with_a_time_out_recovers_and_nothing_is_told() -> None:
    with Session():
        assert asyncio.run(patient(failing_twice())) == "x"


def test_a_hang_that_the_test_expects_is_not_told_again() -> None:
    with Session(), pytest.raises(StuckError, match=r"Store\.get\(\) \(call 1\) hangs"):
        asyncio.run(failing_twice().get("a"))
