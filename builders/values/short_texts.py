"""Texts too short for a name and a number, none of them twice: first the words that there are, then all the others."""

from __future__ import annotations

import functools
import string
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, cast

from builders.draws.choices import Pick
from builders.draws.computed import Computed
from builders.draws.draw import Draw
from builders.draws.positions import origin_of
from builders.draws.words import At, Words
from builders.draws.writer import Writer
from builders.seed.mixing import constants
from builders.seed.permutation import permuted
from builders.values.digests import letters
from builders.values.places import among
from builders.values.texts.witnesses import witnesses

SHORT: Final = 7
"""Up to so many characters a text is short: in more there is room for a million numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class ShortTexts(Draw):
    """The words, and when these have been given, the other texts of an alphabet.

    Attributes:
        words: none of them twice.
        alphabet: none of its characters twice.
        length: of the other texts.
        path: where they stand, for errors.
    """

    words: tuple[str, ...]
    alphabet: str
    length: int
    path: str

    def write(self, writer: Writer, state: str, address: str) -> str:
        return f"{writer.constant(self._value)}({state}, {writer.index}, {constants(address)[0]})"

    def _value(self, state: int, index: int, key: int) -> str:
        taken = _places(self.words, self.alphabet, self.length)
        known, others = len(self.words), len(self.alphabet) ** self.length - len(taken)
        place = among(index, known + others, self.path, "leave out unique()")
        own = key ^ origin_of(state, index)
        if place < known:
            return self.words[permuted(place, known, own)]
        number = permuted(place - known, others, own)
        # The places of words are skipped: before the one at position `n` there are `n` others.
        number += bisect_right([each - position for position, each in enumerate(taken)], number)
        characters: list[str] = []
        for _ in range(self.length):
            number, digit = divmod(number, len(self.alphabet))
            characters.append(self.alphabet[digit])
        return "".join(reversed(characters))


@functools.lru_cache(maxsize=256)
def _places(words: tuple[str, ...], alphabet: str, length: int) -> tuple[int, ...]:
    """Where the words stand among all texts of so many characters, in order."""
    found: list[int] = []
    for word in words:
        if len(word) == length and set(word) <= set(alphabet):
            found.append(functools.reduce(lambda place, each: place * len(alphabet) + alphabet.index(each), word, 0))
    return tuple(sorted(found))


def short_texts(draw: Draw, length: int, path: str) -> ShortTexts:
    """What takes the place of a draw of short texts, where none may come twice.

    Args:
        draw: draws texts of at most `length` characters.
        length: at most `SHORT`.
        path: where they stand, for errors.
    """
    match draw:
        case At(draw=inner):
            return short_texts(inner, length, path)
        case Words(items=items) | Pick(items=items):
            words = tuple(dict.fromkeys(map(str, items)))
            return ShortTexts(words, _alphabet_of(words), length, path)
        case _:
            return ShortTexts((), _own_alphabet(draw) or _alphabet_of(witnesses(draw)), length, path)


def _own_alphabet(draw: Draw) -> str:
    """The characters that texts of letters are made of; "" for a draw of anything else."""
    function: object = draw.function if isinstance(draw, Computed) else None
    if not isinstance(function, functools.partial):
        return ""
    made = cast("functools.partial[object]", function)
    return "".join(dict.fromkeys(str(made.args[0]))) if made.func is letters else ""


def _alphabet_of(texts: Iterable[str]) -> str:
    """The letters and digits of the kinds that there are in the texts: codes in capitals have others in capitals."""
    seen = set("".join(texts))
    kinds = (string.digits, string.ascii_lowercase, string.ascii_uppercase)
    return "".join(kind for kind in kinds if not seen.isdisjoint(kind)) or string.digits + string.ascii_lowercase
