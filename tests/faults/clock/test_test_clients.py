"""Code under test in the event loop of a thread for which the test waits, as a client for ASGI applications has it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from mockfactory import double, when
from mockfactory.faults import StuckError, VirtualClock, raises, virtual_clock

MINUTE = 60


class Bank:
    async def charge(self) -> str:
        raise NotImplementedError


async def pay(bank: Bank) -> float:
    """Try again after a minute; answers how long it took."""
    began = time.monotonic()
    while True:
        try:
            await bank.charge()
            return time.monotonic() - began
        except ConnectionError:
            await asyncio.sleep(MINUTE)


def down_once() -> Bank:
    bank = double(Bank)
    when(bank.charge).returns("receipt")
    when(bank.charge).fails(raises(ConnectionError()).until_call(1))
    return bank


class Busy(Bank):
    """A bank that is no double: nothing but the clock of the test has to do with it."""

    def __init__(self) -> None:
        self.calls = 0

    async def charge(self) -> str:
        self.calls += 1
        if self.calls % 2:
            raise ConnectionError
        return "receipt"


async def shop(request: Request) -> Response:
    return JSONResponse(await pay(request.app.state.bank))


async def never(request: Request) -> Response:
    await asyncio.Event().wait()
    return Response()


async def slow_socket(socket: WebSocket) -> None:
    await socket.accept()
    await asyncio.sleep(MINUTE)
    await socket.send_text("late")
    await socket.close()


@contextlib.asynccontextmanager
async def with_a_heart(app: Starlette) -> AsyncIterator[None]:
    async def beat() -> None:
        while True:
            await asyncio.sleep(MINUTE / 4)

    heart = asyncio.create_task(beat())
    yield
    heart.cancel()


ROUTES = [Route("/pay", shop), Route("/never", never), WebSocketRoute("/socket", slow_socket)]


@pytest.fixture(params=[None, with_a_heart], ids=["", "beside a heartbeat"])
def app(request: pytest.FixtureRequest) -> Starlette:
    return Starlette(routes=ROUTES, lifespan=request.param)


def test_back_off_after_a_plan_that_only_raises_takes_no_time(app: Starlette) -> None:
    app.state.bank = down_once()
    began = time.monotonic()
    assert TestClient(app).get("/pay").json() == pytest.approx(MINUTE)
    assert time.monotonic() - began == pytest.approx(MINUTE)


def test_nor_in_a_client_that_is_open_for_several_requests(app: Starlette, virtual_clock: VirtualClock) -> None:
    app.state.bank = Busy()
    with TestClient(app) as client:
        for number in range(3):
            assert client.get("/pay").json() == pytest.approx(MINUTE)
            time.sleep(MINUTE)
            assert virtual_clock.elapsed == pytest.approx(2 * MINUTE * (number + 1))


@pytest.mark.asyncio
async def test_nor_where_the_test_has_a_loop_of_its_own(app: Starlette, virtual_clock: VirtualClock) -> None:
    app.state.bank = Busy()
    assert TestClient(app).get("/pay").json() == pytest.approx(MINUTE)
    assert await asyncio.to_thread(lambda: TestClient(app).get("/pay").json()) == MINUTE
    assert virtual_clock.elapsed > 2 * MINUTE - 1


def test_nor_over_a_websocket(app: Starlette, virtual_clock: VirtualClock) -> None:
    with TestClient(app).websocket_connect("/socket") as connection:
        assert connection.receive_text() == "late"
    assert virtual_clock.elapsed == pytest.approx(MINUTE)


def test_nor_in_a_client_that_was_open_before(app: Starlette) -> None:
    app.state.bank = Busy()
    with TestClient(app) as client:
        for _ in range(2):
            with virtual_clock() as clock:
                assert client.get("/pay").json() == pytest.approx(MINUTE)
                assert clock.elapsed == pytest.approx(MINUTE)


def test_what_hangs_beside_a_heartbeat_is_told_to_the_test(virtual_clock: VirtualClock) -> None:
    with pytest.raises(StuckError, match=r"\(with_a_heart\.beat\): waits for asyncio\.sleep"):
        with TestClient(Starlette(routes=ROUTES, lifespan=with_a_heart)) as client:
            client.get("/never")


def test_what_waits_for_ever_is_told_to_the_test(virtual_clock: VirtualClock) -> None:
    with pytest.raises(StuckError, match=r"waits for asyncio\.Event\.wait\(\), at .* in never"):
        TestClient(Starlette(routes=ROUTES)).get("/never")


def test_what_waits_for_ever_in_a_loop_that_runs_on_is_told_too(virtual_clock: VirtualClock) -> None:
    async def never() -> None:
        await asyncio.Event().wait()

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        with pytest.raises(StuckError, match=r"waits for asyncio\.Event\.wait\(\), at .* in never"):
            asyncio.run_coroutine_threadsafe(never(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_a_client_that_is_open_and_not_asked_is_left_in_peace(virtual_clock: VirtualClock) -> None:
    with TestClient(Starlette(routes=ROUTES)) as client:
        assert client.get("/nowhere").status_code == 404
        threading.Event().wait(0.1)  # the test does something else
    assert virtual_clock.elapsed == 0


def joined() -> float:
    answers: list[float] = []
    thread = threading.Thread(target=lambda: answers.append(asyncio.run(pay(Busy()))))
    thread.start()
    thread.join(MINUTE / 2)
    return answers[0]


def in_a_pool() -> float:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(pay(Busy()))).result()


def in_a_running_loop() -> float:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        return asyncio.run_coroutine_threadsafe(pay(Busy()), loop).result(MINUTE / 2)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.mark.parametrize("ask", [joined, in_a_pool, in_a_running_loop])
def test_nor_in_other_threads_that_the_test_waits_for(ask: Callable[[], float], virtual_clock: VirtualClock) -> None:
    assert ask() == pytest.approx(MINUTE, abs=1)
    assert virtual_clock.elapsed > MINUTE - 1


class Server:
    """It ticks all the time, in a thread of its own, and counts."""

    def __init__(self) -> None:
        self.ticks = self.port = 0
        self._ready, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self) -> Server:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        while not self._over.is_set():
            await asyncio.sleep(0.01)
            self.ticks += 1
        server.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await reader.readline()
        before = self.ticks
        while self.ticks < before + 3:
            await asyncio.sleep(0.001)
        writer.write(line)
        writer.close()
        await writer.wait_closed()


def test_a_server_in_a_thread_is_on_real_time_and_holds_up_nobody(virtual_clock: VirtualClock) -> None:
    with Server() as server:
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(b"anyone?\n")
            assert client.recv(100) == b"anyone?\n"
        before = server.ticks
        asyncio.run(asyncio.sleep(3600))
        assert virtual_clock.elapsed >= 3600
        assert server.ticks < before + 10_000


class TestAnOpenClientThatNobodyCalls:
    """Its event loop waits in a thread for the test, so it can't wake what waits for ever."""

    @pytest.fixture
    def client(self) -> Iterator[TestClient]:
        with TestClient(Starlette()) as client:
            yield client

    @pytest.mark.asyncio
    async def test_waiting_for_ever_beside_it_is_told(self, client: TestClient) -> None:
        with virtual_clock(), pytest.raises(StuckError):
            await asyncio.Event().wait()

    def test_so_it_is_in_the_loop_of_another_client(self, client: TestClient) -> None:
        async def never(request: Request) -> Response:
            await asyncio.Event().wait()
            raise AssertionError

        with virtual_clock(), pytest.raises(StuckError):
            TestClient(Starlette(routes=[Route("/", never)])).get("/")

    @pytest.mark.asyncio
    async def test_what_it_is_given_to_do_is_waited_for(self, client: TestClient) -> None:
        done = asyncio.Event()
        here = asyncio.get_running_loop()

        async def tell() -> None:
            here.call_soon_threadsafe(done.set)

        with virtual_clock():
            assert client.portal is not None
            client.portal.start_task_soon(tell)
            await done.wait()
