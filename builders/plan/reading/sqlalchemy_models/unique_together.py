"""Which columns are drawn so that rows differ: of those that are unique together one is enough."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

import sqlalchemy as sa

_TEXT_FIRST: Final = ("str", "UUID", "int", "Decimal", "datetime", "date", "bytes")
_Column = sa.Column[Any]


class UniqueTogether:
    """The columns of a class that are unique, alone or with others.

    Attributes:
        carriers: one column of each group, whose values alone see to it that rows differ.
        alone: the columns of which the values must differ by themselves, and not together with others.
    """

    def __init__(self, tables: Iterable[sa.Table], keeps: Callable[[_Column], bool]) -> None:
        """Looks for them.

        Args:
            tables: of the class.
            keeps: whether a column keeps a default. It makes no rows differ.
        """
        self._groups: Final = sorted((group for table in tables for group in _groups(table)), key=len)
        self._keeps: Final = keeps
        self.alone: Final = {group[0] for group in self._groups if len(group) == 1}
        self.carriers: Final = self._chosen(self._groups, ())

    def instead_of(self, given: Collection[_Column]) -> set[_Column]:
        """The columns that make rows differ where a given value, the same in each row, takes the place of a carrier."""
        bereft = [
            group
            for group in self._groups
            if (carriers := self.carriers.intersection(group)) and carriers.issubset(given)
        ]
        return {column for column in self._chosen(bereft, given) if not self._keeps(column)}

    def _chosen(self, groups: Iterable[list[_Column]], given: Collection[_Column]) -> set[_Column]:
        found: set[_Column] = set()
        for group in groups:
            if not any(column in found for column in group):
                free = [column for column in group if not column.foreign_keys and column not in given]
                found.update(sorted(free, key=self._suits)[:1])
        return found

    def _suits(self, column: _Column) -> tuple[bool, int]:
        """Which of several columns, that are unique together, to make unique alone: the lower, the better."""
        return self._keeps(column), _usual(column)


def _groups(table: sa.Table) -> Iterable[list[_Column]]:
    """The columns that are unique together."""
    yield list(table.primary_key.columns)
    yield from (list(one.columns) for one in table.constraints if isinstance(one, sa.UniqueConstraint))
    for index in table.indexes:
        if index.unique:
            yield [column for column in index.expressions if isinstance(column, sa.Column)]
    yield from ([column] for column in table.columns if column.unique)


def _usual(column: _Column) -> int:
    try:
        name = column.type.python_type.__name__
    except NotImplementedError:
        return len(_TEXT_FIRST)
    usual = isinstance(column.type, sa.Enum) or name not in _TEXT_FIRST
    return len(_TEXT_FIRST) if usual else _TEXT_FIRST.index(name)
