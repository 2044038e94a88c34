"""Draws of texts, made to fit what is asked of them."""

from __future__ import annotations

from builders.draws.choices import Pick
from builders.draws.draw import Draw
from builders.draws.texts import Cut
from builders.draws.wide import Mostly
from builders.draws.words import At, Either, Words, even_thresholds, weighted_thresholds
from builders.values.constraints import Constraints
from builders.values.extents import lengths
from builders.values.patterns.parsing import search
from builders.values.texts.witnesses import witnesses

_FEWEST = 2
"""So many words have to be left, or it is no choice."""


def fitted(draw: Draw, constraints: Constraints) -> Draw | None:
    """`draw`, or as much of it as is sure to fit the lengths and the pattern; `None` when nothing is."""
    if fits(draw, constraints):
        return draw
    match draw:
        case At():
            inner = fitted(draw.draw, constraints)
            return None if inner is None else At(draw.address, inner)
        case Either():
            return _some_forms_of(draw, constraints)
        case Mostly():
            return fitted(draw.likely, constraints)
        case Pick():
            return _some_words_of(Words(draw.items, even_thresholds(len(draw.items))), constraints)
        case Words():
            return _some_words_of(draw, constraints)
        case _:
            return None


def fits(draw: Draw, constraints: Constraints) -> bool:
    """Whether all that `draw` gives is sure to have such a length, and as good as sure to match the pattern."""
    least, most = constraints.min_length or 0, constraints.max_length
    if least or most is not None:
        known = lengths(draw)
        if known is None or known[0] < least or (most is not None and known[1] > most):
            return False
    if constraints.pattern is None:
        return True
    matches = search(constraints.pattern)
    return all(matches(text) is not None for text in witnesses(draw))


def _some_forms_of(draw: Either, constraints: Constraints) -> Draw | None:
    forms = [fitted(form, constraints) for form in draw.draws]
    weights = Words(draw.draws, draw.thresholds).weights()
    kept = [(form, weight) for form, weight in zip(forms, weights, strict=True) if form is not None]
    if len(kept) == len(forms):
        return Either(tuple(form for form, _ in kept), draw.thresholds, draw.choice)
    if draw.choice or not kept:
        # The lane that chooses says something else too.
        return None
    return Either(tuple(form for form, _ in kept), weighted_thresholds([weight for _, weight in kept]))


def _some_words_of(words: Words, constraints: Constraints) -> Words | None:
    least, most = constraints.min_length or 0, constraints.max_length
    matches = search(constraints.pattern) if constraints.pattern is not None else None
    kept = [
        (word, weight)
        for word, weight in zip(words.items, words.weights(), strict=True)
        if isinstance(word, str)
        and weight
        and len(word) >= least
        and (most is None or len(word) <= most)
        and (matches is None or matches(word) is not None)
    ]
    if len(kept) < min(_FEWEST, len(words.items)):
        return None
    return Words(tuple(word for word, _ in kept), weighted_thresholds([weight for _, weight in kept]))


def shortened(draw: Draw, constraints: Constraints) -> Draw | None:
    """`draw` cut to the greatest length; `None` when that does not make it fit, or leaves the same of each text."""
    if constraints.max_length is None or constraints.max_length < 1:
        return None
    cut = Cut(draw, constraints.max_length)
    return fitted(cut, constraints) if len(set(witnesses(cut))) >= _FEWEST else None
