"""The draw of a single value: by the field's name where it says something, else by the type."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from builders.draws.choices import Pick
from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.draws.gathering import Together
from builders.draws.numbers import Integer, Quotient, Scaled
from builders.draws.positions import Distinct
from builders.draws.times import Span
from builders.draws.uuids import Uuid
from builders.seed.locales import DEFAULT_LOCALE
from builders.values import numbers, times
from builders.values.allowing import allowed
from builders.values.asked import Asked
from builders.values.constraints import NONE, Constraints
from builders.values.extents import extent
from builders.values.names import measuring
from builders.values.names.bounds import Part, part_of_range, part_of_times
from builders.values.names.splitting import words_of
from builders.values.names.timing import length_for, seconds_for, span_for, time_of_day_for
from builders.values.others import other
from builders.values.parts import in_part
from builders.values.texts.named import text

_GREATEST_ID: Final = 1 << 30
"""So that it fits into a column of 32 bits; a power of four, for which a permutation takes one turn."""


def leaf(
    type_: type,
    name: str = "",
    constraints: Constraints = NONE,
    *,
    path: str = "",
    owner: str = "",
    locale: str = DEFAULT_LOCALE,
) -> Draw | None:
    """How a value of `type_` is drawn.

    Args:
        type_: a class of single values: `int`, `str`, `datetime`.
        name: the field's name, "" where there is none.
        constraints: what the value has to be.
        path: where it stands, for errors: "User.age".
        owner: the name of the class that the field belongs to. It says whose `name` a field is.
        locale: in which words are.

    Returns:
        `None` when the type is not known here.

    Raises:
        CannotBuild: no value is what the constraints ask for, or there is no such locale.
    """
    asked = Asked(name, constraints, path or name or type_.__name__, owner, locale)
    draws = _BY_TYPE.get(type_)
    if draws is not None:
        return draws(asked)
    base = _plain_base(type_)
    if base is not None:
        return Of(type_, _BY_TYPE[base](asked))
    return other(type_, constraints, asked.path, locale)


def _plain_base(type_: type) -> type | None:
    """The built-in type that a class is a mere name for: `class UserId(str)`, made as a string is."""
    for base in _MADE_OF_ITSELF:
        if (
            issubclass(type_, base)
            and not issubclass(type_, enum.Enum)
            and type_.__new__ is base.__new__
            and type_.__init__ is base.__init__
        ):
            return base
    return None


_MADE_OF_ITSELF: Final = (str, int, float, complex, Decimal, Fraction)


def _boolean(asked: Asked) -> Draw:
    return measuring.certain_for(asked.name) or Pick((False, True))


def _integer(asked: Asked) -> Draw:
    constraints = asked.constraints
    if measuring.is_identifier(asked.name) or measuring.refers_to_identifier(asked.name):
        ids = numbers.integers(constraints, asked.path, (1, _GREATEST_ID))
        if isinstance(ids, Integer) and measuring.is_identifier(asked.name):
            return Distinct(ids.low, ids.high)
        return ids
    measure, part = _known(asked)
    if measure is not None and allowed(constraints, extent(measure.draw)):
        return measure.draw
    choices = measuring.integer_choices_for(asked.name)
    if choices and allowed(constraints, (min(choices), max(choices))):
        return Pick(choices)
    usual = measuring.integers_for(_words(asked, part))
    return in_part(numbers.integers(constraints, asked.path, usual), part)


def _known(asked: Asked) -> tuple[measuring.Measure | None, Part | None]:
    """The number that fits others, or else the part of a range that the name speaks of."""
    part = part_of_range(words_of(asked.name))
    if part is not None and measuring.instant_for(asked.name) is None:
        return None, part
    return measuring.measure_for(asked.name, asked.owner), None


def _words(asked: Asked, part: Part | None) -> tuple[str, ...]:
    return words_of(asked.name) if part is None else part.rest


def _float(asked: Asked) -> Draw:
    measure, part = _known(asked)
    if measure is not None and allowed(asked.constraints, extent(measure.draw), measure.places):
        return Quotient(measure.draw, 10**measure.places)
    named = measuring.reals_for(_words(asked, part), numbers.greatest(asked.constraints))
    if named is None:
        return in_part(numbers.floats(asked.constraints, asked.path), part)
    low, high, places = named
    return in_part(numbers.floats(asked.constraints, asked.path, (low, high), places), part)


def _decimal(asked: Asked) -> Draw:
    measure, part = _known(asked)
    if measure is not None and allowed(asked.constraints, extent(measure.draw), measure.places):
        return Scaled(measure.draw, measure.places)
    named = measuring.reals_for(_words(asked, part), numbers.greatest(asked.constraints))
    if named is None:
        return in_part(numbers.decimals(asked.constraints, asked.path), part)
    low, high, places = named
    return in_part(numbers.decimals(asked.constraints, asked.path, (low, high), places), part)


def _fraction(asked: Asked) -> Draw:
    return numbers.fractions(asked.constraints, asked.path)


def _complex(asked: Asked) -> Draw:
    part = numbers.floats(NONE, asked.path)
    return Together((part, part), complex)


def _moment(asked: Asked) -> Draw:
    part = part_of_times(words_of(asked.name))
    usual = seconds_for(asked.name, asked.owner) if part is None else None
    return in_part(times.moments(asked.constraints, asked.path, usual), part)


def _day(asked: Asked) -> Draw:
    part = part_of_times(words_of(asked.name))
    usual = seconds_for(asked.name, asked.owner, days=True) if part is None else None
    return in_part(times.days(asked.constraints, asked.path, usual), part)


def _time_of_day(asked: Asked) -> Draw:
    part = part_of_times(words_of(asked.name))
    usual = time_of_day_for(asked.name) if part is None else None
    return in_part(times.times_of_day(asked.constraints, asked.path, usual), part)


def _span(asked: Asked) -> Draw:
    part = part_of_times(words_of(asked.name))
    named = None if part is not None else length_for(asked.name)
    if named is not None and times.spans_allow(asked.constraints, extent(named)):
        return Span(named)
    name = asked.name if part is None else "_".join(part.rest)
    return in_part(times.spans(asked.constraints, asked.path, span_for(name)), part)


def _uuid(asked: Asked) -> Draw:
    return Uuid()


_BY_TYPE: dict[type, Callable[[Asked], Draw]] = {
    bool: _boolean,
    int: _integer,
    float: _float,
    complex: _complex,
    Decimal: _decimal,
    Fraction: _fraction,
    str: text,
    UUID: _uuid,
    dt.datetime: _moment,
    dt.date: _day,
    dt.time: _time_of_day,
    dt.timedelta: _span,
}
