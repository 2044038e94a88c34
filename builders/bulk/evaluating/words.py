"""Columns of words and of forms, some likelier than others."""

from __future__ import annotations

from builders.bulk.column import Column, Place, column_of
from builders.bulk.evaluating.choices import Pool, constant, one_of
from builders.bulk.evaluating.finding import finder
from builders.bulk.evaluating.spelling import draws_text, spelling_of
from builders.bulk.states import choices, lanes
from builders.draws.limited import Limited
from builders.draws.words import At, Either, Words, even_thresholds


@column_of.register
def _(draw: Words, place: Place) -> Column:
    count = len(draw.items)
    if count == 1:
        return constant(draw.items[0])
    pool = Pool(draw.items)
    if draw.thresholds == even_thresholds(count):
        return Column(pool.type, lambda rows: pool.at(choices(rows.states, place.address, count)))
    find = finder(draw.thresholds)
    return Column(pool.type, lambda rows: pool.at(find(lanes(rows.states, place.address))))


@column_of.register
def _(draw: Either, place: Place) -> Column:
    spelling = spelling_of(draw, place) if draws_text(draw) else None
    if spelling is not None:
        return spelling.column()
    columns = [column_of(part, place) for part in draw.draws]
    find = finder(draw.thresholds)
    return one_of(columns, lambda rows: find(lanes(rows.states, draw.choice or f"{place.address}~form")))


@column_of.register
def _(draw: At, place: Place) -> Column:
    return column_of(draw.draw, place.at(draw.address))


@column_of.register
def _(draw: Limited, place: Place) -> Column:
    return column_of(draw.draw, place)
