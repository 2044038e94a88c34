"""`DatabaseSession`: a unit of work with a database, as SQLAlchemy has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias, TypeVar

if TYPE_CHECKING:
    from sqlalchemy import Executable
    from sqlalchemy.orm.interfaces import ORMOption

E = TypeVar("E")

Parameters: TypeAlias = Mapping[str, object] | Sequence[Mapping[str, object]]
"""What a statement is run with: by name; a list of such runs it once for each."""


class RowValues(Protocol):
    """One thing of each row: the part of `sqlalchemy.ScalarResult` and `MappingResult` that needs no types of the rows.

    They are used up as they are read.
    """

    def __iter__(self) -> Iterator[object]: ...

    def all(self) -> Sequence[object]:
        """All that are left."""
        ...

    def first(self) -> object:
        """The first one, `None` where there is none; the others are thrown away."""
        ...

    def one(self) -> object:
        """The one there is.

        Raises:
            Exception: there is none, or another one.
        """
        ...

    def one_or_none(self) -> object:
        """The one there is; `None` where there is none.

        Raises:
            Exception: there is another one.
        """
        ...

    def unique(self) -> Self:
        """The same, each only once."""
        ...


class Rows(Protocol):
    """What a statement gave: the part of `sqlalchemy.Result` that needs no types of the rows.

    A row is a tuple of its columns. Rows are used up as they are read.
    """

    def __iter__(self) -> Iterator[object]: ...

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
        """The one row there is; `None` where there is none.

        Raises:
            Exception: there is another one.
        """
        ...

    def fetchall(self) -> Sequence[object]:
        """All rows that are left."""
        ...

    def fetchone(self) -> object:
        """The next row; `None` where none is left."""
        ...

    def scalar(self) -> object:
        """The first column of the first row; `None` where there is no row. The others are thrown away."""
        ...

    def scalar_one(self) -> object:
        """The first column of the one row there is.

        Raises:
            Exception: there is none, or another one.
        """
        ...

    def scalar_one_or_none(self) -> object:
        """The first column of the one row there is; `None` where there is none.

        Raises:
            Exception: there is another one.
        """
        ...

    def scalars(self) -> RowValues:
        """The first column of each row."""
        ...

    def mappings(self) -> RowValues:
        """A mapping of each row, by the names of its columns."""
        ...

    def unique(self) -> Self:
        """The same rows, each only once."""
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

    async def get(
        self,
        entity: type[E],
        ident: object,
        *,
        options: Sequence[ORMOption] | None = None,
        populate_existing: bool = False,
        with_for_update: bool | None = None,
    ) -> E | None:
        """The object of a primary key; `None` where there is none."""
        ...

    async def execute(self, statement: Executable, params: Parameters | None = None) -> Rows:
        """Run a statement, and give its rows."""
        ...

    async def scalars(self, statement: Executable, params: Parameters | None = None) -> RowValues:
        """Run a statement, and give the first column of its rows."""
        ...

    async def scalar(self, statement: Executable, params: Parameters | None = None) -> object:
        """Run a statement, and give the first column of its first row; `None` where there is none."""
        ...

    async def delete(self, instance: object) -> None:
        """Delete an object with the next flush."""
        ...

    async def merge(self, instance: E, *, load: bool = True) -> E:
        """Copy an object of elsewhere into this session, and give the session's own."""
        ...

    async def refresh(self, instance: object, attribute_names: Iterable[str] | None = None) -> None:
        """Read an object again, or some of its attributes."""
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
