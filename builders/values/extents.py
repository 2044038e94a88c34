"""The least and the greatest integer that a draw can give, and the shortest and the longest text."""

from __future__ import annotations

from collections.abc import Sequence

from builders.draws.choices import Constant, Pick
from builders.draws.computed import Computed, Of
from builders.draws.draw import Draw
from builders.draws.larger import Larger
from builders.draws.limited import Limited
from builders.draws.numbers import Integer, Steps, Total, Whole
from builders.draws.positions import Ordinal
from builders.draws.products import Product
from builders.draws.texts import Cut, Padded, Text
from builders.draws.wide import SERIAL_BITS, SERIAL_NUMBERS, Mostly, Serial, Slice
from builders.draws.words import At, Either, Words

Extent = tuple[int, int]


def extent(draw: Draw) -> Extent | None:
    """The least and the greatest integer that `draw` gives; `None` when that is not known."""
    if isinstance(draw, Integer):
        return draw.low, draw.high
    if isinstance(draw, Ordinal):
        return 0, (1 << draw.bits) - 1
    if isinstance(draw, Serial):
        return 0, (1 << SERIAL_NUMBERS + SERIAL_BITS) - 1
    if isinstance(draw, Constant) and isinstance(draw.value, int):
        return draw.value, draw.value
    if isinstance(draw, (Pick, Words)):
        return _least_and_greatest(draw.items)
    if isinstance(draw, At):
        return extent(draw.draw)
    if isinstance(draw, Larger):
        one, other = extent(draw.first), extent(draw.second)
        return None if one is None or other is None else (max(one[0], other[0]), max(one[1], other[1]))
    if isinstance(draw, Product):
        one, other = extent(draw.first), extent(draw.second)
        return None if one is None or other is None else _least_and_greatest([a * b for a in one for b in other])
    if isinstance(draw, Total):
        first, second = extent(draw.first), extent(draw.second)
        return None if first is None or second is None else (first[0] + second[0], first[1] + second[1])
    if isinstance(draw, Whole):
        count = extent(draw.count)
        return None if count is None else (count[0] // draw.divisor, count[1] // draw.divisor)
    if isinstance(draw, Steps) and isinstance(draw.step, int):
        count = extent(draw.count)
        ends = () if count is None else (count[0] * draw.step, count[1] * draw.step)
        return (min(ends), max(ends)) if ends else None
    return None


def _least_and_greatest(items: Sequence[object]) -> Extent | None:
    numbers = [item for item in items if type(item) is int]
    return (min(numbers), max(numbers)) if numbers and len(numbers) == len(items) else None


def lengths(draw: Draw) -> Extent | None:
    """The lengths of the shortest and the longest text that `draw` gives; `None` when they are not known."""
    if isinstance(draw, (Words, Pick)):
        known = [len(str(item)) for item in draw.items]
        return min(known), max(known)
    if isinstance(draw, (Computed, Of)):
        return draw.lengths
    if isinstance(draw, At | Limited):
        return lengths(draw.draw)
    if isinstance(draw, Slice):
        return lengths(draw.words)
    if isinstance(draw, (Either, Mostly)):
        return _widest([lengths(form) for form in draw.parts()])
    if isinstance(draw, Text):
        return _sum([(len(piece), len(piece)) if isinstance(piece, str) else lengths(piece) for piece in draw.pieces])
    if isinstance(draw, Padded):
        number = lengths(draw.number)
        return None if number is None else (max(number[0], draw.width), max(number[1], draw.width))
    if isinstance(draw, Cut):
        whole = lengths(draw.text)
        return None if whole is None else (min(whole[0], max(draw.most - 1, 0)), min(whole[1], draw.most))
    number = extent(draw)
    if number is None:
        fixed = draw.value if isinstance(draw, Constant) else None
        return (len(fixed), len(fixed)) if isinstance(fixed, str) else None
    low, high = number
    shortest = 1 if low <= 0 <= high else min(len(str(low)), len(str(high)))
    return shortest, max(len(str(low)), len(str(high)))


def _widest(known: list[Extent | None]) -> Extent | None:
    sure = [each for each in known if each is not None]
    if len(sure) < len(known):
        return None
    return min(low for low, _ in sure), max(high for _, high in sure)


def _sum(known: list[Extent | None]) -> Extent | None:
    sure = [each for each in known if each is not None]
    if len(sure) < len(known):
        return None
    return sum(low for low, _ in sure), sum(high for _, high in sure)
