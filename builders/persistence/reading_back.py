"""What can be written but not read again: SQLAlchemy writes any text for an `Enum`, and fails to load it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.types import TypeDecorator

from builders.persistence.completing import load
from builders.persistence.graph import Node
from builders.plan.reading.sqlalchemy_models.limits import too_much


class Unreadable(Exception):
    """A row can't be read, or could not be: the reason.

    Attributes:
        node: the object.
        place: of what is to blame: "User.role", or "User".
    """

    def __init__(self, node: Node, name: str, reason: str) -> None:
        super().__init__(reason)
        self.node = node
        self.place = f"{node.title}.{name}" if name else node.title


def refuse_unreadable(nodes: Sequence[Node]) -> None:
    """Refuse text that is no value of an `Enum` or `Uuid` column. Nothing is asked of the database.

    Raises:
        Unreadable: there is one.
    """
    for node in nodes:
        for attribute in node.mapper.column_attrs:
            value: object = node.state.dict.get(attribute.key)
            type_ = attribute.columns[0].type
            if isinstance(value, str) and isinstance(type_, sa.Enum | sa.Uuid) and (reason := too_much(type_, value)):
                raise Unreadable(node, f"{attribute.key}={value!r}", f"{reason}, so its row could not be read again")


def read_back(session: Session, nodes: Sequence[Node]) -> None:
    """Read rows as they were written, where code of the author's reads them. It is still time to roll back.

    Raises:
        Unreadable: one of them can't be read.
    """
    written = [node for node in nodes if node.state.persistent and _is_decorated(node.mapper)]
    try:
        load(session, written)
    except SQLAlchemyError:
        raise
    except Exception:
        for node in written:
            _read(session, node)
        raise


def _read(session: Session, node: Node) -> None:
    try:
        load(session, [node])
    except Exception as error:
        reason = f"its row was written, and to read it again raised {type(error).__name__}: {error}"
        raise Unreadable(node, "", reason) from error


def _is_decorated(mapper: Mapper[Any]) -> bool:
    return any(
        isinstance(column.type, TypeDecorator) and not isinstance(column.type, sa.Interval | sa.PickleType)
        for column in mapper.columns
    )
