"""What a database's refusal means, in words: which object, which column, which constraint, and what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from builders.persistence.graph import Node
from builders.persistence.reading_back import Unreadable
from builders.persistence.refusing import Refusal, refusal_of
from builders.plan.reading.sqlalchemy_models.checks import check_constraints
from builders.plan.reading.sqlalchemy_models.judging import column_judge
from builders.plan.reading.sqlalchemy_models.model import tables_of
from builders.plan.reading.sqlalchemy_models.taking import taken_by

if TYPE_CHECKING:
    from builders.plan.reading.sqlalchemy_models.model import AnyTable

_NO_TABLE: Final = re.compile(r"no such table|relation \S+ does not exist")
_ADVICE: Final = {
    "NOT NULL": "give it a value",
    "FOREIGN KEY": "save the row that it refers to first, or give the object itself to the relationship",
    "UNIQUE": "give another value, or leave it to be drawn: columns declared unique are drawn so",
    "CHECK": "give a value that the constraint allows",
    "EXCLUDE": "give a value that does not collide",
}


THIS_CALL: Final = "Nothing of this call was saved, and the session can be used on."
WHOLE_TRANSACTION: Final = (
    "The commit failed: the whole transaction was rolled back, with all that was saved in it before this call,\n"
    "and the session can be used on."
)


def explained(error: Exception, guilty: Node | None, nodes: Sequence[Node], *, lost: str = THIS_CALL) -> str:
    """The message for what could not be saved.

    Args:
        error: what SQLAlchemy or the driver raised.
        guilty: the object whose row was refused; `None` where it is not known.
        nodes: all objects.
        lost: what is not saved now, in a sentence.
    """
    refusal = refusal_of(error)
    columns = _columns(refusal, guilty, nodes)
    misfits = _misfits(guilty, refusal.words) if guilty is not None and not refusal.kind else {}
    columns = columns or [column for column, _ in misfits.values()]
    lines = [_head(refusal, guilty, columns)]
    if guilty is not None:
        place = "" if guilty.place == guilty.title else f"{guilty.place}: "
        lines.append(("object", f"{place}{shown(guilty)}"))
        for name in _attributes(columns, guilty):
            reason = f", and {misfits[name][1]}" if name in misfits else ""
            lines.append(("value", f"{name}={_short(guilty.state.dict.get(name))}{reason}"))
    if refusal.kind:
        lines.append(("constraint", _constraint(refusal, columns, guilty)))
    lines.append(("database" if refusal.by == "the database" else "reason", refusal.words))
    if refusal.kind:
        lines.append(("write", _advice(refusal, columns, guilty)))
    elif _NO_TABLE.search(refusal.words):
        lines.append(("write", "Base.metadata.create_all(engine), or the migrations, before the first object is saved"))
    width = max(len(line[0]) for line in lines[1:]) + 3
    body = [f"  {label + ':':<{width}}{text}" for label, text in lines[1:]]
    return "\n".join([lines[0][1], *body, lost])


def unreadable(error: Unreadable) -> str:
    """The message for what could be saved, but not read again."""
    node = error.node
    place = "" if node.place == node.title else f"{node.place}: "
    return f"{error.place} could not be saved: {error}.\n  object:  {place}{shown(node)}\n{THIS_CALL}"


def _head(refusal: Refusal, guilty: Node | None, columns: Sequence[sa.Column[Any]]) -> tuple[str, str]:
    names = _attributes(columns, guilty) if guilty is not None else [column.name for column in columns]
    owner = guilty.title if guilty is not None else columns[0].table.name if columns else ""
    where = ", ".join(f"{owner}.{name}" for name in names) or owner or "An object"
    return ("", f"{where} could not be saved: {refusal.in_words()}.")


def _columns(refusal: Refusal, guilty: Node | None, nodes: Sequence[Node]) -> list[sa.Column[Any]]:
    """The columns that were refused, from what the database said or from the constraint that it named."""
    mappers = [guilty.mapper] if guilty is not None else [node.mapper for node in nodes]
    tables = [table for mapper in mappers for table in tables_of(mapper)]
    for table in tables:
        if refusal.table in ("", table.name, table.fullname):
            found = [table.columns[name] for name in refusal.columns if name in table.columns]
            named = _named(table, refusal)
            if isinstance(named, sa.ForeignKeyConstraint | sa.UniqueConstraint):
                return list(named.columns)
            if found:
                return found
            if isinstance(named, sa.CheckConstraint):
                return [
                    column
                    for column in table.columns
                    if re.search(rf"\b{re.escape(column.name)}\b", str(named.sqltext))
                ]
    if refusal.kind == "FOREIGN KEY" and guilty is not None:
        # SQLite does not say which; where there is one alone, it is that.
        found = [
            column for table in tables for column in table.columns if column.foreign_keys and _is_set(column, guilty)
        ]
        return found if len(found) == 1 else []
    return []


def _misfits(guilty: Node, words: str) -> dict[str, tuple[sa.Column[Any], str]]:
    """The attributes whose values the columns can't hold, each with the reason."""
    found: dict[str, tuple[sa.Column[Any], str]] = {}
    for attribute in guilty.mapper.column_attrs:
        column = attribute.columns[0]
        if not isinstance(column, sa.Column) or attribute.key not in guilty.state.dict:
            continue
        value: object = guilty.state.dict[attribute.key]
        judge = column_judge(taken_by(column.type), column.type, optional=True, why_not_none="")
        reason = judge(value) or _no_document(column, value, words)
        if reason:
            found[attribute.key] = column, reason
    return found


