"""Foreign keys that share a column: the tenant of an invoice has to be the tenant of its customer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from builders.plan.reading.sqlalchemy_models.model import Model, Relation


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two relationships that fill the same column.

    Attributes:
        narrow: the one whose whole key the other one shares: "tenant".
        wide: the other: "customer".
        via: the attribute of what the wide one refers to that has to be the same object as the narrow one: "tenant".
        key: the attributes of what the wide one refers to that say so without an object: "tenant_id".
    """

    narrow: str
    wide: str
    via: str
    key: tuple[str, ...]

    def settle(self, values: dict[str, object], given: Collection[str]) -> None:
        """Make the two agree, unless both were given."""
        wide = values.get(self.wide)
        if wide is None or values.get(self.narrow) is None:
            return
        if self.narrow not in given:
            there: object = getattr(wide, self.via)
            if there is not None:
                values[self.narrow] = there
            elif all(getattr(wide, name) is not None for name in self.key):
                # It was given by its key alone, so here, too, there is no object.
                del values[self.narrow]
        elif self.wide not in given:
            setattr(wide, self.via, values[self.narrow])


def overlaps_of(model: Model) -> Iterator[Overlap]:
    """The overlaps of a class's relationships to its parents."""
    parents = list(model.parents())
    for narrow in parents:
        for wide in parents:
            if narrow.local_columns < wide.local_columns:
                via = _same_through(narrow, wide)
                if via is not None:
                    yield Overlap(narrow.key, wide.key, via.key, _attributes(via))


def _attributes(relation: Relation) -> tuple[str, ...]:
    columns = [column for column in relation.local_columns if isinstance(column, sa.Column)]
    return tuple(relation.parent.get_property_by_column(column).key for column in columns)


def _same_through(narrow: Relation, wide: Relation) -> Relation | None:
    """The relationship of the wide one's class that refers, by the shared columns, to what the narrow one refers to."""
    remote: set[sa.ColumnElement[object]] = {
        there for here, there in wide.local_remote_pairs or () if here in narrow.local_columns
    }
    for relation in wide.mapper.relationships:
        if relation.local_columns == remote and relation.mapper is narrow.mapper and not relation.uselist:
            return relation
    return None
