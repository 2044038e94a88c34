"""Texts that show what a draw can give: every word of it, and the ends of every number, at least once."""

from __future__ import annotations

from builders.draws.choices import Constant, Pick
from builders.draws.compiling import compiled
from builders.draws.draw import Draw
from builders.draws.numbers import Integer
from builders.draws.texts import Cut, Padded, Text
from builders.draws.wide import Mostly, Slice
from builders.draws.words import At, Either, Words
from builders.seed.mixing import item

_DRAWN = 16
"""So many texts are drawn where there is no list of them."""


def witnesses(draw: Draw) -> list[str]:
    """Texts that `draw` gives, such that what is true of each of them is most likely true of all.

    The parts of a text are shown side by side and not each with each: as many texts as the longest list of words has.
    """
    match draw:
        case Words() | Pick():
            return [str(word) for word in draw.items]
        case Constant():
            return [str(draw.value)]
        case Integer():
            return [str(draw.low), str((draw.low + draw.high) // 2), str(draw.high)]
        case At():
            return witnesses(draw.draw)
        case Slice():
            return witnesses(draw.words)
        case Either() | Mostly():
            return [text for form in draw.parts() for text in witnesses(form)]
        case Padded():
            return [text.zfill(draw.width) for text in witnesses(draw.number)]
        case Cut():
            return [text[: draw.most].rstrip() for text in witnesses(draw.text)]
        case Text():
            parts = [[piece] if isinstance(piece, str) else witnesses(piece) for piece in draw.pieces]
            longest = max(map(len, parts), default=0)
            return ["".join(part[number % len(part)] for part in parts) for number in range(longest)]
        case _:
            function = compiled(draw, "", "texts tried out")
            return [str(function(item(0, number), number, 0)) for number in range(_DRAWN)]
