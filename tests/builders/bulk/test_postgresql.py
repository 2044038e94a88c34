"""Rows in a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from builders import build_many, seeded
from builders.bulk import columns, copy_into
from builders.bulk.formats.lines import Copy
from tests.builders.bulk.models import TEXTS, Order
from tests.builders.bulk.test_formats import AWKWARD
from tests.builders.persistence.shop import Base, Customer, Invoice, Line, Plan

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
        with Session(engine) as session, seeded(0):
            saved = session.scalars(select(Invoice).order_by(Invoice.number)).all()
            built = sorted(build_many(Invoice, 20), key=lambda invoice: invoice.number)
            assert [(one.id, one.number, one.total) for one in saved] == [
                (one.id, one.number, one.total) for one in built
            ]
            assert {one.customer.plan for one in saved} == {Plan.PRO}
    finally:
        Base.metadata.drop_all(engine)
        engine.dispose()
