"""Rows into a table of PostgreSQL, by COPY."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typing_extensions import TypeForm

from builders.bulk.formats.lines import Copy
from builders.bulk.recipe import Recipe, stretches
from builders.seed.namespaces import DEFAULT_SEED

if TYPE_CHECKING:
    from psycopg import Connection


def copy_into(
    connection: Connection[object],
    type: TypeForm[object],
    table: str,
    rows: int,
    /,
    *,
    seed: int = DEFAULT_SEED,
    namespace: str = "",
    start: int = 0,
    having: Mapping[str, object] | None = None,
    validate: bool | None = None,
) -> int:
    """Put the rows that `columns` gives into a table of PostgreSQL.

    The table has a column for each field, of its name. A list of single values goes into an array, what else is made of
    others into `jsonb` (or text). Nothing is committed: that is for the owner of the connection to do.

    Args:
        connection: of psycopg, open.
        type: what `build` takes, with fields.
        table: its name, with a schema or without: "users", "app.users".
        rows: how many.
        seed, namespace, start, having, validate: as for `columns`.

    Returns:
        How many rows the server took.

    Raises:
        psycopg.Error: what the server refuses.
        UnknownName, InvalidOverride, CannotBuild: as for `columns`.
    """
    from psycopg import sql

    [stretch] = stretches(start, rows, 1)
    sheet = Recipe(type, seed, namespace, having or {}, validate).sheet()
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(*table.split(".")), sql.SQL(", ").join(map(sql.Identifier, sheet.schema.names))
    )
    lines = Copy()
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            for batch in sheet.batches(stretch.start, stretch.count):
                copy.write(memoryview(lines.data(batch)))
        return cursor.rowcount
