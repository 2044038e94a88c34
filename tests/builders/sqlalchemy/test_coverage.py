"""`coverage` of mapped classes: its objects can be saved, those of several calls side by side."""

from __future__ import annotations

import enum

from sqlalchemy import String, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from builders import build_many, coverage
from builders.persistence import save_many


class Base(DeclarativeBase):
    pass


class Role(enum.Enum):
    ADMIN = "admin"
    VIEWER = "viewer"


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(60), unique=True)
    number: Mapped[int] = mapped_column(unique=True)
    role: Mapped[Role]
    active: Mapped[bool | None]


def test_two_calls_and_what_is_built_besides_are_saved_side_by_side() -> None:
    accounts = [*coverage(Account), *coverage(Account), *build_many(Account, 5)]
    assert {account.role for account in coverage(Account)} == set(Role)
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        with Session(connection) as session:
            save_many(session, accounts)
            assert session.scalar(select(func.count()).select_from(Account)) == len(accounts)
    engine.dispose()
