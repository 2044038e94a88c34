"""Virtual time does not run on for ever."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Callable, Coroutine
from typing import Protocol

import pytest

from mockfactory import MisuseError, Session, double, when
from mockfactory.faults import StuckError, hangs, virtual_clock

HOUR = 3600


class Mailer(Protocol):
    async def send(self, to: str) -> str: ...


class Status(Protocol):
    def poll(self) -> int: ...


async def beat(seconds: float = 10) -> None:
    while True:
        await asyncio.sleep(seconds)


async def beside_a_heartbeat(mailer: Mailer) -> str:
    heart = asyncio.create_task(beat())
    try:
        return await mailer.send("ada")
    finally:
        heart.cancel()


def hanging() -> Mailer:
    mailer: Mailer = double(Mailer)
    when(mailer.send).fails(hangs())
    return mailer


def test_a_hang_beside_a_heartbeat_is_told_with_what_goes_round() -> None:
    with Session(), virtual_clock() as clock:
        with pytest.raises(StuckError) as told:
            asyncio.run(beside_a_heartbeat(hanging()))
        assert 86_400 < clock.elapsed < 100_000
    text = str(told.value)
    assert text.startswith("virtual time runs on for ever: 95,000 seconds in which nothing but timers has happened")
    assert "rings:  Task-" in text
    assert "(beat): waits for asyncio.sleep(), at " in text
    assert "waits for Mailer.send() (call 1), at " in text


def test_a_heartbeat_that_changes_nothing_is_told_before_a_day_is_over() -> None:
    async def main() -> None:
        heart = asyncio.create_task(beat(seconds=1))
        await asyncio.Event().wait()
        heart.cancel()

    with Session(), virtual_clock() as clock:
        with pytest.raises(
            StuckError, match=r"runs on for ever: 10,500 seconds .*\n.*\(beat\): waits for asyncio\.sleep"
        ):
            asyncio.run(main())
        assert clock.elapsed < 12_000


class Pulse:
    def __init__(self) -> None:
        self.count = 0

    def of_an_attribute(self) -> int:
        self.count += 1
        return self.count


@pytest.mark.parametrize("kind", ["of_an_attribute", "of_a_double"])
def test_a_heartbeat_that_counts_is_given_the_day(kind: str) -> None:
    polls = 11_000

    async def main() -> None:
        done, pulse, status = asyncio.Event(), Pulse(), double(Status)
        when(status.poll).returns(*[0] * (polls - 1), polls).lenient()

        async def watch() -> None:
            beat = status.poll if kind == "of_a_double" else pulse.of_an_attribute
            while beat() < polls:
                await asyncio.sleep(1)
            done.set()

        watching = asyncio.create_task(watch())
        await done.wait()
        await watching

    with Session(), virtual_clock() as clock:
        asyncio.run(main())
        assert clock.elapsed == pytest.approx(polls - 1)


def test_a_hang_that_the_heartbeats_owner_ends_is_not_told() -> None:
    async def main() -> None:
        async with asyncio.timeout(HOUR):
            await beside_a_heartbeat(hanging())

    with Session(), virtual_clock() as clock:
        with pytest.raises(TimeoutError):
            asyncio.run(main())
        assert clock.elapsed == HOUR


async def month() -> None:
    for _ in range(30 * 24):
        await asyncio.sleep(HOUR)


async def by_another_task() -> None:
    await asyncio.gather(asyncio.create_task(month()), asyncio.sleep(0))


async def quarter() -> None:
    """The test itself waits for one timer, and another task goes round beside it."""
    heart = asyncio.create_task(beat(seconds=HOUR))
    await asyncio.sleep(90 * 24 * HOUR)
    heart.cancel()


async def patience() -> None:
    mailer = hanging()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(beside_a_heartbeat(mailer), 26 * HOUR)


@pytest.mark.parametrize("main", [month, by_another_task, quarter, patience])
def test_what_takes_days_and_ends_is_no_circle(main: Callable[[], Coroutine[object, object, None]]) -> None:
    with Session(), virtual_clock() as clock:
        asyncio.run(main())
        assert clock.elapsed > 25 * HOUR


def test_the_most_that_time_may_run_is_the_tests_to_say() -> None:
    with Session(), virtual_clock(most=math.inf) as clock:
        asyncio.run(quarter())
        with virtual_clock(most=10_000), pytest.raises(StuckError, match="15,000 seconds in which nothing but timers"):
            asyncio.run(beside_a_heartbeat(hanging()))
        assert clock.elapsed == 90 * 24 * HOUR + 15_000


def test_a_few_long_sleeps_are_no_circle() -> None:
    async def years() -> None:
        for _ in range(64):
            await asyncio.sleep(365 * 24 * HOUR)

    with virtual_clock() as clock:
        asyncio.run(years())
        assert clock.elapsed >= 64 * 365 * 24 * HOUR


def test_a_timer_that_sets_itself_again_is_told_by_its_function() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()

        def again() -> None:
            loop.call_later(60, again)

        again()
        await asyncio.Event().wait()

    with virtual_clock(), pytest.raises(StuckError, match=r"rings:  .*main\.<locals>\.again"):
        asyncio.run(main())


def test_sync_code_that_sleeps_again_and_again_for_nothing_is_told() -> None:
    with (
        virtual_clock(most=HOUR),
        pytest.raises(StuckError, match=r"rings:  time\.sleep\(\), at .*test_running_on"),
    ):
        while True:
            time.sleep(60)


def test_code_that_does_not_hear_it_ends_too() -> None:
    async def deaf() -> None:
        while True:
            try:
                await asyncio.sleep(60)
            except Exception:
                continue

    with virtual_clock(most=HOUR), pytest.raises(StuckError, match="runs on for ever"):
        asyncio.run(deaf())


@pytest.mark.parametrize("most", [0, -1, math.nan])
def test_no_time_at_all_is_refused(most: float) -> None:
    with pytest.raises(MisuseError, match=r"virtual_clock\(most=\.\.\.\) takes seconds above 0"):
        with virtual_clock(most=most):
            pass
