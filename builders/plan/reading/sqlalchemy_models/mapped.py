"""The record of a mapped class."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapper
from typing_extensions import TypeIs

from builders.draws.impossible import Impossible
from builders.errors import CannotBuild
from builders.plan.field import Field
from builders.plan.reading.reading import Reading
from builders.plan.reading.sqlalchemy_models.checks import checks_of
from builders.plan.reading.sqlalchemy_models.columns import MappedColumn, column_field, draw_in_turn, given_judge
from builders.plan.reading.sqlalchemy_models.composites import add_composites
from builders.plan.reading.sqlalchemy_models.hints import parameter_hints
from builders.plan.reading.sqlalchemy_models.keys import keys_of
from builders.plan.reading.sqlalchemy_models.making import ModelMaker
from builders.plan.reading.sqlalchemy_models.model import (
    AnyMapper,
    Model,
    is_declarative,
)
from builders.plan.reading.sqlalchemy_models.overlapping import overlaps_of
from builders.plan.reading.sqlalchemy_models.relating import is_concrete, relation_field
from builders.plan.reading.sqlalchemy_models.siblings import siblings_of
from builders.plan.reading.sqlalchemy_models.standing_in import StandIns
from builders.plan.reading.sqlalchemy_models.taking_along import belongings_of
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
    maker.order = record.fields
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
    columns: dict[str, MappedColumn] = {}
    for name, column in model.columns():
        if column.computed is None:
            mapped = columns[name] = MappedColumn(name, column, model)
            record.fields[name] = column_field(mapped, checks, record, reading)
            maker.judges[name] = given_judge(mapped, record.title)
    record.beside = StandIns(
        record, columns, model.unique, lambda mapped: draw_in_turn(mapped, checks, record, reading)
    ).beside
    add_composites(model, record, maker)
    for relation in model.relations:
        record.fields[relation.key] = relation_field(relation, model, record, reading, maker)
    maker.asked = [relation.key for relation in model.parents() if relation.key in model.required]
    maker.overlaps.extend((*overlaps_of(model), *siblings_of(model)))
    maker.keys.extend(keys_of(model))
    maker.belongings.extend(belongings_of(model))
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
