"""Rows into a table of PostgreSQL, by COPY."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, Protocol, Unpack

import pyarrow as pa
from typing_extensions import TypeForm, TypeIs

from builders.bulk.formats.lines import Copy
from builders.bulk.options import Options
from builders.bulk.recipe import Recipe, stretches
from builders.declaring.buildable import Buildable

if TYPE_CHECKING:
    from psycopg import AsyncConnection, Connection
    from psycopg.sql import Composed


class AsyncpgConnection(Protocol):
    """What is asked of a connection of asyncpg, which comes without types."""

    async def copy_to_table(
        self, table_name: str, *, source: Any, columns: Any = ..., schema_name: Any = ..., format: Any = ...
    ) -> Any:
        """Send rows by COPY; the answer is the server's: "COPY 5"."""
        ...


def copy_into(
    connection: Connection[object],
    type: TypeForm[object] | Buildable[object],
    table: str,
    rows: int,
    /,
    **options: Unpack[Options],
) -> int:
    """Put the rows that `columns` gives into a table of PostgreSQL.

    The table has a column for each field, of its name. A list of single values goes into an array, what else is made of
    others into `jsonb` (or text). Of a class that SQLAlchemy maps, columns are named as it names them, and hold what it
    stores. Nothing is committed: that is for the owner of the connection to do.

    Args:
        connection: of psycopg, open.
        type: as for `columns`.
        table: its name, with a schema or without: "users", "app.users".
        rows: how many.
        options: as for `columns`.

    Returns:
        How many rows the server took.

    Raises:
        psycopg.Error: what the server refuses.
        UnknownName, InvalidOverride, CannotBuild, TypeError, ValueError: as for `columns`.
        CannotBuild: a mapped class is stored in several tables, or a column has a default that SQLAlchemy asks the
            database for.
    """
    stream = _Stream(type, rows, options)
    with connection.cursor() as cursor:
        with cursor.copy(stream.statement(table)) as copy:
            for data in stream:
                copy.write(memoryview(data))
        return cursor.rowcount


async def copy_into_async(
    connection: AsyncConnection[object] | AsyncpgConnection,
    type: TypeForm[object] | Buildable[object],
    table: str,
    rows: int,
    /,
    **options: Unpack[Options],
) -> int:
    """Put the rows that `columns` gives into a table of PostgreSQL, as `copy_into` does, without blocking the loop.

    Rows are made in a thread, some ten thousand at a time, while those before them are sent.

    Args:
        connection: of psycopg (an `AsyncConnection`) or of asyncpg, open.
        type, table, rows, options: as for `copy_into`.

    Returns:
        How many rows the server took.

    Raises:
        psycopg.Error, asyncpg.PostgresError: what the server refuses.
        UnknownName, InvalidOverride, CannotBuild, TypeError, ValueError: as for `columns`.
    """
    stream = await asyncio.to_thread(_Stream, type, rows, options)
    if _is_of_asyncpg(connection):
        schema, _, name = table.rpartition(".")
        tag: str = await connection.copy_to_table(
            name, schema_name=schema or None, source=stream, columns=stream.names, format="text"
        )
        return int(tag.rpartition(" ")[2])
    async with connection.cursor() as cursor:
        async with cursor.copy(stream.statement(table)) as copy:
            async for data in stream:
                await copy.write(data)
        return cursor.rowcount


def _is_of_asyncpg(connection: AsyncConnection[object] | AsyncpgConnection) -> TypeIs[AsyncpgConnection]:
    return hasattr(connection, "copy_to_table")


class _Stream:
    """The rows as text that COPY takes, a batch at a time."""

    def __init__(self, type_: object, rows: int, options: Options) -> None:
        [stretch] = stretches(rows, options)
        sheet = Recipe.of(type_, options).sheet()
        self.names = sheet.column_names()
        self._batches = sheet.batches(stretch.start, stretch.count)
        self._lines = Copy(sheet.forms)

    def statement(self, table: str) -> Composed:
        from psycopg import sql

        return sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(*table.split(".")), sql.SQL(", ").join(map(sql.Identifier, self.names))
        )

    def __iter__(self) -> Iterator[pa.Buffer]:
        return map(self._lines.data, self._batches)

    async def __aiter__(self) -> AsyncIterator[memoryview]:
        waiting = iter(self)
        while (data := await asyncio.to_thread(next, waiting, None)) is not None:
            yield memoryview(data)
