"""The verbs of `when`: what each takes, for which members it is there, and what it gives."""

from __future__ import annotations

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
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, contextmanager
from types import TracebackType
from typing import Any, Protocol, Self

from mockfactory import any_, double, when


class Row:
    def __init__(self, number: int) -> None:
        self.number = number


class BigRow(Row): ...


class Cursor(Protocol):
    def __iter__(self) -> Iterator[Row]: ...
    def __next__(self) -> Row: ...


class AsyncCursor(Protocol):
    def __aiter__(self) -> AsyncIterator[Row]: ...
    async def __anext__(self) -> Row: ...


class Transaction(Protocol):
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Session(Protocol):
    async def __aenter__(self) -> Row: ...
    async def __aexit__(self, *exc: object) -> bool | None: ...


class Both(Protocol):
    def __await__(self) -> Generator[Any, None, Row]: ...
    async def __aenter__(self) -> Row: ...
    async def __aexit__(self, *exc: object) -> None: ...


class Db(Protocol):
    def count(self, table: str, *, limit: int = 0) -> int: ...
    def close(self) -> None: ...
    def reset(self, hard: bool = False) -> int: ...
    async def fetch(self, table: str) -> list[Row]: ...
    async def stop(self) -> None: ...
    def later(self, table: str) -> Awaitable[int]: ...
    def coroutine(self, table: str) -> Coroutine[Any, Any, int]: ...
    def items(self, table: str) -> Iterator[Row]: ...
    def generate(self, table: str) -> Generator[Row, str, int]: ...
    def iterable(self, table: str) -> Iterable[Row]: ...
    def text(self) -> str: ...
    def listed(self, table: str) -> list[Row]: ...
    def aitems(self, table: str) -> AsyncIterator[Row]: ...
    def agenerate(self, table: str) -> AsyncGenerator[Row, None]: ...
    def aiterable(self, table: str) -> AsyncIterable[Row]: ...
    def cursor(self, table: str) -> Cursor: ...
    def acursor(self, table: str) -> AsyncCursor: ...
    async def rows(self, table: str) -> AsyncIterator[Row]: ...
    def lock(self, table: str) -> AbstractContextManager[Row]: ...
    def alock(self, table: str) -> AbstractAsyncContextManager[Row]: ...
    def quiet(self, table: str) -> AbstractContextManager[None, bool]: ...
    def begin(self) -> Transaction: ...
    def session(self) -> Session: ...
    def both(self, table: str) -> Both: ...
    def on(self, event: str, hook: Callable[[Row], None]) -> Callable[[], None]: ...
    @property
    def stream(self) -> Iterator[Row]: ...
    @property
    def guard(self) -> AbstractContextManager[Row]: ...


class Real:
    def items(self) -> Generator[Row]:
        yield Row(1)

    async def aitems(self) -> AsyncGenerator[Row]:
        yield Row(1)

    @contextmanager
    def lock(self, name: str) -> Generator[Row]:
        yield Row(1)

    @asynccontextmanager
    async def alock(self, name: str) -> AsyncGenerator[Row]:
        yield Row(1)


def count(table: str, *, limit: int = 0) -> int:
    return limit


db = double(Db)
real = double(Real)
row = Row(1)

# returns: what a member gives as a whole may always be said
when(db.items).returns(iter([row]))
when(db.iterable).returns([row], (row,))
when(db.listed).returns([row])
when(db.lock).returns(double(AbstractContextManager[Row]))
when(db.begin).returns(double(Transaction))
when(db.both).returns(row)
when(db.both).returns(double(Both))
when(db.on).returns(lambda: None)
when(db.cursor).returns(double(Cursor))
when(db.items).returns([row])  # BAD
when(db.items).returns(row)  # BAD
when(db.iterable).returns([1])  # BAD
when(db.lock).returns(row)  # BAD
when(db.both).returns(1)  # BAD
when(db.begin).returns(double(Session))  # BAD
when(db.on).returns(lambda x: None)  # BAD
when(db.on).returns(None)  # BAD

# raises
when(db.count).raises(OSError())
when(db.count).raises(OSError)
when(db.count).raises(OSError("a"), ValueError, KeyboardInterrupt())
when(lambda: db.count("t")).raises(OSError("a"))
when(db.fetch).raises(TimeoutError())
when(db.items).raises(OSError())
when(db.lock).raises(OSError())
when(lambda: db.stream).raises(OSError())
when(db.count).raises("boom")  # BAD
when(db.count).raises(1)  # BAD
when(db.count).raises(Row)  # BAD
when(db.count).raises(row)  # BAD
when(db.count).raises(OSError(), "boom")  # BAD
when(db.count).raises([OSError()])  # BAD
when(db.count).raises(None)  # BAD
when(lambda: db.count("t")).raises("boom")  # BAD
when(db.fetch).raises("boom")  # BAD
when(db.count).rises(OSError())  # BAD

