"""The types of PostgreSQL, judged by a real one: fifty rows through each driver."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import pytest
from sqlalchemy import ARRAY, DateTime, Integer, String, Text, Time, create_engine, text
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from builders import build_many
from builders.persistence import save_many, save_many_async


class Base(DeclarativeBase):
    pass


class Typed(Base):
    __tablename__ = "typed"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    naive: Mapped[dt.datetime]
    time: Mapped[dt.time]
    zoned_time: Mapped[dt.time] = mapped_column(Time(timezone=True))
    span: Mapped[dt.timedelta]
    money: Mapped[Decimal] = mapped_column(pg.NUMERIC(12, 3))
    ratio: Mapped[float] = mapped_column(pg.DOUBLE_PRECISION)
    words: Mapped[list[str]] = mapped_column(pg.ARRAY(String(8)))
    grid: Mapped[list[list[int]]] = mapped_column(ARRAY(Integer, dimensions=2))
    document: Mapped[dict[str, Any]] = mapped_column(pg.JSONB)
    listed: Mapped[list[int]] = mapped_column(pg.JSONB)
    level: Mapped[Literal["low", "high"]] = mapped_column(pg.ENUM("low", "high", name="level"))
    ip: Mapped[str] = mapped_column(pg.INET)
    network: Mapped[str] = mapped_column(pg.CIDR)
    mac: Mapped[str] = mapped_column(pg.MACADDR)
    numbers: Mapped[pg.Range[int]] = mapped_column(pg.INT4RANGE)
    amounts: Mapped[pg.Range[Decimal]] = mapped_column(pg.NUMRANGE)
    days: Mapped[pg.Range[dt.date]] = mapped_column(pg.DATERANGE)
    period: Mapped[pg.Range[dt.datetime]] = mapped_column(pg.TSTZRANGE)
    token: Mapped[str] = mapped_column(pg.UUID(as_uuid=False), unique=True)
    digest: Mapped[bytes] = mapped_column(pg.BYTEA)
    body: Mapped[str] = mapped_column(Text)


@pytest.fixture
def url(server: Path) -> Any:
    address = f"tests@/postgres?host={server}"
    engine = create_engine(f"postgresql+psycopg://{address}")
    Base.metadata.create_all(engine)
    yield address
    Base.metadata.drop_all(engine)
    engine.dispose()


def test_psycopg(url: str) -> None:
    engine = create_engine(f"postgresql+psycopg://{url}")
    with Session(engine) as session:
        save_many(session, build_many(Typed, 50))
        assert session.scalar(text("select count(*) from typed where at < '2025-01-01'")) == 50
    engine.dispose()


@pytest.mark.asyncio
async def test_asyncpg(url: str) -> None:
    engine = create_async_engine(f"postgresql+asyncpg://{url}")
    async with AsyncSession(engine) as session:
        await save_many_async(session, build_many(Typed, 50))
        assert await session.scalar(text("select count(*) from typed where array_length(grid, 2) = 2")) == 50
    await engine.dispose()
