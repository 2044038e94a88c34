"""Two parents whose keys share a column: the project and the template of a task have to be of one tenant."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

import sqlalchemy as sa
from sqlalchemy.orm import RelationshipDirection

from builders.plan.reading.sqlalchemy_models.model import AnyColumn, Model, Relation


@dataclass(frozen=True, slots=True)
class Siblings:
    """Two relationships of whose columns some are the same, and others not.

    Attributes:
        one, other: the two: "project" and "template".
        shared: the attributes of what they refer to that have to say the same: "tenant" of both.
    """

    one: str
    other: str
    shared: tuple[tuple[str, str], ...]

    def settle(self, values: dict[str, object], given: Collection[str]) -> None:
        """Make the two agree, unless both were given."""
        one, other = values.get(self.one), values.get(self.other)
        if one is None or other is None or (self.one in given and self.other in given):
            return
        for here, there in self.shared:
            if self.other in given:
                _take(one, here, other, there)
            else:
                _take(other, there, one, here)


def siblings_of(model: Model) -> Iterator[Siblings]:
    """Those of a class's relationships to its parents."""
    for one, other in combinations(model.parents(), 2):
        common = one.local_columns & other.local_columns
        if common and common not in (one.local_columns, other.local_columns):
            shared = _by_parent(common, one, other) or _by_columns(common, one, other)
            if shared:
                yield Siblings(one.key, other.key, shared)


def _take(to: object, attribute: str, source: object, there: str) -> None:
    value: object = getattr(source, there)
    if value is not None and getattr(to, attribute) is not value:
        setattr(to, attribute, value)


def _by_parent(common: set[sa.ColumnElement[object]], one: Relation, other: Relation) -> tuple[tuple[str, str], ...]:
    """The relationships of both by which the common columns are filled."""
    here, there = _filling(common, one), _filling(common, other)
    return ((here.key, there.key),) if here is not None and there is not None and here.mapper is there.mapper else ()


def _filling(common: set[sa.ColumnElement[object]], relation: Relation) -> Relation | None:
    remote = {there for here, there in relation.local_remote_pairs or () if here in common}
    return next((found for found in _parents(relation) if found.local_columns == remote), None)


def _by_columns(common: set[sa.ColumnElement[object]], one: Relation, other: Relation) -> tuple[tuple[str, str], ...]:
    """The columns of both, where no relationship fills them."""
    pairs = [(_remote(column, one), _remote(column, other)) for column in common]
    if any(_is_filled(here, one) or _is_filled(there, other) for here, there in pairs):
        return ()
    return tuple(
        (one.mapper.get_property_by_column(here).key, other.mapper.get_property_by_column(there).key)
        for here, there in sorted(pairs, key=lambda pair: pair[0].key)
    )


def _remote(column: sa.ColumnElement[object], relation: Relation) -> AnyColumn:
    return next(
        there for here, there in relation.local_remote_pairs or () if here is column and isinstance(there, sa.Column)
    )


def _is_filled(column: AnyColumn, relation: Relation) -> bool:
    return any(column in found.local_columns for found in _parents(relation))


def _parents(relation: Relation) -> Iterator[Relation]:
    return (
        found
        for found in relation.mapper.relationships
        if found.direction is RelationshipDirection.MANYTOONE and not found.viewonly
    )
