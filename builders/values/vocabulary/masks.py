"""Faker's masks: `+49 %## ####` and `?#? #?#`."""

from __future__ import annotations

import re
import string
from typing import Final

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
_RUN: Final = re.compile(r"[%$]#{0,3}|#{1,4}|(.)\1*", re.DOTALL)
"""What is drawn or written at once. Four digits are as many as one lane has room for, evenly."""


def masked(mask: str, letters: bool) -> Draw:
    """The draw of a mask.

    Args:
        mask: `#` is a digit, `%` one from 1, `$` one from 2; `!` and `@` are a digit or nothing; `?` a letter.
        letters: whether `?` is a letter, and all letters are capitals.
    """
    pieces: list[str | Draw] = []
    for found in _RUN.finditer(mask.upper() if letters else mask):
        run = found.group()
        kind, length = run[0], len(run)
        if kind in _FIRST_DIGIT:
            pieces.append(_number(_FIRST_DIGIT[kind], length))
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


def _number(first_digit: int, length: int) -> Draw:
    """So many digits, from one lane."""
    most = 10**length - 1
    return Integer(first_digit * 10 ** (length - 1), most) if first_digit else Padded(Integer(0, most), length)
