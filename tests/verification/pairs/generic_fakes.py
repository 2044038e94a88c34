"""Generic fakes of generic classes, hand-written context managers, and values without annotation: of fakes, all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterable, Iterator, MutableMapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any, Generic, Self, TypeVar
from unittest.mock import MagicMock

T = TypeVar("T")
U = TypeVar("U")
V = TypeVar("V")
W = TypeVar("W")
X = TypeVar("X")
Number = TypeVar("Number", bound=int)


class Conn:
    def ping(self) -> int:
        return 0


class FakeConn:
    def ping(self) -> int:
        return 0


class Query(Generic[T]):
    def where(self, x: int) -> Query[T]:
        return self

    def page(self) -> Self:
        return self

    def first(self) -> T:
        raise NotImplementedError


class FakeQuery(Generic[U]):
    def where(self, x: int) -> FakeQuery[U]:
        return self

    def page(self) -> Self:
        return self

    def first(self) -> U:
        raise NotImplementedError


class FakeSelfQuery(Generic[U]):
    def where(self, x: int) -> Self:
        return self

    def page(self) -> Self:
        return self

    def first(self) -> U:
        raise NotImplementedError


class FakeNumbers:
    def where(self, x: int) -> FakeNumbers:
        return self

    def page(self) -> Self:
        return self

    def first(self) -> int:
        return 0


class Chain(Generic[T]):
    """No member says what its type parameter is."""

    def where(self, x: int) -> Chain[T]:
        return self


class FakeChain(Generic[T]):
    def where(self, x: int) -> FakeChain[T]:
        return self


class FakeSelfChain(Generic[T]):
    def where(self, x: int) -> Self:
        return self


class Pairs(Generic[T, U]):
    def one(self) -> T:
        raise NotImplementedError

    def other(self) -> U:
        raise NotImplementedError


class FakePairs(Generic[T, U]):
    """Its type parameters stand in the other order."""

    def one(self) -> U:
        raise NotImplementedError

    def other(self) -> T:
        raise NotImplementedError


class Box(Generic[T]):
    def get(self) -> T:
        raise NotImplementedError

    def find(self) -> list[T]:
        return []


class FakeBoxOfTwo(Generic[T, U]):
    """Which of its two type parameters is that of the interface depends on what they are."""

    def get(self) -> T:
        raise NotImplementedError

    def find(self) -> list[U]:
        return []


class Session:
    def conns(self) -> Query[Conn]:
        return Query()

    def query(self) -> Query[int]:
        return Query()

    def queries(self) -> list[Query[int]]:
        return []

    def run(self, query: Query[int]) -> None: ...


class FakeSession:
    def conns(self) -> FakeQuery[FakeConn]:
        return FakeQuery()

    def query(self) -> FakeQuery[int]:
        return FakeQuery()

    def queries(self) -> list[FakeQuery[int]]:
        return []

    def run(self, query: FakeQuery[int]) -> None: ...


class FakeSelfSession:
    def conns(self) -> FakeSelfQuery[FakeConn]:
        return FakeSelfQuery()

    def query(self) -> FakeSelfQuery[int]:
        return FakeSelfQuery()

    def queries(self) -> list[FakeSelfQuery[int]]:
        return []

    def run(self, query: FakeSelfQuery[int]) -> None: ...


class FakeNumberSession:
    def conns(self) -> FakeQuery[FakeConn]:
        return FakeQuery()

    def query(self) -> FakeNumbers:
        return FakeNumbers()

    def queries(self) -> list[FakeNumbers]:
        return []

    def run(self, query: FakeNumbers) -> None: ...


class SessionOfTexts:
    def conns(self) -> FakeQuery[FakeConn]:
        return FakeQuery()

    def query(self) -> FakeQuery[str]:
        return FakeQuery()

    def queries(self) -> list[FakeQuery[str]]:
        return []

    def run(self, query: FakeQuery[str]) -> None: ...


class TextSession:
    def query(self) -> Query[str]:
        return Query()


class NumbersAsTexts:
    def query(self) -> FakeNumbers:
        return FakeNumbers()


class Lease(Generic[T]):
    def __init__(self, held: T) -> None:
        self.held = held

    async def __aenter__(self) -> T:
        return self.held

    async def __aexit__(self, *about: object) -> None: ...


class Lender(Generic[T]):
    @asynccontextmanager
    async def lend(self) -> AsyncIterator[T]:
        raise NotImplementedError
        yield

    def again(self) -> Lender[T]:
        return self


class FakeLender(Generic[U]):
    def lend(self) -> Lease[U]:
        raise NotImplementedError

    def again(self) -> FakeLender[U]:
        return self


class Desk:
    def lender(self) -> Lender[Conn]:
        return Lender()


class FakeDesk:
    def lender(self) -> FakeLender[FakeConn]:
        return FakeLender()


class DeskOfTexts:
    def lender(self) -> FakeLender[str]:
        return FakeLender()


class Store:
    def chain(self) -> Chain[int]:
        return Chain()

    def pairs(self) -> Pairs[int, str]:
        return Pairs()


class FakeStore:
    def chain(self) -> FakeChain[int]:
        return FakeChain()

    def pairs(self) -> FakePairs[str, int]:
        return FakePairs()


class StoreOfOthers:
    def chain(self) -> FakeChain[int]:
        return FakeChain()

    def pairs(self) -> FakePairs[int, str]:
        return FakePairs()


class Boxes:
    def box(self) -> Box[int]:
        return Box()


class BoxesOfTwo:
    def box(self) -> FakeBoxOfTwo[int, int]:
        return FakeBoxOfTwo()


class Pool:
    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[Conn]:
        yield Conn()

    @contextmanager
    def take(self) -> Iterator[Conn]:
        yield Conn()

    def soon(self) -> Awaitable[Conn]:
        raise NotImplementedError

    def each(self) -> Iterator[Conn]:
        return iter(())

    def all(self) -> Iterable[Conn]:
        return []

    def coming(self) -> AsyncIterator[Conn]:
        raise NotImplementedError


class Acquired:
    async def __aenter__(self) -> FakeConn:
        return FakeConn()

    async def __aexit__(self, *about: object) -> None: ...


class Taken:
    def __enter__(self) -> FakeConn:
        return FakeConn()

    def __exit__(self, *about: object) -> None: ...


class Soon:
    def __await__(self) -> Generator[Any, None, FakeConn]:
        raise NotImplementedError


class Each:
    def __iter__(self) -> Each:
        return self

    def __next__(self) -> FakeConn:
        raise StopIteration


class All:
    def __iter__(self) -> Iterator[FakeConn]:
        return iter(())


class Coming:
    def __aiter__(self) -> Coming:
        return self

    async def __anext__(self) -> FakeConn:
        raise StopAsyncIteration


class FakePool:
    def acquire(self) -> Acquired:
        return Acquired()

    def take(self) -> Taken:
        return Taken()

    def soon(self) -> Soon:
        return Soon()

    def each(self) -> Each:
        return Each()

    def all(self) -> All:
        return All()

    def coming(self) -> Coming:
        return Coming()


class LeftWithNothing:
    def __enter__(self) -> FakeConn:
        return FakeConn()

    def leave(self) -> None: ...

    __exit__ = leave


class LeftWithTexts:
    async def __aenter__(self) -> FakeConn:
        return FakeConn()

    async def __aexit__(self, kind: str, error: str, trace: str) -> None: ...


class PoolOfOthers(FakePool):
    def acquire(self) -> LeftWithTexts:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return LeftWithTexts()

    def take(self) -> LeftWithNothing:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return LeftWithNothing()


class Service:
    conn_class = Conn

    @property
    def conn(self) -> Conn:
        return Conn()

    @property
    def other(self) -> Conn:
        return Conn()


class FakeService:
    conn_class = FakeConn
    conn = FakeConn()

    def __init__(self) -> None:
        self.other = FakeConn()


class ServiceOfOthers:
    conn_class = FakeConn
    conn = FakeQuery[int]()

    def __init__(self) -> None:
        self.other = FakeConn()


class Maker:
    make: Callable[[], Conn]

    def __init__(self) -> None:
        self.make = Conn


class MakerOfLambda:
    def __init__(self) -> None:
        conn = FakeConn()
        self.make = lambda: conn


class FakeMaker:
    def __init__(self) -> None:
        conn = FakeConn()
        self.make: Callable[[], FakeConn] = lambda: conn


class Context(AbstractAsyncContextManager["Context"]):
    async def __aexit__(self, *about: object) -> None: ...


class FakeContext:
    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *about: object) -> None: ...


class ContextOfTexts:
    async def __aenter__(self) -> str:
        return ""

    async def __aexit__(self, *about: object) -> None: ...


class Words(MutableMapping[str, int]):
    def __getitem__(self, key: str) -> int:
        return 0

    def __setitem__(self, key: str, value: int) -> None: ...

    def __delitem__(self, key: str) -> None: ...

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[str]:
        return iter(())


class FakeWords(dict[str, int]):
    """Written in C: the rules can't read it, and mypy can."""


class Client:
    def put(self, key: str) -> int:
        return 0


class MockedClient:
    put = MagicMock(return_value=0)


class Mapped(Generic[T]):
    def map(self, function: Callable[[T], V]) -> Mapped[V]:
        raise NotImplementedError

    def first(self, default: W) -> T | W:
        return default


class FakeMapped(Generic[U]):
    def map(self, function: Callable[[U], X]) -> FakeMapped[X]:
        raise NotImplementedError

    def first(self, default: X) -> U | X:
        return default


class MappedToItself(Generic[U]):
    """Gives what it had, whatever the function makes of it."""

    def map(self, function: Callable[[U], X]) -> FakeMapped[U]:
        raise NotImplementedError

    def first(self, default: X) -> U | X:
        return default


class MappedToNumbers(Generic[U]):
    """Takes functions that give numbers alone."""

    def map(self, function: Callable[[U], Number]) -> FakeMapped[Number]:
        raise NotImplementedError

    def first(self, default: X) -> U | X:
        return default
