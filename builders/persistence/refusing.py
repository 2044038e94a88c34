"""What was said when a row was refused: by the database, for which each driver tells it in another place, or before."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from typing import Final

from sqlalchemy.exc import DBAPIError, StatementError

_STATES: Final = {
    "23502": "NOT NULL",
    "23503": "FOREIGN KEY",
    "23505": "UNIQUE",
    "23514": "CHECK",
    "23P01": "EXCLUDE",
}
_WRITERS: Final = ("do_execute", "do_executemany", "do_execute_no_params")
_SQLITE: Final = re.compile(r"(NOT NULL|FOREIGN KEY|UNIQUE|CHECK) constraint failed(?:: (.*))?")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a database said.

    Attributes:
        kind: "NOT NULL", "UNIQUE", ...; "" for what is no constraint.
        table: its name; "" when it was not said.
        columns: their names, as far as they were said.
        constraint: its name; "" when it was not said.
        words: the message of who refused.
        by: who refused: "the database", "the driver", "SQLAlchemy".
    """

    kind: str
    table: str
    columns: tuple[str, ...]
    constraint: str
    words: str
    by: str = "the database"

    def in_words(self) -> str:
        """What happened."""
        if self.by == "the driver":
            return "its row could not be written"
        return f"{self.kind or self.by} refused {'the row' if self.by == 'the database' else 'it'}"


def refusal_of(error: Exception) -> Refusal:
    """What the database said, from the error that SQLAlchemy made of it: of SQLite, psycopg or asyncpg.

    Of any other error: its own words.
    """
    original = error.orig if isinstance(error, StatementError) else None
    words = " ".join(str(original if original is not None else error).split())
    if not isinstance(error, DBAPIError) or original is None:
        is_written = isinstance(error, StatementError) or is_of_driver(error)
        return Refusal("", "", (), "", words, "the driver" if is_written else "SQLAlchemy")
    match = _SQLITE.search(words)
    if match is not None:
        return _sqlite(match, words)
    # psycopg keeps it in `diag`, asyncpg in the error that SQLAlchemy's is made from.
    source: object = getattr(original, "diag", None) or original.__cause__ or original
    state = str(getattr(original, "sqlstate", None) or getattr(source, "sqlstate", ""))
    said = {name: getattr(source, name, None) or "" for name in ("table_name", "column_name", "constraint_name")}
    detail = getattr(source, "message_detail", None) or getattr(source, "detail", None)
    keys = re.match(r"Key \(([^)]*)\)=", detail or "")
    columns = tuple(keys[1].split(", ")) if keys else (said["column_name"],) if said["column_name"] else ()
    words = re.sub(r"^<class '[^']*'>: ", "", words)
    full = words if not detail or detail in words else f"{words} ({detail})"
    return Refusal(_STATES.get(state, ""), said["table_name"], columns, said["constraint_name"], full)


def is_of_driver(error: Exception) -> bool:
    """Whether a driver raised it while it wrote: of values that it can't write, not each raises an error of databases.

    SQLAlchemy lets such errors through as they are. The only sign is where they come from.
    """
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    return any(
        frame.f_code.co_name in _WRITERS and frame.f_globals.get("__name__") == "sqlalchemy.engine.default"
        for frame in frames
    )


def _sqlite(match: re.Match[str], words: str) -> Refusal:
    kind, rest = match[1], match[2] or ""
    if kind == "CHECK" or "." not in rest:
        return Refusal(kind, "", (), rest, words)
    pairs = [entry.rpartition(".") for entry in rest.split(", ")]
    return Refusal(kind, pairs[0][0], tuple(pair[2] for pair in pairs), "", words)
