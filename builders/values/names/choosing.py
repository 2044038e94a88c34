"""From the name of a text field to what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

from builders.draws.choices import Constant
from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.draws.numbers import Integer, Total, Whole
from builders.draws.texts import Padded, Text
from builders.draws.times import Day, Moment
from builders.values.names.amounts import INTEGERS, REALS
from builders.values.names.asking import Asking
from builders.values.names.bounds import part_of_times
from builders.values.names.contents import COMPANY_NAME, CONTENTS, log_level
from builders.values.names.counts import COUNTS
from builders.values.names.internet import INTERNET, KEYS
from builders.values.names.looking_up import longest
from builders.values.names.payments import PAYMENTS, PAYMENTS_OF_A_CARD
from builders.values.names.people import FULL_NAME, PEOPLE, speaks_of_person
from builders.values.names.places import PLACES
from builders.values.names.splitting import singular, words_of
from builders.values.names.times import ENDINGS
from builders.values.names.timing import seconds_for
from builders.values.names.titles import COMPANY_CLASSES, label, slugs_of
from builders.values.parts import in_part
from builders.values.times import DAY, START, USUAL_SECONDS, seconds_between

_TEXTS: dict[str, Callable[[Asking], Iterable[Draw]]] = {
    **INTERNET,
    **CONTENTS,
    **PAYMENTS,
    **PLACES,
    **PEOPLE,
}


_TEXTS_OF_A_CARD = {**_TEXTS, **PAYMENTS_OF_A_CARD}
_TEXTS_OF_A_KEY = {**_TEXTS, **KEYS}
_TEXTS_OF_A_LOG = {**_TEXTS, **dict.fromkeys(("level", "severity"), log_level)}
_TEXTS_OF_A_PERSON = {**_TEXTS, "title": PEOPLE["job title"]}


def _tables_for(owner: str) -> dict[str, Callable[[Asking], Iterable[Draw]]]:
    """What the names of a class mean."""
    words = words_of(owner.partition("[")[0])
    if "card" in words and not _OTHER_CARDS.intersection(words):
        return _TEXTS_OF_A_CARD
    if words[-2:] in _SECRETS:
        return _TEXTS_OF_A_KEY
    if _LOGS.intersection(words):
        return _TEXTS_OF_A_LOG
    return _TEXTS_OF_A_PERSON if words and words[-1] in _WORKERS else _TEXTS


_OTHER_CARDS: Final = frozenset({"business", "gift", "id", "library", "score", "sim", "membership", "loyalty"})


_SECRETS: Final = frozenset((kind, last) for kind in ("access", "api", "auth") for last in ("key", "token"))
_LOGS: Final = frozenset({"log", "logger", "logging"})
_WORKERS: Final = frozenset(
    {"employee", "emp", "worker", "staff", "manager", "contact", "lead", "candidate", "applicant"}
)


_PROCESSES_TEXT: Final = """
build connection container deployment device instance invoice issue job machine message order
payment pipeline process request run service session shipment subscription task ticket transaction
worker workflow
"""
_PROCESSES: Final = frozenset(_PROCESSES_TEXT.split())


def texts_for(name: str, owner: str, locale: str) -> Iterable[Draw]:
    """The texts that a name asks for, the richest first; none when it says nothing."""
    words = words_of(name)
    if not words:
        return ()
    if singular(words[-1]) == "name":
        *before, _ = words
        asking = Asking(words, len(before), locale)
        named = longest(_TEXTS, words)
        if named is not None and named[1] > 1:
            return named[0](Asking(words, len(words) - named[1], locale))
        subject = (before or [*words_of(owner.partition("[")[0])] or [""])[-1]
        if speaks_of_person(subject):
            return FULL_NAME(asking)
        return COMPANY_NAME(asking) if subject in COMPANY_CLASSES else label(asking)
    if singular(words[-1]) == "slug":
        *before, _ = words
        subject = (before or [*words_of(owner.partition("[")[0])] or [""])[-1]
        return slugs_of(subject, Asking(words, len(before), locale))
    if words == ("state",) and _PROCESSES.intersection(words_of(owner.partition("[")[0])[-1:]):
        # Of a job it is how far it has come, and no part of a country.
        words = ("status",)
    found = longest(_tables_for(owner), words)
    if found is None and words[-1].isdigit() and not all(word.isdigit() for word in words):
        # One of several: a second email is somebody else's.
        return texts_for("_".join((words[-1], *words[:-1])), owner, locale)
    if found is None:
        return [*written_times(name, owner), *_written_numbers(words)]
    draws, length = found
    return draws(Asking(words, len(words) - length, locale))


def written_times(name: str, owner: str) -> Iterable[Draw]:
    """The times that a text of this name stands for, as ISO 8601 writes them."""
    words = words_of(name)
    part = part_of_times(words)
    seconds = seconds_for(name, owner) if part is None else in_part(seconds_between(*USUAL_SECONDS), part)
    if seconds is None or words[-1] not in ENDINGS | _DAYS:
        return ()
    if _DAYS.intersection(words):
        return [Of(dt.date.isoformat, Day(Total(Whole(seconds, DAY), Constant(START.toordinal()))), (10, 10))]
    return [Of(dt.datetime.isoformat, Moment(START, seconds), (25, 25))]


_DAYS: Final = frozenset({"date", "birthday", "dob", "birthdate", "birth", "day"})


def _written_numbers(words: tuple[str, ...]) -> Iterable[Draw]:
    """The numbers that a text of this name stands for."""
    found = longest(REALS, words)
    if found is not None and words[-1] in _MONEY:
        low, high, _ = found[0]
        return [Text((Integer(low, high - 1), ".", Padded(Integer(0, 99), 2)))]
    counted = longest(COUNTS, words)
    if counted is not None and words[-1] in _WHOLE:
        return [Text((counted[0]("_".join(words[: -counted[1]])),))]
    whole = longest(INTEGERS, words)
    return [Text((Integer(*whole[0]),))] if whole is not None and words[-1] in _WHOLE else ()


_MONEY: Final = frozenset({"price", "amount", "total", "subtotal", "cost", "balance", "salary", "budget", "fee", "tax"})
_WHOLE: Final = frozenset({"year", "birth", "yob", "age", "quantity", "qty", "count", "percent", "percentage"})
