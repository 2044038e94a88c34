"""Which of many objects it was that the database refused."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapper, Session, object_session

from builders.persistence.flushing import flush
from builders.persistence.graph import Node


def guilty_among(session: Session, objects: Sequence[object], nodes: Sequence[Node]) -> Node | None:
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
            flush(session, [*objects, *(node.obj for node in nodes)], keep=False)
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
