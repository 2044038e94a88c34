"""The record of a mapped class."""

from __future__ import annotations

import copy
import dataclasses
import functools
from collections.abc import Callable, Mapping
from typing import cast

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapper
from typing_extensions import TypeIs

from builders.draws.choices import Constant, Made, Maybe
from builders.draws.draw import Draw
from builders.draws.impossible import Impossible
from builders.errors import CannotBuild
from builders.plan.reading.reading import Reading
from builders.plan.reading.sqlalchemy_models.checks import Checked, checks_of
from builders.plan.reading.sqlalchemy_models.column_types import ColumnPlace, column_draw, python_type, unique_draw
from builders.plan.reading.sqlalchemy_models.hints import parameter_hints, without_none
from builders.plan.reading.sqlalchemy_models.judging import column_judge, related_judge
from builders.plan.reading.sqlalchemy_models.making import ModelMaker
from builders.plan.reading.sqlalchemy_models.model import (
    BUILT_IN_FACTORIES,
    AnyColumn,
    AnyMapper,
    Model,
    column_default,
    is_declarative,
    is_left_to_the_database,
)
from builders.plan.reading.sqlalchemy_models.overlapping import overlaps_of
from builders.plan.reading.sqlalchemy_models.relating import is_concrete, relation_field
from builders.plan.record import Field, Record
from builders.values.constraints import Constraints

_UNCHANGING = (str, int, float, bool, bytes, type(None))


def read_mapped(type_: type, reading: Reading) -> Record | None:
    """Read a mapped class; `None` when it is none.

    Raises:
        CannotBuild: it is a base of mapped classes, or its mapping is wrong.
    """
    found: object = sa.inspect(type_, raiseerr=False)
    if not _is_mapper(found):
        if is_declarative(type_):
            raise CannotBuild(
                f"{type_.__qualname__} is mapped to no table, so there are no objects of it.\n"
                "  write:  one of the classes that derive from it"
            )
        return None
    _check(type_, found)
    model = Model(type_, found)
    maker = ModelMaker(type_, model.parameters)
    record = reading.begin(type_, maker)
    record.make_given = maker.make_given
    try:
        _fill(record, model, maker, reading)
    except BaseException:
        del reading.records[type_]
        raise
    return record


def _fill(record: Record, model: Model, maker: ModelMaker, reading: Reading) -> None:
    checks = checks_of(model.mapper)
    for name, column in model.columns():
        if column.computed is None:
            record.fields[name] = _column_field(name, column, model, checks, record, reading, maker)
    _add_composites(model, record, maker)
    for relation in model.relations:
        record.fields[relation.key] = relation_field(relation, model, record, reading, maker)
    maker.overlaps.extend(overlaps_of(model))
    for name in sorted(model.required - record.fields.keys()):
        hint = parameter_hints(model.type).get(name)
        path = f"{record.title}.{name}"
        draw = (
            Impossible(path, f"the constructor asks for it.\n  give it:  build({record.title}, {name}=...)")
            if hint is None
            else reading.draw(hint, name, path, record)
        )
        record.fields[name] = Field(name, hint, draw)


def _is_mapper(found: object) -> TypeIs[AnyMapper]:
    return isinstance(found, Mapper)


def _check(type_: type, mapper: AnyMapper) -> None:
    name = type_.__qualname__
    try:
        mapper.registry.configure(cascade=True)
    except SQLAlchemyError as error:
        raise CannotBuild(f"{name}: SQLAlchemy can't configure the mapping: {error}") from error
    concrete = [sub.class_.__qualname__ for sub in mapper.self_and_descendants if is_concrete(sub)]
    if not is_concrete(mapper):
        raise CannotBuild(
            f"{name} has no polymorphic_identity, so no row can be an object of it.\n"
            f"  write:  {' or '.join(concrete) or 'a class that derives from it'}"
        )


def _column_field(
    name: str,
    column: AnyColumn,
    model: Model,
    checks: Mapping[AnyColumn, Checked],
    record: Record,
    reading: Reading,
    maker: ModelMaker,
) -> Field:
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
            by_type = unique_draw(column.type, place, plain) if column in model.unique else plain
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
        hint if hint is not None else python_type(column.type),
        column.type,
        optional=bool(column.nullable) or filled or name in model.required,
        why_not_none="the column is NOT NULL",
    )
    said_by = tuple(
        composite.key for composite in model.mapper.composites if any(one is column for one in composite.columns)
    )
    annotation = model.hints.get(name, python_type(column.type) or object)
    type_draw = None if column.foreign_keys else from_type
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


def _add_composites(model: Model, record: Record, maker: ModelMaker) -> None:
    """Attributes made of several columns: the columns are drawn, and the object made of them."""
    for composite in model.mapper.composites:
        made = cast("Callable[..., object]", without_none(composite.composite_class))
        names = tuple(model.attribute_of(column) for column in composite.columns)
        optional = all(column.nullable for column in composite.columns)
        if optional:
            for name in names:
                record.fields[name] = dataclasses.replace(record.fields[name], draw=None)
        maker.composites[composite.key] = (made, names)
        target = made if isinstance(made, type) else object
        maker.judges[composite.key] = related_judge(
            target, many=False, optional=optional, why_not_none="its columns are NOT NULL"
        )
        draw = Constant(None) if optional and composite.key in model.required else None
        record.fields[composite.key] = Field(composite.key, target, draw)
