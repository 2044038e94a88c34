"""Numbers by their names: those that fit the numbers and times beside them, and the usual ranges of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.draws.numbers import Steps, Total
from builders.values.names.amounts import IDENTIFIERS, INTEGER_CHOICES, INTEGERS, REALS
from builders.values.names.counts import ANSWERS, CERTAIN, COUNTS, COUNTS_OF_PAGES, PAGES, QUICK
from builders.values.names.looking_up import longest
from builders.values.names.money import (
    CENTS,
    CENTS_NAMES,
    CURRENCIES,
    PERCENTS,
    RATES,
    SUMS,
    SUMS_IN,
    WHOLES,
    percent,
)
from builders.values.names.splitting import words_of
from builders.values.names.times import ENDINGS, INSTANTS
from builders.values.names.timing import seconds_for
from builders.values.times import START


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that fits others of its object.

    Attributes:
        draw: an integer.
        places: as a float or a decimal it has so many decimal places: 1999 with two is 19.99.
    """

    draw: Draw
    places: int = 0


def is_identifier(name: str) -> bool:
    """Whether a name is that of the number that tells one object from all others."""
    return name in IDENTIFIERS


def refers_to_identifier(name: str) -> bool:
    """Whether a name is that of another object's number."""
    words = words_of(name)
    return len(words) > 1 and words[-1] in IDENTIFIERS


def certain_for(name: str) -> Draw | None:
    """What is true, or false, of all that is drawn, when the name asks for it."""
    return CERTAIN.get(" ".join(words_of(name)))


def instant_for(name: str, owner: str = "") -> Draw | None:
    """The seconds since 1970 of an integer of this name: that of `created_at`, for instance.

    Thousands of them a second where the name ends with "ms".
    """
    words = words_of(name)
    fine = len(words) > 1 and words[-1] in {"ms", "millis"}
    words = words[:-1] if fine else words
    if words[-2:] in _LENGTHS or not words or not (words[-1] in ENDINGS or " ".join(words) in INSTANTS):
        return None
    seconds = seconds_for("_".join(words), owner)
    if seconds is None:
        return None
    instant = Total(seconds, Constant(int(START.timestamp())))
    return Steps(instant, 1000) if fine else instant


def measure_for(name: str, owner: str) -> Measure | None:
    """The number that fits those of other names in the same object; `None` for one that fits none."""
    words = words_of(name)
    instant = instant_for(name, owner)
    if instant is not None:
        return Measure(instant)
    of_page = COUNTS_OF_PAGES.get(" ".join(words))
    if of_page is not None and PAGES.intersection(words_of(owner.partition("[")[0])):
        return Measure(of_page(""))
    name = " ".join(words)
    if name in QUICK and ANSWERS.intersection(words_of(owner.partition("[")[0])):
        return Measure(QUICK[name])
    found = longest(COUNTS, words)
    if found is not None:
        draw, length = found
        return Measure(draw("_".join(words[:-length])))
    for rates, places in ((RATES, CENTS), (PERCENTS, 0)):
        rate = longest(rates, words)
        if rate is not None:
            return Measure(percent(rate[0], _whose(words[: -rate[1]])), places)
    return _sum_for(words, owner)


def _sum_for(words: tuple[str, ...], owner: str) -> Measure | None:
    if len(words) > 1 and words[-1] in CENTS_NAMES:
        words = words[:-1]
    currency = words[-1:] if len(words) > 1 and words[-1] in CURRENCIES else ()
    words = words[: len(words) - len(currency)]
    words = words[:-1] if len(words) > 1 and words[-1] == "in" else words
    found = longest(SUMS, words)
    if found is None or found[1] < max((usual[1] for usual in (longest(REALS, words),) if usual), default=0):
        return None
    draw, length = found
    of_owner = SUMS_IN.get("".join(words_of(owner.partition("[")[0])[-1:]), {})
    draw = of_owner.get(" ".join(words[-length:]), draw)
    return Measure(draw(_whose((*words[:-length], *currency))), CENTS)


def _whose(before: tuple[str, ...]) -> str:
    """The prefix of a sum: what it is a sum of, where that is not all that the object is about."""
    return "_".join(word for word in before if word not in WHOLES)


def integers_for(words: tuple[str, ...]) -> tuple[int, int] | None:
    """The usual range of an integer of this name."""
    found = longest(INTEGERS, words)
    return found[0] if found is not None else None


def integer_choices_for(name: str) -> tuple[int, ...]:
    """The integers that one of this name is one of; none when it may be any."""
    found = longest(INTEGER_CHOICES, words_of(name))
    return found[0] if found is not None else ()


def reals_for(words: tuple[str, ...], most: Fraction | None = None) -> tuple[int, int, int] | None:
    """The usual range of a float or a decimal of this name, and its decimal places.

    Args:
        words: of the name.
        most: the greatest that is allowed. What is a part of one is a part of a hundred when that is 100.
    """
    found = longest(REALS, words)
    if found is None:
        return None
    low, high, places = found[0]
    if (low, high) == (0, 1) and most == _HUNDRED:
        return 0, _HUNDRED, max(places - 2, 0)
    return found[0]


_HUNDRED = 100
_LENGTHS = {("read", "time")}
"""How long something takes, though its last word is one for a point in time."""
