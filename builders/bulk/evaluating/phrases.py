"""Columns of phrases: texts that a function puts together of words."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from builders.bulk.column import Column, Place
from builders.bulk.evaluating.gathering import lengths_of
from builders.bulk.evaluating.spelling import spelling_of
from builders.bulk.states import Rows
from builders.bulk.stringing import thinned
from builders.draws.computed import Of
from builders.draws.gathering import ITEM, Many

_PHRASE: Final = ("builders.values.vocabulary.vocabulary", "_phrase")
"""The function that makes phrases is known by its name: so that nobody has to load the vocabulary to ask for it."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """How words become one text."""

    connector: str
    capital: bool
    end: str


def phrases(draw: Of, place: Place) -> Column | None:
    """The column of phrases; `None` where the function makes something else."""
    phrase = _phrase_of(draw.function)
    return None if phrase is None or not isinstance(draw.draw, Many) else _phrases(phrase, draw.draw, place)


def _phrase_of(function: Callable[..., object]) -> _Phrase | None:
    connector = getattr(function, "__self__", None)
    if isinstance(connector, str) and getattr(function, "__name__", "") == "join":
        return _Phrase(connector, capital=False, end="")
    if isinstance(function, functools.partial):
        made = function.func
        if (made.__module__, made.__qualname__) == _PHRASE and len(function.args) == 3:
            return _Phrase(*function.args)
    return None


def _phrases(phrase: _Phrase, many: Many, place: Place) -> Column | None:
    words = spelling_of(many.item, Place(ITEM, place.depth, f"{place.path}[]"))
    if words is None or words.width > 1 or many.leads_back() or (phrase.end and many.least == 0):
        return None
    # Each word as it stands within a phrase, at its start, at its end, and alone.
    within = [phrase.connector + word for word in words.pool]
    starting = [word[:1].upper() + word[1:] for word in words.pool] if phrase.capital else list(words.pool)
    pool = pa.array(
        [*within, *starting, *(word + phrase.end for word in within), *(word + phrase.end for word in starting)],
        pa.string(),
    )
    size = np.int32(len(words.pool))
    lengths = lengths_of(many, place)

    def make(rows: Rows) -> pa.Array:
        counts = lengths(rows)
        ends = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum(counts, out=ends[1:])
        pieces = words.positions(rows.inner(place.address).items(counts, many.most))[:, 0].copy()
        some = counts > 0
        pieces[ends[:-1][some]] += size
        pieces[ends[1:][some] - 1] += 2 * size
        return thinned(pool.take(pa.array(pieces)), ends)

    return Column(pa.string(), make)
