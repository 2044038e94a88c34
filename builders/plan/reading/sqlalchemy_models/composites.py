"""Attributes made of several columns: the columns are drawn, and the object made of them."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy.orm import CompositeProperty

from builders.draws.choices import Constant, Maybe
from builders.draws.draw import Draw
from builders.plan.ending import settle
from builders.plan.field import Field, field_draw
from builders.plan.maker import Refusal
from builders.plan.nested import Nested
from builders.plan.reading.sqlalchemy_models.hints import without_none
from builders.plan.reading.sqlalchemy_models.judging import related_judge
from builders.plan.reading.sqlalchemy_models.making import ModelMaker
from builders.plan.reading.sqlalchemy_models.model import Model
from builders.plan.record import Record

_Make = Callable[..., object]
_POSITIONAL: Final = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def names_in(composite: CompositeProperty[Any]) -> tuple[str, ...]:
    """The attributes of the columns that a composite is made of; they may be declared by their names alone."""
    return tuple(prop.key for prop in composite.props)


def add_composites(model: Model, record: Record, maker: ModelMaker) -> None:
    """Add the fields of a class's composites to those of its columns."""
    for composite in model.mapper.composites:
        make = cast("_Make", without_none(composite.composite_class))
        names = names_in(composite)
        columns = [record.fields[name] for name in names]
        optional = all(prop.columns[0].nullable for prop in composite.props)
        maker.composites[composite.key] = (make, names)
        target = make if isinstance(make, type) else object
        maker.judges[composite.key] = related_judge(
            target, many=False, optional=optional, why_not_none="its columns are NOT NULL"
        )
        draw = Constant(None) if optional and composite.key in model.required else None
        parts = _parts(make, columns)
        type_draw = None if parts is None else _Drawn(parts, record)
        record.fields[composite.key] = Field(composite.key, target, draw, type_draw=type_draw)
        for entry in columns if optional else ():
            record.fields[entry.name] = dataclasses.replace(entry, draw=None, type_draw=_kept(entry))


def _kept(field: Field) -> Callable[[], Draw] | None:
    """How a column is drawn on demand that is left empty."""
    draw = _of_object(field)
    return None if draw is None else lambda: draw


def _of_object(column: Field) -> Draw | None:
    """How a column is drawn in an object that is there: not as the `None` that stands for no object."""
    draw = field_draw(column)
    return draw.draw if isinstance(draw, Maybe) else draw


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """An object of a composite, of which parts may be given."""

    parts: Record
    within: Record

    def __call__(self) -> Draw:
        settle([self.parts])
        return Nested(self.parts, self.within)


@dataclass(frozen=True, slots=True, eq=False)
class _PartsMaker:
    """Makes the object of a composite as SQLAlchemy does: of its columns, in their order."""

    function: _Make
    names: Sequence[str]

    def make(self, values: dict[str, object]) -> object:
        return self.function(*(values[name] for name in self.names))

    def refusal(self, error: Exception) -> Refusal | None:
        return Refusal({"": str(error)}) if isinstance(error, ValueError | AssertionError) else None


def _parts(make: _Make, columns: Sequence[Field]) -> Record | None:
    """The record of a composite's object; `None` where its parameters are not one for each column."""
    try:
        parameters = inspect.signature(make).parameters.values()
    except (TypeError, ValueError):
        return None
    names = [parameter.name for parameter in parameters if parameter.kind in _POSITIONAL]
    draws = [_of_object(column) for column in columns]
    if len(names) != len(columns):
        return None
    record = Record(make, getattr(make, "__qualname__", str(make)), _PartsMaker(make, names))
    for name, column, draw in zip(names, columns, draws, strict=True):
        if draw is None:
            return None
        record.fields[name] = Field(name, column.annotation, draw)
    return record
