"""The cases of a draw: draws of which each shows one thing that the values can be.

A draw of a kind that is not named here has one case, itself.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

from builders.draws.choices import Constant, Maybe, OneOf, Pick
from builders.draws.distinct import DistinctItems
from builders.draws.draw import Draw
from builders.draws.gathering import Many, Together
from builders.draws.numbers import Distinct, Integer, Of, Quotient, Real, Scaled, Steps, Whole
from builders.draws.times import Day, Moment, Span, TimeOfDay
from builders.draws.words import At
from builders.plan.nesting import field_draw
from builders.plan.record import Field, Nested, Record

FEW = 50
"""Up to how many items each is a case: enum members and literals are, the words of a dictionary are not."""


@functools.singledispatch
def cases(draw: Draw, around: tuple[Record, ...]) -> Sequence[Draw]:
    """The cases of a draw.

    Args:
        draw: any.
        around: the records that are being covered, the outermost first: within itself a type is not covered again.

    Returns:
        One draw for each case, at least one.
    """
    return (draw,)


@cases.register
def _(draw: Pick, around: tuple[Record, ...]) -> Sequence[Draw]:
    return [Constant(item) for item in draw.items] if len(draw.items) <= FEW else (draw,)


@cases.register
def _(draw: Integer, around: tuple[Record, ...]) -> Sequence[Draw]:
    return [Constant(draw.low), Constant(draw.high)] if draw.low < draw.high else (draw,)


@cases.register
def _(draw: Real, around: tuple[Record, ...]) -> Sequence[Draw]:
    return [Constant(draw.low), Constant(draw.high)] if draw.low < draw.high else (draw,)


@cases.register
def _(draw: Of | At, around: tuple[Record, ...]) -> Sequence[Draw]:
    return [replace(draw, draw=case) for case in cases(draw.draw, around)]


@cases.register
def _(
    draw: Steps | Whole | Quotient | Scaled | Moment | Span | TimeOfDay, around: tuple[Record, ...]
) -> Sequence[Draw]:
    return [replace(draw, count=case) for case in cases(draw.count, around)]


@cases.register
def _(draw: Day, around: tuple[Record, ...]) -> Sequence[Draw]:
    return [replace(draw, ordinal=case) for case in cases(draw.ordinal, around)]


@cases.register
def _(draw: Maybe, around: tuple[Record, ...]) -> Sequence[Draw]:
    return [Constant(draw.nothing), *cases(draw.draw, around)]


@cases.register
def _(draw: OneOf, around: tuple[Record, ...]) -> Sequence[Draw]:
    # One arm alone keeps its name, and with it its values.
    return [OneOf(((name, case),)) for name, arm in draw.arms for case in cases(arm, around)]


@cases.register
def _(draw: Many, around: tuple[Record, ...]) -> Sequence[Draw]:
    least = replace(draw, most=draw.least)
    if draw.most == 0:
        return (least,)
    filled = max(draw.least, 1)
    inside = [replace(draw, item=case, least=filled, most=filled) for case in cases(draw.item, around)]
    full = replace(draw, least=draw.most)
    return [least, *inside, full] if draw.most > draw.least else inside


@cases.register
def _(draw: DistinctItems, around: tuple[Record, ...]) -> Sequence[Draw]:
    least = replace(draw, most=draw.least)
    if draw.most == 0:
        return (least,)
    # Of one item alone there is nothing that it could be equal to.
    filled = replace(draw, least=1, most=1)
    inside: list[Draw] = []
    if draw.least <= 1:
        inside += [replace(filled, item=case) for case in cases(draw.item, around)]
        inside += [replace(filled, value=case) for case in (cases(draw.value, around) if draw.value else ())]
    return [least, *inside, replace(draw, least=draw.most)] if draw.most > draw.least else inside or [draw]


@cases.register
def _(draw: Together, around: tuple[Record, ...]) -> Sequence[Draw]:
    each = [cases(part, around) for part in draw.draws]
    longest = max(map(len, each), default=1)
    return [replace(draw, draws=tuple(part[n % len(part)] for part in each)) for n in range(longest)]


@cases.register
def _(draw: Nested, around: tuple[Record, ...]) -> Sequence[Draw]:
    if draw.record in around:
        return (draw,)
    return [Nested(variant, draw.within) for variant in variants(draw.record, around)]


def variants(record: Record, around: tuple[Record, ...] = ()) -> list[Record]:
    """Records of the same type, of which each draws one case of each field.

    Fields with a default are cases too: the default, and what their type can be.
    """
    inside = (*around, record)
    each = {name: _field_cases(field, inside) for name, field in record.fields.items()}
    longest = max(map(len, each.values()), default=1)
    result: list[Record] = []
    for number in range(longest):
        variant = replace(record, fields={})
        variant.fields.update({name: fields[number % len(fields)] for name, fields in each.items()})
        result.append(variant)
    return result


def _field_cases(field: Field, around: tuple[Record, ...]) -> list[Field]:
    draw = field_draw(field)
    if draw is None:
        return [field]
    if field.constraint and field.draw_as is not None and _is_number(draw):
        # Under its own name a number of seats goes up to twenty; its bounds are those that were declared.
        draw = field.draw_as("")
    drawn = [replace(field, draw=case) for case in cases(draw, around)]
    return drawn if field.draw is not None else [field, *drawn]


def _is_number(draw: Draw) -> bool:
    while isinstance(draw, Maybe | At):
        draw = draw.draw
    return isinstance(draw, Integer | Real | Distinct | Whole | Steps | Quotient | Scaled)
