"""`save`, `save_many`, and the same for async sessions."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session
    from sqlalchemy.orm import Session, scoped_session

T = TypeVar("T")


def save(session: Session | scoped_session[Session], obj: T, /, *, commit: bool = False) -> T:
    """Save an object and all that it refers to, parents first.

    It is added to the session and flushed within a savepoint: the rows are there for every query of this session, and
    gone when it is rolled back. Afterwards all columns are loaded, those that the database has filled included.

    Args:
        session: a SQLAlchemy `Session`.
        obj: an object of a mapped class; it may be in the session already.
        commit: commit the session's transaction too.

    Returns:
        `obj` itself.

    Raises:
        NotSaved: the database refused, or `obj` belongs to another session. Nothing of this call was saved, and the
            session can be used on. Where the commit itself fails (a deferred constraint), the whole transaction is
            rolled back.
        TypeError: `session` is no sync session, or `obj` no object of a mapped class.

    Example:
        >>> from sqlalchemy import ForeignKey, Integer, String, create_engine
        >>> from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, relationship
        >>> from builders import build
        >>> class Base(DeclarativeBase): ...
        >>> class Customer(Base):
        ...     __tablename__ = "customers"
        ...     id = mapped_column(Integer, primary_key=True)
        ...     email = mapped_column(String(80), unique=True, nullable=False)
        >>> class Invoice(Base):
        ...     __tablename__ = "invoices"
        ...     id = mapped_column(Integer, primary_key=True)
        ...     customer_id = mapped_column(ForeignKey("customers.id"), nullable=False)
        ...     customer = relationship(Customer)
        >>> engine = create_engine("sqlite://")
        >>> Base.metadata.create_all(engine)
        >>> with Session(engine) as session:
        ...     invoice = save(session, build(Invoice))
        ...     invoice.customer_id == invoice.customer.id == 1
        True
        >>> engine.dispose()
    """
    _need_sqlalchemy()
    from builders.persistence.given import one_object, sync_session
    from builders.persistence.work import run

    run(sync_session(session), one_object(obj), commit=commit, is_async=False)
    return obj


def save_many(session: Session | scoped_session[Session], objects: Iterable[T], /, *, commit: bool = False) -> list[T]:
    """Save several objects and all that they refer to, as `save` does one: all of them, or none.

    The rows of a table go to the database in batches, parents first. What several of them share is saved once.

    Args:
        session: a SQLAlchemy `Session`.
        objects: objects of mapped classes, of one or of several.
        commit: commit the session's transaction too.

    Returns:
        The objects, in a list.

    Raises:
        NotSaved, TypeError: as `save` does.

    Example:
        >>> from sqlalchemy import Integer, String, create_engine
        >>> from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
        >>> from builders import build_many
        >>> class Base(DeclarativeBase): ...
        >>> class Tag(Base):
        ...     __tablename__ = "tags"
        ...     id = mapped_column(Integer, primary_key=True)
        ...     slug = mapped_column(String(20), unique=True, nullable=False)
        >>> engine = create_engine("sqlite://")
        >>> Base.metadata.create_all(engine)
        >>> with Session(engine) as session:
        ...     tags = save_many(session, build_many(Tag, 3))
        ...     [tag.id for tag in tags]
        [1, 2, 3]
        >>> engine.dispose()
    """
    _need_sqlalchemy()
    from builders.persistence.given import several_objects, sync_session
    from builders.persistence.work import run

    listed = several_objects(objects)
    run(sync_session(session), listed, commit=commit, is_async=False)
    return listed


async def save_async(
    session: AsyncSession | async_scoped_session[AsyncSession], obj: T, /, *, commit: bool = False
) -> T:
    """Save an object through an async session, as `save` does through a sync one.

    Afterwards all columns are loaded, also after `commit=True`, and so are the relationships that were not set (a new
    object's are empty): to read them waits for nothing, so there is no `MissingGreenlet`.

    Args:
        session: a SQLAlchemy `AsyncSession`.
        obj: an object of a mapped class.
        commit: commit the session's transaction too.

    Returns:
        `obj` itself.

    Raises:
        NotSaved, TypeError: as `save` does.

    Example:
        >>> import asyncio
        >>> from sqlalchemy import Integer, String
        >>> from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
        >>> from sqlalchemy.orm import DeclarativeBase, mapped_column
        >>> from builders import build
        >>> class Base(DeclarativeBase): ...
        >>> class Tag(Base):
        ...     __tablename__ = "tags"
        ...     id = mapped_column(Integer, primary_key=True)
        ...     slug = mapped_column(String(20), unique=True, nullable=False)
        >>> async def main() -> int:
        ...     engine = create_async_engine("sqlite+aiosqlite://")
        ...     async with engine.begin() as connection:
        ...         await connection.run_sync(Base.metadata.create_all)
        ...     async with AsyncSession(engine) as session:
        ...         tag = await save_async(session, build(Tag))
        ...     await engine.dispose()
        ...     return tag.id
        >>> asyncio.run(main())
        1
    """
    _need_sqlalchemy()
    from builders.persistence.given import async_session, one_object
    from builders.persistence.work import run

    objects = one_object(obj)
    await async_session(session).run_sync(run, objects, commit=commit, is_async=True)
    return obj


async def save_many_async(
    session: AsyncSession | async_scoped_session[AsyncSession], objects: Iterable[T], /, *, commit: bool = False
) -> list[T]:
    """Save several objects through an async session: `save_many` and `save_async` in one.

    Args:
        session: a SQLAlchemy `AsyncSession`.
        objects: objects of mapped classes, of one or of several.
        commit: commit the session's transaction too.

    Returns:
        The objects, in a list.

    Raises:
        NotSaved, TypeError: as `save` does.

    Example:
        See `save_async`; `await save_many_async(session, build_many(Tag, 3))` gives the list of the three.
    """
    _need_sqlalchemy()
    from builders.persistence.given import async_session, several_objects
    from builders.persistence.work import run

    listed = several_objects(objects)
    await async_session(session).run_sync(run, listed, commit=commit, is_async=True)
    return listed


def _need_sqlalchemy() -> None:
    if importlib.util.find_spec("sqlalchemy") is None:
        raise ModuleNotFoundError(
            "Saving needs SQLAlchemy, which is not installed.\n  install:  pip install 'mockfactory[sql]'"
        )
