"""A commit that fails: what the database looks at only then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, ForeignKey, event, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from builders import build
from builders.persistence import NotSaved, save, save_async


class Base(DeclarativeBase): ...


class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("authors.id", name="by_somebody", deferrable=True, initially="DEFERRED")
    )


@pytest.fixture
def late(engine: Engine) -> Iterator[Session]:
    """A session on tables whose reference is looked at when the transaction ends."""
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    Base.metadata.drop_all(engine)


def test_a_deferred_constraint_is_told_and_ends_the_transaction(late: Session) -> None:
    author = save(late, Author(name="Ada"))
    book = Book(author_id=99)
    with pytest.raises(NotSaved, match="FOREIGN KEY refused the row") as caught:
        save(late, book, commit=True)

    assert isinstance(caught.value.__cause__, IntegrityError)
    assert "the whole transaction was rolled back" in str(caught.value)
    assert [late.scalar(select(func.count()).select_from(model)) for model in (Author, Book)] == [0, 0]
    book.author_id = save(late, Author(name=author.name)).id
    assert save(late, book, commit=True).author_id == book.author_id


@pytest.mark.parametrize("savepoint", [True, False])
def test_an_error_of_the_authors_own_goes_through(late: Session, savepoint: bool) -> None:
    def refuse(session: Session) -> None:
        if session.in_nested_transaction() == savepoint:
            raise RuntimeError("no commits on Fridays")

    event.listen(late, "before_commit", refuse)
    with pytest.raises(RuntimeError, match="Fridays"):
        save(late, build(Author), commit=True)
    event.remove(late, "before_commit", refuse)

    assert late.scalars(select(Author)).all() == []
    assert save(late, build(Author), commit=True).id


@pytest.mark.asyncio
async def test_through_an_async_session_too(async_engine: AsyncEngine) -> None:
    async with async_engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(async_engine) as session:
        with pytest.raises(NotSaved, match="FOREIGN KEY refused the row"):
            await save_async(session, Book(author_id=99), commit=True)
        assert (await save_async(session, Book(author_id=None), commit=True)).id
    async with async_engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
