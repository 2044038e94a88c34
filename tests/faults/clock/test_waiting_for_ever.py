"""Waiting for what can't come is told, and waiting for what may come is not."""

from __future__ import annotations

import asyncio
import gc
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import pytest

from mockfactory import Session, SessionFailure, double, when
from mockfactory.faults import StuckError, hangs, virtual_clock

Main = Callable[[], Awaitable[object]]


class Mailer(Protocol):
    async def send(self, to: str) -> str: ...


async def empty_queue() -> object:
    return await asyncio.Queue[int]().get()


async def event_that_nobody_sets() -> object:
    return await asyncio.Event().wait()


async def lock_that_is_held() -> object:
    lock = asyncio.Lock()
    await lock.acquire()
    return await lock.acquire()


async def condition_without_notice() -> object:
    condition = asyncio.Condition()
    async with condition:
        return await condition.wait()


async def worker_that_waits() -> object:
    return await asyncio.create_task(empty_queue())


async def gathered() -> object:
    return await asyncio.gather(asyncio.sleep(1), empty_queue())


async def group_of_tasks() -> object:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(empty_queue())
            group.create_task(asyncio.sleep(1))
    except* StuckError as errors:
        raise errors.exceptions[0]  # noqa: B904  # what is tested is that it comes
    return None


async def shielded() -> object:
    return await asyncio.shield(empty_queue())


async def waited_for_with_others() -> object:
    done, _ = await asyncio.wait([asyncio.ensure_future(empty_queue())])
    return done.pop().result()


async def sleep_without_end() -> object:
    await asyncio.sleep(float("inf"))
    return None


async def loop_over_what_never_comes() -> object:
    async def inbox() -> AsyncIterator[int]:
        yield await asyncio.Queue[int]().get()

    async for message in inbox():
        return message
    return None


@pytest.mark.parametrize(
    ("main", "said"),
    [
        (empty_queue, "asyncio.Queue.get(), at "),
        (event_that_nobody_sets, "asyncio.Event.wait(), at "),
        (lock_that_is_held, "asyncio.Lock.acquire(), at "),
        (condition_without_notice, "asyncio.Condition.wait(), at "),
        (worker_that_waits, "waits for the task "),
        (gathered, "asyncio.Queue.get(), at "),
        (group_of_tasks, "asyncio.TaskGroup.__aexit__(), at "),
        (shielded, "asyncio.Queue.get(), at "),
        (waited_for_with_others, "asyncio.wait(), at "),
        (sleep_without_end, "asyncio.sleep(), at "),
        (loop_over_what_never_comes, "in inbox"),
    ],
)
def test_what_waits_for_ever_is_told_with_its_place(main: Main, said: str) -> None:
    async def run() -> object:
        return await main()

    with virtual_clock(), pytest.raises(StuckError) as told:
        asyncio.run(run())
    text = str(told.value)
    assert text.startswith("the event loop waits for ever: nothing is ready, no timer is set")
    assert said in text
    assert "test_waiting_for_ever.py:" in text


def test_a_queue_whose_worker_has_died_of_a_hang_is_told_with_the_hang() -> None:
    workers: list[asyncio.Task[None]] = []

    async def main() -> None:
        queue = asyncio.Queue[int]()
        mailer = double(Mailer)
        when(mailer.send).fails(hangs())

        async def work() -> None:
            await mailer.send(str(await queue.get()))

        workers.append(asyncio.create_task(work()))
        queue.put_nowait(1)
        await queue.join()

    with pytest.raises(StuckError) as told:
        asyncio.run(main())
    assert "waits for asyncio.Queue.join(), at " in str(told.value)
    assert "Mailer.send() (call 1) was told that it hangs" in str(told.value)
    with pytest.raises(StuckError, match="hangs, and nothing is left"):
        workers[0].result()


def test_a_queue_whose_worker_has_died_of_an_error_is_told_with_the_error() -> None:
    logged: list[object] = []

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: logged.append(context))
        work = asyncio.Queue[str]()

        async def worker() -> None:
            await work.get()
            raise OSError("disk full")

        working = asyncio.create_task(worker(), name="the worker")
        work.put_nowait("ada")
        await work.join()
        await working

    with Session(), virtual_clock():
        with pytest.raises(
            StuckError, match=r"the worker \(.*main\.worker\): has ended with OSError\('disk full'\), at "
        ):
            asyncio.run(main())
    gc.collect()
    assert logged == []  # it has been told


