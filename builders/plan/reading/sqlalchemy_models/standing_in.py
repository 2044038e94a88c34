"""Columns that see to it that rows differ where those that would have done it are given."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from builders.draws.draw import Draw
from builders.plan.field import Field
from builders.plan.reading.sqlalchemy_models.columns import MappedColumn
from builders.plan.reading.sqlalchemy_models.unique_together import UniqueTogether
from builders.plan.record import Record


@dataclass(frozen=True, slots=True, eq=False)
class StandIns:
    """The records of one class, one for each choice of given columns: slots of one room differ in their number.

    Attributes:
        record: the record where nothing is given.
        columns: by attribute.
        unique: which of them are unique together.
        in_turn: draws a column's values so that they differ.
    """

    record: Record
    columns: Mapping[str, MappedColumn]
    unique: UniqueTogether
    in_turn: Callable[[MappedColumn], Draw]
    _known: dict[frozenset[str], Record] = field(default_factory=dict[frozenset[str], Record])

    def beside(self, given: Collection[str]) -> Record:
        """The record for objects of which these attributes are given the same value each."""
        names = frozenset(name for name in given if name in self.columns)
        known = self._known.get(names)
        if known is None:
            known = self._known[names] = self._record(names)
        return known

    def _record(self, names: Collection[str]) -> Record:
        chosen = self.unique.instead_of({self.columns[name].column for name in names})
        changed: dict[str, Field] = {
            name: dataclasses.replace(self.record.fields[name], draw=self.in_turn(mapped))
            for name, mapped in self.columns.items()
            if mapped.column in chosen
        }
        if not changed:
            return self.record
        return dataclasses.replace(self.record, fields={**self.record.fields, **changed}, beside=None)
