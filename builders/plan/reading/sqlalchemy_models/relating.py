"""How a relationship is drawn: a parent that a row can't do without is built along, and all else is left empty."""

from __future__ import annotations

import functools
from typing import Any, Final

import sqlalchemy as sa

from builders.draws.choices import Constant, Made, OneOf
from builders.draws.draw import Draw
from builders.draws.gathering import Many
from builders.draws.impossible import Impossible
from builders.plan.field import Field
from builders.plan.reading.reading import Reading
from builders.plan.reading.sqlalchemy_models.holding import collection_judge, collection_of, kind_of
from builders.plan.reading.sqlalchemy_models.judging import related_judge
from builders.plan.reading.sqlalchemy_models.making import ModelMaker
from builders.plan.reading.sqlalchemy_models.model import AnyMapper, Model, Relation, is_left_to_the_database
from builders.plan.record import Record

_FEW: Final = 3


def is_concrete(mapper: AnyMapper) -> bool:
    """Whether a row can be an object of the class."""
    return mapper.polymorphic_on is None or (
        mapper.polymorphic_identity is not None and not mapper.polymorphic_abstract
    )


def relation_field(relation: Relation, model: Model, record: Record, reading: Reading, maker: ModelMaker) -> Field:
    name = relation.key
    target: type = relation.mapper.class_
    many = bool(relation.uselist)
    own = relation in list(model.parents())
    columns = [column for column in relation.local_columns if isinstance(column, sa.Column)]
    required = own and any(
        not column.nullable and not is_left_to_the_database(column) and column.default is None for column in columns
    )
    judge = related_judge(target, many=many, optional=not required, why_not_none="its foreign key is NOT NULL")
    maker.judges[name] = collection_judge(judge, relation) if many else judge

    @functools.cache
    def from_type() -> Draw:
        return _object_draw(relation.mapper, name, f"{record.title}.{name}", record, reading)

    kind = kind_of(relation) if many else None

    def items() -> Draw:
        return Many(from_type(), 0, _FEW, set if kind is set else None)

    draw: Draw | None = None
    if required and not model.keeps_default(name):
        draw = from_type()
    elif name in model.required:
        draw = Made(collection_of(relation)) if many else Constant(None)
    annotation: Any = list[target] if many else target if required else target | None  # type: ignore[valid-type]
    return Field(
        name,
        annotation,
        draw,
        type_draw=None if many or (required and draw is not None) else from_type,
        said_by=tuple(model.attribute_of(column) for column in columns) if required else (),
        items=items if kind in (list, set) else None,
    )


def _object_draw(mapper: AnyMapper, name: str, path: str, record: Record, reading: Reading) -> Draw:
    """An object of a class; where no row can be one, of the classes that derive from it."""
    if is_concrete(mapper):
        return reading.draw(mapper.class_, name, path, record)
    arms = tuple(
        (sub.class_.__qualname__, reading.draw(sub.class_, name, path, record))
        for sub in mapper.self_and_descendants
        if is_concrete(sub)
    )
    return OneOf(arms) if arms else Impossible(path, f"no class derives from {mapper.class_.__qualname__}")
