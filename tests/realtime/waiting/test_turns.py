"""What senders and readers wait with."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
import trio

from mockfactory.realtime.waiting.changes import Change
from mockfactory.realtime.waiting.limits import limit
from mockfactory.realtime.waiting.together import together
from mockfactory.realtime.waiting.turns import Turns

pytestmark = pytest.mark.asyncio


async def test_who_came_first_goes_first() -> None:
    turns, went = Turns(), list[int]()

    async def go(number: int) -> None:
        async with turns:
            await asyncio.sleep(0)
            went.append(number)

    await asyncio.gather(*map(go, range(20)))
    assert went == list(range(20))
    assert not turns.is_taken


async def test_who_is_cancelled_while_waiting_lets_the_next_one_go() -> None:
    turns, went = Turns(), list[int]()

    async def go(number: int) -> None:
        async with turns:
            went.append(number)

    async with turns:
        tasks = [asyncio.create_task(go(number)) for number in range(3)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    tasks[0].cancel()  # in the moment in which its turn has come
    await asyncio.gather(*tasks, return_exceptions=True)
    assert went == [2]
    assert not turns.is_taken


async def test_a_change_wakes_all_who_wait_and_nobody_who_has_left() -> None:
    change, woken = Change(), list[int]()

    async def wait(number: int) -> None:
        await change.wait()
        woken.append(number)

    tasks = [asyncio.create_task(wait(number)) for number in range(3)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await tasks[0]
    change.tell()
    await asyncio.gather(*tasks[1:])
    assert woken == [1, 2]


async def test_the_first_error_of_several_things_is_raised_as_it_is() -> None:
    async def fail() -> int:
        raise LookupError("no")

    async def give(number: int) -> int:
        return number

    async def main() -> None:
        assert await together([give(1), give(2)]) == [1, 2]
        with pytest.raises(LookupError, match="no"):
            await together([give(1), fail()])

    await main()
    await asyncio.to_thread(trio.run, main)


async def test_what_takes_too_long_is_a_time_out() -> None:
    async def main() -> None:
        async with limit(60):
            pass
        with pytest.raises(TimeoutError):
            async with limit(0):
                await Change().wait()
        with pytest.raises(LookupError):
            async with limit(60):
                raise LookupError

    await main()
    await asyncio.to_thread(trio.run, main)
