"""Rows in a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import psycopg
import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from builders import build_many
from builders.bulk import columns, copy_into, copy_into_async
from builders.bulk.formats.lines import Copy
from tests.builders.bulk.models import TEXTS, Order
from tests.builders.bulk.test_formats import AWKWARD
from tests.builders.persistence.shop import Base, Customer, Invoice, Line, Plan

pytestmark = pytest.mark.integration

TABLE = """
    CREATE TEMPORARY TABLE orders (
        id uuid PRIMARY KEY, number int, price float8, amount numeric, note text, status text, level text, paid bool,
        at timestamptz, local timestamptz, day date, time time, took interval, tags text[], sizes int[], ids uuid[],
        parents uuid[], grid jsonb, address jsonb, addresses jsonb, previous jsonb, rating float8, comment text
    )
"""


@pytest.fixture
def connection(server: Path) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(f"host={server} dbname=postgres user=tests") as connection:
        yield connection
        connection.rollback()


def test_a_table_holds_the_rows(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    connection.execute(TABLE)
    assert copy_into(connection, Order, "orders", 200, seed=6) == 200
    found = connection.execute("SELECT * FROM orders").fetchall()
    assert found == [tuple(row.values()) for row in columns(Order, 200, seed=6).to_pylist()]


def test_nothing_is_committed(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    connection.execute(TABLE.replace("TEMPORARY ", ""))
    copy_into(connection, Order, "public.orders", 5)
    connection.rollback()
    assert connection.execute("SELECT to_regclass('orders')").fetchone() == (None,)


@pytest.mark.asyncio
async def test_an_asynchronous_connection_of_psycopg_takes_the_same_rows(server: Path) -> None:
    connection = await psycopg.AsyncConnection.connect(f"host={server} dbname=postgres user=tests")
    async with connection:
        await connection.execute(TABLE)
        assert await copy_into_async(connection, Order, "orders", 200, seed=6) == 200
        found = await (await connection.execute("SELECT * FROM orders")).fetchall()
        await connection.rollback()
    assert found == [tuple(row.values()) for row in columns(Order, 200, seed=6).to_pylist()]


@pytest.mark.asyncio
async def test_a_connection_of_asyncpg_takes_the_same_rows(server: Path) -> None:
    connection = await asyncpg.connect(host=str(server), database="postgres", user="tests")
    try:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(f"CREATE SCHEMA app; {TABLE.replace('TEMPORARY TABLE ', 'TABLE app.')}")
        assert await copy_into_async(connection, Order, "app.orders", 0) == 0
        assert await copy_into_async(connection, Order, "app.orders", 200, seed=6) == 200
        found = await connection.fetch("SELECT id, note, status, day FROM app.orders")
        await transaction.rollback()
    finally:
        await connection.close()
    rows = columns(Order, 200, seed=6).to_pylist()
    assert [tuple(row) for row in found] == [(row["id"], row["note"], row["status"], row["day"]) for row in rows]


@pytest.mark.asyncio
async def test_what_the_server_refuses_an_asynchronous_connection_is_its_own_error(server: Path) -> None:
    connection = await psycopg.AsyncConnection.connect(f"host={server} dbname=postgres user=tests")
    async with connection:
        with pytest.raises(psycopg.errors.UndefinedTable):
            await copy_into_async(connection, Order, "nowhere", 5)
        await connection.rollback()
        with pytest.raises(ValueError, match="the number of rows has to be 0 or more, not -1"):
            await copy_into_async(connection, Order, "orders", -1)


def test_what_the_server_refuses_is_its_own_error(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    connection.execute(TABLE.replace("amount numeric", "amount int"))
    with pytest.raises(psycopg.errors.InvalidTextRepresentation):
        copy_into(connection, Order, "orders", 5)


def test_awkward_texts_arrive(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    connection.execute(
        "CREATE TEMPORARY TABLE awkward (text text, word text, list text[], struct jsonb, map jsonb, bytes bytea, "
        "empty int[], nothing int)"
    )
    with connection.cursor() as cursor, cursor.copy("COPY awkward FROM STDIN") as copy:
        copy.write(Copy().data(AWKWARD).to_pybytes())
    found = connection.execute("SELECT * FROM awkward").fetchall()
    assert found == [
        (
            text,
            text,
            [text, "x"],
            None if text is None else {"text": text},
            {text or "": 1},
            b"\x00\xff" if number else None,
            [] if number else None,
            None,
        )
        for number, text in enumerate(TEXTS)
    ]


def test_rows_of_a_mapped_class_fit_its_table(server: Path, connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Relationships are left out, and what the database sets; enums are stored as SQLAlchemy stores them."""
    engine = create_engine(f"postgresql+psycopg://tests@/postgres?host={server}")
    Base.metadata.create_all(engine)
    try:
        assert columns(Line, 1).column_names == ["text", "amount"]
        copy_into(connection, Customer, "customers", 20, having={"plan": Plan.PRO})
        first = connection.execute("SELECT min(id) FROM customers").fetchall()[0][0]
        copy_into(connection, Invoice, "invoices", 20, having={"customer_id": first})
        connection.commit()
        with Session(engine) as session:
            saved = session.scalars(select(Invoice).order_by(Invoice.number)).all()
            built = sorted(build_many(Invoice, 20), key=lambda invoice: invoice.number)
            assert [(one.id, one.number, one.total) for one in saved] == [
                (one.id, one.number, one.total) for one in built
            ]
            assert {one.customer.plan for one in saved} == {Plan.PRO}
    finally:
        Base.metadata.drop_all(engine)
        engine.dispose()
