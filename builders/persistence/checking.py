"""What can be seen to be wrong before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, Session, object_session

from builders.persistence.errors import NotSaved
from builders.persistence.explaining import THIS_CALL, shown, unreadable
from builders.persistence.graph import Node
from builders.persistence.other_forms import check_of
from builders.persistence.reading_back import Unreadable, refuse_unreadable


def refuse_foreign(session: Session, nodes: Sequence[Node]) -> None:
    """Refuse objects that belong to another session, or were deleted.

    Raises:
        NotSaved: there is one.
    """
    for node in nodes:
        named = node.title if node.place == node.title else f"{node.place} (a {node.title})"
        other = object_session(node.obj)
        if other is not None and other is not session:
            raise NotSaved(
                f"{named} belongs to another session.\n"
                "  write:  session.merge(...) for a copy in this one, or other_session.expunge(...) first"
            )
        if node.state.deleted or node.state.was_deleted:
            raise NotSaved(
                f"{named} has been deleted, and its row is gone.\n"
                "  write:  sqlalchemy.orm.make_transient(...) first, to save it as a new row"
            )


def refuse_values(nodes: Sequence[Node], new: Sequence[Node]) -> None:
    """Refuse what would be saved as something else, or could not be read again.

    Args:
        nodes: the objects.
        new: those that will be inserted.

    Raises:
        NotSaved: there is such a value.
    """
    try:
        refuse_unreadable(nodes)
    except Unreadable as error:
        raise NotSaved(unreadable(error)) from None
    mappers = {node.mapper for node in new}
    asked = {mapper for mapper in mappers if mapper.version_id_col is not None or _keys_that_change(mapper)}
    for node in (node for node in new if node.mapper in asked):
        for name, reason, advice in (*_counted(node), *_other_keys(node)):
            raise NotSaved(
                f"{node.title}.{name}={node.state.dict[name]!r} could not be saved: {reason}.\n"
                f"  object:  {'' if node.place == node.title else f'{node.place}: '}{shown(node)}\n"
                f"  write:   {advice}\n"
                f"{THIS_CALL}"
            )


def _counted(node: Node) -> Iterator[tuple[str, str, str]]:
    """A version that the row would not get: SQLAlchemy counts from the first."""
    mapper = node.mapper
    generate: Any = mapper.version_id_generator
    if mapper.version_id_col is None or not callable(generate):
        return
    name, first = mapper.get_property_by_column(mapper.version_id_col).key, generate(None)
    given = node.state.dict.get(name)
    if given is not None and given != first and first == generate(None):
        reason = f"SQLAlchemy counts the changes of a row, and a new one has {name}={first!r}"
        yield name, reason, "leave it out"


def _keys_that_change(mapper: Mapper[Any]) -> list[sa.ColumnElement[Any]]:
    return [column for column in mapper.primary_key if isinstance(column.type, sa.Date | sa.Numeric)]


def _other_keys(node: Node) -> Iterator[tuple[str, str, str]]:
    """A key that the row would not have: it could not be found by it."""
    for column in _keys_that_change(node.mapper):
        name = node.mapper.get_property_by_column(column).key
        given, check = node.state.dict.get(name), check_of(column.type)
        # An integer is equal to the number that the column makes of it.
        if given is not None and not isinstance(given, int) and check is not None and check(given):
            reason = f"it is in the primary key, and the column ({column.type!r}) keeps another value than this one"
            yield name, reason, "give a value that the column keeps as it is"
