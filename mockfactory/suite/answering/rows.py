"""Rows that are known, read as SQLAlchemy's are: a row has columns, and what was read is gone."""

from __future__ import annotations

import copy
import functools
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, cast

from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report, show


class KnownRow(NamedTuple):
    """A row.

    Attributes:
        columns: a tuple, or a row of SQLAlchemy, as `all()` gives it.
        by_name: the same by the names of the columns; None where these are not known.
    """

    columns: Sequence[object]
    by_name: Mapping[str, object] | None


def known_row(row: object) -> KnownRow:
    """What a test said of a row: a tuple of its columns, a mapping of them by name, or its only column.

    Example:
        >>> known_row("Ada").columns, known_row((1, "Ada")).columns, known_row({"id": 1, "name": "Ada"}).columns
        (('Ada',), (1, 'Ada'), Row(id=1, name='Ada'))
    """
    if isinstance(row, Mapping):
        named = {str(name): _anew(value) for name, value in cast("Mapping[object, object]", row).items()}
        return KnownRow(_row_type(tuple(named))(*named.values()), named)
    of_sqlalchemy = getattr(type(row), "_mapping", None) is not None
    if of_sqlalchemy:
        return KnownRow(cast("Any", row), dict(cast("Any", row)._mapping))
    if isinstance(row, tuple):
        columns = cast("tuple[object, ...]", row)
        names = getattr(type(columns), "_fields", None)
        return KnownRow(columns, None if names is None else dict(zip(names, columns, strict=True)))
    return KnownRow((row,), None)


def _anew(value: object) -> object:
    """What stands in a column of JSON is read anew; objects are those that the session has."""
    return copy.deepcopy(value) if type(value) in (dict, list) else value


@functools.cache
def _row_type(names: tuple[str, ...]) -> Callable[..., tuple[object, ...]]:
    """Tuples with names. What Python would not take as one is found by its place, and in `mappings()`."""
    return cast("Callable[..., tuple[object, ...]]", namedtuple("Row", names, rename=True))  # pyright: ignore[reportUntypedNamedTuple]


class KnownRows:
    """What one statement gave.

    Args:
        rows: all of them.

    Raises:
        MisuseError: one has no column.
    """

    def __init__(self, rows: Sequence[object]) -> None:
        self._left: Final = [known_row(row) for row in rows]
        self._closed = False
        for row, known in zip(rows, self._left, strict=True):
            if not known.columns:
                raise MisuseError(
                    report(f"a row has one column at least, not {show(row)}.", write='rows=[(1, "Ada")], or ["Ada"]')
                )

    def scalars(self) -> KnownValues:
        """The first column of each."""
        return KnownValues(self, lambda row: row.columns[0])

    def mappings(self) -> KnownValues:
        """Each by the names of its columns."""
        return KnownValues(self, _by_name)

    def take(self) -> list[KnownRow]:
        """All that are left: they are read then.

        Raises:
            Exception: the rows were thrown away: SQLAlchemy's own, where it is installed.
        """
        if self._closed:
            raise _error("ResourceClosedError", "This result object is closed.")
        taken = self._left.copy()
        self._left.clear()
        return taken

    def take_next(self) -> KnownRow | None:
        """The next row."""
        taken = self.take()
        self._left.extend(taken[1:])
        return taken[0] if taken else None

    def close(self) -> None:
        """Throw the others away."""
        self._closed = True

    def keep_unique(self, of: Callable[[KnownRow], object]) -> None:
        """Throw away what is there already."""
        seen: list[object] = []
        for row in self.take():
            if of(row) not in seen:
                seen.append(of(row))
                self._left.append(row)


class KnownValues:
    """One thing of each row.

    Args:
        known: the rows, which all that read them share.
        of: what of a row.
    """

    def __init__(self, known: KnownRows, of: Callable[[KnownRow], object]) -> None:
        self._known: Final = known
        self._of: Final = of

    def __iter__(self) -> Iterator[object]:
        while (row := self._known.take_next()) is not None:
            yield self._of(row)

    def all(self) -> Sequence[object]:
        """All that are left."""
        return [self._of(row) for row in self._known.take()]

    def next(self) -> object:
        """The next one, or `None`."""
        row = self._known.take_next()
        return None if row is None else self._of(row)

    def first(self) -> object:
        """The first one, or `None`."""
        found = self.next()
        self._known.close()
        return found

    def one(self) -> object:
        """The one there is.

        Raises:
            Exception: there is none, or another one: SQLAlchemy's own, where it is installed.
        """
        found = self._at_most_one()
        if not found:
            raise _error("NoResultFound", "No row was found when one was required")
        return self._of(found[0])

    def one_or_none(self) -> object:
        """The one there is, or `None`.

        Raises:
            Exception: there is another one: SQLAlchemy's own, where it is installed.
        """
        found = self._at_most_one()
        return self._of(found[0]) if found else None

    def unique(self) -> KnownValues:
        """The same, each only once."""
        self._known.keep_unique(self._of)
        return self

    def _at_most_one(self) -> list[KnownRow]:
        found = self._known.take()
        self._known.close()
        if len(found) > 1:
            raise _error("MultipleResultsFound", f"One row was expected, and there are {len(found)}")
        return found


def _by_name(row: KnownRow) -> object:
    if row.by_name is None:
        # An assertion is told at the end of the test, even where the code under test swallows it.
        raise AssertionError(
            report(
                "mappings() needs the names of the columns, and this row has none.",
                row=show(row.columns),
                write='create_mock_database_session(rows=[{"id": 1, "name": "Ada"}])',
            )
        )
    return row.by_name


def _error(name: str, text: str) -> Exception:
    """The error of SQLAlchemy, which the code under test catches; where that is not installed, a `LookupError`."""
    try:
        from sqlalchemy import exc
    except ImportError:
        return LookupError(text)
    return cast("Exception", getattr(exc, name)(text))
