"""The record of a mapped class."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import cast

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapper
from typing_extensions import TypeIs

from builders.draws.choices import Constant
from builders.draws.impossible import Impossible
from builders.errors import CannotBuild
from builders.plan.field import Field
from builders.plan.reading.reading import Reading
from builders.plan.reading.sqlalchemy_models.checks import checks_of
from builders.plan.reading.sqlalchemy_models.columns import MappedColumn, column_field, given_judge
from builders.plan.reading.sqlalchemy_models.hints import parameter_hints, without_none
from builders.plan.reading.sqlalchemy_models.judging import related_judge
from builders.plan.reading.sqlalchemy_models.keys import keys_of
from builders.plan.reading.sqlalchemy_models.making import ModelMaker
from builders.plan.reading.sqlalchemy_models.model import (
    AnyMapper,
    Model,
    is_declarative,
)
from builders.plan.reading.sqlalchemy_models.overlapping import overlaps_of
from builders.plan.reading.sqlalchemy_models.relating import is_concrete, relation_field
from builders.plan.record import Record


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
    record.takes = maker.refused
    try:
        _fill(record, model, maker, reading)
    except BaseException:
        reading.records.pop(type_, None)
        raise
    return record


def _fill(record: Record, model: Model, maker: ModelMaker, reading: Reading) -> None:
    checks = checks_of(model.mapper)
    for name, column in model.columns():
        if column.computed is None:
            mapped = MappedColumn(name, column, model)
            record.fields[name] = column_field(mapped, checks, record, reading)
            maker.judges[name] = given_judge(mapped, record.title)
    _add_composites(model, record, maker)
    for relation in model.relations:
        record.fields[relation.key] = relation_field(relation, model, record, reading, maker)
    maker.overlaps.extend(overlaps_of(model))
    maker.keys.extend(keys_of(model))
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