def _no_document(column: sa.Column[Any], value: object, words: str) -> str:
    """Why a value is no document of JSON, where this is what was said."""
    if isinstance(column.type, sa.JSON):
        try:
            json.dumps(value)
        except (TypeError, ValueError) as error:
            return "it can't be written as JSON" if str(error) in words else ""
    return ""


def _named(table: AnyTable, refusal: Refusal) -> sa.Constraint | None:
    if not refusal.constraint:
        return None
    for constraint in (*table.constraints, *check_constraints(table)):
        text = str(constraint.sqltext) if isinstance(constraint, sa.CheckConstraint) else ""
        if refusal.constraint in (constraint.name, text):
            return constraint
    return None


def _is_set(column: sa.Column[Any], node: Node) -> bool:
    return any(node.state.dict.get(name) is not None for name in _attributes([column], node))


def _attributes(columns: Sequence[sa.Column[Any]], node: Node) -> list[str]:
    """The attributes that hold the columns."""
    return [
        attribute.key
        for column in columns
        for attribute in node.mapper.column_attrs
        if any(column is held for held in attribute.columns)
    ]


def _constraint(refusal: Refusal, columns: Sequence[sa.Column[Any]], guilty: Node | None) -> str:
    table = columns[0].table.name if columns else refusal.table
    where = f"{table} ({', '.join(column.name for column in columns)})" if columns else table
    named = None
    for held in tables_of(guilty.mapper) if guilty is not None else ():
        named = named or _named(held, refusal)
    rule = f": {named.sqltext}" if isinstance(named, sa.CheckConstraint) else ""
    name = f" {refusal.constraint}" if refusal.constraint and f": {refusal.constraint}" != rule else ""
    return f"{refusal.kind}{name}{f' on {where}' if where else ''}{rule}"


def _advice(refusal: Refusal, columns: Sequence[sa.Column[Any]], guilty: Node | None) -> str:
    if guilty is not None and columns and refusal.kind in ("NOT NULL", "FOREIGN KEY"):
        for relation in guilty.mapper.relationships:
            if set(columns) & set(relation.local_columns) and not relation.uselist and not relation.viewonly:
                target = relation.mapper.class_.__qualname__
                return f"build({guilty.title}, {relation.key}=...), with an object of {target}"
    if refusal.kind == "UNIQUE" and len(columns) > 1:
        return "give another value for one of them"
    return _ADVICE[refusal.kind]


def shown(node: Node) -> str:
    """The object by its columns: its own `repr` may ask the database."""
    entries = [
        f"{attribute.key}={_short(node.state.dict[attribute.key])}"
        for attribute in node.mapper.column_attrs
        if attribute.key in node.state.dict
    ]
    shown = ", ".join(entries[:6]) + (", ..." if len(entries) > 6 else "")
    return f"{node.title}({shown})"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
