"""What CHECK constraints ask of one column, where they say it in a common form; others are left to the database.

Understood are comparisons with a number or a text, `BETWEEN`, `IN` and the length of a text, joined by AND.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from builders.plan.reading.sqlalchemy_models.model import AnyColumn, AnyMapper, tables_of
from builders.values.constraints import NONE, Constraints

if TYPE_CHECKING:
    from builders.plan.reading.sqlalchemy_models.model import AnyTable

_NAME: Final = r'(?:\w+\.)?["`\[]?(?P<name>\w+)["`\]]?'
_NUMBER: Final = r"(?P<number>-?\d+(?:\.\d+)?)"
_COMPARED: Final = re.compile(rf"{_NAME}\s*(?P<sign>>=|<=|>|<)\s*{_NUMBER}$", re.ASCII)
_TURNED: Final = re.compile(rf"{_NUMBER}\s*(?P<sign>>=|<=|>|<)\s*{_NAME}$", re.ASCII)
_BETWEEN: Final = re.compile(rf"{_NAME}\s+BETWEEN\s+{_NUMBER}\s+AND\s+(?P<high>-?\d+(?:\.\d+)?)$", re.I | re.ASCII)
_IN: Final = re.compile(rf"{_NAME}\s+IN\s*\((?P<items>.*)\)$", re.I | re.S | re.ASCII)
_LENGTH: Final = re.compile(
    rf"(?:char_|character_)?length\s*\(\s*{_NAME}\s*\)\s*(?P<sign>>=|<=|>|<|=)\s*(?P<number>\d+)$", re.I | re.ASCII
)
_NOT_EMPTY: Final = re.compile(rf"{_NAME}\s*(?:<>|!=)\s*''$", re.ASCII)
_ITEM: Final = re.compile(r"\s*(?:'((?:[^']|'')*)'|(-?\d+))\s*(?:,|$)", re.ASCII)
_AND: Final = re.compile(r"\s+AND\s+", re.I)
_TURNED_SIGNS: Final = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
_BOUNDS: Final = {">=": "ge", "<=": "le", ">": "gt", "<": "lt"}


@dataclass(frozen=True, slots=True)
class Checked:
    """What is asked of a column.

    Attributes:
        constraints: bounds and lengths.
        choices: the only values; empty for any.
    """

    constraints: Constraints = NONE
    choices: tuple[object, ...] = ()


def checks_of(mapper: AnyMapper) -> dict[AnyColumn, Checked]:
    """What the CHECK constraints of a class's tables ask of their columns."""
    found: dict[AnyColumn, Checked] = {}
    for table in tables_of(mapper):
        for constraint in check_constraints(table):
            for part in _parts(_text(constraint)):
                for name, asked in _asked(part):
                    column = table.columns.get(name)
                    if column is not None:
                        found[column] = _both(found.get(column, Checked()), asked)
    return found


def check_constraints(table: AnyTable) -> Iterator[sa.CheckConstraint]:
    """Those of a table and, in SQLAlchemy somewhere else, those that stand with a column."""
    for held in (table.constraints, *(column.constraints for column in table.columns)):
        yield from (constraint for constraint in held if isinstance(constraint, sa.CheckConstraint))


def _text(constraint: sa.CheckConstraint) -> str:
    try:
        return str(constraint.sqltext.compile(compile_kwargs={"literal_binds": True}))
    except SQLAlchemyError:
        return ""


def _parts(text: str) -> list[str]:
    """The conditions that are joined by AND; none where there is an OR or a NOT."""
    text = _bare(text)
    if re.search(r"\b(OR|NOT|CASE|NULL)\b", re.sub(r"'(?:[^']|'')*'", "''", text), re.I):
        return []
    if _BETWEEN.match(text) or _IN.match(text):
        return [text]
    pieces, parts = _AND.split(text), list[str]()
    while pieces:
        piece = pieces.pop(0)
        if re.search(r"\bBETWEEN\b", piece, re.I) and pieces:
            piece = f"{piece} AND {pieces.pop(0)}"
        parts.append(_bare(piece))
    return parts


def _bare(text: str) -> str:
    """Without the brackets around all of it."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _closes_last(text):
        text = text[1:-1].strip()
    return text


def _closes_last(text: str) -> bool:
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return position == len(text) - 1
    return False


def _asked(text: str) -> Iterator[tuple[str, Checked]]:
    if match := _COMPARED.match(text):
        yield match["name"], Checked(_bound(_BOUNDS[match["sign"]], match["number"]))
    elif match := _TURNED.match(text):
        yield match["name"], Checked(_bound(_BOUNDS[_TURNED_SIGNS[match["sign"]]], match["number"]))
    elif match := _BETWEEN.match(text):
        yield match["name"], Checked(Constraints(ge=_number(match["number"]), le=_number(match["high"])))
    elif match := _LENGTH.match(text):
        yield match["name"], Checked(_length(match["sign"], int(match["number"])))
    elif match := _NOT_EMPTY.match(text):
        yield match["name"], Checked(Constraints(min_length=1))
    elif match := _IN.match(text):
        items = list(_ITEM.finditer(match["items"]))
        if items and "".join(item[0] for item in items) == match["items"]:
            values = tuple(int(item[2]) if item[2] else item[1].replace("''", "'") for item in items)
            yield match["name"], Checked(choices=values)


def _bound(name: str, number: str) -> Constraints:
    bounds: dict[str, Any] = {name: _number(number)}
    return Constraints(**bounds)


def _number(text: str) -> int | Decimal:
    return Decimal(text) if "." in text else int(text)


def _length(sign: str, number: int) -> Constraints:
    least = {">=": number, ">": number + 1, "=": number}.get(sign)
    most = {"<=": number, "<": number - 1, "=": number}.get(sign)
    return Constraints(min_length=least, max_length=most)


def _both(one: Checked, other: Checked) -> Checked:
    named = {
        name: value
        for name in ("ge", "gt", "le", "lt", "min_length", "max_length")
        if (value := getattr(other.constraints, name)) is not None
    }
    return Checked(replace(one.constraints, **named), other.choices or one.choices)
