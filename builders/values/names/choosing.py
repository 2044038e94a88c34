"""From a field's name to what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.draws.numbers import Integer, Of, Total, Whole
from builders.draws.texts import Padded, Text
from builders.draws.times import Day, Moment
from builders.values.names.amounts import IDENTIFIERS, INTEGER_CHOICES, INTEGERS, REALS
from builders.values.names.asking import Asking
from builders.values.names.contents import COMPANY_CLASSES, COMPANY_NAME, CONTENTS, label
from builders.values.names.internet import INTERNET
from builders.values.names.payments import PAYMENTS
from builders.values.names.people import FULL_NAME, PEOPLE, speaks_of_person
from builders.values.names.places import PLACES
from builders.values.names.splitting import singular, words_of
from builders.values.names.times import ENDINGS, SPANS, TIMES, TIMES_OF_DAY, age
from builders.values.times import DAY, START

T = TypeVar("T")
_TEXTS: dict[str, Callable[[Asking], Iterable[Draw]]] = {
    **INTERNET,
    **CONTENTS,
    **PAYMENTS,
    **PLACES,
    **PEOPLE,
}
_MOST_WORDS = 4


def texts_for(name: str, owner: str, locale: str) -> Iterable[Draw]:
    """The texts that a name asks for, the richest first; none when it says nothing."""
    words = words_of(name)
    if not words:
        return ()
    if singular(words[-1]) == "name":
        *before, _ = words
        asking = Asking(words, len(before), locale)
        named = _longest(_TEXTS, words)
        if named is not None and named[1] > 1:
            return named[0](Asking(words, len(words) - named[1], locale))
        subject = (before or [*words_of(owner.partition("[")[0])] or [""])[-1]
        if speaks_of_person(subject):
            return FULL_NAME(asking)
        return COMPANY_NAME(asking) if subject in COMPANY_CLASSES else label(asking)
    found = _longest(_TEXTS, words)
    if found is None:
        return [*written_times(name), *_written_numbers(words)]
    draws, length = found
    return draws(Asking(words, len(words) - length, locale))


def written_times(name: str) -> Iterable[Draw]:
    """The times that a text of this name stands for, as ISO 8601 writes them."""
    words = words_of(name)
    seconds = seconds_for(name)
    if seconds is None or words[-1] not in ENDINGS | _DAYS:
        return ()
    if _DAYS.intersection(words):
        return [Of(dt.date.isoformat, Day(Total(Whole(seconds, DAY), Constant(START.toordinal()))), (10, 10))]
    return [Of(dt.datetime.isoformat, Moment(START, seconds), (25, 25))]


_DAYS: Final = frozenset({"date", "birthday", "dob", "birthdate", "birth", "day"})


def _written_numbers(words: tuple[str, ...]) -> Iterable[Draw]:
    """The numbers that a text of this name stands for."""
    found = _longest(REALS, words)
    if found is not None and words[-1] in _MONEY:
        low, high, _ = found[0]
        return [Text((Integer(low, high - 1), ".", Padded(Integer(0, 99), 2)))]
    whole = _longest(INTEGERS, words)
    return [Text((Integer(*whole[0]),))] if whole is not None and words[-1] in _WHOLE else ()


_MONEY: Final = frozenset({"price", "amount", "total", "subtotal", "cost", "balance", "salary", "budget", "fee", "tax"})
_WHOLE: Final = frozenset({"year", "age", "quantity", "qty", "count", "percent", "percentage"})


def is_identifier(name: str) -> bool:
    """Whether a name is that of the number that tells one object from all others."""
    return name in IDENTIFIERS


def refers_to_identifier(name: str) -> bool:
    """Whether a name is that of another object's number."""
    words = words_of(name)
    return len(words) > 1 and words[-1] in IDENTIFIERS


def instant_for(name: str) -> Draw | None:
    """The seconds since 1970 of an integer of this name: that of `created_at`, for instance."""
    words = words_of(name)
    seconds = seconds_for(name) if words and words[-1] in ENDINGS else None
    return None if seconds is None else Total(seconds, Constant(int(START.timestamp())))


def age_for(name: str) -> Draw | None:
    """The age of a person, when the name asks for it."""
    words = words_of(name)
    return age("_".join(words[:-1])) if words and words[-1] == "age" else None


def integers_for(name: str) -> tuple[int, int] | None:
    """The usual range of an integer of this name."""
    found = _longest(INTEGERS, words_of(name))
    return found[0] if found is not None else None


def integer_choices_for(name: str) -> tuple[int, ...]:
    """The integers that one of this name is one of; none when it may be any."""
    found = _longest(INTEGER_CHOICES, words_of(name))
    return found[0] if found is not None else ()


def reals_for(name: str) -> tuple[int, int, int] | None:
    """The usual range of a float or a decimal of this name, and its decimal places."""
    found = _longest(REALS, words_of(name))
    return found[0] if found is not None else None


def seconds_for(name: str) -> Draw | None:
    """The seconds from the start of all times, for a point in time or a day of this name."""
    words = words_of(name)
    found = _longest(TIMES, words)
    if found is None and words and words[-1] in ENDINGS:
        words = words[:-1]
        found = _longest(TIMES, words)
    if found is None:
        return None
    draw, length = found
    return draw("_".join(words[:-length]))


def span_for(name: str) -> tuple[int, int] | None:
    """The usual seconds of a span of this name."""
    found = _longest(SPANS, words_of(name))
    return found[0] if found is not None else None


def time_of_day_for(name: str) -> Draw | None:
    """The seconds after midnight of a time of day of this name."""
    words = words_of(name)
    found = _longest(TIMES_OF_DAY, words)
    if found is None:
        return None
    draw, length = found
    return draw("_".join(words[:-length]))


def _longest(table: Mapping[str, T], words: tuple[str, ...]) -> tuple[T, int] | None:
    """The entry of the most words that the name ends with, in the singular, and how many words those are."""
    for length in range(min(len(words), _MOST_WORDS), 0, -1):
        last = words[-length:]
        for key in (" ".join(last), " ".join((*last[:-1], singular(last[-1])))):
            if key in table:
                return table[key], length
    return None
