"""Doubles of what statements give: they answer as known rows do, and what nobody promised is a violation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from mockfactory.double.stubbing.when import when
from mockfactory.interfaces.database_session import Rows, RowValues
from mockfactory.realtime.doubles.answering import answering_like
from mockfactory.suite.answering.rows import KnownRows, KnownValues


class _Result(KnownValues):
    """What the double of `Rows` answers with."""

    def __init__(self, known: KnownRows) -> None:
        super().__init__(known, lambda row: row.columns)
        self.fetchall = self.all
        self.fetchone = self.next
        self.scalar = known.scalars().first
        self.scalar_one = known.scalars().one
        self.scalar_one_or_none = known.scalars().one_or_none
        self.scalars = lambda: values_of(known.scalars())
        self.mappings = lambda: values_of(known.mappings())


def rows_of(rows: Sequence[object]) -> Rows:
    """What `execute` gives.

    Args:
        rows: of the statement.
    """
    known = _Result(KnownRows(rows))
    stand_in = answering_like(cast("Rows", known), Rows, "rows")

    def unique() -> Rows:
        known.unique()
        return stand_in

    when(stand_in.unique).calls(unique).lenient()
    when(stand_in.__iter__).calls(known.__iter__).lenient()
    return stand_in


def values_of(known: KnownValues) -> RowValues:
    """What `scalars` and `mappings` give.

    Args:
        known: the values.
    """
    stand_in = answering_like(cast("RowValues", known), RowValues, "values")

    def unique() -> RowValues:
        known.unique()
        return stand_in

    when(stand_in.unique).calls(unique).lenient()
    when(stand_in.__iter__).calls(known.__iter__).lenient()
    return stand_in
