"""The field of one column, and what is asked of a value that is given for it."""

from __future__ import annotations

import copy
import dataclasses
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
from builders.plan.reading.sqlalchemy_models.judging import Judge, column_judge, identity_judge
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


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One attribute of a mapped class that holds a column.

    Attributes:
        name: the attribute's.
        column: the column.
        model: the class.
    """

    name: str
    column: AnyColumn
    model: Model

    def hint(self) -> object:
        """The type that the annotation gives, without `None`; `None` where there is no annotation."""
        return without_none(self.model.hints[self.name]) if self.name in self.model.hints else None

    def is_left(self) -> bool:
        """Whether the database or the mapper gives the value."""
        column, model = self.column, self.model
        return is_left_to_the_database(column) or model.is_inherited_key(column) or self.is_mappers_own()

    def is_mappers_own(self) -> bool:
        """Whether it tells the class, or counts the changes of a row."""
        return self.model.is_discriminator(self.column) or self.column is self.model.mapper.version_id_col

    def is_required(self) -> bool:
        """Whether the constructor has no default for it."""
        return self.name in self.model.required

    def composites(self) -> tuple[str, ...]:
        """The composite attributes that hold its value among others."""
        composites = self.model.mapper.composites
        return tuple(one.key for one in composites if any(prop.key == self.name for prop in one.props))


def column_field(mapped: MappedColumn, checks: Mapping[AnyColumn, Checked], record: Record, reading: Reading) -> Field:
    """How a column's value is drawn.

    Args:
        mapped: the column.
        checks: what CHECK constraints say of columns.
        record: gets the field.
        reading: reads types.
    """
    name, column, model = mapped.name, mapped.column, mapped.model
    place = _place(mapped, checks, record, reading)

    @functools.cache
    def from_type() -> Draw:
        plain = column_draw(column.type, place)
        if column in model.unique.carriers:
            plain = unique_draw(column.type, place, plain, alone=column in model.unique.alone)
        return Maybe(plain) if column.nullable else plain

    default = None if mapped.is_left() else _default_draw(name, column, model)
    keeps = default is not None or mapped.is_left() or model.keeps_default(name) or model.is_referring(column)
    draw = default if keeps else _draw(mapped, record, from_type)
    if draw is None and mapped.is_required():
        draw = Constant(None)
    on_demand = keeps and not column.foreign_keys and not mapped.is_mappers_own()
    annotation = model.hints.get(name, python_type(column.type) or object)
    type_draw = from_type if on_demand else None
    return Field(name, annotation, draw, type_draw=type_draw, said_by=mapped.composites())


def draw_in_turn(mapped: MappedColumn, checks: Mapping[AnyColumn, Checked], record: Record, reading: Reading) -> Draw:
    """How a column's values are drawn so that they differ as long as there are others; see `column_field`."""
    place = _place(mapped, checks, record, reading)
    type_ = mapped.column.type
    return unique_draw(type_, place, column_draw(type_, place), alone=False, in_turn=True)


def _place(mapped: MappedColumn, checks: Mapping[AnyColumn, Checked], record: Record, reading: Reading) -> ColumnPlace:
    name = mapped.name
    checked = checks.get(mapped.column, Checked())
    asked = _joined(mapped.model.constraints_of(name), checked.constraints)
    return ColumnPlace(reading, name, f"{record.title}.{name}", record, mapped.hint(), asked, checked.choices)


def given_judge(mapped: MappedColumn, title: str) -> Judge:
    """What is asked of a value that is given for a column.

    Args:
        mapped: the column.
        title: the class's name, for messages.
    """
    name, column, model = mapped.name, mapped.column, mapped.model
    if model.is_discriminator(column):
        return identity_judge(model.mapper.polymorphic_identity, title)
    hint = mapped.hint()
    is_filled = mapped.is_left() or model.is_referring(column) or column.default is not None
    judge = column_judge(
        hint if hint is not None else taken_by(column.type),
        column.type,
        optional=bool(column.nullable) or is_filled or mapped.is_required(),
        why_not_none="the column is NOT NULL",
    )
    said = model.constraints_of(name)
    return judge if said is NONE else bounded_judge(judge, said)


def _draw(mapped: MappedColumn, record: Record, from_type: Callable[[], Draw]) -> Draw | None:
    """How a value without a default is drawn; `None` where it may be left empty."""
    if not mapped.column.foreign_keys:
        return from_type()
    return None if mapped.column.nullable else _referring(mapped.name, mapped.column, record)


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
