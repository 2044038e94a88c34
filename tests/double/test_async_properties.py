"""Properties that are `async def`, and attributes that hold something to be awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from mockfactory import Session, SessionFailure, calls_to, double, spy, verify, when


class Feed:
    ready: Awaitable[int]

    @property
    async def size(self) -> int:
        return 7

    async def fetch(self) -> int:
        return 8

    @property
    def plain(self) -> int:
        return 9


async def of(awaitable: Awaitable[Any]) -> Any:
    return await awaitable


def test_reading_gives_what_is_to_be_awaited() -> None:
    feed = double(Feed)
    assert asyncio.run(of(feed.size)) == asyncio.run(of(feed.size)) == 0
    assert asyncio.run(of(feed.ready)) == 0
    assert feed.plain == 0


def test_a_stub_says_what_awaiting_gives() -> None:
    feed = double(Feed)
    when(lambda: feed.size).returns(3, 4)
    when(lambda: feed.ready).raises(KeyError())
    assert [asyncio.run(of(feed.size)), asyncio.run(of(feed.size))] == [3, 4]
    with pytest.raises(KeyError):
        asyncio.run(of(feed.ready))
    verify(lambda: feed.size).times(2)
    with pytest.raises(TypeError, match="value is str"):
        when(lambda: feed.size).returns("x")  # type: ignore[call-overload]


def test_a_spy_reads_the_real_one() -> None:
    feed = spy(Feed())
    assert asyncio.run(of(feed.size)) == 7
    assert asyncio.run(of(feed.fetch())) == 8


def test_what_was_assigned_is_given_as_it_is() -> None:
    feed = double(Feed)

    async def awaited() -> Any:
        feed.ready = asyncio.get_running_loop().create_future()
        feed.ready.set_result(5)
        return await feed.ready

    assert asyncio.run(awaited()) == 5


def test_a_read_that_nobody_awaits_is_told_with_its_line() -> None:
    with pytest.raises(SessionFailure) as told, Session():
        feed = double(Feed)
        feed.size  # type: ignore[unused-coroutine]
    assert "Feed.size" in str(told.value)
    assert "test_async_properties.py" in str(told.value)


def test_looking_at_what_is_held_is_no_promise_to_await_it() -> None:
    with Session():
        feed = double(Feed)
        assert feed.ready is not None
        assert len(calls_to(lambda: feed.ready)) == 1
