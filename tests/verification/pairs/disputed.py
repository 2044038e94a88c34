"""Classes on which mypy and the rules once disagreed. They are copied to where mypy knows nothing but them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from types import TracebackType
from typing import Protocol, Self, TypedDict


class Client(Protocol):
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None: ...


class FakeClient:
    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *a: object) -> None: ...


class FakeClientOfOtherNames:
    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, a: object, b: object, c: object) -> None: ...


class FakeClientThatIsNotLeft:
    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, a: int, b: object, c: object) -> None: ...


class RealClient:
    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc: BaseException | None = None,
        tb: TracebackType | None = None,
    ) -> None: ...
    def get(self, url: str) -> bytes:
        return b""


class FakeRealClient:
    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *a: object) -> None: ...
    def get(self, url: str) -> bytes:
        return b""


class FakeClientOfArguments:
    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, a: int, b: object, c: object) -> None: ...

    def get(self, address: str) -> bytes:
        return b""


class Query:
    def where(self, condition: str) -> Self:
        return self

    def joined(self, others: list[Self]) -> list[Self]:
        return others

    @classmethod
    def open(cls) -> Self:
        return cls()


class FakeQuery:
    def where(self, condition: str) -> Self:
        return self

    def joined(self, others: list[Self]) -> list[Self]:
        return others

    @classmethod
    def open(cls) -> Self:
        return cls()


class FakeQueryByName:
    def where(self, condition: str) -> FakeQueryByName:
        return self

    def joined(self, others: list[FakeQueryByName]) -> list[FakeQueryByName]:
        return others

    @classmethod
    def open(cls) -> FakeQueryByName:
        return cls()


class FakeQueryOfTheRealOne:
    def where(self, condition: str) -> Query:
        return Query()

    def joined(self, others: list[Self]) -> list[Self]:
        return others

    @classmethod
    def open(cls) -> Query:
        return Query()


class Chain(Protocol):
    def where(self, condition: str) -> Self: ...
    def run(self) -> int: ...


class FakeChainThatDrifted:
    def where(self, condition: str) -> Self:
        return self

    def run(self) -> str:
        return ""


class Pool:
    @contextmanager
    def session(self, name: str, *, size: int = 0) -> Iterator[int]:
        yield size

    @asynccontextmanager
    async def later(self, name: str) -> AsyncIterator[int]:
        yield 0


class Session:
    def __enter__(self) -> int:
        return 0

    def __exit__(self, *a: object) -> None: ...
    async def __aenter__(self) -> int:
        return 0

    async def __aexit__(self, *a: object) -> None: ...


class FakePool:
    def session(self, name: str, *, size: int = 0) -> nullcontext[int]:
        return nullcontext(size)

    def later(self, name: str) -> nullcontext[int]:
        return nullcontext(0)


class FakePoolOfItsOwn:
    def session(self, name: str, *, size: int = 0) -> Session:
        return Session()

    def later(self, name: str) -> Session:
        return Session()


class FakePoolOfText:
    def session(self, name: str, *, size: int = 0) -> nullcontext[str]:
        return nullcontext("")

    @asynccontextmanager
    async def later(self, title: str) -> AsyncIterator[int]:
        yield 0


class Payload(TypedDict):
    a: int
    b: str


class FakePayload(TypedDict):
    a: int
    b: str


class FakePayloadOfText(TypedDict):
    a: str
    b: str


class Loader(Protocol):
    def load(self) -> int: ...
    def count(self) -> int: ...


class FakeLoader:
    load = staticmethod(os.getcwd)

    def count(self) -> int:
        return 0


class Pricing:
    def __call__(self, item: str) -> int:
        return 0


class PricingOfNumbers:
    def __call__(self, item: int) -> int:
        return item
