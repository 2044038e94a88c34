"""Texts by the names of their fields."""

from __future__ import annotations

from dataclasses import replace

from builders.draws.draw import Draw
from builders.draws.words import At
from builders.values.asked import Asked
from builders.values.names import choosing
from builders.values.names.repeating import first_of, shared_address
from builders.values.names.splitting import words_of
from builders.values.patterns.matching import matching, read
from builders.values.texts.ends import limited
from builders.values.texts.fitting import fits, fitted, shortened
from builders.values.texts.plain import plain
from builders.values.vocabulary.vocabulary import vocabulary


def text(asked: Asked) -> Draw:
    """A text: as its name asks for it, where that fits; else words, else letters, else whatever the pattern matches."""
    return limited(
        _usual_text(asked), asked.constraints, lambda constraints: _usual_text(replace(asked, constraints=constraints))
    )


def _usual_text(asked: Asked) -> Draw:
    words = first_of(words_of(asked.name))
    address = shared_address(words)
    draw = _text_of(asked, "_".join(words))
    return draw if address is None else At(address, draw)


def _text_of(asked: Asked, name: str) -> Draw:
    pattern = asked.constraints.pattern
    if pattern is not None:
        read(pattern, asked.path)
    draws = tuple(choosing.texts_for(name, asked.owner, asked.locale))
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