# yields: iterators and generators, sync and async
when(db.items).yields(row, row)
when(db.items).yields(row, BigRow(2))
when(db.items).yields()
when(db.iterable).yields(row, BigRow(2))
when(db.aiterable).yields(row)
when(lambda: db.iterable("t")).yields(row)
when(db.generate).yields(row)
when(db.aitems).yields(row, row)
when(db.agenerate).yields(row)
when(db.cursor).yields(row)
when(db.acursor).yields(row)
when(real.items).yields(row)
when(real.aitems).yields(row)
when(lambda: db.items("t")).yields(row)
when(lambda: db.aitems("t")).yields(row)
when(lambda: db.agenerate(any_(str))).yields(row)
when(lambda: db.stream).yields(row)
when(lambda: real.items()).yields(row)
when(db.items).yields(1)  # BAD
when(db.iterable).yields(1)  # BAD
when(db.aiterable).yields(1)  # BAD
when(lambda: db.iterable("t")).yields([row])  # BAD
when(db.listed).yields(row)  # BAD
when(db.text).yields("x")  # BAD
when(db.rows).yields(row)  # BAD
when(db.items).yields(row, None)  # BAD
when(db.items).yields([row])  # BAD
when(db.generate).yields("x")  # BAD
when(db.aitems).yields(1)  # BAD
when(db.agenerate).yields("x")  # BAD
when(db.cursor).yields(1)  # BAD
when(db.acursor).yields(1)  # BAD
when(real.items).yields(1)  # BAD
when(real.aitems).yields(1)  # BAD
when(lambda: db.items("t")).yields("x")  # BAD
when(lambda: db.aitems(1)).yields(row)  # BAD
when(lambda: db.stream).yields(1)  # BAD
when(db.count).yields(1)  # BAD
when(db.close).yields()  # BAD
when(db.fetch).yields(row)  # BAD
when(db.stop).yields(None)  # BAD
when(db.lock).yields(row)  # BAD
when(db.both).yields(row)  # BAD
when(db.later).yields(1)  # BAD
when(lambda: db.count("t")).yields(1)  # BAD
when(lambda: db.fetch("t")).yields(row)  # BAD

# enters: context managers, sync and async
when(db.lock).enters(row)
when(db.lock).enters(BigRow(1))
when(db.alock).enters(row)
when(db.quiet).enters(None)
when(db.begin).enters(double(Transaction))
when(db.session).enters(row)
when(db.both).enters(row)
when(real.lock).enters(row)
when(real.alock).enters(row)
when(lambda: db.lock("t")).enters(row)
when(lambda: db.alock(any_(str))).enters(row)
when(lambda: db.guard).enters(row)
when(lambda: db.both("t")).enters(row)
when(db.lock).enters(1)  # BAD
when(db.lock).enters()  # BAD
when(db.lock).enters(row, row)  # BAD
when(db.lock).enters(None)  # BAD
when(db.alock).enters("x")  # BAD
when(db.quiet).enters(row)  # BAD
when(db.begin).enters(row)  # BAD
when(db.session).enters(1)  # BAD
when(db.both).enters("x")  # BAD
when(real.lock).enters(1)  # BAD
when(real.alock).enters(1)  # BAD
when(lambda: db.lock("t")).enters("x")  # BAD
when(lambda: db.alock(1)).enters(row)  # BAD
when(lambda: db.guard).enters(1)  # BAD
when(db.count).enters(1)  # BAD
when(db.close).enters(None)  # BAD
when(db.fetch).enters([row])  # BAD
when(db.items).enters(row)  # BAD
when(db.later).enters(1)  # BAD
when(lambda: db.count("t")).enters(1)  # BAD
when(lambda: db.fetch("t")).enters([row])  # BAD

# lenient, and nothing after it
when(lambda: db.count("t")).returns(1).lenient()
when(lambda: db.count("t")).raises(OSError()).lenient()
when(lambda: db.count("t")).calls(count).lenient()
when(lambda: db.items("t")).yields(row).lenient()
when(lambda: db.lock("t")).enters(row).lenient()
when(lambda: db.count("t")).returns(1).lenient(True)  # BAD
when(lambda: db.count("t")).returns(1).leniant()  # BAD
when(lambda: db.count("t")).lenient()  # BAD
when(lambda: db.count("t")).returns(1).returns(2)  # BAD
when(lambda: db.count("t")).returns(1).once()  # BAD
when(lambda: db.count("t")).returns(1).lenient().lenient()  # BAD

# no other verbs
when(db.count).then_return(1)  # BAD
when(db.count).return_value = 1  # BAD
when(db.count).once()  # BAD
when(db.count).answers(1)  # BAD
