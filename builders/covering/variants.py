"""The cases of objects: records that each draw one case of every field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from builders.covering.around import Around
from builders.covering.cases import cases
from builders.draws.choices import Constant, Maybe
from builders.draws.draw import Draw
from builders.draws.numbers import Integer, Quotient, Real, Scaled, Steps, Total, Whole
from builders.draws.positions import Distinct
from builders.draws.products import Product
from builders.draws.times import Day, Moment, Span, TimeOfDay
from builders.draws.words import At
from builders.errors import BuildError
from builders.plan.field import Field, field_draw
from builders.plan.nested import Nested
from builders.plan.record import Record

_BOUNDED = (Integer, Real, Distinct, Total, Product, Whole, Steps, Quotient, Scaled, Day, Moment, Span, TimeOfDay)


@cases.register
def _(draw: Nested, around: Around) -> Sequence[Draw]:
    if not around.is_home_of(draw.record):
        return (draw,)
    return [Nested(variant, draw.within) for variant in variants(draw.record, around)] or (draw,)


def variants(record: Record, around: Around) -> list[Record]:
    """Records of the same type, of which each draws one case of every field.

    There are as many as the field with most cases has. Where the type refuses the cases of several fields side by side,
    there is one record for each of them instead. What it refuses even so is none of its cases.

    Fields with a default are cases too: the default, and what their type can be.

    Args:
        record: of the type.
        around: where it stands.

    Returns:
        Nothing where the type can't be built.
    """
    known = around.variants.get(id(record))
    if known is None:
        refused = id(record) in around.refused
        known = around.variants[id(record)] = [] if refused else _variants(record, around.within(record))
    return known


def _variants(record: Record, inside: Around) -> list[Record]:
    each = {name: _field_cases(field, inside) for name, field in record.fields.items()}
    longest = max(map(len, each.values()), default=1)
    result: list[Record] = []
    for number in range(longest):
        chosen = {name: fields[number % len(fields)] for name, fields in each.items()}
        together = _changed(record, chosen)
        if _can_be_built(together):
            result.append(together)
            continue
        # A field that has run out of cases shows nothing new.
        new = [field for name, field in chosen.items() if number < len(each[name])]
        result += _one_by_one(record, new)
    return result


def _one_by_one(record: Record, fields: Iterable[Field]) -> list[Record]:
    alone = [_changed(record, {**record.fields, field.name: field}) for field in fields]
    return [variant for variant in alone if _can_be_built(variant)]


def _changed(record: Record, fields: dict[str, Field]) -> Record:
    variant = replace(record, fields={})
    variant.fields.update(fields)
    return variant


def _can_be_built(record: Record) -> bool:
    try:
        record.draw(0, 0, 0)
    except BuildError:
        return False
    return True


def _field_cases(field: Field, around: Around) -> list[Field]:
    draw = field_draw(field)
    if draw is None:
        return [field]
    if field.draw_as is not None and ((field.constraint and _has_bounds(draw)) or _is_certain(draw)):
        # Under its own name a number of seats goes up to twenty; its bounds are those that were declared.
        draw = field.draw_as("")
    drawn = [replace(field, draw=case, type_draw=None) for case in cases(draw, around)]
    return drawn if field.type_draw is None else [field, *drawn]


def _has_bounds(draw: Draw) -> bool:
    while isinstance(draw, Maybe | At):
        draw = draw.draw
    return isinstance(draw, _BOUNDED)


def _is_certain(draw: Draw) -> bool:
    """Whether it is a bool that is always the same under its own name, as `is_adult` is."""
    return isinstance(draw, Constant) and isinstance(draw.value, bool)
