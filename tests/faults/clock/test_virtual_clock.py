"""Time that passes when nothing else is left to do."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import socket
import threading
import time
import weakref
from time import monotonic as told
from time import sleep as rest
from unittest.mock import create_autospec

import pytest

from mockfactory import MisuseError
from mockfactory.faults.clock.pausing import hang
from mockfactory.faults.clock.running import virtual_clock
from mockfactory.faults.clock.stuck import StuckError

HOUR = 3600


def really(began: float) -> float:
    """How many seconds have passed since, in earnest."""
    return time.perf_counter() - began


def test_an_hour_of_sleep_takes_no_time() -> None:
    began = time.perf_counter()
    with virtual_clock() as clock:
        asyncio.run(asyncio.sleep(HOUR))
        assert clock.elapsed == HOUR
    assert really(began) < 60


def test_timers_run_in_the_order_of_their_moments_not_of_their_making() -> None:
    async def main() -> list[int]:
        done: list[int] = []

        async def after(seconds: int) -> None:
            await asyncio.sleep(seconds)
            done.append(seconds)

        await asyncio.gather(*(after(seconds) for seconds in (30, 10, 20, 3000, 1)))
        return done

    with virtual_clock():
        assert asyncio.run(main()) == [1, 10, 20, 30, 3000]


def test_the_clock_may_be_entered_while_the_loop_runs() -> None:
    async def main() -> float:
        loop = asyncio.get_running_loop()
        before = loop.time()
        with virtual_clock() as clock:
            await asyncio.sleep(HOUR)
            assert loop.time() - before >= HOUR
            elapsed = clock.elapsed
        assert loop.time() - before < HOUR
        return elapsed

    assert asyncio.run(main()) == HOUR


def test_time_outs_end_what_takes_longer_and_nothing_else() -> None:
    async def main() -> list[str]:
        said: list[str] = []
        try:
            async with asyncio.timeout(5):
                await asyncio.sleep(6)
        except TimeoutError:
            said.append("timeout")
        said.append(await asyncio.wait_for(asyncio.sleep(4, "done"), timeout=5))
        return said

    with virtual_clock() as clock:
        assert asyncio.run(main()) == ["timeout", "done"]
        assert clock.elapsed == 9


def test_back_off_by_monotonic_time_sees_the_time_pass() -> None:
    async def poll() -> int:
        tries, deadline = 0, time.monotonic() + HOUR
        while time.monotonic() < deadline:
            tries += 1
            await asyncio.sleep(60)
        return tries

    with virtual_clock():
        assert asyncio.run(poll()) == 60


def test_sync_code_sleeps_on_it_too() -> None:
    with virtual_clock() as clock:
        began, in_ns = time.monotonic(), time.monotonic_ns()
        time.sleep(HOUR)
        assert time.monotonic() - began == HOUR
        assert time.monotonic_ns() - in_ns == HOUR * 10**9
    assert clock.elapsed == HOUR


def test_functions_imported_by_name_are_on_it_until_it_ends() -> None:
    real = told
    with virtual_clock() as clock:
        began = told()
        rest(HOUR)
        assert told() - began == HOUR == clock.elapsed
    assert told is real is time.monotonic


def test_who_asks_again_and_again_without_sleeping_sees_time_pass() -> None:
    with virtual_clock() as clock:
        deadline = time.monotonic() + 1
        while time.monotonic() < deadline:
            pass
        assert 1 <= clock.elapsed < 2


def test_other_threads_live_in_real_time() -> None:
    seen: list[float] = []
    with virtual_clock() as clock:
        clock.advance(HOUR)
        thread = threading.Thread(target=lambda: seen.append(time.monotonic()))
        thread.start()
        thread.join()
        assert time.monotonic() - seen[0] > HOUR / 2


def test_who_polls_for_a_thread_gives_it_real_time() -> None:
    gate = threading.Event()
    with virtual_clock():
        thread = threading.Thread(target=gate.wait, args=(30,))
        thread.start()
        threading.Timer(0.01, gate.set).start()
        deadline = time.monotonic() + 25
        while thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.005)
        # On a clock that jumped, the deadline would have passed long before the thread was done.
        assert not thread.is_alive()
        assert time.monotonic() < deadline


def test_while_a_thread_works_real_time_passes() -> None:
    release = threading.Event()

    async def main() -> bool:
        job = asyncio.create_task(asyncio.to_thread(release.wait, 30))
        asyncio.get_running_loop().call_later(0.01, release.set)
        # On a clock that jumped, this would time out before the thread has begun.
        return await asyncio.wait_for(job, timeout=25)

    with virtual_clock() as clock:
        assert asyncio.run(main())
        assert clock.elapsed < 25


def test_time_jumps_over_a_loopback_server_and_its_client() -> None:
    async def main() -> list[bytes]:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while line := await reader.readline():
                await asyncio.sleep(HOUR)
                writer.write(line.upper())
            writer.close()

        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            host, port = server.sockets[0].getsockname()
            reader, writer = await asyncio.open_connection(host, port)
            lines: list[bytes] = []
            for line in (b"a\n", b"b\n"):
                writer.write(line)
                lines.append(await asyncio.wait_for(reader.readline(), timeout=HOUR + 1))
            writer.close()
            await writer.wait_closed()
        return lines

    with virtual_clock() as clock:
        assert asyncio.run(main()) == [b"A\n", b"B\n"]
        assert 2 * HOUR <= clock.elapsed < 2 * HOUR + 10


def test_a_connection_that_is_closed_and_still_referred_to_is_no_elsewhere() -> None:
    async def main() -> None:
        async def close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            kept.append(writer)
            writer.close()

        kept: list[asyncio.StreamWriter] = []
        async with await asyncio.start_server(close, "127.0.0.1", 0) as server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            assert await reader.read() == b""
            writer.close()
            await writer.wait_closed()
            kept.append(writer)
            await asyncio.sleep(24 * HOUR)

    with virtual_clock():
        asyncio.run(main())


def test_what_answers_from_elsewhere_is_waited_for_in_real_time() -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.closing(listening.accept()[0]) as connection:
            connection.sendall(connection.recv(100).upper())

    thread = threading.Thread(target=serve)
    thread.start()

    async def ask() -> bytes:
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(b"anyone?")
        answer = await asyncio.wait_for(reader.read(100), timeout=30)
        writer.close()
        await writer.wait_closed()
        return answer

    with virtual_clock() as clock, listening:
        assert asyncio.run(ask()) == b"ANYONE?"
        thread.join()
        assert clock.elapsed < 30


def test_what_hangs_for_ever_is_told_by_name_and_not_waited_for() -> None:
    with virtual_clock(), pytest.raises(StuckError, match=r"Mailer\.send\(\) hangs, and nothing is left"):
        asyncio.run(hang("Mailer.send()"))


def test_what_hangs_within_a_time_out_is_cancelled_by_it() -> None:
    async def main() -> None:
        async with asyncio.timeout(HOUR):
            await hang("Mailer.send()")

    with virtual_clock() as clock:
        with pytest.raises(TimeoutError):
            asyncio.run(main())
        assert clock.elapsed == HOUR


def test_timers_left_at_the_end_come_as_much_later_as_they_would_have() -> None:
    async def main() -> float:
        loop = asyncio.get_running_loop()
        with virtual_clock():
            await asyncio.sleep(HOUR)
            handle = loop.call_later(10, print)
        left = handle.when() - loop.time()
        handle.cancel()
        return left

    assert 0 < asyncio.run(main()) <= 10


def test_another_thread_is_refused_a_clock_of_its_own() -> None:
    refused: list[str] = []

    def other() -> None:
        try:
            with virtual_clock():
                pass
        except MisuseError as error:
            refused.append(str(error))

    with virtual_clock():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert refused == ["another thread of this process is on a virtual clock, and there is one at a time"]


def test_time_does_not_run_backwards() -> None:
    with virtual_clock() as clock:
        with pytest.raises(MisuseError, match="by 0 seconds or more, not by -1"):
            clock.advance(-1)
        with pytest.raises(MisuseError, match="not by nan"):
            clock.advance(float("nan"))
        clock.advance(0)
        assert clock.elapsed == 0


def test_a_step_too_small_for_the_reading_still_ends_the_waiting() -> None:
    async def main() -> None:
        await asyncio.sleep(1e8)
        await asyncio.sleep(1e-9)

    with virtual_clock() as clock:
        asyncio.run(main())
        assert 1e8 < clock.elapsed < 1e8 + 1


def test_cancelling_passes_through() -> None:
    async def main() -> bool:
        task = asyncio.create_task(hang("Mailer.send()"))
        await asyncio.sleep(1)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        return task.cancelled()

    with virtual_clock():
        assert asyncio.run(main())


def test_a_loop_of_another_library_is_refused_by_name() -> None:
    asyncio._set_running_loop(create_autospec(asyncio.AbstractEventLoop, instance=True))
    try:
        with pytest.raises(MisuseError, match=r"one of asyncio's own event loops, not unittest\.mock\."):
            with virtual_clock():
                pass
    finally:
        asyncio._set_running_loop(None)


def test_what_a_test_has_made_is_gone_with_it_and_not_only_when_it_is_collected() -> None:
    class Made:
        pass

    def test() -> weakref.ref[Made]:
        made = Made()
        with virtual_clock():
            time.sleep(HOUR)
            asyncio.run(asyncio.sleep(HOUR))
        return weakref.ref(made)

    gc.disable()
    try:
        assert test()() is None
    finally:
        gc.enable()


def test_a_thousand_timers_of_an_hour_come_in_order() -> None:
    async def main() -> list[float]:
        loop, seen = asyncio.get_running_loop(), list[float]()
        began = loop.time()

        async def tick(number: int) -> None:
            await asyncio.sleep((number * 7919) % 3600 + number / 1000)
            seen.append(loop.time() - began)

        await asyncio.gather(*(tick(number) for number in range(1000)))
        return seen

    with virtual_clock():
        seen = asyncio.run(main())
    assert seen == sorted(seen)
    assert len(seen) == 1000
