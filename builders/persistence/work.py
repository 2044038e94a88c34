"""The work of saving: all in one savepoint, and as before when it fails."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError
from sqlalchemy.orm import Session

from builders.persistence.blaming import guilty_among
from builders.persistence.checking import refuse_foreign, refuse_values
from builders.persistence.completing import complete, fill_relations
from builders.persistence.errors import NotSaved
from builders.persistence.explaining import WHOLE_TRANSACTION, explained, unreadable
from builders.persistence.flushing import flush, prepare
from builders.persistence.graph import Node, besides, reached
from builders.persistence.reading_back import Unreadable, read_back
from builders.persistence.refusing import is_of_driver
from builders.persistence.showing import to_be_written


def run(session: Session, objects: Sequence[object], *, commit: bool, is_async: bool) -> None:
    """Save objects through a session; an async one runs this where it may wait.

    Raises:
        NotSaved: see there.
    """
    nodes = reached(objects)
    refuse_foreign(session, nodes)
    given = {id(node.obj) for node in nodes}
    held = [besides(obj) for obj in session.new if id(obj) not in given]
    new = [node for node in (*nodes, *held) if node.state.key is None]
    prepare(session, nodes)
    before = [dict(node.state.dict) for node in new]
    refuse_values(nodes, new)
    written = to_be_written(nodes)

    def read() -> None:
        complete(session, nodes, new)
        read_back(session, written, nodes if commit else ())

    try:
        flush(session, objects, then=read)
    except Exception as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise NotSaved("The connection to the database was lost.\n  write:  session.rollback()") from error
        guilty: Node | None = None
        refused = isinstance(error, StatementError) or is_of_driver(error)
        if refused or isinstance(error, Unreadable):
            _restore(new, before)
        if refused:
            guilty = guilty_among(session, objects, (*nodes, *held))
        message = _message(error, guilty, nodes)
        _restore(new, before)
        session.add_all([node.obj for node in held if node is not guilty])
        complete(session, [node for node in nodes if node.state.persistent], [])
        if message is None:
            raise
        raise NotSaved(message) from (error.__cause__ if isinstance(error, Unreadable) else error)
    if is_async:
        fill_relations(nodes, new)
    if commit:
        _commit(session, nodes, new, before)
        complete(session, nodes, [])
        if is_async:
            fill_relations(nodes, [])


def _message(error: Exception, guilty: Node | None, nodes: Sequence[Node]) -> str | None:
    """What could not be saved, in words; `None` for an error of the author's own."""
    if isinstance(error, Unreadable):
        return unreadable(error)
    return explained(error, guilty, nodes) if isinstance(error, SQLAlchemyError) or is_of_driver(error) else None


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
