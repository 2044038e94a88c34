"""Fault plans between an HTTP client and its server: httpx and httpx2, sync and async."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable
from types import ModuleType
from typing import Any

import httpx
import httpx2
import pytest

from mockfactory import Session, any_
from mockfactory.faults import (
    FaultPlan,
    PlanError,
    StuckError,
    corrupts,
    delays,
    disconnects,
    drops,
    duplicates,
    faulty_transport,
    hangs,
    in_sequence,
    partially,
    passes,
    raises,
    reorders,
    returns,
    truncates,
)

LIBRARIES = [httpx, httpx2]
WRONG: Any = OSError()
URL = "http://shop.example/items"


class Server:
    """Answers with the list of the requests that it has seen."""

    def __init__(self, library: Any, plan: FaultPlan) -> None:
        self.library = library
        self.seen: list[str] = []
        self.transport = faulty_transport(library.MockTransport(self.answer), plan)

    def answer(self, request: Any) -> Any:
        self.seen.append(f"{request.method} {request.url.path} {request.read().decode()}".strip())
        return self.library.Response(200, json=["a", "b", "c", "d"], headers={"x-shop": "yes"})

    def client(self, **options: Any) -> Any:
        return self.library.Client(transport=self.transport, **options)

    def async_client(self, **options: Any) -> Any:
        return self.library.AsyncClient(transport=self.transport, **options)


@pytest.fixture(params=LIBRARIES, ids=lambda library: library.__name__)
def library(request: pytest.FixtureRequest) -> ModuleType:
    return request.param  # type: ignore[no-any-return]


def test_what_passes_is_as_without_the_plan(library: Any) -> None:
    server = Server(library, raises(OSError()).on_call(2))
    with server.client() as client:
        response = client.get(URL)
        assert (response.status_code, response.json(), response.headers["x-shop"]) == (200, ["a", "b", "c", "d"], "yes")
        with pytest.raises(OSError, match="^$"):
            client.get(URL)
        assert client.get(URL).status_code == 200
    assert server.seen == ["GET /items"] * 2


def test_given_asks_for_parts_of_the_request(library: Any) -> None:
    server = Server(library, raises(OSError()).given(method="POST", path="/items", content=b"x").on_call(2))
    with server.client() as client:
        for content in ("x", "y"):
            client.post(URL, content=content)
        client.get(URL)
        with pytest.raises(OSError, match="^$"):
            client.post(URL, content="x")


def test_returns_gives_the_same_answer_many_times(library: Any) -> None:
    answer = library.Response(
        503, content=gzip.compress(b"busy"), headers={"content-encoding": "gzip", "retry-after": "3"}
    )
    server = Server(library, returns(answer).until_call(2))
    with server.client() as client:
        for _ in range(2):
            response = client.get(URL)
            assert (response.status_code, response.text, response.headers["retry-after"]) == (503, "busy", "3")
        assert client.get(URL).status_code == 200
    assert len(server.seen) == 1


@pytest.mark.parametrize("plan", [delays(7), hangs(), drops(), delays(2) | hangs()], ids=repr)
def test_what_takes_too_long_is_the_time_out_of_the_client(library: Any, plan: FaultPlan) -> None:
    with Session() as session:
        import time

        server = Server(library, plan)
        before = time.monotonic()
        with server.client(timeout=5) as client, pytest.raises(library.ReadTimeout) as timed_out:
            client.get(URL)
        assert round(time.monotonic() - before) == 5
        assert timed_out.value.request.url == URL
        assert server.seen == []
        assert session.injected


def test_a_delay_within_the_time_out_passes(library: Any) -> None:
    server = Server(library, delays(4))
    with server.client(timeout=5) as client:
        assert client.get(URL).status_code == 200


def test_a_hang_without_a_time_out_is_an_error_in_sync_code(library: Any) -> None:
    server = Server(library, hangs())
    with server.client(timeout=None) as client, pytest.raises(StuckError, match="GET http://shop.example/items hangs"):
        client.get(URL)


def test_duplicates_sends_the_request_twice(library: Any) -> None:
    server = Server(library, duplicates())
    with server.client() as client:
        assert client.post(URL, content=iter([b"x", b"y"])).status_code == 200
    assert server.seen == ["POST /items xy"] * 2


def test_corrupts_changes_one_bit_of_the_body(library: Any) -> None:
    server = Server(library, corrupts())
    with server.client() as client:
        response = client.get(URL)
    right = library.Response(200, json=["a", "b", "c", "d"]).content
    assert sum((one ^ other).bit_count() for one, other in zip(response.content, right, strict=True)) == 1
    assert response.headers["x-shop"] == "yes"


def test_truncates_breaks_the_answer_off(library: Any) -> None:
    server = Server(library, truncates(keep=0.5))
    with server.client() as client:
        with pytest.raises(library.RemoteProtocolError, match=r"received 8 bytes, expected 17"):
            client.get(URL)
        with client.stream("GET", URL) as response:
            assert response.status_code == 200


def test_partially_keeps_a_part_of_a_json_list(library: Any) -> None:
    server = Server(library, partially())
    with server.client() as client:
        assert client.get(URL).json() == ["a", "b"]


@pytest.mark.parametrize(
    ("plan", "name", "told"),
    [
        (disconnects(), "ReadError", "Connection reset by peer"),
        (disconnects(1012, "restart"), "RemoteProtocolError", r"Server disconnected .* \(1012 restart\)"),
    ],
)
def test_disconnects_is_what_the_library_raises_for_it(library: Any, plan: FaultPlan, name: str, told: str) -> None:
    server = Server(library, plan)
    with server.client() as client, pytest.raises(getattr(library, name), match=told):
        client.get(URL)


@pytest.mark.asyncio
async def test_async_exchanges(library: Any) -> None:
    answer = library.Response(503, json={"error": "busy"})
    plan = in_sequence(
        raises(OSError()), returns(answer), hangs(), duplicates(), truncates(), corrupts(), partially(), delays(9)
    )
    server = Server(library, plan)
    async with server.async_client(timeout=5) as client:
        with pytest.raises(OSError, match="^$"):
            await client.get(URL)
        assert (await client.get(URL)).json() == {"error": "busy"}
        with pytest.raises(library.ReadTimeout):
            await client.get(URL)
        assert (await client.get(URL)).status_code == 200
        with pytest.raises(library.RemoteProtocolError):
            await client.get(URL)
        assert len((await client.get(URL)).content) == 17
        assert (await client.get(URL)).json() == ["a", "b"]
        with pytest.raises(library.ReadTimeout):
            await client.get(URL)
        assert (await client.get(URL)).status_code == 200
    assert len(server.seen) == 2 + 3 + 1


@pytest.mark.asyncio
async def test_an_async_hang_ends_when_it_is_cancelled(library: Any) -> None:
    server = Server(library, hangs())
    async with server.async_client(timeout=None) as client:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(60):
                await client.get(URL)


@pytest.mark.asyncio
async def test_reorders_lets_others_go_first(library: Any) -> None:
    server = Server(library, reorders(window=1).given(path="/first"))
    async with server.async_client() as client:
        first = asyncio.create_task(client.get("http://shop.example/first"))
        await asyncio.sleep(0)
        await client.get("http://shop.example/second")
        await first
        await client.get("http://shop.example/first")
    assert server.seen == ["GET /second", "GET /first", "GET /first"]


def test_reorders_in_sync_code_is_refused(library: Any) -> None:
    server = Server(library, reorders())
    with server.client() as client, pytest.raises(PlanError, match="in sync code no exchange can go before"):
        client.get(URL)


def test_partially_of_a_field(library: Any) -> None:
    transport = faulty_transport(
        library.MockTransport(lambda request: library.Response(200, json={"rows": [1, 2], "next": None})),
        partially(argument="rows"),
    )
    with library.Client(transport=transport) as client:
        assert client.get(URL).json() == {"rows": [1], "next": None}


def test_a_body_that_is_no_list_stays_whole(library: Any) -> None:
    answers = iter([b"no JSON", b'{"rows": 3}', b'"text"'])
    transport = faulty_transport(
        library.MockTransport(lambda request: library.Response(200, content=next(answers))),
        in_sequence(partially(), partially(argument="rows"), partially()).lenient(),
    )
    client = library.Client(transport=transport)
    assert [client.get(URL).content for _ in range(3)] == [b"no JSON", b'{"rows": 3}', b'"text"']
    client.close()


@pytest.mark.asyncio
async def test_closing_the_client_closes_the_transport_behind(library: Any) -> None:
    closed: list[str] = []

    class Transport(library.MockTransport):  # type: ignore[misc]
        def close(self) -> None:
            closed.append("close")

        async def aclose(self) -> None:
            closed.append("aclose")

    transport = faulty_transport(Transport(lambda request: library.Response(200)), passes())
    library.Client(transport=transport).close()
    await library.AsyncClient(transport=transport).aclose()
    assert closed == ["close", "aclose"]


def test_what_fired_is_in_the_session(library: Any) -> None:
    with Session() as session:
        server = Server(library, in_sequence(passes(), corrupts()))
        with server.client() as client:
            client.get(URL)
            client.get(URL)
        assert [str(fault) for fault in session.injected] == ["http(GET http://shop.example/items), call 2: corrupts()"]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: faulty_transport(object(), drops()), "takes a transport of httpx or httpx2, not <object"),
        (lambda: faulty_transport(httpx.MockTransport(lambda request: httpx.Response(200)), WRONG), "a fault plan"),
        (lambda: served(returns(503)), "gives a Response"),
        (lambda: served(returns(httpx2.Response(503))), "gives a Response of the transport's own library"),
        (lambda: served(returns(httpx.Response(200, content=pieces()))), "can't be read, so it can't be given many"),
        (lambda: served(corrupts(argument="x")), "the body of the answer is meant"),
        (lambda: served(drops().given(methd="GET")), "a request has no 'methd'. Did you mean 'method'?"),
        (lambda: served(drops().given(path=3)), "given(path=3) can never fire: the path of a request is str"),
        (lambda: served(drops().given(content=any_(str))), "can never fire: the content of a request is bytes"),
    ],
)
def test_what_means_nothing_is_refused(make: Callable[[], object], told: str) -> None:
    with pytest.raises(PlanError) as refused:
        make()
    assert told in str(refused.value)


async def pieces() -> AsyncIterator[bytes]:
    yield b"x"


def served(plan: FaultPlan) -> object:
    return faulty_transport(httpx.MockTransport(lambda request: httpx.Response(200)), plan)


def test_the_missing_library_is_named() -> None:
    with pytest.raises(PlanError, match=r"pip install mockfactory\[http\]"):
        faulty_transport(json, drops())
