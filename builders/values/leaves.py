"""The draw of a single value: by the field's name where it says something, else by the type."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from builders.draws.choices import Pick
from builders.draws.draw import Draw
from builders.draws.gathering import Together
from builders.draws.numbers import Distinct, Integer, Of, Uuid
from builders.seed.namespaces import DEFAULT_LOCALE
from builders.values import numbers, times
from builders.values.constraints import NONE, Constraints
from builders.values.extents import extent
from builders.values.names import choosing
from builders.values.others import other
from builders.values.patterns.matching import matching, read
from builders.values.texts.fitting import fits, fitted, shortened
from builders.values.texts.plain import plain
from builders.values.vocabulary.vocabulary import vocabulary

_GREATEST_ID: Final = 1 << 30
"""So that it fits into a column of 32 bits; a power of four, for which a permutation takes one turn."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a single value."""

    name: str
    constraints: Constraints
    path: str
    owner: str
    locale: str


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
    return Pick((False, True))


def _integer(asked: Asked) -> Draw:
    constraints = asked.constraints
    for named in (choosing.age_for(asked.name), choosing.instant_for(asked.name)):
        if named is not None and _within(named, asked):
            return named
    if choosing.is_identifier(asked.name) or choosing.refers_to_identifier(asked.name):
        ids = numbers.integers(constraints, asked.path, (1, _GREATEST_ID))
        if isinstance(ids, Integer) and choosing.is_identifier(asked.name):
            return Distinct(ids.low, ids.high)
        return ids
    choices = choosing.integer_choices_for(asked.name)
    if choices and all(_within(Integer(choice, choice), asked) for choice in choices):
        return Pick(choices)
    return numbers.integers(constraints, asked.path, choosing.integers_for(asked.name))


def _within(draw: Draw, asked: Asked) -> bool:
    known = extent(draw)
    if known is None or asked.constraints.multiple_of is not None:
        return False
    allowed = numbers.integers(asked.constraints, asked.path, known)
    return isinstance(allowed, Integer) and (allowed.low, allowed.high) == known


def _float(asked: Asked) -> Draw:
    named = choosing.reals_for(asked.name)
    if named is None:
        return numbers.floats(asked.constraints, asked.path)
    low, high, places = named
    return numbers.floats(asked.constraints, asked.path, (low, high), places)


def _decimal(asked: Asked) -> Draw:
    named = choosing.reals_for(asked.name)
    if named is None:
        return numbers.decimals(asked.constraints, asked.path)
    low, high, places = named
    return numbers.decimals(asked.constraints, asked.path, (low, high), places)


def _fraction(asked: Asked) -> Draw:
    return numbers.fractions(asked.constraints, asked.path)


def _complex(asked: Asked) -> Draw:
    part = numbers.floats(NONE, asked.path)
    return Together((part, part), complex)


def _text(asked: Asked) -> Draw:
    pattern = asked.constraints.pattern
    if pattern is not None:
        read(pattern, asked.path)
    draws = tuple(choosing.texts_for(asked.name, asked.owner, asked.locale))
    for fit in (fitted, shortened):
        for draw in draws:
            found = fit(draw, asked.constraints)
            if found is not None:
                return found
    some_words = vocabulary(asked.locale).phrase(2, 2)
    if fits(some_words, asked.constraints):
        return some_words
    if pattern is not None:
        return matching(asked.constraints, asked.path)
    return plain(asked.constraints, asked.locale, asked.path)


def _moment(asked: Asked) -> Draw:
    return times.moments(asked.constraints, asked.path, choosing.seconds_for(asked.name))


def _day(asked: Asked) -> Draw:
    return times.days(asked.constraints, asked.path, choosing.seconds_for(asked.name))


def _time_of_day(asked: Asked) -> Draw:
    return times.times_of_day(asked.constraints, asked.path, choosing.time_of_day_for(asked.name))


def _span(asked: Asked) -> Draw:
    return times.spans(asked.constraints, asked.path, choosing.span_for(asked.name))


def _uuid(asked: Asked) -> Draw:
    return Uuid()


_BY_TYPE: dict[type, Callable[[Asked], Draw]] = {
    bool: _boolean,
    int: _integer,
    float: _float,
    complex: _complex,
    Decimal: _decimal,
    Fraction: _fraction,
    str: _text,
    UUID: _uuid,
    dt.datetime: _moment,
    dt.date: _day,
    dt.time: _time_of_day,
    dt.timedelta: _span,
}