def test_what_is_served_by_another_task_is_not_told() -> None:
    async def main() -> tuple[int, bool]:
        queue, event = asyncio.Queue[int](), asyncio.Event()

        async def serve() -> None:
            await asyncio.sleep(3600)
            queue.put_nowait(1)
            event.set()

        task = asyncio.create_task(serve())
        got, told = await asyncio.gather(queue.get(), event.wait())
        await task
        return got, told

    with virtual_clock():
        assert asyncio.run(main()) == (1, True)


def test_a_time_out_ends_the_waiting_as_ever() -> None:
    async def main() -> None:
        async with asyncio.timeout(60):
            await empty_queue()

    with virtual_clock() as clock, pytest.raises(TimeoutError):
        asyncio.run(main())
    assert clock.elapsed == 60


def test_code_that_catches_it_and_waits_again_does_not_hang_the_test() -> None:
    async def stubborn() -> None:
        while True:
            try:
                await empty_queue()
            except Exception:
                continue

    with pytest.raises(StuckError), virtual_clock():
        asyncio.run(stubborn())


def test_code_that_swallows_it_once_is_told_at_the_end_of_the_session() -> None:
    async def sloppy() -> str:
        try:
            await empty_queue()
        except Exception:
            return "fine"
        return "never"

    with pytest.raises(SessionFailure, match="Swallowed: the event loop waits for ever"), Session(), virtual_clock():
        assert asyncio.run(sloppy()) == "fine"


Begin = Callable[[asyncio.AbstractEventLoop, Callable[[], None]], Callable[[], object]]
"""Begins something that acts on a loop from outside; gives what cleans up after it."""


def later(act: Callable[[], object], seconds: float = 0.05) -> Callable[[], object]:
    """A thread that does something after a while, in earnest."""
    thread = threading.Timer(seconds, act)
    thread.start()
    return thread.join


