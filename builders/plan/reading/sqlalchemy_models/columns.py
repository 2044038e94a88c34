"""The field of one column."""

from __future__ import annotations

import copy
import dataclasses
import functools
from collections.abc import Mapping

import sqlalchemy as sa

from builders.draws.choices import Constant, Made, Maybe
from builders.draws.draw import Draw
from builders.draws.impossible import Impossible
from builders.plan.field import Field
from builders.plan.reading.reading import Reading
from builders.plan.reading.sqlalchemy_models.bounding import bounded_judge
from builders.plan.reading.sqlalchemy_models.checks import Checked
from builders.plan.reading.sqlalchemy_models.column_types import ColumnPlace, column_draw, python_type, unique_draw
from builders.plan.reading.sqlalchemy_models.hints import without_none
from builders.plan.reading.sqlalchemy_models.judging import column_judge, identity_judge
from builders.plan.reading.sqlalchemy_models.making import ModelMaker
from builders.plan.reading.sqlalchemy_models.model import (
    BUILT_IN_FACTORIES,
    AnyColumn,
    Model,
    column_default,
    is_left_to_the_database,
)
from builders.plan.reading.sqlalchemy_models.taking import taken_by
from builders.plan.record import Record
from builders.values.constraints import NONE, Constraints

_UNCHANGING = (str, int, float, bool, bytes, type(None))


def column_field(
    name: str,
    column: AnyColumn,
    model: Model,
    checks: Mapping[AnyColumn, Checked],
    record: Record,
    reading: Reading,
    maker: ModelMaker,
) -> Field:
    """How a column's value is drawn, and what is asked of one that is given.

    Args:
        name: the attribute's.
        column: the column.
        model: the class that it is mapped to.
        checks: what CHECK constraints say of columns.
        record: gets the field.
        reading: reads types.
        maker: gets the judge of given values.
    """
    hint = without_none(model.hints[name]) if name in model.hints else None
    title = record.title
    checked = checks.get(column, Checked())
    asked = _joined(model.constraints_of(name), checked.constraints)
    place = ColumnPlace(reading, name, f"{title}.{name}", record, hint, asked, checked.choices)
    by_type: Draw | None = None

    def from_type() -> Draw:
        nonlocal by_type
        if by_type is None:
            plain = column_draw(column.type, place)
            unique, alone = column in model.unique, column in model.unique_alone
            by_type = unique_draw(column.type, place, plain, alone=alone) if unique else plain
        return by_type

    left = (
        is_left_to_the_database(column)
        or model.is_discriminator(column)
        or model.is_inherited_key(column)
        or column is model.mapper.version_id_col
    )
    filled = left or model.is_referring(column) or column.default is not None
    draw = None if left else _default_draw(name, column, model)
    if draw is None and not left and not model.keeps_default(name):
        if model.is_referring(column):
            draw = None
        elif column.foreign_keys:
            draw = None if column.nullable else _referring(name, column, record)
        else:
            draw = Maybe(from_type()) if column.nullable else from_type()
    if draw is None and name in model.required:
        draw = Constant(None)
    maker.judges[name] = column_judge(
        hint if hint is not None else taken_by(column.type),
        column.type,
        optional=bool(column.nullable) or filled or name in model.required,
        why_not_none="the column is NOT NULL",
    )
    said = model.constraints_of(name)
    if said is not NONE:
        maker.judges[name] = bounded_judge(maker.judges[name], said)
    if model.is_discriminator(column):
        maker.judges[name] = identity_judge(model.mapper.polymorphic_identity, title)
    said_by = tuple(
        composite.key for composite in model.mapper.composites if any(one is column for one in composite.columns)
    )
    annotation = model.hints.get(name, python_type(column.type) or object)
    # What tells the class or counts the changes of a row is the mapper's.
    mappers_own = model.is_discriminator(column) or column is model.mapper.version_id_col
    type_draw = None if column.foreign_keys or mappers_own else from_type
    return Field(name, annotation, draw, type_draw=type_draw, said_by=said_by)


def _joined(one: Constraints, other: Constraints) -> Constraints:
    """Both: what the first leaves open, the second may ask."""
    asked = {
        entry.name: getattr(other, entry.name)
        for entry in dataclasses.fields(other)
        if getattr(one, entry.name) is None and getattr(other, entry.name) is not None
    }
    return dataclasses.replace(one, **asked) if asked else one


def _default_draw(name: str, column: AnyColumn, model: Model) -> Draw | None:
    """The column's own default, so that the object has it before it is saved."""
    if model.default_of(name) is not dataclasses.MISSING:
        return None
    value, factory = column_default(column)
    if isinstance(value, _UNCHANGING) or (isinstance(column.type, sa.Enum) and value is not dataclasses.MISSING):
        return Constant(value)
    if value is not dataclasses.MISSING:
        # Each object a value of its own: SQLAlchemy would give the same dictionary to all rows.
        return Made(functools.partial(copy.deepcopy, value))
    return Made(factory) if factory is not None and factory in BUILT_IN_FACTORIES else None


def _referring(name: str, column: AnyColumn, record: Record) -> Draw:
    target = next(iter(column.foreign_keys)).target_fullname
    return Impossible(
        f"{record.title}.{name}",
        f"it refers to {target}, and no relationship leads there.\n"
        f"  give it:  build({record.title}, {name}=...)\n"
        f"  or add:   a relationship to {record.title}, whose object is then built along",
    )
