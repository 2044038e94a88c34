"""After a flush: nothing that an object shows has still to be fetched."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import ColumnProperty, Mapper, RelationshipDirection, Session
from sqlalchemy.orm.attributes import set_committed_value

from builders.persistence.graph import QUERIED, Node

_AT_ONCE: Final = 500
_NOT_LOADED: Final = (*QUERIED, "raise", "raise_on_sql", "noload")


def complete(session: Session, nodes: Sequence[Node], new: Sequence[Node]) -> None:
    """Load the columns that the database has filled, for all objects of a class at once.

    Args:
        session: where the objects are.
        nodes: the objects.
        new: those of them that have just been inserted: what was not set is NULL.
    """
    for node in new:
        for attribute in node.mapper.column_attrs:
            if attribute.key not in node.state.dict and _is_null(attribute):
                set_committed_value(node.obj, attribute.key, None)
    load(session, [node for node in nodes if node.state.persistent and _lacks(node)])


def load(session: Session, nodes: Sequence[Node]) -> None:
    """Load the rows of objects, whatever is known of them."""
    for _, group in groupby(sorted(nodes, key=lambda node: node.title), key=lambda node: node.mapper):
        same = list(group)
        for start in range(0, len(same), _AT_ONCE):
            _load(session, same[0].mapper, same[start : start + _AT_ONCE])


def _load(session: Session, mapper: Mapper[Any], nodes: Sequence[Node]) -> None:
    keys = [node.state.identity for node in nodes]
    column = mapper.primary_key[0] if len(mapper.primary_key) == 1 else sa.tuple_(*mapper.primary_key)
    values = [key[0] if len(mapper.primary_key) == 1 else key for key in keys if key is not None]
    query = sa.select(mapper.class_).where(column.in_(values)).execution_options(populate_existing=True)
    with session.no_autoflush:
        session.execute(query).unique().all()


def _is_null(attribute: ColumnProperty[Any]) -> bool:
    """Whether an insert that does not name the column leaves it NULL."""
    return all(
        isinstance(column, sa.Column)
        and column.nullable
        and column.default is None
        and column.server_default is None
        and column.computed is None
        for column in attribute.columns
    )


def _lacks(node: Node) -> bool:
    """Whether a column is still to be loaded."""
    there = node.state.dict
    return any(attribute.key not in there and not attribute.deferred for attribute in node.mapper.column_attrs)


def fill_relations(nodes: Sequence[Node], new: Sequence[Node]) -> None:
    """Load the relationships that were not set.

    Those of a row that was just inserted are empty, unless another row was given its key by hand.
    """
    by_hand = any(_has_key_by_hand(node) for node in nodes)
    inserted = {id(node.obj) for node in new}
    for node in nodes:
        for relation in node.mapper.relationships:
            if relation.key in node.state.dict or relation.viewonly or relation.lazy in _NOT_LOADED:
                continue
            refers = relation.direction is RelationshipDirection.MANYTOONE
            if refers or by_hand or id(node.obj) not in inserted:
                getattr(node.obj, relation.key)
            else:
                set_committed_value(node.obj, relation.key, [] if relation.uselist else None)


def _has_key_by_hand(node: Node) -> bool:
    there = node.state.dict
    for relation in node.mapper.relationships:
        if relation.direction is RelationshipDirection.MANYTOONE and there.get(relation.key) is None:
            columns = [node.mapper.get_property_by_column(column).key for column in relation.local_columns]
            if any(there.get(name) is not None for name in columns):
                return True
    return False
