"""Faker's masks: `+49 %## ####` and `?#? #?#`."""

from __future__ import annotations

import itertools
import string

from builders.draws.choices import Pick
from builders.draws.draw import Draw
from builders.draws.numbers import Integer
from builders.draws.texts import Padded, Text

_FIRST_DIGIT = {"#": 0, "%": 1, "$": 2}
_MAYBE = {
    "!": ("", *string.digits),
    "@": ("", *string.digits[1:]),
}
_CAPITALS = tuple(string.ascii_uppercase)
_LONGEST_RUN = 4


def masked(mask: str, letters: bool) -> Draw:
    """The draw of a mask.

    Args:
        mask: `#` is a digit, `%` one from 1, `$` one from 2; `!` and `@` are a digit or nothing; `?` a letter.
        letters: whether `?` is a letter, and all letters are capitals.
    """
    pieces: list[str | Draw] = []
    for kind, run in itertools.groupby(mask.upper() if letters else mask, lambda mark: mark):
        length = len(list(run))
        if kind in _FIRST_DIGIT:
            _add_digits(pieces, _FIRST_DIGIT[kind], length)
        elif kind in _MAYBE:
            # As Faker has it: nothing half of the time.
            pieces.extend(Pick((*[""] * 8, *_MAYBE[kind])) for _ in range(length))
        elif kind == "?" and letters:
            pieces.extend(Pick(_CAPITALS) for _ in range(length))
        elif pieces and isinstance(pieces[-1], str):
            pieces[-1] += kind * length
        else:
            pieces.append(kind * length)
    return Text(tuple(pieces))


def _add_digits(pieces: list[str | Draw], first_digit: int, length: int) -> None:
    if first_digit == 0:
        # Four at a time: as many as one lane has room for, evenly.
        for start in range(0, length, _LONGEST_RUN):
            width = min(_LONGEST_RUN, length - start)
            pieces.append(Padded(Integer(0, 10**width - 1), width))
    else:
        pieces.extend(Integer(first_digit, 9) for _ in range(length))
