"""`DatabaseSession`: a unit of work with a database, as SQLAlchemy has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from sqlalchemy import Executable

E = TypeVar("E")


class Rows(Protocol):
    """What a statement gave: the part of `sqlalchemy.Result` and `ScalarResult` that needs no types of the rows."""

    def all(self) -> Sequence[object]:
        """All rows that are left."""
        ...

    def first(self) -> object:
        """The first row, `None` where there is none; the others are thrown away."""
        ...

    def one(self) -> object:
        """The one row there is.

        Raises:
            Exception: there is none, or another one.
        """
        ...

    def one_or_none(self) -> object:
        """The one row there is; `None` where there is none."""
        ...


class DatabaseSession(Protocol):
    """A unit of work with a database: the part of `sqlalchemy.ext.asyncio.AsyncSession` that services use.

    An `AsyncSession` is one.
    """

    def add(self, instance: object) -> None:
        """Save an object with the next flush."""
        ...

    def add_all(self, instances: Iterable[object]) -> None:
        """Save several objects with the next flush."""
        ...

    def begin(self) -> AbstractAsyncContextManager[object]:
        """A transaction for a block: committed at its end, rolled back where the block fails."""
        ...

    async def get(self, entity: type[E], ident: object) -> E | None:
        """The object of a primary key; `None` where there is none."""
        ...

    async def execute(self, statement: Executable) -> Rows:
        """Run a statement, and give its rows."""
        ...

    async def scalars(self, statement: Executable) -> Rows:
        """Run a statement, and give the first column of its rows."""
        ...

    async def scalar(self, statement: Executable) -> object:
        """Run a statement, and give the first column of its first row; `None` where there is none."""
        ...

    async def delete(self, instance: object) -> None:
        """Delete an object with the next flush."""
        ...

    async def refresh(self, instance: object) -> None:
        """Read an object again."""
        ...

    async def flush(self) -> None:
        """Write what has changed, within the transaction."""
        ...

    async def commit(self) -> None:
        """Write what has changed, for good."""
        ...

    async def rollback(self) -> None:
        """Take back all since the last commit."""
        ...

    async def close(self) -> None:
        """Give the connection back. A second time does nothing."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
