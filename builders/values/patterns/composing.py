"""Patterns whose every form matches, as draws put together of simple ones: quick, and known to `builders.bulk`."""

from __future__ import annotations

import functools
from typing import Final

from builders.draws.choices import Constant, Pick
from builders.draws.computed import Computed, Of
from builders.draws.draw import Draw
from builders.draws.gathering import Many
from builders.draws.numbers import Integer
from builders.draws.texts import Padded, Text
from builders.draws.words import Either, even_thresholds
from builders.values.digests import letters
from builders.values.extents import lengths
from builders.values.patterns.nodes import Characters, Choice, Edge, Group, Node, Repeated, Sequence

_DIGITS: Final = "0123456789"
_FEW: Final = 4
_ROOMS: Final = (8, 4, 2, 1)
"""How much more often than needed a part without an upper limit is repeated at most; the widest that fits."""
_MOST_CHARACTERS: Final = 256


def composed(node: Node, least: int, most: int) -> Draw | None:
    """The draw of a tree whose texts are all at least `least` and at most `most` long.

    Returns:
        `None` when there is more to the tree than characters, choices and repetitions, or its texts are not so long.
    """
    only = _only_part(node)
    if isinstance(only, Repeated) and isinstance(only.part, Characters):
        low = max(only.least, least)
        high = min(only.most, most, low + _ROOMS[0])
        pieces = _repeated_characters(only.part, low, high) if low <= high else None
        return _text(pieces) if pieces is not None else None
    for room in _ROOMS:
        pieces = _pieces(node, room)
        if pieces is None:
            return None
        draw = _text(pieces)
        known = lengths(draw)
        if known is not None and least <= known[0] and known[1] <= most:
            return draw
    return None


def _only_part(node: Node) -> Node | None:
    """What a tree consists of, apart from the edges of the text, when that is one part."""
    while isinstance(node, (Sequence, Group)):
        parts = (
            [part for part in node.parts if not isinstance(part, Edge)] if isinstance(node, Sequence) else [node.part]
        )
        if len(parts) != 1:
            return None
        node = parts[0]
    return node


def _text(pieces: list[str | Draw]) -> Draw:
    if len(pieces) == 1 and isinstance(pieces[0], Draw):
        return pieces[0]
    if all(isinstance(piece, str) for piece in pieces):
        return Constant("".join(str(piece) for piece in pieces))
    return Text(tuple(pieces))


def _pieces(node: Node, room: int) -> list[str | Draw] | None:
    if isinstance(node, Edge):
        return []
    if isinstance(node, Group):
        return _pieces(node.part, room)
    if isinstance(node, Sequence):
        result: list[str | Draw] = []
        for part in node.parts:
            pieces = _pieces(part, room)
            if pieces is None:
                return None
            result += pieces
        return result
    if isinstance(node, Choice):
        forms = [_pieces(part, room) for part in node.parts]
        known = [_text(form) for form in forms if form is not None]
        return [Either(tuple(known), even_thresholds(len(known)))] if len(known) == len(forms) else None
    if isinstance(node, Characters):
        return _repeated_characters(node, 1, 1)
    if isinstance(node, Repeated):
        return _repeated(node, room)
    return None


def _repeated(node: Repeated, room: int) -> list[str | Draw] | None:
    most = min(node.most, node.least + room) if node.most > node.least + 2 * room else node.most
    if isinstance(node.part, Characters):
        return _repeated_characters(node.part, node.least, most)
    pieces = _pieces(node.part, room)
    if pieces is None:
        return None
    if node.least == most and len(pieces) * most <= _FEW:
        return pieces * most
    part = _text(pieces)
    known = lengths(part)
    if known is None:
        return None
    return [Of("".join, Many(part, node.least, most), (known[0] * node.least, known[1] * most))]


def _repeated_characters(node: Characters, least: int, most: int) -> list[str | Draw] | None:
    alphabet = node.alphabet(_MOST_CHARACTERS)
    if alphabet is None or (not alphabet and most > 0):
        return None
    if len(alphabet) == 1 and least == most:
        return [alphabet * least]
    if least == most <= _FEW:
        if alphabet == _DIGITS and most > 0:
            return [Padded(Integer(0, 10**most - 1), most)]
        return [Pick(tuple(alphabet)) for _ in range(most)]
    return [Computed(functools.partial(letters, alphabet, least, most), (least, most))]
