"""Fakes that give themselves, or other fakes, where the real classes give real ones; and some that must not."""

from __future__ import annotations

import abc
import enum
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import ClassVar, Generic, Protocol, TypeVar, overload

T = TypeVar("T")


class Mailer:
    def send(self, to: str) -> bool:
        return True


class User:
    name: str = ""


class Query:
    def where(self, condition: str) -> Query:
        return self

    def merge(self, other: Query) -> None: ...

    def __enter__(self) -> Query:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Joined(Query):
    pass


class Session:
    def __init__(self) -> None:
        self.mailer: Mailer = Mailer()
        self.queries: list[Query] = []

    def query(self) -> Query:
        return Query()

    def maybe(self, number: int) -> Query | None:
        return None

    async def later(self) -> Sequence[Query]:
        return []

    def soon(self) -> Awaitable[Query]:
        raise NotImplementedError

    def run(self, query: Query, each: Callable[[Query], Mailer]) -> None: ...


class Locker:
    @asynccontextmanager
    async def held(self) -> AsyncIterator[Locker]:
        yield self


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Repo(Generic[T]):
    def get(self, key: str) -> T:
        raise NotImplementedError


class Shop:
    def users(self) -> Repo[User]:
        return Repo()


class Folder:
    def parent(self) -> Disk:
        return Disk()


class Disk:
    def root(self) -> Folder:
        return Folder()


class FakeMailer:
    def send(self, to: str) -> bool:
        return True


class FakeUser:
    name: str = ""


class FakeQuery:
    def where(self, condition: str) -> FakeQuery:
        return self

    def merge(self, other: FakeQuery) -> None: ...

    def __enter__(self) -> FakeQuery:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class FakeSession:
    def __init__(self) -> None:
        self.mailer: FakeMailer = FakeMailer()
        self.queries: list[FakeQuery] = []

    def query(self) -> FakeQuery:
        return FakeQuery()

    def maybe(self, number: int) -> FakeQuery | None:
        return None

    async def later(self) -> Sequence[FakeQuery]:
        return []

    async def soon(self) -> FakeQuery:
        return FakeQuery()

    def run(self, query: FakeQuery, each: Callable[[FakeQuery], FakeMailer]) -> None: ...


class FakeLocker:
    @asynccontextmanager
    async def held(self) -> AsyncIterator[FakeLocker]:
        yield self


class FakeColor(enum.Enum):
    RED = 1
    GREEN = 2


class FakeUsers:
    def get(self, key: str) -> FakeUser:
        return FakeUser()


class FakeShop:
    def users(self) -> FakeUsers:
        return FakeUsers()


class FakeFolder:
    def parent(self) -> FakeDisk:
        return FakeDisk()


class FakeDisk:
    def root(self) -> FakeFolder:
        return FakeFolder()


class FakeJoined(FakeQuery):
    """One more that gives queries: what derives from a fake counts as the fake."""


class SessionOfJoined(FakeSession):
    def query(self) -> FakeJoined:
        return FakeJoined()


class QueryOfNumbers:
    """Gives itself, and takes something else: that is wrong in the same member."""

    def where(self, condition: int) -> QueryOfNumbers:
        return self

    def merge(self, other: QueryOfNumbers) -> None: ...

    def __enter__(self) -> QueryOfNumbers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class SessionOfOthers(FakeSession):
    """Gives what stands for nothing that is asked for."""

    def query(self) -> FakeMailer:  # type: ignore[override]
        return FakeMailer()


class Node:
    kinds: ClassVar[type[Query]] = Query
    color: Color = Color.RED

    @classmethod
    def of(cls, name: str) -> Node:
        return cls()

    @staticmethod
    def new() -> Node:
        return Node()

    @property
    def parent(self) -> Node | None:
        return None

    @overload
    def get(self, key: int) -> Node: ...
    @overload
    def get(self, key: str) -> str: ...
    def get(self, key: int | str) -> Node | str:
        return ""

    def __iter__(self) -> Iterator[Node]:
        return iter([])

    def __add__(self, other: Node) -> Node:
        return self

    def wrapped(self, function: Callable[[Node], None]) -> Callable[[Node], None]:
        return function


@dataclass
class Row:
    query: Query
    queries: list[Query]


class Reader(Protocol):
    query: Query

    def read(self) -> Query: ...


class Store(abc.ABC):
    @abc.abstractmethod
    def all(self, **queries: Query) -> dict[str, Query]: ...


class Finder:
    def find(self, numbers: list[bool]) -> Query:
        return Query()


class FakeNode:
    kinds: ClassVar[type[FakeQuery]] = FakeQuery
    color: FakeColor = FakeColor.RED

    @classmethod
    def of(cls, name: str) -> FakeNode:
        return cls()

    @staticmethod
    def new() -> FakeNode:
        return FakeNode()

    @property
    def parent(self) -> FakeNode | None:
        return None

    @overload
    def get(self, key: int) -> FakeNode: ...
    @overload
    def get(self, key: str) -> str: ...
    def get(self, key: int | str) -> FakeNode | str:
        return ""

    def __iter__(self) -> Iterator[FakeNode]:
        return iter([])

    def __add__(self, other: FakeNode) -> FakeNode:
        return self

    def wrapped(self, function: Callable[[FakeNode], None]) -> Callable[[FakeNode], None]:
        return function


class NodeOfTexts(FakeNode):
    """In each member something is wrong beside what it gives."""

    @classmethod
    def of(cls, name: bytes) -> FakeNode:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return cls()

    @property
    def parent(self) -> FakeNode | str:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return ""

    def get(self, key: int) -> FakeNode:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return FakeNode()

    def __add__(self, other: str) -> FakeNode:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return self

    def wrapped(self, function: Callable[[str], None]) -> Callable[[FakeNode], None]:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        raise NotImplementedError


@dataclass
class FakeRow:
    query: FakeQuery
    queries: list[FakeQuery]


class FakeReader:
    query: FakeQuery

    def read(self) -> FakeQuery:
        return FakeQuery()


class FakeStore(Store):
    def all(  # type: ignore[override]
        self,
        **queries: FakeQuery,  # pyright: ignore[reportIncompatibleMethodOverride]
    ) -> dict[str, FakeQuery]:  # pyright: ignore[reportIncompatibleMethodOverride]
        return {}


class FinderOfLists:
    """What mypy alone sees beside the fake that is given: a list of other items. The rules can't tell."""

    def find(self, numbers: list[int]) -> FakeQuery:
        return FakeQuery()


class FakeFinder:
    """A parameter that nobody annotated takes what is given."""

    def find(self, numbers) -> FakeQuery:  # type: ignore[no-untyped-def]
        return FakeQuery()


class LockerOfOthers:
    @asynccontextmanager
    async def held(self) -> AsyncIterator[FakeMailer]:
        yield FakeMailer()


class FakeColorOfOne(enum.Enum):
    RED = 1


class ShopOfNumbers:
    """Gives a repository of something else."""

    def users(self) -> Numbers:
        return Numbers()


class Numbers:
    def get(self, key: str) -> int:
        return 0


class DiskOfNumbers:
    """One of two that give one another is broken: that is told of it, and not of the other one."""

    def root(self) -> FolderOfNumbers:
        return FolderOfNumbers()


class FolderOfNumbers:
    def parent(self, number: int) -> DiskOfNumbers:
        return DiskOfNumbers()
