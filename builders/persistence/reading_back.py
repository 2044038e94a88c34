"""What can be written but not read again: SQLAlchemy writes any text for an `Enum`, and fails to load it."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from builders.persistence.completing import load
from builders.persistence.graph import Node
from builders.persistence.other_forms import has_own_code
from builders.persistence.showing import Written, show_rows
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


def read_back(session: Session, written: Sequence[Written], whole: Sequence[Node]) -> None:
    """Read what was written, where a column may keep a value in another form. It is still time to roll back.

    Args:
        session: where the objects are.
        written: the objects that were written.
        whole: the objects whose rows are read as a whole where code of the author's reads them: a commit forgets them.

    Raises:
        Unreadable: one of them can't be read.
    """
    decorated = [node for node in whole if node.state.persistent and _is_decorated(node)]
    try:
        show_rows(session, written)
        load(session, decorated)
    except SQLAlchemyError:
        raise
    except Exception:
        for one in written:
            with _blamed_on(one.node):
                show_rows(session, [one])
        for node in decorated:
            with _blamed_on(node):
                load(session, [node])
        raise


def _is_decorated(node: Node) -> bool:
    return any(has_own_code(column.type) for column in node.mapper.columns)


@contextlib.contextmanager
def _blamed_on(node: Node) -> Generator[None]:
    try:
        yield
    except Exception as error:
        reason = f"its row was written, and to read it again raised {type(error).__name__}: {error}"
        raise Unreadable(node, "", reason) from error
