"""When a planned failure comes: where the real thing would fail, at the call or when something is done with it."""

from __future__ import annotations

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Generator,
    Iterable,
    Iterator,
)
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Any, Protocol

import pytest

from mockfactory import double, verify, when
from mockfactory.faults import (
    FaultPlan,
    PlanError,
    delays,
    drops,
    duplicates,
    hangs,
    inject,
    partially,
    raises,
    returns,
)
from mockfactory.interfaces import LLMClient


class Conn:
    pass


class Request:
    """As of a client library: to be awaited, or entered."""

    label = "request"

    def __await__(self) -> Generator[object, None, str]:
        yield from asyncio.sleep(0).__await__()
        return "awaited"

    async def __aenter__(self) -> str:
        return "entered"

    async def __aexit__(self, *args: object) -> None: ...


class Client(Protocol):
    def iterator(self) -> AsyncIterator[str]: ...

    def generator(self) -> AsyncGenerator[str, None]: ...

    def iterable(self) -> AsyncIterable[str]: ...

    def manager(self) -> AbstractAsyncContextManager[Conn]: ...

    def awaitable(self) -> Awaitable[int]: ...

    def coroutine(self) -> Coroutine[object, object, int]: ...

    def task(self) -> asyncio.Task[int]: ...

    def future(self) -> asyncio.Future[int]: ...

    def request(self) -> Request: ...

    @property
    def feed(self) -> AsyncIterator[str]: ...


async def used(value: Any) -> object:
    """What comes of it, used as it is meant to be."""
    if hasattr(value, "__aenter__"):
        async with value as entered:
            return entered
    if hasattr(value, "__await__"):
        return await value
    return [item async for item in value]


ASYNC = ["iterator", "generator", "iterable", "manager", "awaitable", "coroutine", "task", "future", "request", "feed"]


def under(name: str, plan: FaultPlan) -> tuple[Client, Callable[[], object]]:
    """A double with one member under a plan, and how that is called or read."""
    client = double(Client)

    def get() -> object:
        found = getattr(client, name)
        return found if name == "feed" else found()

    when(get).fails(plan)
    if name in ("task", "future"):
        when(get).returns(5)
    return client, get


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ASYNC)
class TestWhatIsPlainAndGivesSomethingAsync:
    async def test_raises_when_it_is_used(self, name: str) -> None:
        _, get = under(name, raises(OSError("down")).on_call(1))
        given = get()

        with pytest.raises(OSError, match="down"):
            await used(given)
        await used(get())

    async def test_hangs_when_it_is_used_until_it_is_cancelled(self, name: str) -> None:
        _, get = under(name, hangs().on_call(1))
        given = get()

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(5):
                await used(given)

    async def test_is_late_when_it_is_used_while_others_go_on(self, name: str) -> None:
        _, get = under(name, delays(60))
        loop = asyncio.get_running_loop()
        started, seen = loop.time(), list[int]()
        loop.call_later(30, lambda: seen.append(round(loop.time() - started)))

        given = get()
        assert round(loop.time() - started) == 0
        await used(given)

        assert (seen, round(loop.time() - started)) == ([30], 60)


@pytest.mark.asyncio
async def test_the_published_client_of_a_model_breaks_off_when_it_is_read() -> None:
    llm = double(LLMClient)
    when(llm.stream).yields("a", "b")
    when(llm.stream).fails(raises(ConnectionError()).on_call(2) | delays(10))

    assert [piece async for piece in llm.stream("x")] == ["a", "b"]
    stream = llm.stream("x")
    with pytest.raises(ConnectionError):
        await anext(stream)
    verify(llm.stream).times(2)


@pytest.mark.asyncio
async def test_an_error_of_a_stub_comes_at_the_same_moment() -> None:
    client = double(Client)
    when(client.iterator).raises(OSError("down"))
    when(client.manager).raises(OSError("down"))

    for given in (client.iterator(), client.manager()):
        with pytest.raises(OSError, match="down"):
            await used(given)


@pytest.mark.asyncio
async def test_a_task_is_a_task_and_a_request_passes_for_one() -> None:
    _, task = under("task", raises(OSError("down")))
    _, request = under("request", delays(1))

    given = task()
    assert isinstance(given, asyncio.Task)
    assert isinstance(await asyncio.wait_for(asyncio.gather(given, return_exceptions=True), 5), list)
    late = request()
    assert isinstance(late, Request)
    assert late.label == "request"
    async with late as entered:
        assert entered == ""


@pytest.mark.asyncio
async def test_other_effects_of_what_is_awaited() -> None:
    class Queue(Protocol):
        def push(self) -> asyncio.Future[None]: ...

        def size(self) -> asyncio.Future[int]: ...

        def items(self) -> asyncio.Future[list[int]]: ...

        def stream(self) -> AsyncIterator[int]: ...

    queue = double(Queue)
    when(queue.push).fails(drops())
    when(queue.size).fails(returns(7))
    when(queue.items).fails(partially())
    when(queue.items).returns([1, 2])

    await queue.push()
    assert await queue.size() == 7
    assert await queue.items() == [1]
    for plan in (drops(), duplicates(), partially()):
        with pytest.raises(PlanError):
            when(queue.stream).fails(plan)
    with pytest.raises(PlanError, match="may not answer None"):
        when(queue.size).fails(drops())


