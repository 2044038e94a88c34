"""The work of saving: all in one savepoint, and as before when it fails."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, PendingRollbackError, SQLAlchemyError, StatementError, UnboundExecutionError
from sqlalchemy.orm import Mapper, Session, SessionTransaction, object_session

from builders.persistence.completing import complete, fill_relations
from builders.persistence.errors import NotSaved
from builders.persistence.explaining import WHOLE_TRANSACTION, explained
from builders.persistence.graph import Node, besides, reached


def run(session: Session, objects: Sequence[object], *, commit: bool, is_async: bool) -> None:
    """Save objects through a session; an async one runs this where it may wait.

    Raises:
        NotSaved: see there.
    """
    nodes = reached(objects)
    _refuse_foreign(session, nodes)
    given = {id(node.obj) for node in nodes}
    held = [besides(obj) for obj in session.new if id(obj) not in given]
    new = [node for node in (*nodes, *held) if node.state.key is None]
    _prepare(session, nodes)
    before = [dict(node.state.dict) for node in new]
    try:
        _flush(session, objects)
    except Exception as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise NotSaved("The connection to the database was lost.\n  write:  session.rollback()") from error
        guilty: Node | None = None
        if isinstance(error, StatementError):
            _restore(new, before)
            guilty = _guilty(session, objects, (*nodes, *held))
        message = explained(error, guilty, nodes) if isinstance(error, SQLAlchemyError) else None
        _restore(new, before)
        session.add_all([node.obj for node in held if node is not guilty])
        complete(session, [node for node in nodes if node.state.persistent], [])
        if message is None:
            raise
        raise NotSaved(message) from error
    complete(session, nodes, new)
    if is_async:
        fill_relations(nodes, new)
    if commit:
        _commit(session, nodes, new, before)
        complete(session, nodes, [])
        if is_async:
            fill_relations(nodes, [])


def _commit(session: Session, nodes: Sequence[Node], new: Sequence[Node], before: Sequence[dict[str, Any]]) -> None:
    """Commit. What fails only now (a deferred constraint) ends the transaction, not this call's part of it alone."""
    try:
        session.commit()
    except Exception as error:
        # Where the connection is lost this fails too, and the first error says why.
        with contextlib.suppress(SQLAlchemyError):
            session.rollback()
        _restore(new, before)
        if not isinstance(error, SQLAlchemyError):
            raise
        raise NotSaved(explained(error, None, nodes, lost=WHOLE_TRANSACTION)) from error


def _refuse_foreign(session: Session, nodes: Sequence[Node]) -> None:
    for node in nodes:
        other = object_session(node.obj)
        if other is not None and other is not session:
            raise NotSaved(
                f"{node.place} (a {node.title}) belongs to another session.\n"
                "  write:  session.merge(...) for a copy in this one, or other_session.expunge(...) first"
            )


def _prepare(session: Session, nodes: Sequence[Node]) -> None:
    """Begin the transaction that the savepoint will be in."""
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


def _flush(session: Session, objects: Sequence[object], *, keep: bool = True) -> None:
    """Flush the objects, and what the session holds besides, in a savepoint.

    `begin_nested` would flush the session before there is a savepoint; from within a flush it does not.

    Args:
        session: where to.
        objects: are added.
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


def _restore(new: Sequence[Node], before: Sequence[dict[str, Any]]) -> None:
    """Take from new objects what the failed flush has given them: keys that other rows will get."""
    for node, values in zip(new, before, strict=True):
        there = node.state.dict
        for attribute in node.mapper.column_attrs:
            key = attribute.key
            if key in values:
                there[key] = values[key]
            else:
                there.pop(key, None)


def _guilty(session: Session, objects: Sequence[object], nodes: Sequence[Node]) -> Node | None:
    """The object whose row is refused: found by saving all once more, row by row, into a savepoint that is rolled back.

    It saves nothing even where it succeeds.
    """
    last: list[object] = []

    def remember(mapper: Mapper[Any], connection: sa.Connection, target: object) -> None:
        if object_session(target) is session:
            last[:] = [target]

    with _row_by_row(nodes):
        event.listen(Mapper, "before_insert", remember)
        event.listen(Mapper, "before_update", remember)
        try:
            _flush(session, [*objects, *(node.obj for node in nodes)], keep=False)
        except Exception:
            return next((node for node in nodes if last and node.obj is last[0]), None)
        finally:
            event.remove(Mapper, "before_insert", remember)
            event.remove(Mapper, "before_update", remember)
    return None


@contextlib.contextmanager
def _row_by_row(nodes: Sequence[Node]) -> Generator[None]:
    """Have SQLAlchemy save one object after the other, each with its events."""
    mappers = {node.mapper.base_mapper for node in nodes}
    before = {mapper: mapper.batch for mapper in mappers}
    for mapper in mappers:
        mapper.batch = False
    try:
        yield
    finally:
        for mapper, batch in before.items():
            mapper.batch = batch
