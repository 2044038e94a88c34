"""After a flush: an object shows what its row holds, where a column keeps a value in another form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.mutable import MutableBase
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import set_committed_value

from builders.persistence.graph import Node
from builders.persistence.other_forms import Check, check_of

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Written:
    """An object whose values are to be written.

    Attributes:
        node: the object.
        names: the attributes that had values before. What the database fills is loaded as it is.
    """

    node: Node
    names: frozenset[str]


def to_be_written(nodes: Iterable[Node]) -> list[Written]:
    """The new and the changed among objects, before a flush."""
    return [
        Written(node, frozenset(node.state.dict)) for node in nodes if node.state.key is None or node.state.modified
    ]


def show_rows(session: Session, written: Iterable[Written]) -> None:
    """Read again what columns may keep in another form.

    Only these columns are read: relationships stay as they are loaded.
    """
    groups: defaultdict[Mapper[Any], list[tuple[Node, set[str]]]] = defaultdict(list)
    checks: dict[Mapper[Any], dict[str, Check]] = {}
    for one in written:
        mapper = one.node.mapper
        if mapper not in checks:
            checks[mapper] = checks_of(mapper)
        names = _changed(one, checks[mapper])
        if names and one.node.state.persistent:
            groups[mapper].append((one.node, names))
    for mapper, changed in groups.items():
        for start in range(0, len(changed), _AT_ONCE):
            _read(session, mapper, changed[start : start + _AT_ONCE])


def checks_of(mapper: Mapper[Any]) -> dict[str, Check]:
    """By attribute, what tells whether its column keeps a value as it is. Keys are no part: a row is found by them."""
    found = {
        attribute.key: check_of(attribute.columns[0].type)
        for attribute in mapper.column_attrs
        if not any(column in mapper.primary_key for column in attribute.columns)
    }
    return {name: check for name, check in found.items() if check is not None}


def _changed(written: Written, checks: dict[str, Check]) -> set[str]:
    there = written.node.state.dict
    return {
        name
        for name, check in checks.items()
        if name in written.names and (value := there.get(name)) is not None and check(value)
    }


def _read(session: Session, mapper: Mapper[Any], changed: Sequence[tuple[Node, set[str]]]) -> None:
    keys = [mapper.get_property_by_column(column).key for column in mapper.primary_key]
    names = sorted({name for _, names in changed for name in names})
    own = [getattr(mapper.class_, name) for name in keys]
    others = [getattr(mapper.class_, name) for name in names]
    identities: list[tuple[Any, ...]] = [tuple(node.state.identity or ()) for node, _ in changed]
    where = own[0].in_([key[0] for key in identities]) if len(own) == 1 else sa.tuple_(*own).in_(identities)
    with session.no_autoflush:
        found = session.execute(sa.select(*own, *others).where(where)).all()
    rows = {tuple(row[: len(keys)]): dict(zip(names, row[len(keys) :], strict=True)) for row in found}
    for (node, wanted), identity in zip(changed, identities, strict=True):
        row = rows.get(identity, {})
        watched = [name for name in wanted if isinstance(node.state.dict[name], MutableBase)]
        for name in row.keys() & wanted - set(watched):
            set_committed_value(node.obj, name, row[name])
        if watched:
            # Only so does `sqlalchemy.ext.mutable` see what changes in them.
            with session.no_autoflush:
                session.refresh(node.obj, watched)