def from_a_thread(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> Callable[[], object]:
    return later(lambda: loop.call_soon_threadsafe(act))


def from_a_pool(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> Callable[[], object]:
    pool = ThreadPoolExecutor(1)
    asyncio.wrap_future(pool.submit(threading.Event().wait, 0.05)).add_done_callback(lambda done: act())
    return pool.shutdown


def from_a_signal_of_a_thread(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> Callable[[], object]:
    loop.add_signal_handler(signal.SIGUSR1, act)
    return later(lambda: os.kill(os.getpid(), signal.SIGUSR1))


def from_a_signal_of_a_child(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> Callable[[], object]:
    loop.add_signal_handler(signal.SIGUSR1, act)
    return subprocess.Popen(["/bin/sh", "-c", f"sleep 0.05; kill -USR1 {os.getpid()}"]).wait


def from_a_pair_of_sockets(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> Callable[[], object]:
    ours, theirs = socket.socketpair()

    def read() -> None:
        loop.remove_reader(ours)
        ours.close()
        act()

    def write() -> None:
        with theirs:
            theirs.send(b"x")

    loop.add_reader(ours, read)
    return later(write)


def from_another_loop(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> Callable[[], object]:
    other = asyncio.new_event_loop()
    thread = threading.Thread(target=other.run_forever)
    thread.start()
    there = asyncio.run_coroutine_threadsafe(asyncio.sleep(0.05), other)
    waiting = asyncio.wrap_future(there)
    waiting.add_done_callback(lambda done: act())
    helper = loop.create_task(awaited(waiting))

    def clean_up() -> None:
        assert helper.done()
        other.call_soon_threadsafe(other.stop)
        thread.join()
        other.close()

    return clean_up


async def awaited(future: Awaitable[None]) -> None:
    await future


@pytest.mark.parametrize("limit", [None, 30.0], ids=["for ever", "for 30 seconds"])
@pytest.mark.parametrize(
    "begin",
    [
        from_a_thread,
        from_a_pool,
        from_a_signal_of_a_thread,
        from_a_signal_of_a_child,
        from_a_pair_of_sockets,
        from_another_loop,
    ],
)
def test_what_comes_from_outside_is_waited_for(begin: Begin, limit: float | None) -> None:
    async def main() -> bool:
        event = asyncio.Event()
        clean_up = begin(asyncio.get_running_loop(), event.set)
        try:
            # On a clock that jumped, this would time out; and a clock that saw nothing coming would call it stuck.
            return await asyncio.wait_for(event.wait(), limit)
        finally:
            clean_up()

    with virtual_clock():
        assert asyncio.run(main())


@pytest.mark.parametrize("stdout", [None, subprocess.PIPE], ids=["without pipes", "with a pipe"])
def test_a_subprocess_is_waited_for(stdout: int | None) -> None:
    async def main() -> int:
        command = (sys.executable, "-S", "-c", "import time; time.sleep(0.05)")
        process = await asyncio.create_subprocess_exec(*command, stdout=stdout)
        return await asyncio.wait_for(process.wait(), 30)

    with virtual_clock() as clock:
        assert asyncio.run(main()) == 0
        assert clock.elapsed < 30


def test_time_jumps_over_threads_that_have_nothing_to_do() -> None:
    gate = threading.Event()

    async def main() -> None:
        await asyncio.to_thread(int)  # the default pool keeps its thread
        thread = threading.Thread(target=gate.wait)
        thread.start()
        await asyncio.sleep(3600)
        time.sleep(3600)
        gate.set()
        thread.join()

    with virtual_clock() as clock:
        asyncio.run(main())
        assert clock.elapsed >= 7200


def test_time_jumps_over_a_server_of_another_thread_without_a_connection() -> None:
    other = asyncio.new_event_loop()
    with virtual_clock() as clock:
        thread = threading.Thread(target=other.run_forever)
        thread.start()
        asyncio.run(asyncio.sleep(3600))
        assert clock.elapsed >= 3600
    other.call_soon_threadsafe(other.stop)
    thread.join()
    other.close()


@pytest.mark.parametrize("kind", [queue.SimpleQueue, queue.Queue])
def test_a_worker_of_a_librarys_own_is_waited_for_while_it_works_and_not_while_it_waits(
    kind: Callable[[], queue.Queue[asyncio.Future[int] | None]],
) -> None:
    jobs = kind()

    def work() -> None:
        while True:
            job = jobs.get()
            if job is None:
                return
            threading.Event().wait(0.02)
            job.get_loop().call_soon_threadsafe(job.set_result, 7)

    async def main() -> float:
        loop = asyncio.get_running_loop()
        with virtual_clock() as clock:  # the thread is older than the clock, as a pool of connections may be
            for _ in range(2):
                job: asyncio.Future[int] = loop.create_future()
                jobs.put(job)
                assert await asyncio.wait_for(job, 10) == 7
                await asyncio.sleep(3600)
            with pytest.raises(StuckError):
                await empty_queue()
            return clock.elapsed

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert 7200 < asyncio.run(main()) < 7201
    finally:
        jobs.put(None)
        thread.join()


def test_a_server_without_a_client_is_told_after_a_second() -> None:
    async def main() -> None:
        async with await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0) as server:
            await server.serve_forever()

    with virtual_clock(), pytest.raises(StuckError, match=r"asyncio\.Server\.serve_forever\(\), at "):
        asyncio.run(main())


def test_a_server_whose_client_is_a_process_is_not() -> None:
    async def main() -> bytes:
        lines: asyncio.Queue[bytes] = asyncio.Queue()

        async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            lines.put_nowait(await reader.read())
            writer.close()

        async with await asyncio.start_server(note, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            send = (
                f"import time, socket; time.sleep(0.05); socket.create_connection(('127.0.0.1', {port})).send(b'hello')"
            )
            with subprocess.Popen([sys.executable, "-S", "-c", send]):
                return await lines.get()

    with virtual_clock():
        assert asyncio.run(main()) == b"hello"


def test_under_anyio_the_test_is_told_and_not_its_runner(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import asyncio, pytest
        from mockfactory.faults import StuckError

        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        @pytest.mark.anyio
        async def test_stuck(virtual_clock):
            with pytest.raises(StuckError):
                await asyncio.Event().wait()
        """
    )
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    pytester.runpytest_inprocess("-p", "anyio").assert_outcomes(passed=1)


def test_the_jobs_that_a_loop_leaves_behind_are_waited_for() -> None:
    done: list[bool] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, lambda: done.append(threading.Event().wait(0.05)))
        # From Python 3.12 on, the loop ends them with a time-out.
        loop.call_later(300, done.append, True)

    with virtual_clock():
        asyncio.run(main())
    assert done == [False]
