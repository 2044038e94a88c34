"""Texts that only have to be so long."""

from __future__ import annotations

import functools
import string
from typing import Final

from builders.draws.choices import Constant
from builders.draws.computed import Computed
from builders.draws.draw import Draw
from builders.seed.mixing import item
from builders.values.constraints import Constraints, contradiction
from builders.values.digests import letters
from builders.values.texts.fitting import fitted
from builders.values.vocabulary.vocabulary import vocabulary


def plain(constraints: Constraints, locale: str, path: str) -> Draw:
    """Words of the locale, or letters where there is room for no word.

    Raises:
        CannotBuild: the shortest length is above the longest.
    """
    least, most = lengths_asked(constraints, path)
    words = vocabulary(locale).lorem()
    if least > _LONG:
        return _running(tuple(str(word) for word in words.items), least, constraints.max_length)
    found = fitted(words, constraints)
    return found if found is not None else random_letters(string.ascii_lowercase, least, most)


_LONG: Final = 12
"""A text that has to be longer than this is one of several words."""


def _running(words: tuple[str, ...], least: int, most: int | None) -> Draw:
    longest = least + max(map(len, words))
    most = longest if most is None else min(most, longest)
    return Computed(functools.partial(_running_text, words, least, most), (least, most))


def _running_text(words: tuple[str, ...], least: int, most: int, state: int) -> str:
    chosen: list[str] = []
    length = -1
    while length < least:
        word = words[item(state, len(chosen)) * len(words) >> 64]
        chosen.append(word)
        length += 1 + len(word)
    # A space at the end would not count everywhere.
    text = " ".join(chosen)[:most]
    return f"{text[:-1]}s" if text.endswith(" ") else text


def lengths_asked(constraints: Constraints, path: str) -> tuple[int, int]:
    """The least and the greatest length; where no greatest one is asked for, a little above the least.

    Raises:
        CannotBuild: the shortest length is above the longest.
    """
    least, most = max(constraints.min_length or 0, 0), constraints.max_length
    if most is not None and most < least:
        raise contradiction(path, "no text", constraints)
    usual = max(least + 8, 12)
    return least, usual if most is None else min(most, usual)


def random_letters(alphabet: str, least: int, most: int) -> Draw:
    """From `least` to `most` characters of an alphabet; none only where none are allowed."""
    if most == 0:
        return Constant("")
    return Computed(functools.partial(letters, alphabet, max(least, 1), most), (max(least, 1), most))
