"""Engines: SQLite and PostgreSQL, sync and async, each with empty tables."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from tests.builders.persistence.shop import Base


def with_foreign_keys(connection: Any, _: object) -> None:
    """SQLite looks at foreign keys only when it is asked to."""
    connection.execute("PRAGMA foreign_keys = ON")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "postgresql":
        engine = create_engine(f"postgresql+psycopg://tests@/postgres?host={request.getfixturevalue('server')}")
    else:
        engine = create_engine("sqlite://", poolclass=StaticPool)
        event.listen(engine, "connect", with_foreign_keys)
    Base.metadata.create_all(engine)
    yield engine
    Base.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def async_engine(request: pytest.FixtureRequest) -> AsyncIterator[AsyncEngine]:
    if request.param == "postgresql":
        engine = create_async_engine(f"postgresql+asyncpg://tests@/postgres?host={request.getfixturevalue('server')}")
    else:
        engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
        event.listen(engine.sync_engine, "connect", with_foreign_keys)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield engine
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
    await engine.dispose()


@pytest_asyncio.fixture
async def async_session(async_engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    async with AsyncSession(async_engine) as session:
        yield session
