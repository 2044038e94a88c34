"""Event loops of other threads that come to the virtual clock."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Protocol, TypeVar

import pytest

from mockfactory import Session, double, when
from mockfactory.faults import FaultPlan, StuckError, delays, hangs, virtual_clock

HOUR = 3600
T = TypeVar("T")


class Mailer(Protocol):
    async def send(self, to: str) -> str: ...


def mailer_that(plan: FaultPlan) -> Mailer:
    mailer: Mailer = double(Mailer)
    when(mailer.send).returns("sent")
    when(mailer.send).fails(plan)
    return mailer


def in_a_thread(main: Callable[[], Coroutine[object, object, T]]) -> T:
    """Runs a loop in a thread of its own, as an ASGI test client does, and waits for it."""
    answers: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(asyncio.run(main()))
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return answers[0]


def test_a_delay_in_another_threads_loop_takes_no_time() -> None:
    with Session(), virtual_clock() as clock:
        mailer = mailer_that(delays(HOUR))
        assert in_a_thread(lambda: mailer.send("ada")) == "sent"
        assert HOUR <= clock.elapsed < HOUR + 10


def test_a_hang_in_another_threads_loop_ends_with_the_time_out_around_it() -> None:
    mailer = mailer_that(hangs())
    with pytest.raises(TimeoutError):
        in_a_thread(lambda: asyncio.wait_for(mailer.send("ada"), HOUR))


def test_a_hang_in_another_threads_loop_that_nothing_ends_is_told() -> None:
    mailer = mailer_that(hangs())
    with pytest.raises(StuckError, match=r"Mailer\.send\(\) \(call 1\) hangs"):
        in_a_thread(lambda: mailer.send("ada"))


def test_the_loops_of_two_threads_go_on_in_the_order_of_their_moments() -> None:
    said: list[str] = []

    async def main() -> None:
        mailer = mailer_that(delays(2 * HOUR))

        async def other() -> None:
            await mailer.send("ada")
            said.append("sent")

        job = asyncio.create_task(asyncio.to_thread(lambda: asyncio.run(other())))
        while not job.done():
            await asyncio.wait([job], timeout=HOUR - 60)
            said.append("tick")

    with Session(), virtual_clock() as clock:
        asyncio.run(main())
        assert said == ["tick", "tick", "sent", "tick"]
        assert clock.elapsed < 3 * HOUR


def test_a_test_that_blocks_its_own_loop_waits_for_the_other_one() -> None:
    async def main() -> str:
        mailer = mailer_that(delays(HOUR))
        return in_a_thread(lambda: mailer.send("ada"))

    with Session(), virtual_clock() as clock:
        assert asyncio.run(main()) == "sent"
        assert clock.elapsed >= HOUR


def test_who_cancels_a_hang_from_another_thread_is_waited_for() -> None:
    mailer = mailer_that(hangs())
    began, over = threading.Event(), list[bool]()
    tasks: list[asyncio.Task[str]] = []

    async def main() -> None:
        tasks.append(asyncio.ensure_future(mailer.send("ada")))
        began.set()
        try:
            await tasks[0]
        except asyncio.CancelledError:
            over.append(True)

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    began.wait()
    threading.Event().wait(0.05)  # the test does something else first
    tasks[0].get_loop().call_soon_threadsafe(tasks[0].cancel)
    thread.join()
    assert over == [True]


def test_a_thread_without_a_loop_of_its_own_is_in_real_time_again() -> None:
    seen: list[float] = []

    def run(mailer: Mailer) -> None:
        asyncio.run(mailer.send("ada"))
        seen.append(time.monotonic())

    with Session(), virtual_clock():
        thread = threading.Thread(target=run, args=(mailer_that(delays(HOUR)),))
        thread.start()
        thread.join()
        assert time.monotonic() - seen[0] > HOUR / 2