class Shelf(ABC):
    def rows(self) -> Iterator[int]:
        raise NotImplementedError

    @abstractmethod
    def abstract(self) -> Iterator[int]:
        return iter(())

    def locked(self) -> AbstractContextManager[int]:
        """Hold it."""
        raise NotImplementedError

    def generator(self) -> Generator[int, None, None]:
        return (number for number in (1, 2))

    def with_a_body(self) -> Iterator[int]:
        return iter([1, 2])

    def manager_with_a_body(self) -> AbstractContextManager[int]:
        return contextlib.nullcontext(1)

    def iterable(self) -> Iterable[int]:
        raise NotImplementedError


@pytest.mark.parametrize("name", ["rows", "abstract", "generator"])
def test_what_stands_for_a_generator_fails_on_its_first_step(name: str) -> None:
    shelf = double(Shelf)
    when(getattr(shelf, name)).fails(raises(OSError("torn")))
    rows = getattr(shelf, name)()

    with pytest.raises(OSError, match="torn"):
        next(rows)


def test_what_stands_for_a_context_manager_fails_when_it_is_entered() -> None:
    shelf = double(Shelf)
    when(shelf.locked).fails(raises(OSError("torn")).on_call(1))
    manager = shelf.locked()

    with pytest.raises(OSError, match="torn"):
        manager.__enter__()
    with shelf.locked() as number:
        assert number == 0


@pytest.mark.parametrize("name", ["with_a_body", "manager_with_a_body", "iterable"])
def test_a_sync_body_does_its_work_when_it_is_called(name: str) -> None:
    shelf = double(Shelf)
    when(getattr(shelf, name)).fails(raises(OSError("torn")))

    with pytest.raises(OSError, match="torn"):
        getattr(shelf, name)()
    with pytest.raises(PlanError, match="is not async"):
        when(getattr(shelf, name)).fails(hangs())


class Real:
    """A client that really does something."""

    def __init__(self) -> None:
        self.done: list[str] = []

    async def _fetch(self) -> int:
        self.done.append("fetch")
        return 3

    async def _pieces(self) -> AsyncIterator[str]:
        self.done.append("pieces")
        yield "a"

    @contextlib.asynccontextmanager
    async def _conn(self) -> AsyncIterator[str]:
        self.done.append("conn")
        yield "conn"

    def iterator(self) -> AsyncIterator[str]:
        return self._pieces()

    def manager(self) -> AbstractAsyncContextManager[str]:
        return self._conn()

    def task(self) -> asyncio.Task[int]:
        return asyncio.get_running_loop().create_task(self._fetch())

    def command(self) -> Awaitable[int] | int:
        return self._fetch()

    def untold_coroutine(self):  # type: ignore[no-untyped-def]
        return self._fetch()

    def untold_pieces(self):  # type: ignore[no-untyped-def]
        return self._pieces()

    def untold_conn(self):  # type: ignore[no-untyped-def]
        return self._conn()

    def untold_request(self):  # type: ignore[no-untyped-def]
        return Request()

    def untold_number(self):  # type: ignore[no-untyped-def]
        self.done.append("number")
        return 3


TOLD = ["iterator", "manager", "task", "command"]
UNTOLD = ["untold_coroutine", "untold_pieces", "untold_conn", "untold_request"]


@pytest.mark.asyncio
class TestOfARealObject:
    @pytest.mark.parametrize("name", TOLD)
    async def test_what_is_annotated_raises_when_it_is_used_and_does_nothing(self, name: str) -> None:
        real = Real()
        client = inject(real, **{name: raises(OSError("down")).on_call(1)})
        given = getattr(client, name)()

        with pytest.raises(OSError, match="down"):
            await used(given)
        assert real.done == []
        assert await used(getattr(client, name)())

    @pytest.mark.parametrize("name", TOLD + UNTOLD)
    async def test_it_hangs_and_is_late_by_what_comes_back(self, name: str) -> None:
        client = inject(Real(), **{name: hangs().on_call(1) | delays(60).on_call(2)})
        given = getattr(client, name)()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(5):
                await used(given)

        started = asyncio.get_running_loop().time()
        given = getattr(client, name)()
        assert round(asyncio.get_running_loop().time() - started) == 0
        assert await used(given)
        assert round(asyncio.get_running_loop().time() - started) == 60

    async def test_what_is_there_at_once_can_be_late_and_cant_hang(self) -> None:
        client: Any = inject(Real(), untold_number=delays(60).on_call(1) | hangs().on_call(2))
        started = asyncio.get_running_loop().time()

        assert client.untold_number() == 3
        assert round(asyncio.get_running_loop().time() - started) == 60
        with pytest.raises(PlanError, match=r"untold_number\(\) gave 3 at once"):
            client.untold_number()

    async def test_a_coroutine_that_nothing_tells_of_is_made_twice(self) -> None:
        real = Real()
        client: Any = inject(real, untold_coroutine=duplicates(), command=duplicates(), task=duplicates())

        assert [await client.untold_coroutine(), await client.command(), await client.task()] == [3, 3, 3]
        assert real.done == ["fetch"] * 6

    async def test_an_error_comes_when_a_coroutine_is_awaited_and_at_a_call_that_nothing_tells_of(self) -> None:
        client: Any = inject(Real(), raises(OSError("down")))

        coroutine = client.untold_coroutine()
        with pytest.raises(OSError, match="down"):
            await coroutine
        with pytest.raises(OSError, match="down"):
            client.untold_request()
