"""Bodies that come chunk by chunk are spoiled on their way, and never waited for: a stream may have no end."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

import httpx
import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfactory import Session
from mockfactory.faults import (
    FaultPlan,
    corrupts,
    delays,
    duplicates,
    faulty_transport,
    partially,
    truncates,
    virtual_clock,
)

URL = "http://model.example/chat"
EVENTS = [b"data: %d\n\n" % number for number in range(5)]


@pytest.fixture(params=[httpx, httpx2], ids=lambda library: library.__name__)
def library(request: pytest.FixtureRequest) -> ModuleType:
    return request.param  # type: ignore[no-any-return]


def endless() -> Iterator[bytes]:
    return (b"data: %d\n\n" % number for number in itertools.count())


async def endless_async() -> AsyncIterator[bytes]:
    for number in itertools.count():
        yield b"data: %d\n\n" % number
        await asyncio.sleep(1)


def transport(library: Any, plan: FaultPlan, content: Callable[[], object], **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return faulty_transport(
        library.MockTransport(lambda request: library.Response(200, content=content(), headers=named)), plan
    )


def arriving(library: Any, through: Any, method: str = "GET") -> tuple[list[bytes], str]:
    """The chunks that a sync client gets, and the error behind them."""
    came: list[bytes] = []
    with library.Client(transport=through) as client:
        try:
            with client.stream(method, URL) as response:
                came.extend(response.iter_raw())
        except library.RemoteProtocolError as error:
            return came, str(error)
    return came, ""


BROKEN = "peer closed connection without sending complete message body (incomplete chunked read)"


@pytest.mark.asyncio
async def test_an_endless_stream_comes_as_it_is_sent_and_then_breaks_off(library: Any) -> None:
    async with library.AsyncClient(transport=transport(library, truncates(), endless_async)) as client:
        with virtual_clock() as clock:
            came: list[tuple[bytes, float]] = []
            with pytest.raises(library.RemoteProtocolError, match="incomplete chunked read") as broken:
                async with client.stream("GET", URL) as response:
                    async for chunk in response.aiter_bytes():
                        came.append((chunk, clock.elapsed))
            assert came == [(b"data: 0\n\n", 0), (b"data", 1)]
            assert broken.value.request.url == URL


@pytest.mark.asyncio
async def test_an_endless_stream_goes_on_with_one_wrong_bit(library: Any) -> None:
    with Session() as session:
        async with library.AsyncClient(transport=transport(library, corrupts(), endless_async)) as client:
            with virtual_clock():
                async with client.stream("GET", URL) as response:
                    chunks = response.aiter_bytes()
                    first, *others = [await anext(chunks) for _ in range(3)]
        assert wrong_bits([first], EVENTS) == 1
        assert others == EVENTS[1:3]
        assert [fault.effect for fault in session.injected] == ["corrupts()"]


@pytest.mark.parametrize(
    ("plan", "chunks", "came"),
    [
        (truncates(), EVENTS, [EVENTS[0], EVENTS[1][:4]]),
        (truncates(), EVENTS[:2], [EVENTS[0], EVENTS[1][:4]]),
        (truncates(), EVENTS[:1], EVENTS[:1]),
        (truncates(), [b"", b"ab", b"", b"cd"], [b"ab", b"c"]),
        (truncates(), [b"a", b"b"], [b"a"]),
        (truncates(keep=0.9), [b"a", b"0123456789"], [b"a", b"012345678"]),
        (truncates(keep=0), EVENTS, []),
    ],
)
def test_where_a_stream_of_unknown_length_breaks_off(
    library: Any, plan: FaultPlan, chunks: list[bytes], came: list[bytes]
) -> None:
    assert arriving(library, transport(library, plan, lambda: iter(chunks))) == (came, BROKEN)


def test_sync_streams_have_no_end_either(library: Any) -> None:
    assert arriving(library, transport(library, truncates(), endless))[0] == [EVENTS[0], EVENTS[1][:4]]
    with (
        library.Client(transport=transport(library, corrupts(), endless)) as client,
        client.stream("GET", URL) as response,
    ):
        assert wrong_bits(itertools.islice(response.iter_raw(), 3), EVENTS[:3]) == 1


def test_a_length_that_is_said_is_what_the_share_is_of(library: Any) -> None:
    through = transport(library, truncates(keep=0.75), lambda: iter([b"0123", b"4567", b"89ab"]), content_length="12")

    came, error = arriving(library, through)

    assert came == [b"0123", b"4567", b"8"]
    assert error.endswith("(received 9 bytes, expected 12)")


@pytest.mark.parametrize("plan", [truncates(), corrupts(), truncates(keep=0), partially()], ids=repr)
@pytest.mark.parametrize("content", [lambda: b"", lambda: None, lambda: iter(()), lambda: iter([b"", b""])])
@pytest.mark.parametrize("status", [200, 204, 304])
def test_an_empty_body_is_left_alone(library: Any, plan: FaultPlan, content: Callable[[], object], status: int) -> None:
    answers = library.MockTransport(lambda request: library.Response(status, content=content(), headers={"etag": "x"}))
    with Session() as session, library.Client(transport=faulty_transport(answers, plan.lenient())) as client:
        response = client.get(URL)
        assert (response.status_code, response.content, response.headers["etag"]) == (status, b"", "x")
        assert session.injected == []


def test_the_answer_to_a_head_has_a_length_and_no_body(library: Any) -> None:
    through = transport(library, truncates().lenient(), lambda: iter(()), content_length="100")
    assert arriving(library, through, "HEAD") == ([], "")


def test_what_could_not_be_spoiled_never_acted() -> None:
    session = Session()
    session.open()
    arriving(httpx, transport(httpx, truncates(), lambda: iter(())))
    (problem,) = session.close()
    assert problem.startswith("Unused fault plan: truncates() on http at")


@pytest.mark.parametrize("plan", [truncates() | corrupts(), corrupts() | truncates()], ids=repr)
def test_what_is_spoiled_twice_breaks_off_all_the_same(library: Any, plan: FaultPlan) -> None:
    came, error = arriving(library, transport(library, plan.lenient(), lambda: iter(EVENTS)))
    assert (len(b"".join(came)), error) == (13, BROKEN)


def test_a_part_of_a_list_that_comes_in_chunks(library: Any) -> None:
    chunks = [b'{"rows": [1, 2', b', 3, 4], "next": 5}']
    through = transport(library, partially(argument="rows"), lambda: iter(chunks), content_length="33")
    with library.Client(transport=through) as client:
        assert client.get(URL).json() == {"rows": [1, 2], "next": 5}


@pytest.mark.parametrize(
    ("chunks", "headers"),
    [
        (endless, {}),
        (lambda: itertools.chain([b" "], endless()), {}),
        (
            lambda: (b'{"text": 1}\n' for _ in itertools.count()),
            {"content_type": "application/x-ndjson; charset=utf-8"},
        ),
        (lambda: (b"[1]" for _ in itertools.count()), {"content_type": "Application/JSONL"}),
    ],
)
def test_what_is_no_list_is_not_waited_for(
    library: Any, chunks: Callable[[], Iterator[bytes]], headers: dict[str, str]
) -> None:
    through = transport(library, partially().lenient(), chunks, **headers)
    with library.Client(transport=through) as client, client.stream("GET", URL) as response:
        came = b"".join(itertools.islice(response.iter_raw(), 2))
    assert came
    assert b"".join(itertools.islice(chunks(), 3)).startswith(came)


def test_a_list_that_begins_late(library: Any) -> None:
    through = transport(library, partially(), lambda: iter([b" \n", b"", b"[1, ", b"2]"]))
    with library.Client(transport=through) as client:
        assert client.get(URL).json() == [1]


def test_blanks_before_what_is_no_list_come_too(library: Any) -> None:
    through = transport(library, partially().lenient(), lambda: iter([b" ", b"x", b" "]))
    assert arriving(library, through) == ([b" x", b" "], "")


def test_what_was_read_before_it_is_handed_on_is_spoiled_too(library: Any) -> None:
    behind = library.Client(transport=library.MockTransport(lambda request: library.Response(200, content=packed())))

    def packed() -> Iterator[bytes]:
        yield b"all of it"

    through = faulty_transport(library.MockTransport(lambda request: behind.get(URL)), truncates())
    with behind:
        assert arriving(library, through)[0] == [b"all "]


def test_a_packed_body_that_comes_wrong_is_an_error_where_it_is_read(library: Any) -> None:
    packed = gzip.compress(json.dumps(list(range(100))).encode())
    through = transport(library, truncates(), lambda: packed, content_encoding="gzip")
    with library.Client(transport=through) as client, client.stream("GET", URL) as response:
        assert response.status_code == 200
        with pytest.raises(library.RemoteProtocolError, match=f"received {len(packed) // 2} bytes"):
            response.read()


@pytest.mark.parametrize("plan", [corrupts(), truncates(), duplicates()], ids=repr)
def test_headers_of_one_name_stay_apart(library: Any, plan: FaultPlan) -> None:
    both = [("set-cookie", "a=1; Path=/"), ("set-cookie", "b=2; Path=/")]
    answers = library.MockTransport(lambda request: library.Response(200, content=b"0123", headers=both))
    with (
        library.Client(transport=faulty_transport(answers, plan.lenient())) as client,
        client.stream("GET", URL) as response,
    ):
        assert response.headers.get_list("set-cookie") == ["a=1; Path=/", "b=2; Path=/"]
        assert dict(client.cookies) == {"a": "1", "b": "2"}


@pytest.mark.asyncio
async def test_a_stream_that_nobody_reads_to_its_end_is_closed(library: Any) -> None:
    closed: list[str] = []

    class Body(library.AsyncByteStream):  # type: ignore[misc]
        async def __aiter__(self) -> AsyncIterator[bytes]:
            while True:
                yield b"more"

        async def aclose(self) -> None:
            closed.append("closed")

    answers = library.MockTransport(lambda request: library.Response(200, stream=Body()))
    async with library.AsyncClient(transport=faulty_transport(answers, corrupts() | delays(1))) as client:
        async with client.stream("GET", URL) as response:
            await anext(response.aiter_bytes())
        assert closed == ["closed"]


@given(chunks=st.lists(st.binary(max_size=5), max_size=6), keep=st.floats(0, 0.99), said=st.booleans())
def test_what_arrives_is_the_beginning_and_the_rest_an_error(chunks: list[bytes], keep: float, said: bool) -> None:
    whole = b"".join(chunks)
    length = {"content_length": str(len(whole))} if said else {}

    came, error = arriving(httpx, transport(httpx, truncates(keep).lenient(), lambda: iter(chunks), **length))

    arrived = b"".join(came)
    assert whole.startswith(arrived)
    assert bool(error) == bool(whole)
    if said:
        assert len(arrived) == int(len(whole) * keep)


@given(chunks=st.lists(st.binary(max_size=5), max_size=6), said=st.booleans())
def test_one_bit_is_wrong_and_no_chunk_is_another(chunks: list[bytes], said: bool) -> None:
    length = {"content_length": str(len(b"".join(chunks)))} if said else {}

    came, _ = arriving(httpx, transport(httpx, corrupts().lenient(), lambda: iter(chunks), **length))

    assert wrong_bits(came, [chunk for chunk in chunks if chunk]) == (1 if any(chunks) else 0)


def wrong_bits(came: Iterable[bytes], sent: Iterable[bytes]) -> int:
    """How many bits came wrong; the lengths are equal."""
    pairs = zip(b"".join(came), b"".join(sent), strict=False)
    return sum((one ^ other).bit_count() for one, other in pairs)
