"""A flush in a savepoint of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, PendingRollbackError, SQLAlchemyError, UnboundExecutionError
from sqlalchemy.orm import Session, SessionTransaction

from builders.persistence.errors import NotSaved
from builders.persistence.graph import Node


def prepare(session: Session, nodes: Sequence[Node]) -> None:
    """Begin the transaction that the savepoint will be in.

    Raises:
        NotSaved: there is no connection, or the session is not ready.
    """
    try:
        for mapper in {node.mapper.base_mapper for node in nodes}:
            bind = session.get_bind(mapper)
            if isinstance(bind, sa.Connection):
                # The session would join its transaction with a savepoint of its own.
                _begin(bind)
            _begin(session.connection(bind_arguments={"mapper": mapper}))
    except PendingRollbackError as error:
        raise NotSaved(
            "The session has failed before, and waits for a rollback.\n  write:  session.rollback()"
        ) from error
    except UnboundExecutionError as error:
        raise NotSaved("The session has no engine.\n  write:  Session(engine)") from error
    except DBAPIError as error:
        raise NotSaved(f"There is no connection to the database.\n  database:  {str(error.orig).strip()}") from error


def _begin(connection: sa.Connection) -> None:
    """Begin a transaction on SQLite, where SQLAlchemy leaves it to Python's sqlite3.

    It begins before it writes, not before a savepoint: the release of the outermost savepoint would be a commit.
    """
    driver = cast("Any", connection.connection.driver_connection)
    if connection.dialect.name == "sqlite" and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN")


def flush(
    session: Session, objects: Sequence[object], *, then: Callable[[], None] | None = None, keep: bool = True
) -> None:
    """Flush the objects, and what the session holds besides, in a savepoint.

    `begin_nested` would flush the session before there is a savepoint; from within a flush it does not.

    Args:
        session: where to.
        objects: are added.
        then: what is done while all can still be rolled back.
        keep: or roll back.
    """
    savepoints: list[SessionTransaction] = []

    def begin(*_: object) -> None:
        savepoints.append(session.begin_nested())

    with session.no_autoflush:
        session.add_all(objects)
    event.listen(session, "before_flush", begin, once=True)
    try:
        session.flush()
        if then is not None:
            then()
        for savepoint in savepoints:
            savepoint.commit() if keep else savepoint.rollback()
    except BaseException:
        for savepoint in savepoints:
            # Where the connection is lost this fails too, and the first error says why.
            with contextlib.suppress(SQLAlchemyError):
                savepoint.rollback()
        raise
    finally:
        if not savepoints:
            event.remove(session, "before_flush", begin)
